import Feedback
import Foundation

/// The wall clock of a rule: when its days end and when its people sleep.
struct AlertClock {
    private let zone: TimeZone

    /// - Parameter timeZone: an IANA name; an unknown one counts as UTC.
    init(_ timeZone: String) { zone = TimeZone(identifier: timeZone) ?? .gmt }

    /// Minutes east of UTC at a moment.
    private func offset(_ milliseconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000)) / 60)
    }

    func local(_ milliseconds: Int64) -> (day: Int, minute: Int) {
        let minutes = Int((Double(milliseconds) / 60_000).rounded(.down)) + Int(offset(milliseconds))
        let day = Int((Double(minutes) / 1440).rounded(.down))
        return (day, minutes - day * 1440)
    }

    /// The moment a wall-clock time comes, in UTC milliseconds. One that the spring change skips comes an hour later.
    func moment(day: Int, minute: Int = 0) -> Int64 {
        let naive = (Int64(day) * 1440 + Int64(minute)) * 60_000
        // The offset before the moment decides, then the one at the moment itself.
        let guess = naive - offset(naive) * 60_000
        return naive - offset(guess) * 60_000
    }

    /// When a message decided now may go: now, or when the quiet hours and days are over.
    ///
    /// - Parameter quietDays: 0 Monday to 6 Sunday; not all seven.
    func whenToTell(_ now: Int64, quietHours: QuietHours?, quietDays: Set<Int> = []) -> Int64 {
        var moment = now
        // A quiet day may end in quiet hours, and these on a quiet day: each round passes one of them.
        for _ in 0..<16 {
            let (day, minute) = local(moment)
            if quietDays.contains(CalendarDate(dayNumber: day).weekday) {
                moment = self.moment(day: day + 1)
            } else if let hours = quietHours, hours.contains(minute) {
                let isBeforeMidnight = hours.from > hours.until && minute >= hours.from
                moment = self.moment(day: isBeforeMidnight ? day + 1 : day, minute: hours.until)
            } else {
                return moment
            }
        }
        return moment
    }
}

/// Hours of the night, on the rule's wall clock; over midnight when they end before they begin.
public struct QuietHours: Hashable, Sendable, Codable {
    /// Minutes since midnight.
    public var from: Int
    public var until: Int

    /// - Parameter text: `20:00-08:00`.
    public init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
            let parts = end.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
                (0..<60).contains(minute)
            else { return nil }
            return hour * 60 + minute
        }
        guard ends.count == 2, let from = ends[0], let until = ends[1], from != until else { return nil }
        (self.from, self.until) = (from, until)
    }

    func contains(_ minute: Int) -> Bool {
        from < until ? (from..<until).contains(minute) : minute >= from || minute < until
    }
}
