/// Answers of the last few seconds: a page reloaded, or opened by a whole team at once, is computed once.
actor AnswerCache {
    struct Key: Hashable, Sendable {
        /// Path, query and language.
        var question: String
        var version: StoreVersion
    }

    private struct Entry {
        var bytes: [UInt8]
        var expires: ContinuousClock.Instant
    }

    private let lifetime: Duration
    private let maximumBytes: Int
    private var entries: [Key: Entry] = [:]

    /// - Parameter lifetime: short, as relative dates and "generated at" go on.
    init(lifetime: Duration = .seconds(5), maximumBytes: Int = 32 << 20) {
        self.lifetime = lifetime
        self.maximumBytes = maximumBytes
    }

    func answer(to key: Key, now: ContinuousClock.Instant = .now) -> [UInt8]? {
        guard let entry = entries[key], entry.expires > now else { return nil }
        return entry.bytes
    }

    func keep(_ answer: [UInt8], for key: Key, now: ContinuousClock.Instant = .now) {
        entries = entries.filter { $0.value.expires > now && $0.key != key }
        let kept = entries.values.reduce(0) { $0 + $1.bytes.count }
        guard kept + answer.count <= maximumBytes else { return }
        entries[key] = Entry(bytes: answer, expires: now + lifetime)
    }
}
