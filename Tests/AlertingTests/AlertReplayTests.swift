import Feedback
import Insights
import TestSupport
import Testing

@testable import Alerting

/// Stars of a hundred answers a period around 4, with a standard deviation of 1: a period's score varies by 0.1.
private func period(_ index: Int, _ score: Double, count: Int = 100) -> AlertSeries.Entry {
    let total = Double(count)
    return AlertSeries.Entry(
        period: Period(days: index * 7...index * 7 + 6),
        tally: ScoreTally(.stars, count: count, sum: total * score, squares: total * (score * score + 0.99)),
        items: count)
}

private func series(_ scores: [Double], counts: [Int]? = nil) -> AlertSeries {
    AlertSeries(
        metric: .stars, every: .week, entries: scores.indices.map { period($0, scores[$0], count: counts?[$0] ?? 100) })
}

private func rule(_ method: AlertMethod, baseline: Int = 8, _ change: (inout AlertRule) -> Void = { _ in }) -> AlertRule
{
    var rule = AlertRule(name: "r", method: method)
    rule.baseline = baseline
    change(&rule)
    return rule
}

@Suite struct AlertReplayTests {
    @Test func `the chart alone errs once in about 495 periods`() {
        let baseline = ScoreTally(.stars, count: 1_000_000, sum: 4_000_000, squares: 16_990_000)
        var random = SplitMix(7)
        let lengths = (0..<80).map { _ -> Int in
            var tallies: [ScoreTally] = []
            while tallies.count < 4_000 {
                tallies += (0..<800).map { _ in period(0, 4 + 0.0995 * random.normal()).tally }
                let points = ControlChart().points(baseline: baseline, series: tallies)
                if let first = points.firstIndex(where: \.signal) { return first + 1 }
            }
            return tallies.count
        }
        let mean = Double(lengths.reduce(0, +)) / Double(lengths.count)
        #expect(abs(mean / 495 - 1) < 0.25, "\(mean)")
    }

    @Test func `a fall of three standard deviations is found in two periods, half of the time`() {
        let delays = (0..<151 as Range<UInt64>).map { seed in
            var random = SplitMix(seed)
            let scores = (0..<50).map { 4 + 0.1 * random.normal() - ($0 >= 40 ? 0.3 : 0) }
            let fired = AlertReplay(rule(.drop, baseline: 26), series(scores)).incidents.first { $0.fired >= 40 }?.fired
            return (fired ?? 60) - 39
        }
        #expect(delays.sorted()[75] <= 2, "\(delays.sorted())")
    }

    @Test(arguments: [
        (AlertMethod.drop, 4.0, 3.5), (.change, 4.0, 3.5), (.threshold, 4.0, 3.2), (.volume, 100, 20),
        (.silence, 100, 0), (.cusum, 4, 3.5),
    ])
    func `each method fires once for a fall, and resolves after it`(method: AlertMethod, usual: Double, bad: Double)
        throws
    {
        let values = (0..<40).map { (20..<26).contains($0) ? bad : usual }
        let counts = method.readsScore ? nil : values.map { Int($0) }
        let rule = rule(method) {
            $0.below = 3.8
            if method == .silence { $0.persistence = Persistence(needed: 2) }
        }
        let replay = AlertReplay(rule, series(method.readsScore ? values : values.map { _ in 4 }, counts: counts))
        let incident = try #require(replay.incidents.first)
        #expect(replay.incidents.count == 1)
        #expect(incident.onset == 20)
        #expect((20...22).contains(incident.fired))
        #expect((26...28).contains(try #require(incident.resolved)))
        #expect(replay.state == .normal)
    }

    @Test func `the normal is frozen while an incident is open`() throws {
        let values = (0..<60).map { $0 >= 20 ? 3.5 : 4 }
        let replay = AlertReplay(rule(.drop), series(values))
        #expect(replay.incidents.count == 1)
        #expect(replay.state == .firing)
        #expect(try abs(#require(replay.last?.centre) - 4) < 0.01)
        #expect(try #require(replay.incidents[0].baseline).upperBound < 20)
    }

    @Test func `a few bad answers fire nothing`() {
        var scores = Array(repeating: 4.0, count: 30)
        var counts = Array(repeating: 100, count: 30)
        (scores[25], counts[25]) = (1, 4)
        let replay = AlertReplay(rule(.drop), series(scores, counts: counts))
        #expect(replay.incidents.isEmpty)
        #expect(replay.readings[25].judgement == .tooFew)
    }

    @Test func `too few answers for two periods are no data, not calm`() {
        let counts = (0..<20).map { $0 >= 18 ? 3 : 100 }
        #expect(AlertReplay(rule(.drop), series(Array(repeating: 4, count: 20), counts: counts)).state == .noData)
    }

    @Test func `a short history is said to be learning`() {
        let replay = AlertReplay(rule(.drop), series([4, 4, 1, 1, 1]))
        #expect(replay.state == .learning && replay.incidents.isEmpty)
    }

    @Test func `a category that is named more often fires, and one that is named less does not`() throws {
        func share(_ index: Int, _ named: Int) -> AlertSeries.Entry {
            AlertSeries.Entry(
                period: Period(days: index * 7...index * 7 + 6),
                tally: ScoreTally(.csat, count: 200, favourable: named, unfavourable: 0), items: 200)
        }
        let rule = rule(.friction) { $0.friction = "pay.declined" }
        func replay(_ bad: Int) -> AlertReplay {
            AlertReplay(
                rule,
                AlertSeries(
                    metric: .csat, every: .week,
                    entries: (0..<40).map { share($0, (20..<26).contains($0) ? bad : 8 + $0 % 5) }))
        }
        let incident = try #require(replay(40).incidents.first)
        #expect(incident.onset == 20 && (20...21).contains(incident.fired))
        #expect((26...28).contains(try #require(incident.resolved)))
        let reading = replay(40).readings[incident.fired]
        #expect(try #require(reading.value) > #require(reading.limit))
        #expect(replay(0).incidents.isEmpty)
    }

    @Test func `a wide target is not missed by chance`() {
        let target = rule(.threshold) { $0.below = 4.1 }
        #expect(AlertReplay(target, series(Array(repeating: 4, count: 5))).incidents.isEmpty)
        #expect(AlertReplay(target, series(Array(repeating: 3.8, count: 5))).incidents.count == 1)
    }

    @Test func `no history at all is learning`() {
        let replay = AlertReplay(rule(.drop), series([]))
        #expect(replay.state == .learning && replay.last == nil)
    }
}
