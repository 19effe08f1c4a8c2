import Foundation
import GRDB

/// What makes an item itself: the first 16 bytes of a SHA-256 over its source and its id, ``placed(by:)`` that id, or over what
/// it says.
public struct NaturalKey: Hashable, Sendable, Codable, Comparable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the first 16 bytes of a digest, big-endian.
    @inlinable public init(digest: some Sequence<UInt8>) {
        (high, low) = (0, 0)
        var count = 0
        for byte in digest {
            if count < 8 {
                high = high << 8 | UInt64(byte)
            } else if count < 16 {
                low = low << 8 | UInt64(byte)
            } else {
                return
            }
            count += 1
        }
    }

    /// Reads 16 bytes as they are stored, big-endian; zeros stand for those that are missing.
    init(bytes: Span<UInt8>) {
        (high, low) = (0, 0)
        for index in 0..<min(16, bytes.count) {
            let shift = UInt64(56 - 8 * (index & 7))
            if index < 8 { high |= UInt64(bytes[index]) << shift } else { low |= UInt64(bytes[index]) << shift }
        }
    }

    public static func < (left: NaturalKey, right: NaturalKey) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension NaturalKey {
    /// How far the number in front of the digest is shifted, and what is left of the digest's first half.
    private static let numberShift: UInt64 = 24
    private static let digestMask: UInt64 = 1 << numberShift - 1
    /// As many digits as fit into the other 40 bits.
    private static let mostDigits = 12

    /// The key of an item with this id: the number the id ends with, its first twelve digits, stands before 88 bits of the
    /// digest.
    ///
    /// Ids are mostly given in order. Keys in the same order fill the index of keys page by page; digests alone would write a
    /// page somewhere in it for every item, and read it first once the index is larger than the memory for pages.
    public func placed(by id: borrowing String) -> NaturalKey {
        let bytes = id.utf8Span.span
        var first = bytes.count
        while first > 0, (0x30...0x39).contains(bytes[first - 1]) { first -= 1 }
        guard first < bytes.count else { return self }
        var number: UInt64 = 0
        for index in first..<min(bytes.count, first + Self.mostDigits) {
            number = number * 10 + UInt64(bytes[index] - 0x30)
        }
        return NaturalKey(high: number << Self.numberShift | high & Self.digestMask, low: low)
    }

    /// What an erased item is known by: `k_` and those bits of the digest, in hexadecimal, that every key has.
    public var tombstone: String {
        "k_" + hexadecimal(high & Self.digestMask, digits: 6) + hexadecimal(low, digits: 16)
    }

    private func hexadecimal(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// Gives the items of a store that older programs filled the keys of this one.
    static func placeAll(in db: Database) throws {
        let placed = DatabaseFunction("placed_key", argumentCount: 2, pure: true) { values in
            guard let key = Data.fromDatabaseValue(values[0]), let id = String.fromDatabaseValue(values[1]) else {
                return values[0]
            }
            return Data(NaturalKey(digest: key).placed(by: id).bytes)
        }
        db.add(function: placed)
        defer { db.remove(function: placed) }
        try db.execute(
            sql: """
                DROP INDEX item_natural_key;
                UPDATE item SET natural_key = placed_key(natural_key, external_id) WHERE external_id IS NOT NULL;
                CREATE UNIQUE INDEX item_natural_key ON item(natural_key);
                UPDATE erasure SET respondent = 'k_' || substr(respondent, -22)
                WHERE respondent GLOB 'k_*' AND length(respondent) = 34
                """)
    }

    private var bytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * $0)) } }
    }
}
