import Alerting
import Feedback
import Foundation
import Insights

/// How often rules fire though nothing happened, and how soon they see a fall: the tables of `docs/alerts.md`.
///
/// Everything is drawn from seeded generators: the same figures at every run.
/// `AlertSimulation [--scale N] [--season none] [--only WORDS]… [ARRIVALS]…`: so many times the usual number of series; the rows that hold
/// all the words (`--only 'stars 3000'`); files with one number of answers a line, of real periods in order, are more
/// patterns.
@main
struct AlertSimulation {
    static func main() throws {
        let settings = try Settings(CommandLine.arguments.dropFirst())
        print(
            "series without a change: periods between alarms, expected and found, within the first 44 judged and later")
        for trial in Trial.withoutChange(settings.files) where settings.wants(trial.name) {
            trial.run(settings)
        }
        print(
            "\na fall of so many standard errors: periods until it is told, median and 90 %, share told within 2 and 8")
        for history in [8, 26, 52, 104] {
            for size in [1.0, 2, 3] {
                let fall = Fall(history: history, size: size)
                if settings.wants(fall.name) { fall.run(settings) }
            }
        }
    }
}

/// What to simulate, and how long.
struct Settings {
    var scale = Double(ProcessInfo.processInfo.environment["SIMULATION_SCALE"] ?? "1") ?? 1
    var only: [[String]] = []
    /// Weeks have no season to look for: ten times as fast, for long runs.
    var season = AlertRule.Season.auto
    var files: [Arrivals] = []

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)
        while !rest.isEmpty {
            let argument = rest.removeFirst()
            switch (argument, rest.first) {
            case ("--scale", let value?):
                scale = Double(value) ?? scale
                rest.removeFirst()
            case ("--season", let value?):
                season = AlertRule.Season(rawValue: value) ?? season
                rest.removeFirst()
            case ("--only", let value?):
                only.append(value.split(separator: " ").map(String.init))
                rest.removeFirst()
            default:
                let text = try String(contentsOfFile: argument, encoding: .utf8)
                files.append(
                    Arrivals(
                        name: (argument as NSString).lastPathComponent,
                        counts: text.split(separator: "\n").compactMap { Int($0) }))
            }
        }
    }

    func wants(_ row: String) -> Bool {
        only.isEmpty || only.contains { words in words.allSatisfy { row.localizedCaseInsensitiveContains($0) } }
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
enum Crowd: String, CaseIterable {
    case nps = "NPS 30", csat = "CSAT 90 %", stars = "4.1 stars", ces = "CES 5.6 of 7"

    var metric: ScoreMetric {
        switch self {
        case .nps: .nps
        case .csat: .csat
        case .stars: .stars
        case .ces: .ces
        }
    }

    /// Worth and chance of each answer, the best last.
    var answers: [(worth: Double, chance: Double)] {
        switch self {
        case .nps: [(-100, 0.2), (0, 0.3), (100, 0.5)]
        case .csat: [(0, 0.1), (100, 0.9)]
        case .stars: [(1, 0.08), (2, 0.05), (3, 0.1), (4, 0.25), (5, 0.52)]
        case .ces: [(1, 0.03), (2, 0.03), (3, 0.05), (4, 0.08), (5, 0.16), (6, 0.3), (7, 0.35)]
        }
    }

    /// - Parameter better: moves so much of the chance from the worst answer to the best.
    func tally(_ count: Int, better: Double, _ random: inout Generator) -> ScoreTally {
        var answers = answers
        answers[0].chance -= better
        answers[answers.count - 1].chance += better
        var (sum, squares, left, chanceLeft) = (0.0, 0.0, count, 1.0)
        for (index, answer) in answers.enumerated() {
            let isLast = index == answers.count - 1
            let drawn = isLast ? left : random.binomial(left, answer.chance / chanceLeft)
            sum += Double(drawn) * answer.worth
            squares += Double(drawn) * answer.worth * answer.worth
            left -= drawn
            chanceLeft -= answer.chance
        }
        return ScoreTally(metric, count: count, sum: sum, squares: squares)
    }
}

struct Trial {
    var crowd: Crowd
    var arrivals: Arrivals
    var rule: AlertRule
    var series: Int

    var name: String { row(rule.name + told, crowd.rawValue, arrivals.name) }

    private var told: String {
        rule.persistence.of == 1 ? "" : " \(rule.persistence.needed) of \(rule.persistence.of)"
    }

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
        for crowd in Crowd.allCases {
            for arrivals in Arrivals.plain + [.bursts, .shop] + files {
                trials.append(
                    Trial(crowd: crowd, arrivals: arrivals, rule: rule(.drop, arrivals.every), series: 1_400))
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

    func run(_ settings: Settings) {
        var rule = rule
        if rule.every == .week { rule.season = settings.season }
        let length = arrivals.every == .day ? 760 : 268
        var (early, late) = (Tally(), Tally())
        let count = max(20, Int(Double(series) * settings.scale))
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
            let border = rule.baseline + 44
            let fired = replay.incidents.count { $0.fired < border }
            early.alarms += fired
            late.alarms += replay.incidents.count - fired
            for (index, reading) in replay.readings.enumerated() {
                guard case .judged = reading.judgement else { continue }
                if index < border { early.periods += 1 } else { late.periods += 1 }
            }
        }
        let expected = rule.periodsBetweenFalseAlarms ?? 0
        let all = Tally(periods: early.periods + late.periods, alarms: early.alarms + late.alarms)
        defer { fflush(nil) }
        print(
            name
                + String(
                    format: "%6.0f %6.0f %+5.0f%% ± %.0f  (%d alarms)  %6.0f %6.0f", expected, all.between,
                    100 * (expected / all.between - 1), 100 / Double(max(1, all.alarms)).squareRoot(), all.alarms,
                    early.between, late.between))
    }

    private struct Tally {
        var periods = 0
        var alarms = 0
        var between: Double { Double(periods) / Double(max(1, alarms)) }
    }
}

/// A fall after a calm history, seen by the default rule.
struct Fall {
    var history: Int
    var size: Double

    var name: String { row("drop", "NPS 30, 100 a week", "after \(history) weeks, \(size) se") }

    func run(_ settings: Settings) {
        let delays = (0..<UInt64(max(50, 1_500 * settings.scale)))
            .compactMap { delay(seed: $0 &+ 77_000, settings.season) }.sorted()
        func within(_ periods: Int) -> Double {
            100 * Double(delays.count { $0 <= periods }) / Double(delays.count)
        }
        defer { fflush(nil) }
        print(
            name
                + String(
                    format: "%6d %6d %6.1f%% %6.1f%%  (%d series)", delays[delays.count / 2],
                    delays[delays.count * 9 / 10], within(2), within(8), delays.count))
    }

    private func delay(seed: UInt64, _ season: AlertRule.Season) -> Int? {
        var random = Generator(seed: seed)
        // The standard error of 100 answers of this crowd is 7.81 points; moving a share s moves NPS by 200 s.
        let better = -size * 7.81 / 200
        let entries = (0..<history + 60).map { index in
            AlertSeries.Entry(
                period: Period(days: 4 + 7 * index...10 + 7 * index),
                tally: Crowd.nps.tally(100, better: index >= history ? better : 0, &random), items: 100)
        }
        var rule = AlertRule(name: "r")
        rule.season = season
        let replay = AlertReplay(rule, AlertSeries(metric: .nps, every: .week, entries: entries))
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

    /// How many of `count` draws succeed.
    ///
    /// - Source: W. Hörmann, "The Generation of Binomial Random Variates", Journal of Statistical Computation and
    ///   Simulation 46, 1993 (algorithm BTRS); few successes are counted by the gaps between them.
    mutating func binomial(_ count: Int, _ chance: Double) -> Int {
        guard count > 0, chance > 0 else { return 0 }
        if chance > 0.5 { return count - binomial(count, 1 - chance) }
        let (n, p) = (Double(count), chance)
        guard n * p >= 10 else { return fewSuccesses(count, p) }
        let odds = p / (1 - p)
        let deviation = (n * p * (1 - p)).squareRoot()
        let b = 1.15 + 2.53 * deviation
        let a = -0.0873 + 0.0248 * b + 0.01 * p
        let scale = (2.83 + 5.1 / b) * deviation
        let mode = ((n + 1) * p).rounded(.down)
        while true {
            let (u, v) = (uniform() - 0.5, uniform())
            let edge = 0.5 - abs(u)
            let k = ((2 * a / edge + b) * u + n * p + 0.5).rounded(.down)
            guard k >= 0, k <= n else { continue }
            if edge >= 0.07 && v <= 0.92 - 4.2 / b { return Int(k) }
            let left = log(v * scale / (a / (edge * edge) + b))
            let ways: (Double) -> Double = { lgamma($0 + 1) + lgamma(n - $0 + 1) }
            let right = (k - mode) * log(odds) + ways(mode) - ways(k)
            if left <= right { return Int(k) }
        }
    }

    private mutating func fewSuccesses(_ count: Int, _ chance: Double) -> Int {
        var (successes, at) = (0, 0)
        while true {
            at += max(1, Int((log(1 - uniform()) / log1p(-chance)).rounded(.up)))
            if at > count { return successes }
            successes += 1
        }
    }
}
