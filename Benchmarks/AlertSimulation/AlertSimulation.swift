import Alerting
import Feedback
import Foundation
import Insights

/// How often rules fire though nothing happened, and how soon they see a fall: the tables of `docs/alerts.md`.
///
/// Everything is drawn from seeded generators: the same figures at every run.
/// `AlertSimulation [ARRIVALS]`: a file with one number of answers a line, of real periods in order, is one more pattern.
@main
struct AlertSimulation {
    static func main() throws {
        let scale = Double(ProcessInfo.processInfo.environment["SIMULATION_SCALE"] ?? "1") ?? 1
        let files = try CommandLine.arguments.dropFirst().map { path in
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return Arrivals(
                name: (path as NSString).lastPathComponent,
                counts: text.split(separator: "\n").compactMap { Int($0) })
        }
        print("series without a change: periods between alarms, expected and found")
        for trial in Trial.withoutChange(files) { trial.run(scale: scale) }
        print("\na fall of so many standard errors: periods until it is told, median and 90 %")
        for history in [8, 26, 52, 104] {
            for size in [1.0, 2, 3] { Fall(history: history, size: size).run(scale: scale) }
        }
    }
}

/// How answers arrive.
struct Arrivals: Sendable {
    var name: String
    /// Answers of each period, repeated when the series is longer; empty: drawn anew for each series.
    var counts: [Int]
    var every = PeriodLength.week
    /// How much each day of the week adds to the share of promoters.
    var days: [Double] = []

    static let plain: [Arrivals] = [30, 100, 300, 1_000, 3_000].map { Arrivals(name: "\($0) a week", counts: [$0]) }
    static let bursts = Arrivals(name: "30 to 3,000, in bursts", counts: [])
    static let shop = Arrivals(
        name: "daily, weekends low", counts: [300, 280, 260, 240, 240, 80, 40], every: .day,
        days: [0.03, 0.02, 0, 0, -0.02, -0.06, 0.04])

    func counts(_ length: Int, _ random: inout Generator) -> [Int] {
        if counts.isEmpty {
            return (0..<length).map { _ in min(3_000, max(30, Int(exp(log(200) + 1.2 * random.normal())))) }
        }
        // Real ones start anywhere.
        let start = counts.count > 7 ? Int(random.next() % UInt64(counts.count)) : 0
        return (0..<length).map { counts[(start + $0) % counts.count] }
    }
}

/// What people answer.
enum Crowd: String {
    case nps = "NPS 30", csat = "CSAT 90 %", stars = "4.1 stars"

    var metric: ScoreMetric { self == .nps ? .nps : self == .csat ? .csat : .stars }
    /// Worth and chance of each answer, the best last.
    var answers: [(worth: Double, chance: Double)] {
        switch self {
        case .nps: [(-100, 0.2), (0, 0.3), (100, 0.5)]
        case .csat: [(0, 0.1), (100, 0.9)]
        case .stars: [(1, 0.08), (2, 0.05), (3, 0.1), (4, 0.25), (5, 0.52)]
        }
    }

    /// - Parameter better: moves so much of the chance from the worst answer to the best.
    func tally(_ count: Int, better: Double, _ random: inout Generator) -> ScoreTally {
        let answers = answers
        var (sum, squares) = (0.0, 0.0)
        for _ in 0..<count {
            var draw = random.uniform() + better
            var worth = answers[answers.count - 1].worth
            if draw < 0 { draw = 0 }
            for answer in answers {
                if draw < answer.chance {
                    worth = answer.worth
                    break
                }
                draw -= answer.chance
            }
            sum += worth
            squares += worth * worth
        }
        return ScoreTally(metric, count: count, sum: sum, squares: squares)
    }
}

struct Trial {
    var crowd: Crowd
    var arrivals: Arrivals
    var rule: AlertRule
    var series: Int

