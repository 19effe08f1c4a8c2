import Feedback
import Insights
import Testing

@Suite struct PeriodTests {
    /// A Wednesday.
    private static let today = CalendarDate(year: 2026, month: 11, day: 18)!

    @Test(arguments: [
        ("2026-09-14", "2026-09-14..2026-09-14"), ("14/09/2026", "2026-09-14..2026-09-14"),
        ("2026-09-14T23:30:00+02:00", "2026-09-14..2026-09-14"), ("2026-09", "2026-09-01..2026-09-30"),
        ("2028-02", "2028-02-01..2028-02-29"), ("2026", "2026-01-01..2026-12-31"),
        ("2026-Q3", "2026-07-01..2026-09-30"),
        ("2026-T4", "2026-10-01..2026-12-31"), ("2026-W01", "2025-12-29..2026-01-04"),
        ("2026-S47", "2026-11-16..2026-11-22"),
        ("1d", "2026-11-18..2026-11-18"), ("30d", "2026-10-20..2026-11-18"), ("30 jours", "2026-10-20..2026-11-18"),
        ("30j", "2026-10-20..2026-11-18"), ("2w", "2026-11-05..2026-11-18"), ("1m", "2026-10-19..2026-11-18"),
        ("last 3 months", "2026-08-19..2026-11-18"), ("3 derniers mois", "2026-08-19..2026-11-18"),
        ("les 2 dernières semaines", "2026-11-05..2026-11-18"), ("1 an", "2025-11-19..2026-11-18"),
        ("today", "2026-11-18..2026-11-18"), ("aujourd'hui", "2026-11-18..2026-11-18"),
        ("aujourd’hui", "2026-11-18..2026-11-18"),
        ("hier", "2026-11-17..2026-11-17"), ("last week", "2026-11-09..2026-11-15"),
        ("semaine dernière", "2026-11-09..2026-11-15"),
        ("last month", "2026-10-01..2026-10-31"), ("mois dernier", "2026-10-01..2026-10-31"),
        ("le mois dernier", "2026-10-01..2026-10-31"), ("Le mois PASSÉ", "2026-10-01..2026-10-31"),
        ("this month", "2026-11-01..2026-11-30"), ("ce mois", "2026-11-01..2026-11-30"),
        ("cette semaine", "2026-11-16..2026-11-22"), ("trimestre dernier", "2026-07-01..2026-09-30"),
        ("l'année dernière", "2025-01-01..2025-12-31"), ("last year", "2025-01-01..2025-12-31"),
        ("2026-09-01..2026-09-14", "2026-09-01..2026-09-14"), ("2026-08..2026-09", "2026-08-01..2026-09-30"),
    ])
    func `a period reads as people write it`(text: String, expected: String) throws {
        #expect(try Period(text, today: Self.today).description == expected)
    }

    @Test(arguments: [
        "", "soon", "2026-13", "2026-02-30", "2026-Q5", "2026-W54", "0d", "d", "last", "30 carrots",
        "2026-09-14..2026-09-01",
        "..", "30/02/2026", "-5d", "99999999999999999999d", "2026-1-1-1",
    ])
    func `what is no period is refused`(text: String) {
        #expect(throws: InsightError.badDate(text.hasPrefix("..") ? "" : text)) { try Period(text, today: Self.today) }
    }

    @Test func `a month ends where it ends`() throws {
        let lastOfMarch = CalendarDate(year: 2026, month: 3, day: 31)!
        #expect(try Period("1m", today: lastOfMarch).description == "2026-03-01..2026-03-31")
        #expect(try Period("last month", today: lastOfMarch).description == "2026-02-01..2026-02-28")
    }

    @Test func `the period before is as long`() throws {
        let period = try Period("2026-09-10..2026-09-16", today: Self.today)
        #expect(period.previous.description == "2026-09-03..2026-09-09")
    }

    @Test(arguments: PeriodLength.allCases) func `periods follow each other without a gap`(length: PeriodLength) {
        var start = length.start(ofDay: Self.today.dayNumber)
        for _ in 0..<30 {
            let next = length.next(after: start)
            #expect(length.start(ofDay: next - 1) == start)
            #expect(length.start(ofDay: next) == next)
            start = next
        }
    }
}
