internal import Feedback

/// Reads one date of any usual form from UTF-8 bytes, without allocating.
struct DateScanner {
    let order: DateStyle
    private(set) var firstPart = -1
    private(set) var secondPart = -1
    /// The year of two digits, or the day after one.
    private(set) var thirdPart = -1
    private(set) var isNumeric = true
    private(set) var isYearFirst = false
    /// Whether a month is all there is: "mars 2026", "2026-03". It is read as its first day.
    private(set) var isMonth = false
    private(set) var hasTime = false
    private(set) var hasMeridiem = false
    /// Minutes east of UTC, when written.
    private(set) var offset: Int?

    private var day = 0
    private var month = 0
    private var year = -1
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var millisecond = 0
    private var position = 0
    /// Whether day and time are joined as in names of files: `2026-03-02_13-19-01`.
    private var hasFileGlue = false

    init(order: DateStyle) { self.order = order }

    /// The moment, or `nil` when there is no such day or time. Without a zone it counts as UTC.
    var timestamp: Timestamp? {
        guard hour < 24, minute < 60, second < 61, let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        return Timestamp(
            date, hour: hour, minute: minute, second: min(second, 59), millisecond: millisecond,
            offsetMinutes: offset.map { Int16($0) })
    }

    /// Tries again with the month before the day.
    mutating func readsWithMonthFirst(_ text: Span<UInt8>) -> Bool {
        self = DateScanner(order: .monthFirst)
        return read(text)
    }

    /// - Returns: whether the whole text is one date that exists, words before it apart: "Rédigé le 6 mars 2026".
    mutating func read(_ text: Span<UInt8>) -> Bool {
        if readWhole(text) { return true }
        guard let start = Self.startAfterWords(text) else { return false }
        self = DateScanner(order: order)
        position = start
        return readWhole(text)
    }

    /// Where a date may start after two words or more: at the first digit, or at the month before it.
    private static func startAfterWords(_ text: Span<UInt8>) -> Int? {
        guard text.count <= 96, text.count >= 12 else { return nil }
        var (digit, blanks) = (0, 0)
        while digit < text.count, !text[digit].isDigit {
            if text[digit].isBlank { blanks += 1 }
            guard
                text[digit].isLetter || text[digit].isBlank || text[digit] >= 0x80 || ":'-,.".utf8.contains(text[digit])
            else { return nil }
            digit += 1
        }
        guard digit < text.count, digit >= 6, blanks > 1 else { return nil }
        var word = digit
        while word > 0, text[word - 1].isBlank { word -= 1 }
        while word > 0, !text[word - 1].isBlank { word -= 1 }
        var scanner = DateScanner(order: .monthFirst)
        scanner.position = word
        return scanner.monthName(text) != nil ? word : digit
    }

    private mutating func readWhole(_ text: Span<UInt8>) -> Bool {
        skipBlanks(text)
        skipWeekday(text)
        guard readDate(text) else { return false }
        skipGlue(text)
        if position < text.count, peek(text).isDigit, !readTime(text) { return false }
        guard readTail(text), year >= 0 else { return false }
        return timestamp != nil
    }

    // MARK: The day

    private mutating func readDate(_ text: Span<UInt8>) -> Bool {
        guard let first = part(text) else { return false }
        let mark = position
        skipSeparator(text)
        guard let second = part(text) else { return false }
        if position == text.count, readMonth(first, second, separator: text[mark]) { return true }
        if !first.isName, !second.isName, first.digits == 4 {
            skipSeparator(text)
            guard let third = part(text), !third.isName, third.digits <= 2 else { return false }
            isYearFirst = true
            (year, month, day) = (first.value, second.value, third.value)
            return true
        }
        if first.digits == 4, second.isName {
            skipSeparator(text)
            guard let third = part(text), !third.isName, third.digits <= 2 else { return false }
            (isNumeric, isYearFirst) = (false, true)
            (year, month, day) = (first.value, second.value, third.value)
            return true
        }
        if first.isName || second.isName { return readNamed(first, second, text) }
        guard first.digits <= 2, second.digits <= 2 else { return false }
        skipSeparator(text)
        guard let third = part(text), !third.isName, [1, 2, 4].contains(third.digits) else { return false }
        guard third.digits > 1 || order == .shortYearFirst else { return false }
        (firstPart, secondPart) = (first.value, second.value)
        thirdPart = third.value
        if order == .shortYearFirst, third.digits <= 2 {
            (year, month, day) = (fullYear(first), second.value, third.value)
            return true
        }
        year = fullYear(third)
        (day, month) = order == .monthFirst ? (second.value, first.value) : (first.value, second.value)
        return true
    }

