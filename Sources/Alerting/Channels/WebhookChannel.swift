public import Feedback
import Foundation

/// Posts the message as JSON, signed as Standard Webhooks.
public struct WebhookChannel: AlertChannel {
    public static let scheme = "webhook"
    public static let example = "webhook:https://example.com/hook"
    private let posting: WebPosting
    private let surroundings: ChannelSurroundings

    private struct Body: Encodable {
        /// `alert.firing`, `alert.update`, `alert.resolved`, `alert.noData`, `alert.escalation`, `alert.test`.
        var type: String
        /// ISO 8601, UTC.
        var timestamp: String
        var data: AlertMessage
    }

    public static func fault(in target: String) -> Phrase? { WebPosting.fault(in: target) }

    public init(target: String, surroundings: ChannelSurroundings) {
        posting = WebPosting(target, surroundings)
        self.surroundings = surroundings
    }

    public func deliver(_ message: AlertMessage, key: String) throws {
        guard let secrets = surroundings.environment["VOC_WEBHOOK_SECRET"], !secrets.isEmpty else {
            throw DeliveryFailure(
                Phrase(
                    en: "VOC_WEBHOOK_SECRET is not set: webhooks are signed",
                    fr: "VOC_WEBHOOK_SECRET n'est pas définie : les webhooks sont signés"))
        }
        let now = surroundings.now()
        let body = try AlertCheck.json(
            Body(type: "alert.\(message.kind.rawValue)", timestamp: now.iso8601, data: message.outward))
        let id = WebhookSignature.id(key)
        let signature = try WebhookSignature(secrets)
        let seconds = Int64((Double(now.milliseconds) / 1000).rounded(.down))
        try posting.post(
            body, headers: signature.headers(id: id, seconds: seconds, body: body) + [("Idempotency-Key", id)])
    }
}
