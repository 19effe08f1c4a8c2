/// Remembers the newest of a stream of hashes: at least ``limit`` of them, in memory that stops growing.
///
/// Two halves: when the newer one is full the older one is forgotten, so nothing is ever sorted out one by one.
struct RecentFingerprints {
    private let limit: Int
    private var newer: Set<UInt64> = []
    private var older: Set<UInt64> = []

    init(limit: Int) { self.limit = limit }

    var isEmpty: Bool { newer.isEmpty && older.isEmpty }
    var count: Int { newer.count + older.count }

    func contains(_ hash: UInt64) -> Bool { newer.contains(hash) || older.contains(hash) }

    mutating func insert(_ hash: UInt64) {
        if newer.count >= limit {
            older = newer
            newer = []
            newer.reserveCapacity(limit)
        }
        newer.insert(hash)
    }
}
