/// How many answers a margin or a fall needs.
///
/// The NPS is −100 to 100: its margin is in points, and `promoters` and `detractors` are shares.
public enum SampleSize {
    /// The 95 % quantile, one-sided, and the 80 % one: what a test that finds a fall four times in five is planned with.
    public static let oneSided95 = 1.6448536269514722
    public static let power80 = 0.8416212335729143

    /// Answers for an adjusted Wald interval of ± `margin` points.
    ///
    /// - Source: J. Sauro, J. Lewis, on sample sizes for NPS confidence intervals: n for the plain variance, less the
    ///   three answers the adjusted interval adds.
    public static func nps(margin: Double, promoters: Double, detractors: Double) -> Int {
        let variance = promoters + detractors - square(promoters - detractors)
        let needed = square(normal95 / (margin / 100)) * variance
        return max(1, Int((needed - 3).rounded(.up)))
    }

    /// The smallest fall between two samples that is seen four times in five, one-sided at 5 %.
    ///
    /// - Parameter variance: of one answer, in the score's unit squared.
    public static func smallestFall(variance: Double, before: Int, after: Int) -> Double {
        guard before > 0, after > 0 else { return .infinity }
        return (oneSided95 + power80) * (variance * (1 / Double(before) + 1 / Double(after))).squareRoot()
    }

    /// Answers after the change, for a difference to be seen four times in five, one-sided at 5 %.
    ///
    /// - Returns: `nil` when the answers before are too few for it, however many come after.
    public static func answersAfter(toSee difference: Double, variance: Double, before: Int) -> Int? {
        guard difference != 0, before > 0 else { return nil }
        let left = square(difference / (oneSided95 + power80)) / variance - 1 / Double(before)
        guard left > 0, 1 / left < 1e9 else { return nil }
        return Int((1 / left).rounded(.up))
    }
}
