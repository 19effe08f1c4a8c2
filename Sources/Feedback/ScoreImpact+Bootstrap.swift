extension ScoreImpact {
    /// 95 % intervals of both impacts by resampling the answers: with the theme or without, favourable or not.
    ///
    /// For shares the counts hold all an answer is, so this is the plain bootstrap; for means the spread of each side
    /// stands for its answers.
    ///
    /// - Returns: `nil` where the impact is.
    /// - Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    public static func bootstrap(
        theme: ScoreTally, whole: ScoreTally, replicates: Int = 1_000, using random: inout SeededRandom
    ) -> (leaveOneOut: Interval, gap: Interval)? {
        let rest = whole - theme
        guard theme.count > 0, rest.count > 0 else { return nil }
        var (leaveOneOut, gap) = ([Double](), [Double]())
        for _ in 0..<replicates {
            guard let (share, difference) = replicate(theme, rest, &random) else { continue }
            leaveOneOut.append(share * difference)
            gap.append((1 - share) * difference)
        }
        guard let first = Interval.percentile95(of: leaveOneOut), let second = Interval.percentile95(of: gap) else {
            return nil
        }
        return (first, second)
    }

    /// One resampled share of the theme and difference of the two scores; `nil` when one side drew nobody.
    private static func replicate(
        _ theme: ScoreTally, _ rest: ScoreTally, _ random: inout SeededRandom
    ) -> (share: Double, difference: Double)? {
        let total = Double(theme.count + rest.count)
        let drawn: (count: Int, theme: Double, rest: Double)
        if theme.metric.family == .mean {
            let count = random.binomial(Int(total), Double(theme.count) / total)
            guard count > 0, count < Int(total) else { return nil }
            func mean(_ tally: ScoreTally, _ count: Int) -> Double {
                (tally.value ?? 0) + random.normal() * (tally.variance / Double(count)).squareRoot()
            }
            drawn = (count, mean(theme, count), mean(rest, Int(total) - count))
        } else {
            func cells(_ tally: ScoreTally) -> [Double] {
                let (up, down) = (tally.favourable, tally.unfavourable)
                return [up, down, Double(tally.count) - up - down].map { max(0, $0) / total }
            }
            let counts = random.multinomial(Int(total), cells(theme) + cells(rest))
            let (own, other) = (counts[0] + counts[1] + counts[2], counts[3] + counts[4] + counts[5])
            guard own > 0, other > 0 else { return nil }
            drawn = (
                own, 100 * Double(counts[0] - counts[1]) / Double(own),
                100 * Double(counts[3] - counts[4]) / Double(other)
            )
        }
        return (Double(drawn.count) / total, drawn.theme - drawn.rest)
    }
}