    /// A year and a month, and nothing else. Not with a dot: `2026.3` is a version.
    private mutating func readMonth(_ first: Part, _ second: Part, separator: UInt8) -> Bool {
        let isYearFirst = first.digits == 4
        let (written, other) = isYearFirst ? (first, second) : (second, first)
        guard written.digits == 4, (1990...2100).contains(written.value), (1...12).contains(other.value) else {
            return false
        }
        guard other.isName || other.digits <= 2 && "-/".utf8.contains(separator) else { return false }
        (year, month, day) = (written.value, other.value, 1)
        (isMonth, self.isYearFirst, isNumeric) = (true, isYearFirst, !other.isName)
        return true
    }

    private mutating func readNamed(_ first: Part, _ second: Part, _ text: Span<UInt8>) -> Bool {
        guard first.isName != second.isName else { return false }
        isNumeric = false
        month = first.isName ? first.value : second.value
        day = first.isName ? second.value : first.value
        skipSeparator(text)
        let mark = position
        guard let third = part(text) else { return position >= text.count && false }
        // "Mon Mar 02 09:12:41 +0000 2026": the time comes before the year.
        if position < text.count, peek(text) == 0x3A, third.digits <= 2 {
            position = mark
            return true
        }
        guard !third.isName else { return false }
        year = fullYear(third)
        return true
    }

    private struct Part {
        var value: Int
        var digits: Int
        var isName: Bool
    }

    private func fullYear(_ part: Part) -> Int {
        part.digits > 2 ? part.value : part.value + (part.value < 70 ? 2000 : 1900)
    }

    private mutating func part(_ text: Span<UInt8>) -> Part? {
        if let (value, digits) = number(text) {
            // "1er mars", "2nd of March"
            skipOrdinal(text)
            return Part(value: value, digits: digits, isName: false)
        }
        guard let name = monthName(text) else { return nil }
        return Part(value: name, digits: 0, isName: true)
    }

    // MARK: The time

    private mutating func readTime(_ text: Span<UInt8>) -> Bool {
        guard let (value, digits) = number(text), digits <= 2 else { return false }
        hour = value
        let separator = hasFileGlue ? UInt8(ascii: "-") : 0x3A
        guard position < text.count, peek(text) == separator || peek(text) | 0x20 == 0x68 else { return false }
        position += 1
        hasTime = true
        if let (value, digits) = number(text) {
            guard digits == 2 else { return false }
            minute = value
        }
        if take(separator, text) {
            guard let (value, digits) = number(text), digits <= 2 else { return false }
            second = value
            if take(0x2E, text) || take(0x2C, text) { readFraction(text) }
        }
        return readMeridiem(text)
    }

    private mutating func readFraction(_ text: Span<UInt8>) {
        var scale = 100
        while position < text.count, peek(text).isDigit {
            millisecond += Int(peek(text) - 0x30) * scale
            scale /= 10
            position += 1
        }
    }

    private mutating func readMeridiem(_ text: Span<UInt8>) -> Bool {
        let mark = position
        skipBlanks(text)
        guard position + 1 < text.count, peek(text) | 0x20 == 0x61 || peek(text) | 0x20 == 0x70 else {
            position = mark
            return true
        }
        let isAfternoon = peek(text) | 0x20 == 0x70
        var next = position + 1
        if text[next] == 0x2E { next += 1 }
        // "9:11 a. m.", as Spanish has it
        while next < text.count, case let width = blankWidth(text, at: next), width > 0, text[next - 1] == 0x2E {
            next += width
        }
        guard next < text.count, text[next] | 0x20 == 0x6D else {
            position = mark
            return true
        }
        if next + 1 < text.count, text[next + 1] | 0x20 >= 0x61, text[next + 1] | 0x20 <= 0x7A {
            position = mark
            return true
        }
        position = min(next + 2, text.count)
        if next + 1 < text.count, text[next + 1] != 0x2E { position = next + 1 }
        guard (1...12).contains(hour) else { return hour < 24 }
        hasMeridiem = true
        hour = hour % 12 + (isAfternoon ? 12 : 0)
        return true
    }

