internal import Feedback

/// How a column writes dates. Decided once a column, never per cell: one cell alone cannot tell 03/04 from 04/03.
///
/// Separators, leading zeros, month names, AM/PM, fractions and zones are read whatever the style.
public enum DateStyle: String, CaseIterable, Sendable {
    case yearFirst = "yyyy-MM-dd"
    /// The year in two digits before the month: `24/03/17`.
    case shortYearFirst = "yy/MM/dd"
    case dayFirst = "dd/MM/yyyy"
    case monthFirst = "MM/dd/yyyy"
    case epochSeconds = "epoch_s"
    case epochMilliseconds = "epoch_ms"
    case epochMicroseconds = "epoch_us"
    /// Eight digits: `20260302`.
    case compact = "yyyyMMdd"
    /// Days since 1899-12-30, as spreadsheets count.
    case excelSerial = "excel"

    /// Reads the name, or a pattern such as `d.M.yy HH:mm` by the order of its letters.
    public init?(pattern: String) {
        if let named = DateStyle(rawValue: pattern) {
            self = named
            return
        }
        let order = pattern.utf8.filter { $0 == 0x79 || $0 == 0x4D || $0 == 0x64 || $0 == 0x6A || $0 == 0x61 }
        switch order.first {
        case 0x79 where order.prefix(3).count { $0 == 0x79 } == 2: self = .shortYearFirst
        case 0x79: self = .yearFirst
        case 0x64, 0x6A: self = .dayFirst
        case 0x4D: self = .monthFirst
        default: return nil
        }
    }
}

/// What the cells of one column say about how it writes dates.
struct DateEvidence {
    private(set) var cells = 0
    private(set) var dates = 0
    private var counts: [DateStyle: Int] = [:]
    private var numeric: [(first: Int, second: Int, third: Int)] = []
    private var hasNamedOrder = false
    private(set) var hasZone = false
    private(set) var hasTimeOfDay = false
    /// Cells that say the month only.
    private(set) var months = 0
    /// Cells with the name of a month.
    private var named = 0
    /// What stands after the first number of the first date in digits.
    private var separator: UInt8 = 0
    private var hasMeridiem = false
    private var hasDots = false

    mutating func add(_ cell: String) {
        let bytes = Array(cell.utf8).trimmed
        guard !bytes.isEmpty else { return }
        cells += 1
        if let style = numberStyle(bytes) {
            dates += 1
            counts[style, default: 0] += 1
            return
        }
        var scanner = DateScanner(order: .dayFirst)
        guard scanner.read(Array(bytes).span) || scanner.readsWithMonthFirst(Array(bytes).span) else { return }
        dates += 1
        hasZone = hasZone || scanner.offset != nil
        hasTimeOfDay = hasTimeOfDay || scanner.hasTime
        hasMeridiem = hasMeridiem || scanner.hasMeridiem
        hasDots = hasDots || bytes.contains(0x2E) && scanner.isNumeric
        months += scanner.isMonth ? 1 : 0
        named += scanner.isNumeric ? 0 : 1
        if scanner.isNumeric, separator == 0 {
            separator = bytes.drop { !$0.isDigit }.first { !$0.isDigit } ?? 0
        }
        if scanner.isNumeric, !scanner.isYearFirst, !scanner.isMonth {
            numeric.append((scanner.firstPart, scanner.secondPart, scanner.thirdPart))
        } else {
            counts[.yearFirst, default: 0] += 1
            hasNamedOrder = hasNamedOrder || !scanner.isYearFirst
        }
    }

    private func numberStyle(_ bytes: ArraySlice<UInt8>) -> DateStyle? {
        var (digits, fraction) = (0, false)
        for byte in bytes {
            if byte.isDigit {
                if !fraction { digits += 1 }
            } else if (byte == 0x2E || byte == 0x2C) && !fraction {
                fraction = true
            } else {
                return nil
            }
        }
        let value = bytes.prefix(digits).reduce(0) { $0 &* 10 &+ Int($1 - 0x30) }
        switch digits {
        case 10 where (946_684_800...4_102_444_800).contains(value): return .epochSeconds
        case 13 where (946_684_800_000...4_102_444_800_000).contains(value): return .epochMilliseconds
        case 16: return .epochMicroseconds
        case 5 where (20_000...60_000).contains(value): return .excelSerial
        case 8 where isCompactDate(value): return .compact
        default: return nil
        }
    }

    private func isCompactDate(_ value: Int) -> Bool {
        (1990...2100).contains(value / 10_000)
            && CalendarDate(year: value / 10_000, month: value / 100 % 100, day: value % 100) != nil
    }

    /// The share of cells that are dates, 0 to 1.
    var share: Double { cells == 0 ? 0 : Double(dates) / Double(cells) }

    /// Whether every date is a plain number, which other columns may hold as well.
    var isNumberOnly: Bool {
        numeric.isEmpty
            && [.epochSeconds, .epochMilliseconds, .epochMicroseconds, .excelSerial, .compact].contains(
                style.style)
    }

    /// Whether every date counts seconds, or parts of them, since 1970.
    var isEpoch: Bool {
        isNumberOnly && [.epochSeconds, .epochMilliseconds, .epochMicroseconds].contains(style.style)
    }

    /// Whether the first number is a year of two digits: it is one of the twenties all along, and the third goes up and down
    /// as days do.
    private var hasShortYears: Bool {
        guard numeric.count > 1, numeric.allSatisfy({ (20...29).contains($0.first) && (1...31).contains($0.third) })
        else { return false }
        let (firsts, thirds) = (Set(numeric.map(\.first)).count, Set(numeric.map(\.third)))
        return firsts < thirds.count && thirds.contains { !(10...29).contains($0) }
            || firsts == 1 && thirds.count > 2 && thirds.contains { $0 > 12 }
    }

    /// A style as the cells show it: `dd.MM.yyyy`, the month in words.
    func shown(_ style: String) -> Phrase {
        if months * 2 > dates { return Phrase(en: "months and years", fr: "des mois et des années") }
        if named * 2 > dates {
            return Phrase(en: "dates with the month in words", fr: "des dates avec le mois en toutes lettres")
        }
        guard named == 0, "./- ".utf8.contains(separator), style.utf8.contains(0x4D) else { return Phrase(style) }
        let pattern = style.utf8.map { $0 == 0x2F || $0 == 0x2D ? separator : $0 }
        return Phrase(String(decoding: pattern, as: UTF8.self))
    }

    enum Certainty { case certain, likely, assumed }

    /// The style most cells agree on, and how sure that is.
    var style: (style: DateStyle, certainty: Certainty) {
        if let (style, count) = counts.max(by: { $0.value < $1.value }), count >= numeric.count {
            return (style, .certain)
        }
        if hasShortYears { return (.shortYearFirst, .likely) }
        let dayFirst = numeric.reduce(0) { $0 + ($1.first > 12 ? 1 : 0) }
        let monthFirst = numeric.reduce(0) { $0 + ($1.second > 12 ? 1 : 0) }
        if dayFirst != monthFirst { return (dayFirst > monthFirst ? .dayFirst : .monthFirst, .certain) }
        if hasMeridiem { return (.monthFirst, .likely) }
        if hasDots { return (.dayFirst, .likely) }
        // Within one export the day varies more than the month.
        let (firsts, seconds) = (Set(numeric.map(\.first)).count, Set(numeric.map(\.second)).count)
        if firsts > seconds + 2 { return (.dayFirst, .likely) }
        if seconds > firsts + 2 { return (.monthFirst, .likely) }
        return (.dayFirst, .assumed)
    }
}
