/// A folded word as four machine words: comparing two keys compares every letter, without a string or a pool.
///
/// Bytes fill from the top, so the first letters of a word are the high bits of ``first``.
package struct WordKey: BitwiseCopyable, Hashable, Sendable {
    /// Longer words are in no lexicon and are never looked up.
    package static let capacity = 32

    package private(set) var first: UInt64 = 0
    package private(set) var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0
    /// Letters appended, also those past ``capacity``.
    package private(set) var count = 0

    package init() {}

    /// - Parameter first: up to eight letters, as ``first`` holds them.
    @inline(__always)
    init(first: UInt64, count: Int) { (self.first, self.count) = (first, count) }

    package init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    package var isShort: Bool { count <= 8 }
    package var fits: Bool { count <= Self.capacity }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let bits = UInt64(byte) << UInt64(56 - 8 * (count & 7))
        switch count >> 3 {
        case 0: first |= bits
        case 1: second |= bits
        case 2: third |= bits
        case 3: fourth |= bits
        default: break
        }
        count += 1
    }

    /// - Parameter letters: the first in the highest byte, zeros after the last; up to eight.
    @inline(__always)
    mutating func append(_ letters: UInt64, count added: Int) {
        let shift = UInt64(8 * (count & 7))
        let (here, further) = (letters >> shift, shift == 0 ? 0 : letters << (64 - shift))
        switch count >> 3 {
        case 0:
            first |= here
            second |= further
        case 1:
            second |= here
            third |= further
        case 2:
            third |= here
            fourth |= further
        case 3: fourth |= here
        default: break
        }
        count += added
    }

    var hash: UInt64 {
        let mixed = first ^ (second &* 0x9E37_79B9_7F4A_7C15) ^ (third &* 0xC2B2_AE3D_27D4_EB4F) ^ (fourth << 1)
        return mixed &* 0xBF58_476D_1CE4_E5B9
    }

    /// The letter at `index`, 0 past the end.
    package subscript(index: Int) -> UInt8 {
        let word =
            switch index >> 3 {
            case 0: first
            case 1: second
            case 2: third
            case 3: fourth
            default: UInt64(0)
            }
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index & 7)))
    }

    /// Whether the first `length` letters (at most 16) are those of `prefix`.
    func starts(with prefix: WordKey, length: Int) -> Bool {
        guard count >= length else { return false }
        if length <= 8 { return first & Self.mask(length) == prefix.first }
        return first == prefix.first && second & Self.mask(length - 8) == prefix.second
    }

    private static func mask(_ letters: Int) -> UInt64 { ~UInt64(0) << UInt64(64 - 8 * letters) }
}
