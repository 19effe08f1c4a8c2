/// What a theme is associated with: the score with and without the items that mention it.
///
/// Association, not a promise: items that mention the theme may differ from the others in more than that.
///
/// - Unit: the metric's. Negative where the theme goes with a lower score.
public struct ScoreImpact: Hashable, Sendable {
    /// The share of scored items that mention the theme, 0 to 1.
    public let share: Double
    /// S − S₋ₜ: how far the score is from where it would be without those items. Grows with the theme's volume.
    public let leaveOneOut: Double
    public let leaveOneOutInterval: Interval
    /// Sₜ − S: how far those items are from the whole. Ignores volume.
    public let gap: Double
    public let gapInterval: Interval

    /// Intervals by the delta method: the theme's share, its score and the others' score vary independently.
    ///
    /// - Returns: `nil` when no scored item mentions the theme, or all do.
    public init?(theme: ScoreTally, whole: ScoreTally) {
        let rest = whole - theme
        guard let themeScore = theme.value, let restScore = rest.value else { return nil }
        let count = Double(whole.count)
        share = Double(theme.count) / count
        let difference = themeScore - restScore
        leaveOneOut = share * difference
        gap = (1 - share) * difference
        let (themeAdjusted, restAdjusted) = (theme.adjusted, rest.adjusted)
        let centre = themeAdjusted.mean - restAdjusted.mean
        let ofDifference = themeAdjusted.varianceOfMean + restAdjusted.varianceOfMean
        let ofShare = centre * centre * share * (1 - share) / count
        func interval(_ weight: Double) -> Interval {
            Interval(
                around: weight * centre, halfWidth: normal95 * (weight * weight * ofDifference + ofShare).squareRoot())
        }
        leaveOneOutInterval = interval(share)
        gapInterval = interval(1 - share)
    }
}
