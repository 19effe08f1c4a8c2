public import Feedback
public import FeedbackStore

/// Did it work: two selections set against each other, before and after a date or A and B, with what was not touched beside.
public struct CompareQuery: Sendable {
    /// The first selection, with its days.
    public var a: InsightFilter
    public var b: InsightFilter
    /// `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    /// The friction the change was about; `nil` to judge the score.
    public var friction: String?
    /// The step that was changed: the other steps are the control. `nil`: with a friction, the step that names it most.
    public var touched: String?
    /// The smallest difference that matters, in the score's unit (for a friction in percent of items); `nil`: 5 points,
    /// 5 %, 0.2 of a rating, 2 % of items.
    public var margin: Double?
    public var limit: Int

    public init(
        a: InsightFilter, b: InsightFilter, metric: ScoreMetric? = nil, friction: String? = nil, touched: String? = nil,
        margin: Double? = nil, limit: Int = 10
    ) {
        self.a = a
        self.b = b
        self.metric = metric
        self.friction = friction
        self.touched = touched
        self.margin = margin
        self.limit = limit
    }

    /// - Throws: ``StoreError``, ``InsightError``.
    public func run(on store: FeedbackStore) throws -> CompareReport {
        for var side in [a, b] {
            try CustomerGroups.check(side, on: store)
            // The friction asked about is a figure of those who name it.
            guard let friction else { continue }
            side.friction = friction
            try CustomerGroups.check(side, on: store)
        }
        let metric = try self.metric ?? store.defaultMetric(a)
        let (sideA, sideB) = (try Side(a, metric, store), try Side(b, metric, store))
        let isHeld = [a, b].contains { CustomerGroups.isNarrowed($0) }
        func isShown(_ before: ScoreTally, _ after: ScoreTally, _ count: (ScoreTally) -> Double) -> Bool {
            !isHeld || ![before, after].contains { CustomerGroups.isTooFew(Int(count($0).rounded())) }
        }
        let step = touched ?? friction.flatMap { Side.mainStep(of: $0, sideA, sideB) }
        let named = Set(sideA.frictions.keys).union(sideB.frictions.keys).sorted().filter { code in
            isShown(sideA.share(of: code), sideB.share(of: code)) { $0.favourable }
        }
        var frictions = named.map { code in
            row(code, sideA.share(of: code), sideB.share(of: code))
        }
        frictions.correctForNumber(\.change)
        let codes = Set(sideA.steps.keys).union(sideB.steps.keys).filter { code in
            isShown(sideA.steps[code] ?? ScoreTally(metric), sideB.steps[code] ?? ScoreTally(metric)) {
                Double($0.count)
            }
        }
        var steps = try store.order(Array(codes), by: .step, weight: { sideA.steps[$0]?.count ?? 0 }).map { code in
            let (before, after) = (sideA.steps[code] ?? ScoreTally(metric), sideB.steps[code] ?? ScoreTally(metric))
            return CompareReport.StepRow(
                step: code, isTouched: code == step, a: ScoreFigure(before), b: ScoreFigure(after),
                change: DifferenceFigure(before: before, after: after))
        }
        steps.correctForNumber(\.change)
        let focus =
            friction.map { code in
                Focus(
                    a: sideA.share(of: code, step, touched: true), b: sideB.share(of: code, step, touched: true),
                    controlA: sideA.share(of: code, step, touched: false),
                    controlB: sideB.share(of: code, step, touched: false), margin: margin ?? 2, wantsFall: true)
            }
            ?? Focus(
                a: sideA.score(step, touched: true), b: sideB.score(step, touched: true),
                controlA: sideA.score(step, touched: false), controlB: sideB.score(step, touched: false),
                margin: margin ?? metric.smallestThatMatters, wantsFall: false)
        frictions.sort { rank($0) != rank($1) ? rank($0) > rank($1) : $0.friction < $1.friction }
        return CompareReport(
            metric: metric, friction: friction, touched: step, margin: focus.margin, itemsA: sideA.items,
            itemsB: sideB.items, a: ScoreFigure(sideA.whole), b: ScoreFigure(sideB.whole),
            change: DifferenceFigure(before: sideA.whole, after: sideB.whole),
            focus: focus.figure(hasStep: step != nil),
            answer: focus.answer, answersNeeded: focus.needed, steps: steps,
            frictions: Array(frictions.prefix(max(0, limit))))
    }

