/// A moment in UTC, with the offset it was written with when the source gave one.
///
/// - Unit: whole milliseconds since 1970-01-01T00:00:00Z; the offset in minutes east of Greenwich.
public struct Timestamp: Hashable, Sendable, Comparable, Codable {
    public var milliseconds: Int64
    /// Minutes east of UTC, or `nil` when the source gave no zone.
    public var offsetMinutes: Int16?

    public init(milliseconds: Int64, offsetMinutes: Int16? = nil) {
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
    }

    public init(
        _ date: CalendarDate, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0,
        offsetMinutes: Int16? = nil
    ) {
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(
            milliseconds: seconds * 1000 + Int64(millisecond) - Int64(offsetMinutes ?? 0) * 60_000,
            offsetMinutes: offsetMinutes)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// Days since 1970-01-01 in UTC.
    public var dayNumber: Int { Int(floorDivide(milliseconds, by: 86_400_000)) }
    public var date: CalendarDate { CalendarDate(dayNumber: dayNumber) }

    /// `2026-03-02T08:12:41Z`, or with milliseconds when there are any. Always UTC.
    public var iso8601: String {
        let inDay = milliseconds - Int64(dayNumber) * 86_400_000
        let (seconds, millis) = (inDay / 1000, Int(inDay % 1000))
        let time =
            "\(padded(Int(seconds / 3600), 2)):\(padded(Int(seconds / 60 % 60), 2)):\(padded(Int(seconds % 60), 2))"
        return "\(date)T\(time)\(millis == 0 ? "" : ".\(padded(millis, 3))")Z"
    }

    /// Reads `2026-03-02`, `2026-03-02T08:12:41`, with fractions, and `Z`, `+01:00`, `+0100` or `+01` after it.
    ///
    /// A blank may stand for the `T`. Without a zone the time counts as UTC and ``offsetMinutes`` stays `nil`.
    /// Returns `nil` when the text is not of that form or names no real day.
    public init?(iso8601 text: some StringProtocol) {
        var scanner = ISO8601Scanner(bytes: Array(text.utf8))
        guard let value = scanner.timestamp() else { return nil }
        self = value
    }
}

/// A day of the Gregorian calendar, without a time zone.
public struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let dayNumber: Int

    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// - Returns: `nil` when there is no such day (30 February, month 13).
    /// - Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-9999...9999).contains(year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(Int64(shifted), by: 400)
        let yearOfEra = shifted - Int(era) * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(dayNumber: Int(era) * 146_097 + dayOfEra - 719_468)
        guard self.components == (year, month, day) else { return nil }
    }

    /// - Source: H. Hinnant, `civil_from_days`.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = Int(floorDivide(Int64(shifted), by: 146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// 0 is Monday, 6 is Sunday.
    public var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 }
    /// The Monday of this day's week (ISO 8601 weeks).
    public var monday: CalendarDate { CalendarDate(dayNumber: dayNumber - weekday) }
    public var firstOfMonth: CalendarDate {
        let parts = components
        return CalendarDate(dayNumber: dayNumber - parts.day + 1)
    }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }

    /// `2026-03-02`.
    public var description: String {
        let parts = components
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }
}

private struct ISO8601Scanner {
    let bytes: [UInt8]
    var position = 0

    mutating func timestamp() -> Timestamp? {
        guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        if position == bytes.count { return Timestamp(date) }
        guard take("T") || take(" ") || take("t"), let hour = digits(2), take(":"), let minute = digits(2),
            hour < 24, minute < 60
        else { return nil }
        var (second, millisecond) = (0, 0)
        if take(":") {
            guard let value = digits(2), value < 61 else { return nil }
            second = min(value, 59)
            if take(".") || take(",") {
                guard let fraction = self.fraction() else { return nil }
                millisecond = fraction
            }
        }
        _ = take(" ")
        guard let zone = zone(), position == bytes.count else { return nil }
        return Timestamp(
            date, hour: hour, minute: minute, second: second, millisecond: millisecond, offsetMinutes: zone)
    }

    /// An offset, `nil` inside when none is written, `nil` outside when what is written is no offset.
    private mutating func zone() -> Int16?? {
        if position == bytes.count { return .some(nil) }
        if take("Z") || take("z") { return 0 }
        if position + 3 == bytes.count, take("U"), take("T"), take("C") { return 0 }
        let sign: Int
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), hours <= 14 else { return nil }
        _ = take(":")
        guard position < bytes.count else { return Int16(sign * hours * 60) }
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return Int16(sign * (hours * 60 + minutes))
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + count] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += count
        return value
    }

    private mutating func fraction() -> Int? {
        var (value, count) = (0, 0)
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            if count < 3 { value = value * 10 + Int(bytes[position] - 0x30) }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        return count == 1 ? value * 100 : count == 2 ? value * 10 : value
    }
}

/// Division that rounds toward minus infinity.
func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Timestamp {
    /// The day on the wall clock where it was written: UTC when the source gave no zone.
    public var localDayNumber: Int {
        Int(floorDivide(milliseconds + Int64(offsetMinutes ?? 0) * 60_000, by: 86_400_000))
    }
}
