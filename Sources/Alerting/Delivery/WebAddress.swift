import Feedback
import Foundation

/// Where a webhook leads: checked when the rules are read, and again when it is used.
public struct WebAddress: Hashable, Sendable {
    public let url: String
    /// Lower-case; without the brackets of an IPv6 address.
    public let host: String
    public let port: Int
    public let isSecure: Bool

    /// - Throws: ``DeliveryFailure`` with what is wrong.
    init(_ text: String) throws(DeliveryFailure) {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
        guard isPlain, let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = parts.host, !host.isEmpty
        else {
            throw DeliveryFailure(
                Phrase(
                    en: "an address such as https://example.com/hook is expected",
                    fr: "une adresse comme https://example.com/hook est attendue"))
        }
        guard parts.user == nil, parts.password == nil else {
            throw DeliveryFailure(
                Phrase(en: "an address takes no user or password", fr: "une adresse ne porte ni nom ni mot de passe"))
        }
        url = text
        isSecure = scheme == "https"
        self.host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        port = parts.port ?? (isSecure ? 443 : 80)
    }

    /// Whether an address of the network is one anybody can reach: what is left is loopback, private, link-local, shared,
    /// multicast, or leads to one of them.
    ///
    /// - Source: IANA's special-purpose address registries, IPv4 and IPv6.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 {
            switch (bytes[0], bytes[1], bytes[2]) {
            case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (224..., _, _): return false
            case (172, 16...31, _), (100, 64...127, _), (198, 18...19, _): return false
            case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): return false
            default: return true
            }
        }
        guard bytes.count == 16 else { return false }
        // An IPv4 address in IPv6 clothes, or behind a translator.
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        let isTranslated = Array(bytes[..<12]) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if isMapped || isTranslated { return isPublic(Array(bytes[12...])) }
        // Global unicast is 2000::/3; of it, Teredo, 6to4 and the documentation's lead elsewhere or nowhere.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        if bytes[0] == 0x20 && bytes[1] == 0x01 { return bytes[2] >= 0x02 && !(bytes[2] == 0x0D && bytes[3] == 0xB8) }
        return !(bytes[0] == 0x20 && bytes[1] == 0x02)
    }
}

/// Why a message did not arrive.
struct DeliveryFailure: Error, LocalizedError {
    var reason: Phrase
    /// Seconds the receiver asks us to wait.
    var retryAfter: Int64?
    /// Whether trying again is of no use.
    var isFinal = false

    init(_ reason: Phrase, retryAfter: Int64? = nil, isFinal: Bool = false) {
        self.reason = reason
        self.retryAfter = retryAfter
        self.isFinal = isFinal
    }

    var errorDescription: String? { reason.en }
}
