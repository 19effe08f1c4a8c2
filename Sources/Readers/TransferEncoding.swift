/// The ways mail writes bytes as ASCII. What is no such writing is skipped or kept as it is.
enum TransferEncoding {
    static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 3 / 4)
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return output
    }

    static func quotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            guard text[index] == UInt8(ascii: "=") else {
                output.append(text[index])
                index += 1
                continue
            }
            if index + 2 < text.endIndex, let high = digit(text[index + 1]), let low = digit(text[index + 2]) {
                output.append(high << 4 | low)
                index += 3
            } else if let end = softBreak(text, at: index) {
                index = end
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }

    /// Behind a `=` that ends its line: the line goes on.
    private static func softBreak(_ text: ArraySlice<UInt8>, at index: Int) -> Int? {
        var next = index + 1
        while next < text.endIndex, text[next] == 0x20 || text[next] == 0x09 || text[next] == 0x0D { next += 1 }
        if next == text.endIndex { return next }
        return text[next] == 0x0A ? next + 1 : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