    static func withoutChange(_ files: [Arrivals]) -> [Trial] {
        func rule(_ method: AlertMethod, _ every: PeriodLength = .week, _ change: (inout AlertRule) -> Void = { _ in })
            -> AlertRule
        {
            var rule = AlertRule(name: method.rawValue, method: method)
            rule.every = every
            if every == .day { rule.baseline = 28 }
            change(&rule)
            return rule
        }
        var trials: [Trial] = []
        for crowd in [Crowd.nps, .csat, .stars] {
            for arrivals in Arrivals.plain + [.bursts, .shop] + files {
                let heavy = arrivals.counts.first ?? 400
                trials.append(
                    Trial(
                        crowd: crowd, arrivals: arrivals, rule: rule(.drop, arrivals.every),
                        series: heavy >= 1_000 ? 700 : 1_400))
            }
        }
        let plain = Arrivals.plain[1]
        trials.append(Trial(crowd: .nps, arrivals: plain, rule: rule(.cusum), series: 1_400))
        trials.append(Trial(crowd: .csat, arrivals: plain, rule: rule(.cusum), series: 1_400))
        for persistence in [Persistence(needed: 2), Persistence(needed: 2, of: 3)] {
            let patient = rule(.drop) { $0.persistence = persistence }
            trials.append(Trial(crowd: .nps, arrivals: plain, rule: patient, series: 1_400))
        }
        return trials
    }

    func run(scale: Double) {
        let length = arrivals.every == .day ? 760 : 268
        var (alarms, periods) = (0, 0)
        let count = max(20, Int(Double(series) * scale))
        for seed in 0..<UInt64(count) {
            var random = Generator(seed: seed &+ 1_000)
            let counts = arrivals.counts(length, &random)
            let entries = counts.indices.map { index in
                let better = arrivals.days.isEmpty ? 0 : arrivals.days[index % 7]
                let width = arrivals.every == .day ? 1 : 7
                // Day 4 is a Monday.
                let first = 4 + index * width
                return AlertSeries.Entry(
                    period: Period(days: first...first + width - 1),
                    tally: crowd.tally(counts[index], better: better, &random), items: counts[index])
            }
            let replay = AlertReplay(rule, AlertSeries(metric: crowd.metric, every: arrivals.every, entries: entries))
            alarms += replay.incidents.count
            periods += replay.readings.count { if case .judged = $0.judgement { true } else { false } }
        }
        let expected = rule.periodsBetweenFalseAlarms ?? 0
        let found = Double(periods) / Double(max(1, alarms))
        let needed =
            rule.persistence.of == 1 ? "" : " \(rule.persistence.needed) of \(rule.persistence.of)"
        print(
            row("\(rule.name)\(needed)", crowd.rawValue, arrivals.name)
                + String(
                    format: "%8.0f %8.0f %+6.0f%%  (%d alarms)", expected, found, 100 * (expected / found - 1), alarms))
    }
}

/// A fall after a calm history, seen by the default rule.
struct Fall {
    var history: Int
    var size: Double

    func run(scale: Double) {
        let delays = (0..<UInt64(max(50, 1_500 * scale))).compactMap { delay(seed: $0 &+ 77_000) }.sorted()
        print(
            row("drop", "NPS 30, 100 a week", "after \(history) weeks, \(size) se")
                + String(
                    format: "%8d %8d  (%d series)", delays[delays.count / 2], delays[delays.count * 9 / 10],
                    delays.count))
    }

    private func delay(seed: UInt64) -> Int? {
        var random = Generator(seed: seed)
        // The standard error of 100 answers of this crowd is 7.81 points; moving a share s moves NPS by 200 s.
        let better = -size * 7.81 / 200
        let entries = (0..<history + 60).map { index in
            AlertSeries.Entry(
                period: Period(days: 4 + 7 * index...10 + 7 * index),
                tally: Crowd.nps.tally(100, better: index >= history ? better : 0, &random), items: 100)
        }
        let replay = AlertReplay(AlertRule(name: "r"), AlertSeries(metric: .nps, every: .week, entries: entries))
        // One that fired by chance before says nothing of this.
        if replay.incidents.contains(where: { $0.fired < history && ($0.resolved ?? .max) >= history }) { return nil }
        let fired = replay.incidents.first { $0.fired >= history }?.fired
        return (fired ?? history + 60) - history + 1
    }
}

private func row(_ cells: String...) -> String {
    cells.map { $0.padding(toLength: 24, withPad: " ", startingAt: 0) }.joined(separator: " ")
}

/// Deterministic draws.
///
/// - Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
struct Generator {
    private var state: UInt64

    /// Neighbouring seeds give streams that have nothing in common.
    init(seed: UInt64) {
        state = seed &* 0xD134_2543_DE82_EF95
        for _ in 0..<3 { state = next() }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func normal() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}
