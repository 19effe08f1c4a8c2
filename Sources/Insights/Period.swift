public import Feedback

/// Whole days, both ends included.
public struct Period: Hashable, Sendable, Codable, CustomStringConvertible {
    public var first: CalendarDate
    public var last: CalendarDate

    public init(_ first: CalendarDate, _ last: CalendarDate) {
        self.first = min(first, last)
        self.last = max(first, last)
    }

    public init(days: ClosedRange<Int>) {
        self.init(CalendarDate(dayNumber: days.lowerBound), CalendarDate(dayNumber: days.upperBound))
    }

    public var days: ClosedRange<Int> { first.dayNumber...last.dayNumber }
    public var length: Int { days.count }

    /// The days of the same number just before.
    public var previous: Period { Period(days: first.dayNumber - length...first.dayNumber - 1) }

    /// `2026-09-01..2026-09-30`.
    public var description: String { "\(first)..\(last)" }

    private enum CodingKeys: String, CodingKey { case first, last }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func date(_ key: CodingKeys) throws -> CalendarDate {
            let text = try container.decode(String.self, forKey: key)
            guard let date = Timestamp(iso8601: text)?.date else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "not an ISO 8601 date")
            }
            return date
        }
        self.init(try date(.first), try date(.last))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(first.description, forKey: .first)
        try container.encode(last.description, forKey: .last)
    }
}

/// How often a series has a point.
public enum PeriodLength: String, CaseIterable, Sendable, Codable {
    case day, week, month

    /// The first day of the period a day falls in. Weeks start on Monday.
    public func start(ofDay day: Int) -> Int {
        switch self {
        case .day: day
        case .week: CalendarDate(dayNumber: day).monday.dayNumber
        case .month: CalendarDate(dayNumber: day).firstOfMonth.dayNumber
        }
    }

    /// The first day of the period after the one that starts on `start`.
    public func next(after start: Int) -> Int {
        switch self {
        case .day: start + 1
        case .week: start + 7
        case .month: self.start(ofDay: start + 31)
        }
    }
}
