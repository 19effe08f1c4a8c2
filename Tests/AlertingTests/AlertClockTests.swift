import Feedback
import Testing

@testable import Alerting

@Suite struct AlertClockTests {
    private static func moment(_ text: String) -> Int64 { Timestamp(iso8601: text)!.milliseconds }

    @Test(arguments: [
        ("2026-10-05T21:59:00Z", "2026-10-05"), ("2026-10-05T22:00:00Z", "2026-10-06"),
        ("2026-12-05T22:59:00Z", "2026-12-05"), ("2026-12-05T23:00:00Z", "2026-12-06"),
    ])
    func `a day ends on the rule's wall clock`(now: String, day: String) {
        let local = AlertClock("Europe/Paris").local(Self.moment(now))
        #expect(CalendarDate(dayNumber: local.day).description == day)
    }

    @Test(arguments: [
        // Evening, night, morning, day; and the nights the clocks change.
        ("2026-10-05T20:30:00Z", "2026-10-06T06:00:00Z"), ("2026-10-06T02:00:00Z", "2026-10-06T06:00:00Z"),
        ("2026-10-06T06:00:00Z", "2026-10-06T06:00:00Z"), ("2026-10-06T10:00:00Z", "2026-10-06T10:00:00Z"),
        ("2026-10-24T20:30:00Z", "2026-10-25T07:00:00Z"), ("2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z"),
    ])
    func `a message of the night waits for the morning`(now: String, told: String) throws {
        let hours = try #require(QuietHours("22:00-08:00"))
        #expect(AlertClock("Europe/Paris").whenToTell(Self.moment(now), quietHours: hours) == Self.moment(told))
    }

    @Test(arguments: ["", "8-9", "22:00", "24:00-08:00", "08:00-08:00", "22:60-08:00", "a-b"])
    func `hours that are none are refused`(text: String) { #expect(QuietHours(text) == nil) }

    @Test(arguments: [
        // Friday evening to Monday morning; a Saturday; the weekend the clocks change; a weekday.
        ("2026-10-02T20:30:00Z", "2026-10-05T06:00:00Z"), ("2026-10-03T10:00:00Z", "2026-10-05T06:00:00Z"),
        ("2026-10-24T10:00:00Z", "2026-10-26T07:00:00Z"), ("2026-03-28T10:00:00Z", "2026-03-30T06:00:00Z"),
        ("2026-10-06T10:00:00Z", "2026-10-06T10:00:00Z"),
    ])
    func `messages of a weekend wait for Monday morning`(now: String, then: String) {
        let moment = AlertClock("Europe/Paris").whenToTell(
            Self.moment(now), quietHours: QuietHours("20:00-08:00"), quietDays: [5, 6])
        #expect(Timestamp(milliseconds: moment).iso8601 == Timestamp(milliseconds: Self.moment(then)).iso8601)
    }
}
