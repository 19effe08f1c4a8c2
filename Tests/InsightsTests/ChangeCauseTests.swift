import Feedback
import FeedbackStore
import TestSupport
import Testing

@testable import Insights

@Suite struct ChangeCauseTests {
    private typealias Side = (before: ScoreTally, after: ScoreTally)

    /// Answers with a step, a channel, a language, a source and frictions; one part of them falls, or one friction spreads.
    private struct World {
        static let dimensions: [(name: String, shares: [Double])] = [
            ("step", [0.3, 0.25, 0.2, 0.15, 0.1]), ("channel", [0.5, 0.3, 0.2]), ("language", [0.7, 0.3]),
            ("source", [0.5, 0.35, 0.15]),
        ]
        static let frictions = 8
        let planted: (dimension: String, key: String)
        let size: Int
        var parts: [String: [String: Side]] = [:]
        var whole: Side = (ScoreTally(.nps), ScoreTally(.nps))

        init(seed: UInt64) {
            var random = SeededRandom(seed: seed)
            size = [400, 800, 2_000][Int.random(in: 0..<3, using: &random)]
            let kind = Int.random(in: 0..<5, using: &random)
            if kind == 4 {
                planted = ("friction", "\(Int.random(in: 0..<Self.frictions, using: &random))")
            } else {
                let dimension = Self.dimensions[kind]
                planted = (dimension.name, "\(Int.random(in: 0..<dimension.shares.count, using: &random))")
            }
            for isAfter in [false, true] { for _ in 0..<size { add(isAfter, &random) } }
        }

        private mutating func add(_ isAfter: Bool, _ random: inout SeededRandom) {
            var keys = Self.dimensions.map { dimension -> (String, String) in
                var (left, level) = (random.unit(), 0)
                while level < dimension.shares.count - 1, left >= dimension.shares[level] {
                    left -= dimension.shares[level]
                    level += 1
                }
                return (dimension.name, "\(level)")
            }
            for friction in 0..<Self.frictions {
                let spreads = isAfter && planted.dimension == "friction" && planted.key == "\(friction)"
                if random.unit() < (spreads ? 0.25 : 0.04) { keys.append(("friction", "\(friction)")) }
            }
            let named = keys.contains { $0.0 == "friction" }
            let isHit = isAfter && keys.contains { $0.0 == planted.dimension && $0.1 == planted.key }
            // The smaller the part, the deeper it falls: all cost the whole about as much.
            var (promoter, detractor) = named ? (0.15, 0.6) : (0.55, 0.15)
            if isHit && planted.dimension != "friction" {
                let share = Self.dimensions.first { $0.name == planted.dimension }!.shares[Int(planted.key)!]
                let fall = min(0.8, 0.12 / share)
                (promoter, detractor) = (
                    max(0, promoter - fall / 2), min(1 - max(0, promoter - fall / 2), detractor + fall / 2)
                )
            }
            let drawn = random.unit()
            let value = drawn < promoter ? 100.0 : drawn < promoter + detractor ? -100 : 0
            func add(_ value: Double, to side: inout Side) {
                if isAfter { side.after.add(value) } else { side.before.add(value) }
            }
            add(value, to: &whole)
            for (name, key) in keys {
                add(value, to: &parts[name, default: [:]][key, default: (ScoreTally(.nps), ScoreTally(.nps))])
            }
        }
    }

    @Test func `a planted cause is ranked first in at least 95 of 100 drops that pass the test`() throws {
        var (drops, first) = (0, 0)
        for seed in 0..<UInt64(2_000) where drops < 500 {
            let world = World(seed: seed)
            let difference = try #require(ScoreDifference(before: world.whole.before, after: world.whole.after))
            guard difference.value < 0, Probability.p(of: difference) < 0.05 else { continue }
            drops += 1
            let parts = world.parts.sorted { $0.key < $1.key }.flatMap { dimension, keys in
                keys.sorted { $0.key < $1.key }.map {
                    ChangeCause.Part(dimension: dimension, key: $0.key, before: $0.value.before, after: $0.value.after)
                }
            }
            let causes = ChangeCause.rank(parts, before: world.whole.before, after: world.whole.after)
            if causes.first?.dimension == world.planted.dimension, causes.first?.key == world.planted.key { first += 1 }
        }
        #expect(drops == 500)
        #expect(first >= 475, "\(first) of \(drops)")
    }

    @Test func `without any cause few parts are called one`() {
        var (called, looked) = (0, 0)
        for seed in 0..<UInt64(200) {
            var random = SeededRandom(seed: seed)
            func tally() -> ScoreTally {
                let drawn = random.multinomial(150, [0.5, 0.2, 0.3])
                return ScoreTally(.nps, count: 150, favourable: drawn[0], unfavourable: drawn[1])
            }
            let parts = (0..<6).map {
                ChangeCause.Part(dimension: "step", key: "\($0)", before: tally(), after: tally())
            }
            let before = parts.reduce(ScoreTally(.nps)) { $0 + $1.before }
            let after = parts.reduce(ScoreTally(.nps)) { $0 + $1.after }
            looked += 1
            if ChangeCause.rank(parts, before: before, after: after).contains(where: { $0.qValue < 0.05 }) {
                called += 1
            }
        }
        // At most one table in twenty, and what chance adds to 200 of them.
        #expect(called <= 20, "\(called) of \(looked)")
    }

