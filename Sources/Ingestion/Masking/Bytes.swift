extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isASCIIUppercase: Bool { self >= 0x41 && self <= 0x5A }
    var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}

extension [UInt8] {
    /// ASCII and Latin-1 letters in lower case; as many bytes as before.
    var lowercasedLatin: [UInt8] {
        var result = self
        var bytes = result.mutableSpan
        var previous: UInt8 = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte.isASCIIUppercase {
                bytes[index] = byte | 0x20
            } else if previous == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 {
                bytes[index] = byte + 0x20
            }
            previous = byte
        }
        return result
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Without blanks at either end, no-break spaces included.
    var trimmed: SubSequence {
        var (start, end) = (startIndex, endIndex)
        while start < end {
            if self[start].isBlank {
                start += 1
            } else if end - start > 1, self[start] == 0xC2, self[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if self[end - 1].isBlank {
                end -= 1
            } else if end - start > 1, self[end - 2] == 0xC2, self[end - 1] == 0xA0 {
                end -= 2
            } else {
                break
            }
        }
        return self[start..<end]
    }

    func contains(sequence: [UInt8]) -> Bool {
        guard let first = sequence.first, count >= sequence.count else { return sequence.isEmpty }
        for start in startIndex...(endIndex - sequence.count) where self[start] == first {
            var offset = 1
            while offset < sequence.count, self[start + offset] == sequence[offset] { offset += 1 }
            if offset == sequence.count { return true }
        }
        return false
    }
}
