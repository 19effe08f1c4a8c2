public import Feedback

/// A score as it may be shown: with its interval and its n, without a number when there are too few answers.
public struct ScoreFigure: Hashable, Sendable, Codable {
    public var metric: ScoreMetric
    /// In the metric's unit; `nil` under the floor.
    public var value: Double?
    public var interval: Interval?
    public var count: Int
    public var floor: ScoreFloor

    public init(_ tally: ScoreTally) {
        metric = tally.metric
        count = tally.count
        floor = tally.floor
        value = floor == .tooFew ? nil : tally.value
        interval = floor == .tooFew ? nil : tally.interval
    }
}

/// A share of items with its Wilson interval.
public struct ShareFigure: Hashable, Sendable, Codable {
    /// 0 to 1.
    public var value: Double
    public var interval: Interval
    public var count: Int
    public var total: Int

    public init(_ count: Int, of total: Int) {
        value = total == 0 ? 0 : Double(count) / Double(total)
        interval = .wilson(count, of: total)
        self.count = count
        self.total = total
    }
}

/// What can be said of a difference.
public enum Verdict: String, Hashable, Sendable, Codable {
    case down, up, noClearChange, tooFew

    /// - Parameter p: a p-value, or a q-value in a table of tests.
    public init(change: Double, p: Double, enough: Bool) {
        if !enough {
            self = .tooFew
        } else if p < 0.05 {
            self = change < 0 ? .down : .up
        } else {
            self = .noClearChange
        }
    }

    public var label: Phrase {
        switch self {
        case .down: Phrase(en: "down", fr: "en baisse")
        case .up: Phrase(en: "up", fr: "en hausse")
        case .noClearChange: Phrase(en: "no clear change", fr: "pas d'évolution nette")
        case .tooFew: Phrase(en: "too few answers", fr: "trop peu de réponses")
        }
    }
}

/// A difference with its interval and its test.
public struct DifferenceFigure: Hashable, Sendable, Codable {
    public var value: Double?
    public var interval: Interval?
    public var pValue: Double?
    /// Corrected for the number of rows of the table it stands in.
    public var qValue: Double?
    public var verdict: Verdict

    static let none = DifferenceFigure(value: nil, interval: nil, pValue: nil, qValue: nil, verdict: .tooFew)

    init(value: Double?, interval: Interval?, pValue: Double?, qValue: Double?, verdict: Verdict) {
        self.value = value
        self.interval = interval
        self.pValue = pValue
        self.qValue = qValue
        self.verdict = verdict
    }

    /// A score's difference; nothing under the floor.
    init(before: ScoreTally, after: ScoreTally) {
        let enough = before.floor != .tooFew && after.floor != .tooFew
        guard enough, let difference = ScoreDifference(before: before, after: after) else {
            self = .none
            return
        }
        let p = Probability.p(of: difference)
        self.init(
            value: difference.value, interval: difference.interval, pValue: p, qValue: nil,
            verdict: Verdict(change: difference.value, p: p, enough: true))
    }

    /// A share's difference, in shares; nothing when a period has under ten items.
    init(before: ShareFigure, after: ShareFigure) {
        guard min(before.total, after.total) >= 10 else {
            self = .none
            return
        }
        let p = Probability.share(before: (before.count, before.total), after: (after.count, after.total))
        let interval = Interval.newcombe(
            before: (Double(before.count), Double(before.total)), after: (Double(after.count), Double(after.total)))
        let change = after.value - before.value
        self.init(
            value: change, interval: interval, pValue: p, qValue: nil,
            verdict: Verdict(change: change, p: p, enough: true))
    }
}

extension Array {
    /// Corrects the differences of a table for their number: each verdict then rests on its q-value.
    mutating func correctForNumber(_ path: WritableKeyPath<Element, DifferenceFigure>) {
        let tested = indices.filter { self[$0][keyPath: path].pValue != nil }
        let q = benjaminiHochberg(tested.map { self[$0][keyPath: path].pValue! })
        for (index, q) in zip(tested, q) {
            self[index][keyPath: path].qValue = q
            self[index][keyPath: path].verdict = Verdict(
                change: self[index][keyPath: path].value ?? 0, p: q, enough: true)
        }
    }
}

/// A label in both languages, as it stands in JSON.
public struct Label: Hashable, Sendable, Codable {
    public var en: String
    public var fr: String

    public init(_ phrase: Phrase) {
        en = phrase.en
        fr = phrase.fr
    }

    public var phrase: Phrase { Phrase(en: en, fr: fr) }
}
