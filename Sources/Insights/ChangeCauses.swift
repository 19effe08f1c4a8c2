public import Feedback

/// A part of the feedback without which the score would have moved otherwise.
public struct ChangeCause: Sendable, Codable {
    public var dimension: String
    public var key: String
    public var before: ScoreFigure
    public var after: ScoreFigure
    /// Of the scored answers of each period, 0 to 1.
    public var weightBefore: Double
    public var weightAfter: Double
    /// How the score of everything else moved, in the metric's unit.
    public var changeWithout: Double
    /// The change less ``changeWithout``: what the part adds. Parts overlap, so these do not add up; the splits do.
    public var explained: Double
    public var explainedInterval: Interval
    public var pValue: Double
    /// Corrected for all parts of all dimensions that were looked at.
    public var qValue: Double
    /// How many standard errors the score would have moved through this part alone, had all else stayed: the ranking.
    public var evidence: Double
}

extension ChangeCause {
    /// One group of answers in both periods.
    struct Part {
        var dimension: String
        var key: String
        var before: ScoreTally
        var after: ScoreTally
    }

    /// Ranks parts of any dimensions by how well each alone accounts for the way the score moved.
    ///
    /// The ranking takes all else as one steady score, which finds a cause that most answers belong to; the test beside it
    /// does not, and asks whether the part moved otherwise than the rest: it adds what its leave-one-out impact changed by.
    /// Both count whether the part's own score moved, it grew, or both, and parts may overlap.
    static func rank(_ parts: [Part], before: ScoreTally, after: ScoreTally) -> [ChangeCause] {
        guard let score0 = before.value, let score1 = after.value else { return [] }
        let change = score1 - score0
        let tested = parts.compactMap { part -> (cause: ChangeCause, z: Double)? in
            let (rest0, rest1) = (before - part.before, after - part.after)
            guard rest0.count >= 10, rest1.count >= 10, part.before.count + part.after.count >= 10,
                let without0 = rest0.value, let without1 = rest1.value
            else { return nil }
            let (error0, error1) = (error(part.before, before), error(part.after, after))
            let error = (error0 * error0 + error1 * error1).squareRoot()
            guard error > 0 else { return nil }
            let explained = change - (without1 - without0)
            let z = explained / error
            let p = Probability.twoSided(z: z)
            let cause = ChangeCause(
                dimension: part.dimension, key: part.key, before: ScoreFigure(part.before),
                after: ScoreFigure(part.after), weightBefore: Double(part.before.count) / Double(before.count),
                weightAfter: Double(part.after.count) / Double(after.count), changeWithout: without1 - without0,
                explained: explained, explainedInterval: Interval(around: explained, halfWidth: normal95 * error),
                pValue: p, qValue: p,
                evidence: evidence((part.before, before), (part.after, after), rest: rest0 + rest1))
            return (cause, change < 0 ? -cause.evidence : cause.evidence)
        }
        let q = benjaminiHochberg(tested.map(\.cause.pValue))
        let ranked = zip(tested, q).map { entry, q in
            var cause = entry.cause
            cause.qValue = q
            return (cause: cause, z: entry.z)
        }
        // What moved against the change explains none of it.
        return ranked.filter { $0.z > 0 && $0.cause.explained * change > 0 }.sorted {
            $0.z != $1.z
                ? $0.z > $1.z
                : ($0.cause.dimension, $0.cause.key) < ($1.cause.dimension, $1.cause.key)
        }.map(\.cause)
    }

    private typealias PartOfWhole = (part: ScoreTally, whole: ScoreTally)

    /// The change of the part's weight times its distance from all else, in standard errors.
    private static func evidence(_ before: PartOfWhole, _ after: PartOfWhole, rest: ScoreTally) -> Double {
        guard let steady = rest.value else { return 0 }
        func pull(_ side: PartOfWhole) -> (weight: Double, value: Double, variance: Double) {
            let weight = Double(side.part.count) / Double(side.whole.count)
            guard let score = side.part.value else { return (0, 0, 0) }
            let (mean, variance) = side.part.adjusted
            let distance = mean - rest.adjusted.mean
            return (
                weight, weight * (score - steady),
                weight * weight * variance + distance * distance * weight * (1 - weight) / Double(side.whole.count)
            )
        }
        let (first, second) = (pull(before), pull(after))
        let grown = second.weight - first.weight
        let variance = first.variance + second.variance + grown * grown * rest.adjusted.varianceOfMean
        return variance > 0 ? (second.value - first.value) / variance.squareRoot() : 0
    }

    /// The standard error of a part's leave-one-out impact; 0 when it is not there.
    private static func error(_ part: ScoreTally, _ whole: ScoreTally) -> Double {
        guard let impact = ScoreImpact(theme: part, whole: whole) else { return 0 }
        return (impact.leaveOneOutInterval.high - impact.leaveOneOutInterval.low) / (2 * normal95)
    }
}

/// The fewest parts that explain most of a change.
public struct SmallestSet: Hashable, Sendable, Codable {
    public var keys: [String]
    /// Of the change, together.
    public var share: Double

    /// - Returns: `nil` when nothing changed, or all parts together fall short.
    /// - Source: R. Bhagwan et al., "Adtributor: Revenue Debugging in Advertising Systems", NSDI 2014.
    init?(_ rows: [ChangeReport.Row], reaching target: Double = 0.8) {
        var (keys, share) = ([String](), 0.0)
        for row in rows.sorted(by: { ($0.shareOfChange ?? 0, $1.key) > ($1.shareOfChange ?? 0, $0.key) }) {
            guard let own = row.shareOfChange, own > 0 else { break }
            keys.append(row.key)
            share += own
            if share >= target {
                (self.keys, self.share) = (keys, share)
                return
            }
        }
        return nil
    }
}
