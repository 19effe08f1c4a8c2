import Feedback
import Foundation
import GRDB
import TestSupport
import Testing

@testable import FeedbackStore

@Suite struct NaturalKeyTests {
    private static let digest = NaturalKey(high: 0x1234_5678_9ABC_DEF0, low: 0x0FED_CBA9_8765_4321)

    @Test(
        arguments: [
            ("R_00000042", 42), ("42", 42), ("avis-007", 7), ("0", 0), ("R_12ab9", 9), ("é٣5", 5),
            // Of a longer number the first twelve digits: the others of neighbours differ, not these.
            ("1862345678901234567", 186_234_567_890), ("999999999999", 999_999_999_999),
        ] as [(String, UInt64)])
    func `a key begins with the number its id ends with`(id: String, number: UInt64) {
        let key = Self.digest.placed(by: id)
        #expect(key.high >> 24 == number && key.high & 0xFF_FFFF == 0xBC_DEF0 && key.low == Self.digest.low)
        #expect(key.placed(by: id) == key && key.tombstone == Self.digest.tombstone)
    }

    @Test(arguments: ["", "R_abc", "42-x", "5.40E+17 ", "٤٢"]) func `an id without a number leaves the digest`(
        id: String
    ) {
        #expect(Self.digest.placed(by: id) == Self.digest)
    }

    @Test func `ids in order make keys in order, whatever the digests`() {
        var random = SplitMix64(seed: 7)
        let keys = (0..<2000).map { number in
            NaturalKey(high: random.next(), low: random.next()).placed(by: "R_\(String(format: "%07d", number * 37))")
        }
        #expect(keys == keys.sorted() && Set(keys.map(\.tombstone)).count == keys.count)
    }

    @Test func `a store of an older program gets keys in order, and knows its items and its erased ones again`() throws
    {
        let builder = try StoreBuilder()
        var nameless = makeItem(3)
        (nameless.item.externalID, nameless.key) = (nil, NaturalKey(high: 9 << 40, low: 3))
        try builder.run([.item(makeItem(1)), .item(makeItem(2)), .item(nameless)])
        try builder.store.write { db in
            // As they were: digests alone, and erased items by all of it.
            for id in 1...2 {
                try db.execute(
                    sql: """
                        UPDATE item SET natural_key = x'\(String(format: "%016d%016d", 7, id))'
                        WHERE external_id = 'id-\(id)'
                        """)
            }
            try db.execute(
                sql: """
                    INSERT INTO erasure VALUES ('k_123456789abcdef00fedcba987654321', 1), ('r_k_1', 1);
                    DELETE FROM grdb_migrations WHERE identifier = 'keys in the order of numbered ids'
                    """)
        }
        let reopened = try FeedbackStore.open(path: builder.store.path)
        #expect(try reopened.erasedNames() == [Self.digest.tombstone, "r_k_1"])
        let keys = [makeItem(1).key, makeItem(2).key, nameless.key]
        #expect(try Set(reopened.contentHashes(of: keys).keys) == Set(keys))
        #expect(try reopened.integrityProblems().isEmpty)
        try builder.run([.item(makeItem(1)), .item(makeItem(4))], file: "b.csv")
        #expect(try builder.store.rowCounts().items == 4)
    }
}
