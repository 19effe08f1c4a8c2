import Feedback
import Insights

extension FigureText {
    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let frenchMonths = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ]

    private func month(_ number: Int) -> String {
        (language == .french ? Self.frenchMonths : Self.englishMonths)[number - 1]
    }

    /// `6 Oct`, `6 oct.`, `1er oct.`.
    func dayAndMonth(_ date: CalendarDate) -> String {
        let parts = date.components
        let day = language == .french && parts.day == 1 ? "1er" : "\(parts.day)"
        return "\(day)\u{A0}\(month(parts.month))"
    }

    /// `6 Oct 2026`.
    func date(_ date: CalendarDate) -> String { "\(dayAndMonth(date))\u{A0}\(date.components.year)" }

    /// `6 Oct 2026, 14:05 UTC`.
    func moment(_ time: Timestamp) -> String {
        let clock = time.iso8601.dropFirst(11).prefix(5)
        return "\(date(time.date))\(say(", ", " à "))\(clock)\u{A0}UTC"
    }

    /// `31 Aug–27 Sep 2026`; both years when they differ.
    func period(_ period: Period) -> String {
        if period.length == 1 { return date(period.first) }
        let sameYear = period.first.components.year == period.last.components.year
        return "\(sameYear ? dayAndMonth(period.first) : date(period.first))\u{A0}– \(date(period.last))"
    }

    func days(_ number: Int) -> String {
        number == 1 ? say("1 day", "1 jour") : say("\(count(number)) days", "\(count(number)) jours")
    }
}