    /// A zone, a year after the time, and nothing else.
    private mutating func readTail(_ text: Span<UInt8>) -> Bool {
        for _ in 0..<3 {
            skipBlanks(text)
            if take(0x28, text) { continue }
            if position >= text.count || take(0x29, text) && position >= text.count { return true }
            if peek(text).isDigit {
                guard year < 0, let (value, digits) = number(text), digits == 4 else { return false }
                year = value
            } else if !readZone(text) {
                return false
            }
        }
        skipBlanks(text)
        _ = take(0x29, text)
        return position >= text.count
    }

    private mutating func readZone(_ text: Span<UInt8>) -> Bool {
        if peek(text).isLetter {
            var letters = 0
            var name: UInt64 = 0
            while position < text.count, peek(text).isLetter, letters < 6 {
                name = name << 8 | UInt64(peek(text) & 0xDF)
                letters += 1
                position += 1
            }
            guard let minutes = zoneNames[name] else { return false }
            offset = minutes
            guard position < text.count, peek(text) == 0x2B || peek(text) == 0x2D else { return true }
        }
        return readOffset(text)
    }

    private mutating func readOffset(_ text: Span<UInt8>) -> Bool {
        let sign: Int
        if take(0x2B, text) {
            sign = 1
        } else if take(0x2D, text) {
            sign = -1
        } else {
            return false
        }
        guard let (value, digits) = number(text), digits <= 4 else { return false }
        var minutes = digits > 2 ? value / 100 * 60 + value % 100 : value * 60
        if digits <= 2, take(0x3A, text) {
            guard let (value, _) = number(text), value < 60 else { return false }
            minutes += value
        }
        guard minutes <= 14 * 60 else { return false }
        offset = sign * minutes
        return true
    }

    // MARK: Bytes

    private func peek(_ text: Span<UInt8>) -> UInt8 { text[position] }

    private mutating func take(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func number(_ text: Span<UInt8>) -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while position < text.count, text[position].isDigit, position - start < 9 {
            value = value * 10 + Int(text[position] - 0x30)
            position += 1
        }
        return position > start ? (value, position - start) : nil
    }

    private mutating func skipBlanks(_ text: Span<UInt8>) {
        while position < text.count {
            if text[position].isBlank || text[position] == 0x2C {
                position += 1
            } else if text[position] == 0xC2, position + 1 < text.count, text[position + 1] == 0xA0 {
                position += 2
            } else if text[position] == 0xE2, position + 2 < text.count, text[position + 1] == 0x80,
                text[position + 2] == 0xAF
            {
                position += 3
            } else {
                return
            }
        }
    }

    private mutating func skipSeparator(_ text: Span<UInt8>) {
        skipBlanks(text)
        if position < text.count, "/-.".utf8.contains(text[position]) { position += 1 }
        skipBlanks(text)
        skipWord("of ", text)
        skipWord("de ", text)
    }

    private func hasColon(_ text: Span<UInt8>) -> Bool {
        for index in position..<text.count where text[index] == 0x3A { return true }
        return false
    }

    /// What joins a day and a time: blanks, `T`, `à`, `at`.
    private mutating func skipGlue(_ text: Span<UInt8>) {
        if position + 1 < text.count, text[position] | 0x20 == 0x74, text[position + 1].isDigit { position += 1 }
        hasFileGlue = take(UInt8(ascii: "_"), text) && !hasColon(text)
        skipBlanks(text)
        skipWord("à ", text)
        skipWord("at ", text)
        skipWord("- ", text)
    }

