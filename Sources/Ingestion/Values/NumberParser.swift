/// A number as people write it: `1 234,56`, `1.234,56`, `1,234.56`, `-3`, `12`. `nil` for anything else.
///
/// A single comma or dot is decimal, unless exactly three digits follow and one to three stand before a comma that
/// comes with another group.
func parsedNumber(_ text: Span<UInt8>) -> Double? {
    var scanner = NumberScanner()
    guard !text.isEmpty, scanner.read(text, from: 0) == text.count else { return nil }
    return scanner.value
}

func parsedNumber(_ text: String) -> Double? { parsedNumber(text.utf8Span.span) }

struct NumberScanner {
    private(set) var value = 0.0

    /// Reads a number that starts at `start` after optional blanks.
    ///
    /// - Returns: the position after it and after blanks, or `start` when there is none.
    mutating func read(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = skippedBlanks(text, from: start)
        var isNegative = false
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        let first = index
        // What follows the last separator is the fraction when it is decimal.
        var (whole, digits, tail, tailDigits) = (0.0, 0, 0.0, 0)
        var (separator, separators, lastSeparator): (UInt8, Int, UInt8) = (0, 0, 0)
        while index < text.count {
            let byte = text[index]
            if byte.isDigit {
                let digit = Double(byte - 0x30)
                whole = whole * 10 + digit
                tail = tail * 10 + digit
                digits += 1
                tailDigits += 1
                index += 1
            } else if byte == 0x2C || byte == 0x2E, digits > 0, index + 1 < text.count, text[index + 1].isDigit {
                if separators > 0, byte == lastSeparator, tailDigits != 3 { break }
                separator = separators == 0 || separator == byte ? byte : 0
                lastSeparator = byte
                (tail, tailDigits) = (0, 0)
                separators += 1
                index += 1
            } else if case let width = groupBlank(text, at: index), width > 0, digits > 0, separators == 0 {
                index += width
            } else {
                break
            }
        }
        guard digits > 0, digits <= 18, index > first else { return start }
        value = scaled(whole, tailDigits: tailDigits, separators: separators, repeats: separator != 0)
        if isNegative { value = -value }
        return skippedBlanks(text, from: index)
    }

    private func scaled(_ whole: Double, tailDigits: Int, separators: Int, repeats: Bool) -> Double {
        // "1,234,567" repeats one separator: groups. "1.234,56" has two kinds: the last is decimal. "12,5" has one.
        if separators == 0 || separators > 1 && repeats { return whole }
        return whole / powersOfTen[min(tailDigits, 18)]
    }

    /// A blank between groups of three digits: space, no-break space, narrow no-break space.
    private func groupBlank(_ text: Span<UInt8>, at index: Int) -> Int {
        let width = blankWidth(text, at: index)
        guard width > 0, index + width + 2 < text.count else { return 0 }
        for offset in 0..<3 where !text[index + width + offset].isDigit { return 0 }
        return index + width + 3 >= text.count || !text[index + width + 3].isDigit ? width : 0
    }
}

func blankWidth(_ text: Span<UInt8>, at index: Int) -> Int {
    if text[index] == 0x20 || text[index] == 0x09 { return 1 }
    if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 { return 2 }
    if text[index] == 0xE2, index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] == 0xAF { return 3 }
    return 0
}

func skippedBlanks(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, case let width = blankWidth(text, at: index), width > 0 { index += width }
    return index
}

private let powersOfTen: [Double] = (0...18).map { exponent in (0..<exponent).reduce(1.0) { power, _ in power * 10 } }
