internal import Feedback

/// Reads the dates of one column.
struct DateParser: Sendable {
    var style: DateStyle
    /// For dates written without a zone.
    var zone: TimeZoneRule?

    /// - Returns: `nil` when the cell is not a date of this style.
    func timestamp(_ cell: Span<UInt8>) -> Timestamp? {
        switch style {
        case .epochSeconds: return epoch(cell, unitsPerSecond: 1)
        case .epochMilliseconds: return epoch(cell, unitsPerSecond: 1000)
        case .epochMicroseconds: return epoch(cell, unitsPerSecond: 1_000_000)
        case .excelSerial: return serial(cell)
        case .compact: return compact(cell)
        case .yearFirst, .shortYearFirst, .dayFirst, .monthFirst:
            var scanner = DateScanner(order: style)
            guard scanner.read(cell), let written = scanner.timestamp else { return nil }
            return inZone(written)
        }
    }

    func timestamp(_ text: String) -> Timestamp? { timestamp(text.utf8Span.span) }

    private func inZone(_ written: Timestamp) -> Timestamp {
        guard written.offsetMinutes == nil, let zone else { return written }
        let offset = zone.offset(atLocal: written)
        return Timestamp(milliseconds: written.milliseconds - Int64(offset) * 60_000, offsetMinutes: offset)
    }

    private func epoch(_ cell: Span<UInt8>, unitsPerSecond: Int64) -> Timestamp? {
        // Within the years that can be written with four digits; beyond them it is an id, not a moment.
        let latest = 253_402_300_800 * Double(unitsPerSecond)
        guard let number = parsedNumber(cell), number.magnitude < latest else { return nil }
        let milliseconds =
            unitsPerSecond > 1000
            ? Int64(number) / (unitsPerSecond / 1000) : Int64((number * Double(1000 / unitsPerSecond)).rounded())
        return Timestamp(milliseconds: milliseconds, offsetMinutes: 0)
    }

    private func compact(_ cell: Span<UInt8>) -> Timestamp? {
        guard cell.count == 8, let number = parsedNumber(cell) else { return nil }
        let digits = Int(number)
        return CalendarDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100).map {
            inZone(Timestamp($0, hour: 0, minute: 0, second: 0, millisecond: 0, offsetMinutes: nil))
        }
    }

    /// Spreadsheets count 1900 as a leap year, so days are counted from 1899-12-30.
    private func serial(_ cell: Span<UInt8>) -> Timestamp? {
        guard let days = parsedNumber(cell), (1..<200_000).contains(days) else { return nil }
        let seconds = (days * 86_400).rounded()
        return inZone(Timestamp(milliseconds: (Int64(seconds) - 25_569 * 86_400) * 1000))
    }
}
