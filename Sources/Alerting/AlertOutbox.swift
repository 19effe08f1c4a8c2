import Feedback
public import FeedbackStore
import Foundation

/// Sends what the store has decided to send: at least once, in order, with the same key at every attempt.
public struct AlertOutbox: Sendable {
    private let surroundings: ChannelSurroundings
    /// UTC milliseconds.
    private let now: Int64
    /// Seconds to wait after the first, second… failure; then the message is given up.
    private static let waits: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    /// Milliseconds after which a message that was taken for sending is due again: whoever took it died.
    private static let claim: Int64 = 120_000

    public init(_ surroundings: ChannelSurroundings, now: Int64) {
        self.surroundings = surroundings
        self.now = now
    }

    public struct Result: Sendable {
        /// Each message once, whatever the number of channels.
        public var messages: [AlertMessage] = []
        public var sent = 0
        /// `channel: reason`.
        public var failures: [String] = []

        public static func += (left: inout Result, right: Result) {
            left.messages += right.messages
            left.sent += right.sent
            left.failures += right.failures
        }
    }

    /// Sends every message whose time has come; one channel's failure never costs another its message.
    ///
    /// - Throws: ``StoreError``.
    public func flush(_ store: FeedbackStore) throws -> Result {
        var result = Result()
        var seen: Set<String> = []
        for delivery in try store.dueDeliveries(now: now) {
            let address = ChannelAddress(scheme: delivery.channel, target: delivery.target)
            let read = Swift.Result { try JSONDecoder().decode(AlertMessage.self, from: Data(delivery.payload.utf8)) }
            if try isTooEarly(delivery, try? read.get(), store) { continue }
            // Two checks at a time: one of them sends it.
            guard try store.claim(delivery, until: now + Self.claim) else { continue }
            do {
                var message = try read.get()
                if message.kind == .escalation { try bringUpToDate(&message, of: delivery, store) }
                try AlertChannels.channel(address, surroundings).deliver(message, key: delivery.key)
                try store.markSent(delivery.id, now: now)
                result.sent += 1
                if seen.insert("\(delivery.incident)/\(delivery.payload)").inserted { result.messages.append(message) }
            } catch let error as StoreError {
                throw error
            } catch {
                let failure = error as? DeliveryFailure
                let again = next(delivery, failure)
                try store.markFailed(delivery.id, error: reason(error), nextAt: again)
                result.failures.append("\(address.shown): \(reason(error))" + (again == nil ? givenUp : ""))
            }
        }
        return result
    }

    /// A call for help waits for a check after its time has come: the incident may be over, and its figures are of then.
    private func isTooEarly(
        _ delivery: DeliveryRecord, _ message: AlertMessage?, _ store: FeedbackStore
    ) throws -> Bool {
        guard let message, message.kind == .escalation, delivery.attempts == 0,
            let checked = try store.alertState(of: message.rule)?.updatedAt
        else { return false }
        return checked < delivery.nextAt ?? 0
    }

    private func bringUpToDate(
        _ message: inout AlertMessage, of delivery: DeliveryRecord, _ store: FeedbackStore
    ) throws {
        let record = try store.incidents(of: message.rule).first { $0.id == delivery.incident }
        guard let record else { return }
        let latest = try AlertCheck.memory(of: message.rule, store).status
        message.bringUpToDate(latest, firedAt: record.firedAt, now: now)
    }

    private var givenUp: String {
        Phrase(en: " (given up)", fr: " (abandonné)")[surroundings.language]
    }

    private func reason(_ error: any Error) -> String {
        (error as? DeliveryFailure)?.reason[surroundings.language] ?? error.localizedDescription
    }

    /// When to try again; `nil` gives up.
    private func next(_ delivery: DeliveryRecord, _ failure: DeliveryFailure?) -> Int64? {
        guard failure?.isFinal != true, delivery.attempts < Self.waits.count else { return nil }
        let wait = Self.waits[delivery.attempts] * 1000
        // Many that failed together do not come back together: a tenth more or less, by the message's key.
        let spread = Int64(delivery.key.utf8.reduce(UInt64(delivery.attempts)) { ($0 &* 31) &+ UInt64($1) } % 201) - 100
        return now + max(wait + wait * spread / 1000, (failure?.retryAfter ?? 0) * 1000)
    }

    /// Sends a message through a rule's channels now, outside the outbox.
    ///
    /// - Throws: the first channel's error, after all were tried.
    public func test(_ rule: AlertRule) throws {
        let message = AlertMessage.test(of: rule, now: now)
        var first: (any Error)?
        for address in rule.channels {
            do {
                try AlertChannels.channel(address, surroundings).deliver(message, key: "\(message.key)/\(address)")
            } catch {
                first =
                    first
                    ?? AlertError.badChannel(
                        address.shown, reason: (error as? DeliveryFailure)?.reason ?? Phrase(error.localizedDescription)
                    )
            }
        }
        if let first { throw first }
    }
}