    private mutating func skipWord(_ word: StaticString, _ text: Span<UInt8>) {
        let count = word.utf8CodeUnitCount
        guard position + count <= text.count else { return }
        let matches = word.withUTF8Buffer { word in
            // The buffer lives as long as the closure, and `offset` stays under its count.
            for offset in 0..<count where unsafe word[offset] != text[position + offset] { return false }
            return true
        }
        if matches { position += count }
    }

    private mutating func skipOrdinal(_ text: Span<UInt8>) {
        guard position + 1 < text.count, text[position].isLetter, text[position + 1].isLetter else { return }
        let pair = UInt16(text[position] | 0x20) << 8 | UInt16(text[position + 1] | 0x20)
        let isOrdinal = [0x6572, 0x7374, 0x6E64, 0x7264, 0x7468].contains(pair)
        if isOrdinal, position + 2 >= text.count || !text[position + 2].isLetter { position += 2 }
    }

    private mutating func skipWeekday(_ text: Span<UInt8>) {
        guard position < text.count, text[position].isLetter else { return }
        let mark = position
        if monthName(text) != nil {
            // "mardi 3 mars" and "mar. 3 mars" begin as March does.
            let isWeekday = isBeforeMonth(text)
            position = mark
            if !isWeekday { return }
        }
        while position < text.count, text[position].isLetter || text[position] == 0x2E { position += 1 }
        skipBlanks(text)
    }

    /// Whether the day of a month and its name come next.
    private func isBeforeMonth(_ text: Span<UInt8>) -> Bool {
        var ahead = self
        while ahead.position < text.count, !text[ahead.position].isDigit {
            guard text[ahead.position].isBlank || text[ahead.position] == 0x2E || text[ahead.position] == 0x2C else {
                return false
            }
            ahead.position += 1
        }
        while ahead.position < text.count, text[ahead.position].isDigit { ahead.position += 1 }
        ahead.skipOrdinal(text)
        ahead.skipBlanks(text)
        return ahead.monthName(text) != nil
    }

    /// A month by its first letters in French, English and neighbouring languages: `mars`, `Mar`, `févr.`, `août`, `ene`.
    private mutating func monthName(_ text: Span<UInt8>) -> Int? {
        var (key, count, index) = (UInt64(0), 0, position)
        while index < text.count, text[index].isLetter || text[index] >= 0x80 {
            var byte = text[index] | 0x20
            if text[index] == 0xC3, index + 1 < text.count {
                // é and è read e, û reads u, ä reads a, ç reads c
                switch text[index + 1] & 0x1F {
                case 0x00...0x05: byte = 0x61
                case 0x07: byte = 0x63
                case 0x19...0x1C: byte = 0x75
                default: byte = 0x65
                }
                index += 1
            }
            if count < 4 { key = key << 8 | UInt64(byte) }
            count += 1
            index += 1
        }
        guard count >= 3, let month = monthKeys[key] ?? monthKeys[count > 3 ? key >> 8 : key] else { return nil }
        position = index
        if position < text.count, text[position] == 0x2E { position += 1 }
        return month
    }
}

private func key(_ name: String) -> UInt64 { name.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

/// Three or four letters without accents. "juin" and "juil" need four.
private let monthKeys: [UInt64: Int] = {
    let names = [
        ["jan", "ene", "gen"], ["feb", "fev"], ["mar", "mrt"], ["apr", "avr", "abr"], ["may", "mai", "mei", "mag"],
        ["jun", "juin", "giu"], ["jul", "juil", "lug"], ["aug", "aou", "ago"], ["sep", "set"],
        ["oct", "okt", "out", "ott"], ["nov"], ["dec", "dic", "dez"],
    ]
    var keys: [UInt64: Int] = [:]
    for (index, list) in names.enumerated() {
        for name in list { keys[key(name)] = index + 1 }
    }
    return keys
}()

/// Minutes east of UTC.
private let zoneNames: [UInt64: Int] = {
    let zones: [String: Int] = [
        "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
        "MSK": 180,
        "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
        "JST": 540,
        "AEST": 600, "AEDT": 660,
    ]
    var keys: [UInt64: Int] = [:]
    for (name, minutes) in zones { keys[key(name)] = minutes }
    return keys
}()