    private func row(_ code: String, _ a: ScoreTally, _ b: ScoreTally) -> CompareReport.FrictionRow {
        let (before, after) = (
            ShareFigure(Int(a.favourable.rounded()), of: a.count), ShareFigure(Int(b.favourable.rounded()), of: b.count)
        )
        return CompareReport.FrictionRow(
            friction: code, a: before, b: after, change: DifferenceFigure(before: before, after: after))
    }

    /// What moved beyond chance first, then by how far.
    private func rank(_ row: CompareReport.FrictionRow) -> (Int, Double) {
        ((row.change.qValue ?? 1) < 0.05 ? 1 : 0, abs(row.change.value ?? 0))
    }
}

extension ScoreMetric {
    var smallestThatMatters: Double { unit == .rating ? 0.2 : 5 }
}

/// One selection, counted by step and friction.
private struct Side {
    var items = 0
    var whole: ScoreTally
    var steps: [String: ScoreTally] = [:]
    private var stepItems: [String: Int] = [:]
    /// Items of each friction, by step.
    var frictions: [String: [String: Int]] = [:]

    init(_ filter: InsightFilter, _ metric: ScoreMetric, _ store: FeedbackStore) throws {
        whole = ScoreTally(metric)
        let query = TallyQuery(filter, by: [.friction, .step], frictions: .tagged, metrics: [metric])
        for row in try store.tallies(query) {
            let (code, step) = (row.keys[0], row.keys[1])
            guard code.isEmpty else {
                frictions[code, default: [:]][step, default: 0] += row.counts.items
                continue
            }
            items += row.counts.items
            stepItems[step, default: 0] += row.counts.items
            let tally = row.counts.tally(metric)
            whole += tally
            steps[step] = (steps[step] ?? ScoreTally(metric)) + tally
        }
    }

    /// Where a friction is named most, on both sides together.
    static func mainStep(of friction: String, _ a: Side, _ b: Side) -> String? {
        let named = (a.frictions[friction] ?? [:]).merging(b.frictions[friction] ?? [:], uniquingKeysWith: +)
        return named.filter { !$0.key.isEmpty }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Items that name a friction, as a share in percent.
    func share(of friction: String) -> ScoreTally {
        share(frictions[friction]?.values.reduce(0, +) ?? 0, items)
    }

    /// The same at a step, or everywhere but there; everywhere without a step.
    func share(of friction: String, _ step: String?, touched: Bool) -> ScoreTally {
        guard let step else { return touched ? share(of: friction) : ScoreTally(.csat) }
        let (named, all) = (frictions[friction] ?? [:], stepItems[step] ?? 0)
        let here = named[step] ?? 0
        return touched ? share(here, all) : share(named.values.reduce(0, +) - here, items - all)
    }

    func score(_ step: String?, touched: Bool) -> ScoreTally {
        guard let step else { return touched ? whole : ScoreTally(whole.metric) }
        let here = steps[step] ?? ScoreTally(whole.metric)
        return touched ? here : whole - here
    }

    /// Counted as CSAT is: a share in percent.
    private func share(_ named: Int, _ all: Int) -> ScoreTally {
        ScoreTally(.csat, count: all, favourable: named, unfavourable: 0)
    }
}

/// What the question is about, with what was not touched beside it.
private struct Focus {
    var a: ScoreTally
    var b: ScoreTally
    var controlA: ScoreTally
    var controlB: ScoreTally
    var margin: Double
    /// Whether less is better: a friction's share.
    var wantsFall: Bool

    private var difference: ScoreDifference? { ScoreDifference(before: a, after: b) }
    private var control: ScoreDifference? {
        min(controlA.count, controlB.count) >= 10 ? ScoreDifference(before: controlA, after: controlB) : nil
    }

    /// The touched part's change less the control's, with its standard error.
    private var net: (value: Double, error: Double)? {
        guard let difference else { return nil }
        let own = a.adjusted.varianceOfMean + b.adjusted.varianceOfMean
        guard let control else { return (difference.value, own.squareRoot()) }
        let others = controlA.adjusted.varianceOfMean + controlB.adjusted.varianceOfMean
        return (difference.value - control.value, (own + others).squareRoot())
    }

    var enough: Bool { min(a.count, b.count) >= 10 }

