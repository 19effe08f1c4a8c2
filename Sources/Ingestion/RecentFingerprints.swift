/// Remembers the newest of a stream of hashes: at least as many as asked for, in memory that stops growing.
///
/// Two halves: when the newer one is full the older one is forgotten, so nothing is ever sorted out one by one.
struct RecentFingerprints {
    private var newer: Set<UInt64> = []
    private var older: Set<UInt64> = []

    var isEmpty: Bool { newer.isEmpty && older.isEmpty }
    var count: Int { newer.count + older.count }

    func contains(_ hash: UInt64) -> Bool { newer.contains(hash) || older.contains(hash) }

    /// - Parameter limit: how many are remembered at least.
    mutating func insert(_ hash: UInt64, limit: Int) {
        if newer.count >= limit {
            older = newer
            newer = []
            newer.reserveCapacity(limit)
        }
        newer.insert(hash)
    }
}
