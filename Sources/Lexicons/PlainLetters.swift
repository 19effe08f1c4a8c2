/// The ASCII letters and digits a text goes on with, up to eight, classed and folded in one machine word: five times faster
/// than letter by letter.
///
/// The arithmetic is that of eight bytes side by side; none carries into its neighbour.
struct PlainLetters {
    /// Folded, the first in the highest byte.
    let folded: UInt64
    /// 0 to 8.
    let count: Int
    /// The byte that follows, 0 at the end of the text and after eight letters.
    let next: UInt8
    let capitals: Int
    /// Whether some letter stands three times in a row.
    let isElongated: Bool

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080
    /// What tells a small letter from a capital.
    private static let lowerCase: UInt64 = 0x2020_2020_2020_2020

    @inline(__always)
    init(_ text: Span<UInt8>, at offset: Int) {
        let bytes = Self.bytes(text, offset)
        let folded = bytes | Self.lowerCase
        let isLetter = Self.isBetween(folded, UInt8(ascii: "a"), UInt8(ascii: "z"))
        let isDigit = Self.isBetween(bytes, UInt8(ascii: "0"), UInt8(ascii: "9"))
        let others = ~((isLetter | isDigit) & ~bytes) & Self.tops
        count = others.trailingZeroBitCount >> 3
        let mask = (UInt64(1) << UInt64(8 * count)) &- 1
        let plain = folded & mask
        self.folded = plain.byteSwapped
        next = UInt8(truncatingIfNeeded: bytes >> UInt64(8 * count))
        let isCapital = ~bytes & Self.lowerCase & mask
        capitals = isCapital == 0 ? 0 : isCapital.nonzeroBitCount
        let differs = (plain ^ plain >> 8) | (plain ^ plain >> 16)
        isElongated = ~(differs &+ Self.ones &* 0x7F) & Self.tops & isLetter & mask >> 16 != 0
    }

    /// The last two of eight letters.
    var lastTwo: UInt64 { folded & 0xFFFF }

    /// Whether the first letters make three in a row with the two before them.
    @inline(__always)
    func continues(_ before: UInt64) -> Bool {
        guard before != 0, count > 0 else { return false }
        let (first, second) = (folded >> 56, folded >> 48 & 0xFF)
        return first > 0x39 && before & 0xFF == first && (before >> 8 == first || second == first)
    }

    /// A bit 7 for each byte between two ASCII characters; what it says of bytes above ASCII means nothing.
    @inline(__always)
    private static func isBetween(_ bytes: UInt64, _ low: UInt8, _ high: UInt8) -> UInt64 {
        let plain = bytes & ~tops
        return (plain &+ ones &* UInt64(0x80 - low)) & ~(plain &+ ones &* UInt64(0x7F - high))
    }

    /// Eight bytes, the first lowest; zeros past the end.
    @inline(__always)
    private static func bytes(_ text: Span<UInt8>, _ offset: Int) -> UInt64 {
        if offset + 8 <= text.count {
            // Any bytes are an integer, and all eight are in the text.
            return unsafe UInt64(
                littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        var bytes: UInt64 = 0
        for index in stride(from: text.count - 1, through: offset, by: -1) { bytes = bytes << 8 | UInt64(text[index]) }
        return bytes
    }
}
