public import Feedback
public import FeedbackStore

/// The long-running form of a check: evaluates every so often, and sends what is due in between.
///
/// A check judges every period that is over, so a stop of days is caught up with by the first one. One process at a time
/// runs on a store: a lease in it, renewed while the process lives, and free three minutes after it died.
public struct AlertScheduler: Sendable {
    public static let lease = "alerts"
    /// How long a lease outlives its process.
    static let leaseMinutes: Int64 = 3
    /// Between two looks at the outbox.
    public static let pulse = Duration.seconds(20)

    private let store: FeedbackStore
    /// Who runs, for messages: host and process.
    private let holder: String
    private let every: Duration
    private let clock: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - every: between two checks.
    ///   - clock: the present.
    public init(_ store: FeedbackStore, holder: String, every: Duration, clock: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.holder = holder
        self.every = every
        self.clock = clock
    }

    /// What to do at a moment.
    public struct Work: Sendable {
        /// Evaluates the rules up to a moment.
        public var check: @Sendable (Timestamp) throws -> Void
        /// Sends what is due.
        public var send: @Sendable (Timestamp) throws -> Void

        public init(
            check: @escaping @Sendable (Timestamp) throws -> Void, send: @escaping @Sendable (Timestamp) throws -> Void
        ) {
            self.check = check
            self.send = send
        }
    }

    /// Runs until `sleep` throws, as it does when its task is cancelled.
    ///
    /// - Throws: ``AlertError/running(_:)`` when another process holds the lease, ``StoreError``.
    public func run(_ work: Work, sleep: (Duration) async throws -> Void) async throws {
        try hold()
        defer { try? store.releaseLease(Self.lease, holder: holder) }
        var checked: Int64?
        while true {
            let now = clock()
            try hold()
            let wait = every.components.seconds * 1000
            // A clock that was set back must not put the next check off.
            if checked.map({ now.milliseconds >= $0 + wait || now.milliseconds < $0 }) ?? true {
                try work.send(now)
                try work.check(now)
                checked = now.milliseconds
            }
            try work.send(clock())
            do { try await sleep(Self.pulse) } catch { return }
        }
    }

    private func hold() throws {
        let now = clock().milliseconds
        let other = try store.takeLease(
            Self.lease, holder: holder, now: now, until: now + Self.leaseMinutes * 60_000)
        if let other { throw AlertError.running(other) }
    }
}
