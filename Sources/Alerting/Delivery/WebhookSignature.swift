import Crypto
import Feedback
import Foundation

/// Signs messages as Standard Webhooks 1.0 asks: HMAC-SHA256 of `id.timestamp.body`.
///
/// - Source: the Standard Webhooks specification, 1.0.0.
struct WebhookSignature {
    private let keys: [SymmetricKey]

    /// - Parameter secrets: `whsec_…`, at least 24 bytes in base64; two, with a space between, while one replaces the other.
    init(_ secrets: String) throws(DeliveryFailure) {
        var keys: [SymmetricKey] = []
        for secret in secrets.split(separator: " ") {
            guard secret.hasPrefix("whsec_"), let key = Data(base64Encoded: String(secret.dropFirst(6))),
                key.count >= 24
            else {
                throw DeliveryFailure(
                    Phrase(
                        en: "VOC_WEBHOOK_SECRET takes whsec_ and at least 24 bytes in base64",
                        fr: "VOC_WEBHOOK_SECRET attend whsec_ et au moins 24 octets en base64"))
            }
            keys.append(SymmetricKey(data: key))
        }
        self.keys = keys
    }

    func headers(id: String, seconds: Int64, body: String) -> [(name: String, value: String)] {
        let signed = Data("\(id).\(seconds).\(body)".utf8)
        let signatures = keys.map { key in
            "v1," + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
        }
        return [
            ("webhook-id", id), ("webhook-timestamp", "\(seconds)"),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// The message's key as receivers see it: the same at every attempt, and nothing of the address in it.
    static func id(_ key: String) -> String {
        "msg_" + SHA256.hash(data: Data(key.utf8)).prefix(16).map { String(format: "%02x", $0) }.joined()
    }
}
