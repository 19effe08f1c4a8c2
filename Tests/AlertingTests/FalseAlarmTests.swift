import Feedback
import Foundation
import Insights
import TestSupport
import Testing

@testable import Alerting

/// Small doses of what `make alert-bench` measures at length.
@Suite struct FalseAlarmTests {
    /// Scores of 100 answers with a standard error of 0.1, moved by `change`.
    private func series(
        _ length: Int, seed: UInt64, every: PeriodLength = .week, _ change: (Int) -> Double = { _ in 0 }
    )
        -> AlertSeries
    {
        var random = SplitMix64(seed)
        let width = every == .day ? 1 : 7
        return AlertSeries(
            metric: .stars, every: every,
            entries: (0..<length).map { index in
                let score = 4 + 0.1 * random.normal() + change(index)
                // Day 4 is a Monday.
                return AlertSeries.Entry(
                    period: Period(days: 4 + index * width...3 + (index + 1) * width),
                    tally: ScoreTally(.stars, count: 100, sum: 100 * score, squares: 100 * (score * score + 0.99)),
                    items: 100)
            })
    }

    private func incidents(_ rule: AlertRule, _ series: [AlertSeries]) -> Int {
        series.reduce(0) { $0 + AlertReplay(rule, $1).incidents.count }
    }

    @Test func `calm series fire about as often as the rule says`() {
        let all = (0..<120 as Range<UInt64>).map { series(100, seed: $0) }
        let expected = 120 * 92 / (AlertRule(name: "r").periodsBetweenFalseAlarms ?? 0)
        let found = Double(incidents(AlertRule(name: "r"), all))
        // About 23 ± 5.
        #expect(abs(found - expected) < 2.6 * expected.squareRoot(), "\(found) for \(expected)")
    }

    @Test func `a day is held against the same day of the weeks before`() throws {
        // Mondays are bad: every week, not news.
        let days = series(140, seed: 4, every: .day) { ($0 % 7 == 0 ? -1 : 0) + ($0 >= 120 ? -0.3 : 0) }
        var rule = AlertRule(name: "r")
        (rule.every, rule.baseline) = (.day, 28)
        #expect(AlertReplay(rule, days).incidents.map(\.onset) == [120])
        let fired = try #require(AlertReplay(rule, days).incidents.first).fired
        // Held against all days, it drowns in what Mondays bring.
        rule.season = .none
        #expect(AlertReplay(rule, days).incidents.allSatisfy { $0.fired > fired + 3 })
        let volume = AlertSeries(
            metric: .csat, every: .day,
            entries: days.entries.enumerated().map { index, entry in
                AlertSeries.Entry(period: entry.period, tally: ScoreTally(.csat), items: index % 7 == 6 ? 20 : 200)
            })
        var counts = AlertRule(name: "v", method: .volume)
        (counts.every, counts.baseline) = (.day, 28)
        #expect(AlertReplay(counts, volume).incidents.isEmpty)
        #expect(AlertReplay(counts, volume).last?.centre == 20)
    }

    @Test func `a day of the week that varies more than the others is judged by its own spread`() {
        // CSAT of 97 %, on Saturdays of 60 %: single answers vary eight times as much.
        let all = (0..<30 as Range<UInt64>).map { seed in
            var random = SplitMix64(seed)
            return AlertSeries(
                metric: .csat, every: .day,
                entries: (0..<300).map { index in
                    let share = index % 7 == 5 ? 0.6 : 0.97
                    let found = share + (share * (1 - share) / 200).squareRoot() * random.normal()
                    return AlertSeries.Entry(
                        period: Period(days: 4 + index...4 + index),
                        tally: ScoreTally(
                            .csat, count: 200, favourable: min(200, Int((200 * found).rounded())), unfavourable: 0),
                        items: 200)
                })
        }
        var rule = AlertRule(name: "r")
        (rule.every, rule.baseline) = (.day, 28)
        // 16 ± 4; held against what all days vary by, every sixth Saturday would do.
        #expect(incidents(rule, all) < 30, "\(incidents(rule, all))")
    }

    @Test func `a bad December that comes each year is not news in the fourth`() {
        func december(_ index: Int) -> Double { (47..<51).contains(index % 52) ? -0.6 : 0 }
        let weeks = series(208, seed: 9, december)
        var rule = AlertRule(name: "r")
        let fired = AlertReplay(rule, weeks).incidents.map(\.fired)
        #expect(!fired.contains { $0 >= 3 * 52 + 45 }, "\(fired)")
        rule.season = .none
        #expect(AlertReplay(rule, weeks).incidents.contains { $0.fired >= 3 * 52 + 45 })
    }

    @Test(arguments: [(AlertMethod.drop, 1.0, 10), (.drop, 2, 4), (.drop, 3, 2), (.cusum, 1, 10), (.cusum, 3, 3)])
    func `a fall of so many standard errors is seen within weeks, half of the time`(
        method: AlertMethod, size: Double, weeks: Int
    ) {
        let delays = (0..<61 as Range<UInt64>).map { seed -> Int in
            let replay = AlertReplay(
                AlertRule(name: "r", method: method), series(130, seed: 500 + seed) { $0 >= 90 ? -0.1 * size : 0 })
            return (replay.incidents.first { $0.fired >= 90 }?.fired ?? 130) - 89
        }
        #expect(delays.sorted()[30] <= weeks, "\(delays.sorted())")
    }

    @Test func `periods that scatter more than chance are judged by their own scatter`() {
        // Each week's crowd is another one: three times the standard error.
        let weeks = (0..<30 as Range<UInt64>).map { seed in
            var random = SplitMix64(90 + seed)
            let moods = (0..<160).map { _ in 0.28 * random.normal() }
            return series(160, seed: seed) { moods[$0] }
        }
        // Taken as chance of the answers alone, one week in eight would fire.
        #expect(incidents(AlertRule(name: "r"), weeks) < 60)
    }

    @Test func `an incident that is surely real is never learnt`() throws {
        let weeks = series(120, seed: 3) { (60..<80).contains($0) ? -0.5 : 0 }
        let replay = AlertReplay(AlertRule(name: "r"), weeks)
        let incident = try #require(replay.incidents.first { $0.fired >= 60 })
        #expect((60...62).contains(incident.fired))
        #expect((80...84).contains(try #require(incident.resolved)))
        #expect(abs(try #require(replay.last?.centre) - 4) < 0.03)
    }
}