    @Test func `a part that fell explains the change, one that did not explains nothing`() throws {
        func nps(_ count: Int, _ up: Int, _ down: Int) -> ScoreTally {
            ScoreTally(.nps, count: count, favourable: up, unfavourable: down)
        }
        let (pay0, pay1, rest) = (nps(200, 120, 20), nps(200, 40, 100), nps(800, 480, 80))
        let causes = ChangeCause.rank(
            [
                .init(dimension: "step", key: "pay", before: pay0, after: pay1),
                .init(dimension: "step", key: "rest", before: rest, after: rest),
            ], before: pay0 + rest, after: pay1 + rest)
        let first = try #require(causes.first)
        #expect(first.key == "pay" && first.changeWithout == 0 && abs(first.explained + 16) < 1e-9)
        #expect(first.explainedInterval.high < 0 && first.qValue < 1e-6)
        // Taking the healthy rest away would leave a far deeper fall: it pulls the other way.
        #expect(causes.count == 1)
    }
}

@Suite struct ShapleySplitTests {
    private static let from = Period(days: september - 30...september - 1)
    private static let to = Period(days: september...september + 29)

    @Test(arguments: ScoreMetric.allCases, [21, 22] as [UInt64])
    func `contributions, other frictions and the untagged add up to the change`(metric: ScoreMetric, seed: UInt64)
        throws
    {
        let test = try TestStore(randomItems(200, seed: seed))
        let report = try ChangeQuery(metric: metric, from: Self.from, to: Self.to, by: [.friction], shapley: .always)
            .run(on: test.store)
        let split = try #require(report.shapley)
        let sum = split.rows.reduce(split.others + split.untagged) { $0 + $1.contribution }
        let observed = try #require(report.observed)
        #expect(abs(sum - observed) < 1e-9)
        #expect(Set(split.rows.map(\.friction)) == Set(randomFrictions))
    }

    @Test func `two frictions always named together share alike, and one that did nothing gets nothing`() throws {
        var items: [AnalysedItem] = (0..<100).map { number in
            item(day: september - 5, answers: [nps(10)], text: "t\(number)", frictions: [("a", 3, 1)])
        }
        items += (0..<50).map { number in
            item(day: september, answers: [nps(10)], text: "u\(number)", frictions: [("a", 3, 1)])
        }
        items += (0..<50).map { number in
            item(day: september, answers: [nps(0)], text: "v\(number)", frictions: [("b", 3, 1), ("c", 3, 1)])
        }
        for number in 0..<40 {
            items.append(item(day: september - number % 2 * 5, answers: [nps(10)], text: "w\(number)"))
        }
        let test = try TestStore(items)
        let split = try #require(
            try ChangeQuery(metric: .nps, from: Self.from, to: Self.to, by: [.friction], shapley: .always).run(
                on: test.store
            ).shapley)
        let values = Dictionary(uniqueKeysWithValues: split.rows.map { ($0.friction, $0.contribution) })
        #expect(abs(try #require(values["b"]) - #require(values["c"])) < 1e-9)
        #expect(try #require(values["b"]) < -30)
        #expect(split.untagged == 0)
    }

    @Test func `more frictions than players still add up`() throws {
        var random = SplitMix64(seed: 4)
        var items: [AnalysedItem] = []
        for number in 0..<300 {
            let named = (0..<20).filter { _ in Int.random(in: 0..<6, using: &random) == 0 }
            let frictions: [(code: String, severity: Int, score: Double)] = named.map { ("f\($0)", 3, 1) }
            let points = Int.random(in: 0...10, using: &random)
            items.append(
                item(
                    day: september - number % 2 * 5, answers: [nps(points)], text: "t\(number)", frictions: frictions))
        }
        let report = try ChangeQuery(metric: .nps, from: Self.from, to: Self.to, by: [.friction], shapley: .always).run(
            on: TestStore(items).store)
        let split = try #require(report.shapley)
        #expect(split.rows.count == 12 && split.others != 0)
        let sum = split.rows.reduce(split.others + split.untagged) { $0 + $1.contribution }
        let observed = try #require(report.observed)
        #expect(abs(sum - observed) < 1e-9)
    }
}

@Suite struct ChangeSetTests {
    private static let from = Period(days: september - 30...september - 1)
    private static let to = Period(days: september...september + 29)

    @Test func `topics gather frictions, and the smallest set reaches 80 percent`() throws {
        let codes = ["delivery.late", "delivery.damaged", "pay.declined"]
        func month(_ start: Int, _ hurt: Int) -> [AnalysedItem] {
            (0..<100).map { number in
                let frictions: [(code: String, severity: Int, score: Double)] =
                    number < hurt ? [(codes[number % 3], 3, 1)] : []
                return item(
                    day: start + number % 20, step: number < 50 ? "pay" : "browse",
                    answers: [nps(number < hurt ? 0 : 10)], text: "t\(number)", frictions: frictions)
            }
        }
        let test = try TestStore(month(september - 30, 5) + month(september, 35))
        let report = try ChangeQuery(
            metric: .nps, from: Self.from, to: Self.to, by: [.friction, .topic, .step], shapley: .whenQuick
        ).run(on: test.store)
        let topics = try #require(report.splits.first { $0.dimension == "topic" })
        #expect(Set(topics.rows.map(\.key)) == ["", "delivery", "pay"])
        let observed = try #require(report.observed)
        #expect(abs(topics.rows.reduce(0) { $0 + $1.contribution } - observed) < 1e-9)
        let steps = try #require(report.splits.first { $0.dimension == "step" }?.smallestSet)
        #expect(steps.keys == ["pay"] && abs(steps.share - 1) < 1e-9)
        #expect(report.shapley != nil && report.causes.first?.key == "pay")
        _ = try json(report)
    }
}