    var answer: CompareReport.Answer {
        guard enough, let difference, let net, net.error > 0 else { return .cannotTell }
        let p = Probability.p(of: difference)
        let netP = Probability.twoSided(z: net.value / net.error)
        if p < 0.05, netP < 0.05 {
            let isGood = wantsFall ? difference.value < 0 && net.value < 0 : difference.value > 0 && net.value > 0
            let isBad = wantsFall ? difference.value > 0 && net.value > 0 : difference.value < 0 && net.value < 0
            if isGood { return .yes }
            if isBad { return .worse }
        }
        let interval = Interval(around: net.value, halfWidth: normal95 * net.error)
        let gain = wantsFall ? -interval.low : interval.high
        return gain < margin ? .no : .cannotTell
    }

    /// Answers on the second side for a verdict, if the difference stays what it is.
    var needed: Int? {
        guard answer == .cannotTell, a.count > 0 else { return nil }
        guard let net, enough else { return max(10, b.count + 1) }
        let variance = b.adjusted.varianceOfMean * Double(max(1, b.count))
        let fixed = net.error * net.error - b.adjusted.varianceOfMean
        // Either far enough from nothing to be seen, or near enough to nothing to be ruled out.
        let gain = wantsFall ? -net.value : net.value
        let reach = gain >= margin / 2 ? abs(net.value) / (normal95 + SampleSize.power80) : (margin - gain) / normal95
        let left = reach * reach - fixed
        guard left > 0, variance / left < 1e8 else { return nil }
        return max(b.count + 1, Int((variance / left).rounded(.up)))
    }

    func figure(hasStep: Bool) -> CompareReport.Focus {
        let net = hasStep && control != nil ? self.net : nil
        return CompareReport.Focus(
            a: ScoreFigure(a), b: ScoreFigure(b), change: DifferenceFigure(before: a, after: b),
            controlA: hasStep ? ScoreFigure(controlA) : nil, controlB: hasStep ? ScoreFigure(controlB) : nil,
            controlChange: hasStep ? DifferenceFigure(before: controlA, after: controlB) : nil,
            netOfControl: net?.value,
            netInterval: net.map { Interval(around: $0.value, halfWidth: normal95 * $0.error) },
            netPValue: net.map { Probability.twoSided(z: $0.value / $0.error) },
            smallestSeen: enough
                ? SampleSize.smallestFall(
                    variance: (a + b).adjusted.varianceOfMean * Double(a.count + b.count), before: a.count,
                    after: b.count) : nil)
    }
}

public struct CompareReport: Sendable, Codable {
    public enum Answer: String, Sendable, Codable {
        /// Better beyond chance, and beyond what the untouched steps did.
        case yes
        /// No gain as large as the margin is left possible.
        case no
        /// The other way, beyond chance.
        case worse
        case cannotTell

        public var label: Phrase {
            switch self {
            case .yes: Phrase(en: "yes", fr: "oui")
            case .no: Phrase(en: "no", fr: "non")
            case .worse: Phrase(en: "no, it is worse", fr: "non, c'est pire")
            case .cannotTell: Phrase(en: "cannot tell", fr: "impossible à dire")
            }
        }
    }

    /// What the question is about: the score, or a friction's share in percent, at the touched step or overall.
    public struct Focus: Sendable, Codable {
        public var a: ScoreFigure
        public var b: ScoreFigure
        public var change: DifferenceFigure
        /// The same everywhere else; `nil` without a touched step.
        public var controlA: ScoreFigure?
        public var controlB: ScoreFigure?
        public var controlChange: DifferenceFigure?
        /// The change less the control's.
        public var netOfControl: Double?
        public var netInterval: Interval?
        public var netPValue: Double?
        /// The smallest difference these numbers of answers show four times in five, one-sided at 5 %.
        public var smallestSeen: Double?
    }

    public struct StepRow: Sendable, Codable {
        public var step: String
        public var isTouched: Bool
        public var a: ScoreFigure
        public var b: ScoreFigure
        public var change: DifferenceFigure
    }

    public struct FrictionRow: Sendable, Codable {
        public var friction: String
        public var a: ShareFigure
        public var b: ShareFigure
        /// In shares, −1 to 1.
        public var change: DifferenceFigure
    }

    public var metric: ScoreMetric
    public var friction: String?
    public var touched: String?
    /// The smallest difference that matters.
    public var margin: Double
    public var itemsA: Int
    public var itemsB: Int
    public var a: ScoreFigure
    public var b: ScoreFigure
    public var change: DifferenceFigure
    public var focus: Focus
    public var answer: Answer
    /// Answers on the second side until the question can be answered, if the difference stays; `nil` when it can, or when
    /// the first side has too few for it.
    public var answersNeeded: Int?
    public var steps: [StepRow]
    public var frictions: [FrictionRow]
}
