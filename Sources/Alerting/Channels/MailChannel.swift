public import Feedback
import Foundation
import Insights

/// Sends the message as e-mail through the system's sendmail interface.
public struct MailChannel: AlertChannel {
    public static let scheme = "mail"
    public static let example = "mail:team@example.com"
    private let recipient: String
    private let surroundings: ChannelSurroundings

    public static func fault(in target: String) -> Phrase? {
        let parts = target.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = target.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Array("<>(),;:\\\"".utf8).contains($0) }
        guard isPlain, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !target.hasPrefix("-") else {
            return Phrase(en: "'mail' needs one address", fr: "« mail » a besoin d'une adresse")
        }
        return nil
    }

    public init(target: String, surroundings: ChannelSurroundings) {
        recipient = target
        self.surroundings = surroundings
    }

    public func deliver(_ message: AlertMessage, key: String) throws {
        try surroundings.sendMail(recipient, Self.letter(message.outward, to: recipient, key: key, surroundings))
    }

    /// Headers and text; the same `Message-ID` at every attempt.
    static func letter(
        _ message: AlertMessage, to recipient: String, key: String, _ surroundings: ChannelSurroundings
    ) -> String {
        let text = message.text.phrase[surroundings.language]
        let subject = text.split(separator: "\n").first.map(String.init) ?? "voc"
        let body = Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        return """
            To: \(recipient)
            Subject: \(encoded(subject))
            Date: \(date(surroundings.now()))
            Message-ID: <\(WebhookSignature.id(key))@voc.invalid>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            \(body)

            """
    }

    /// Words of at most 45 bytes each, as RFC 2047 asks; nothing of the text can end the header.
    private static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for character in text {
            if word.utf8.count + character.utf8.count > 42 {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        words.append(word)
        return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    private static func date(_ now: Timestamp) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = Timestamp(milliseconds: now.milliseconds).iso8601
        let day = CalendarDate(dayNumber: Timestamp(milliseconds: now.milliseconds).dayNumber)
        let month = Int(text.dropFirst(5).prefix(2)).flatMap { (1...12).contains($0) ? months[$0 - 1] : nil } ?? ""
        return
            "\(days[day.weekday]), \(text.dropFirst(8).prefix(2)) \(month) \(text.prefix(4)) \(text.dropFirst(11).prefix(8)) +0000"
    }
}

/// Hands letters to the program that has spoken for mail since 1983.
public enum Sendmail {
    /// - Parameter path: where it is; `/usr/sbin/sendmail` by default.
    public static func send(to recipient: String, _ letter: String, path: String?) throws {
        let program = path ?? "/usr/sbin/sendmail"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw DeliveryFailure(
                Phrase(
                    en: "there is no \(program): install a mail server, or name its sendmail in VOC_SENDMAIL",
                    fr: "pas de \(program) : installez un serveur de courriel, ou nommez son sendmail dans VOC_SENDMAIL"
                ))
        }
        let run = ProgramRun(program, ["-i", "--", recipient], input: letter, seconds: 30)
        let status = try run.result().status
        guard status == 0 else {
            throw DeliveryFailure(Phrase(en: "sendmail failed (\(status))", fr: "échec de sendmail (\(status))"))
        }
    }
}
