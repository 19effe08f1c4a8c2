import Feedback
import Foundation

/// What the channels that post to a web address share.
struct WebPosting {
    private let target: String
    private let surroundings: ChannelSurroundings

    /// - Parameter target: an address, or `$NAME` for one that the environment holds.
    init(_ target: String, _ surroundings: ChannelSurroundings) {
        self.target = target
        self.surroundings = surroundings
    }

    static func fault(in target: String) -> Phrase? {
        if let name = variable(target) {
            let isName = name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
            return isName && !name.isEmpty
                ? nil
                : Phrase(en: "'\(target)' is no variable's name", fr: "« \(target) » n'est pas un nom de variable")
        }
        do { _ = try WebAddress(target) } catch { return error.reason }
        return nil
    }

    private static func variable(_ target: String) -> Substring? { target.hasPrefix("$") ? target.dropFirst() : nil }

    private var address: WebAddress {
        get throws(DeliveryFailure) {
            guard let name = Self.variable(target) else { return try WebAddress(target) }
            guard let text = surroundings.environment[String(name)] else {
                throw DeliveryFailure(
                    Phrase(en: "the variable \(name) is not set", fr: "la variable \(name) n'est pas définie"))
            }
            return try WebAddress(text)
        }
    }

    /// - Throws: ``DeliveryFailure`` for any answer but 200 to 299: a redirect is none, and 410 means never again.
    func post(_ body: String, headers: [(name: String, value: String)]) throws {
        let request = WebRequest(
            address: try address, headers: [("Content-Type", "application/json"), ("User-Agent", "voc")] + headers,
            body: body)
        let response = try surroundings.post(request)
        guard !(200..<300).contains(response.status) else { return }
        throw DeliveryFailure(
            Phrase(en: "the receiver answered \(response.status)", fr: "le destinataire a répondu \(response.status)"),
            retryAfter: response.retryAfter, isFinal: response.status == 410)
    }
}

extension AlertMessage {
    /// As it leaves this machine: without customers' words and visits, unless the rule shares them.
    var outward: AlertMessage {
        guard sharesWords != true, var cause else { return self }
        var message = self
        (cause.quotes, cause.sessions) = ([], [])
        message.cause = cause
        message.write(incident: incident)
        return message
    }
}
