import Feedback
import Glibc

/// The calm periods so far: what the next one is held against, and how far chance alone may carry it from them.
///
/// A period is predicted from those before it only, and the uncertainty of that prediction is part of its distance. So the
/// distances of calm periods are N(0, 1) and independent however short the history is, and the false alarms of a chart that
/// is fed with them do not depend on how long the normal was learnt.
///
/// - Source: C. Quesenberry, "SPC Q Charts for Start-Up Processes and Short or Long Runs", Journal of Quality Technology 23,
///   1991.
struct ScoreNormal {
    /// How far a period is from what was to be expected.
    struct Distance {
        /// The expected score.
        var centre: Double
        /// In standard errors of the prediction; under 0 when the score is lower.
        var value: Double
        /// Third standardised moment of ``value`` under chance: few answers near the end of a scale are lopsided.
        var skew: Double
        /// The standard error of a period of the usual size, in the metric's unit.
        var usualError: Double
        /// How far it goes with the distances of earlier periods, by index, through the normal they share.
        var shared: [(index: Int, covariance: Double)] = []
    }

    private struct Member {
        var index: Int
        var tally: ScoreTally
        var group: Int
        /// Before overdispersion; `nil` for the first of its group.
        var distance: Double?
    }

    private struct Waiting {
        var index: Int
        var group: Int
        /// The root of what its answers and its normal's leave open: 1 / n + 1 / N.
        var openness: Double
    }

    private struct Group {
        /// As given.
        var tally: ScoreTally
        var count: Double { Double(tally.count) }
        /// Of the scores less their season.
        var sum = 0.0
        var periods = 0
    }

    private let metric: ScoreMetric
    private let needed: Int
    private let season: AlertRule.Season
    private var members: [Member] = []
    /// Calm periods that are not learnt yet: a fall that has just begun would be taken for normal before it is seen.
    private var waiting: [Waiting] = []
    /// How many of them wait whatever the history: a large fall is seen within as many.
    private static let alwaysWaiting = 3
    /// How many of them a short history keeps waiting.
    private let patience: Int
    private var groups: [Int: Group] = [:]
    private var total: ScoreTally
    private var squares = 0.0
    private var freedom = 0
    private var year: YearlySeason

    /// - Parameter patience: how many calm periods wait at first before they are learnt; distances are then independent no
    ///   more, and ``Distance/shared`` says how far. 0 learns each at once.
    init(_ rule: AlertRule, metric: ScoreMetric, patience: Int = 0) {
        self.metric = metric
        self.patience = patience
        needed = max(2, rule.baseline)
        season = rule.season
        total = ScoreTally(metric)
        year = YearlySeason(rule)
    }

    /// The periods taken as normal.
    var range: ClosedRange<Int>? {
        members.first.flatMap { first in members.last.map { first.index...max($0.index, waiting.last?.index ?? 0) } }
    }

    /// How many calm periods are known, learnt or waiting.
    var known: Int { members.count + waiting.count }

    /// How many periods are learnt of those needed, for the day of the week of `index` where days are told apart.
    func progress(_ index: Int, of series: AlertSeries) -> (have: Int, need: Int)? {
        if members.count < needed { return (members.count, needed) }
        let same = groups[series.group(of: index, season)]?.periods ?? 0
        return same < 2 ? (same, 2) : nil
    }

    /// - Returns: `nil` when nothing is known of such a period.
    func distance(_ index: Int, of series: AlertSeries) -> Distance? {
        guard let (raw, error) = standardised(index, of: series) else { return nil }
        let tally = series[index].tally
        let group = groups[series.group(of: index, season)] ?? Group(tally: ScoreTally(metric))
        let scale = dispersion.squareRoot()
        let own = Double(tally.count)
        let third = blended(group, Self.thirdMoment) * (1 / (own * own) - 1 / (group.count * group.count))
        return Distance(
            centre: group.sum / group.count + year.offset(index), value: raw / scale,
            skew: third / (error * error * error),
            usualError: scale * (Self.spread(total) * Double(members.count) / Double(max(1, total.count))).squareRoot(),
            shared: shared(index, of: series))
    }

    /// What is not learnt yet was held against the same normal, or a part of it: both err with it.
    private func shared(_ index: Int, of series: AlertSeries) -> [(index: Int, covariance: Double)] {
        let group = series.group(of: index, season)
        guard let count = groups[group]?.count, count > 0, !waiting.isEmpty else { return [] }
        let own = openness(index, count, of: series)
        return waiting.filter { $0.group == group }.map { ($0.index, 1 / (count * own * $0.openness)) }
    }

    private func openness(_ index: Int, _ count: Double, of series: AlertSeries) -> Double {
        (1 / Double(max(1, series[index].tally.count)) + 1 / count + year.uncertainty(index)).squareRoot()
    }

    /// Takes a calm period in: after those that wait before it, more of them while the history is short.
    mutating func add(_ index: Int, of series: AlertSeries) {
        guard patience > 0, members.count >= needed else { return learn(index, of: series) }
        let group = series.group(of: index, season)
        // The first of a day of the week that is new has no normal to wait for.
        guard let count = groups[group]?.count, groups[group]?.periods ?? 0 >= 2 else {
            return learn(index, of: series)
        }
        waiting.append(Waiting(index: index, group: group, openness: openness(index, count, of: series)))
        guard known > needed + patience else { return }
        while waiting.count > Self.alwaysWaiting { learn(waiting.removeFirst().index, of: series) }
    }

    private mutating func learn(_ index: Int, of series: AlertSeries) {
        let distance = standardised(index, of: series)?.value
        insert(
            Member(index: index, tally: series[index].tally, group: series.group(of: index, season), distance: distance)
        )
        if year.refit(through: index, of: series) {
            let all = members
            clear()
            all.forEach { insert($0) }
        }
    }

    /// Learns from an incident that is over, or forgets it.
    ///
    /// One that is surely no chance was not normal, from its beginning on. Any other is learnt like other periods: if low
    /// ones were left out for being low, the normal would creep up and each false alarm bring the next.
    ///
    /// - Parameter distances: of all judged periods, in order.
    mutating func settle(onset: Int, _ distances: [(index: Int, value: Double)], of series: AlertSeries) {
        let own = distances.filter { $0.index >= onset }
        let sum = own.reduce(0) { $0 + $1.value }
        guard abs(sum) / Double(max(1, own.count)).squareRoot() < Self.sure else { return remove(from: onset) }
        let last = max(members.last?.index ?? -1, waiting.last?.index ?? -1)
        for period in distances where period.index > last { add(period.index, of: series) }
    }

    /// In standard errors: chance brings an incident, the worst stretch of many, to three or four.
    private static let sure = 4.5

    private mutating func remove(from index: Int) {
        waiting.removeAll { $0.index >= index }
        let kept = members.filter { $0.index < index }
        clear()
        kept.forEach { insert($0) }
    }

    private mutating func clear() {
        (members, groups, total, squares, freedom) = ([], [:], ScoreTally(metric), 0, 0)
    }

    private mutating func insert(_ member: Member) {
        members.append(member)
        total += member.tally
        let count = Double(member.tally.count)
        var group = groups[member.group] ?? Group(tally: ScoreTally(metric))
        group.tally += member.tally
        group.sum += member.tally.sum - count * year.offset(member.index)
        group.periods += 1
        groups[member.group] = group
        if let distance = member.distance {
            squares += distance * distance
            freedom += 1
        }
    }

    private func standardised(_ index: Int, of series: AlertSeries) -> (value: Double, error: Double)? {
        let tally = series[index].tally
        guard let score = tally.value, let group = groups[series.group(of: index, season)], group.count > 0 else {
            return nil
        }
        let inverse = 1 / Double(tally.count) + 1 / group.count + year.uncertainty(index)
        let error = (blended(group, Self.spread) * inverse).squareRoot()
        return ((score - year.offset(index) - group.sum / group.count) / error, error)
    }

    /// A moment of single answers in a group: on a bad day of the week they vary more than on the others.
    ///
    /// Few answers of its own say little: then it is that of all.
    private func blended(_ group: Group, _ moment: (ScoreTally) -> Double) -> Double {
        guard groups.count > 1 else { return moment(total) }
        let weight = group.count / (group.count + Self.answersForAllDays)
        return weight * moment(group.tally) + (1 - weight) * moment(total)
    }

    private static let answersForAllDays = 100.0

    /// How widely single answers vary, with pseudo-answers: nothing but fives still leaves room for chance.
    private static func spread(_ tally: ScoreTally) -> Double {
        switch tally.metric.family {
        case .mean: tally.variance
        case .share: tally.adjusted.varianceOfMean * (Double(tally.count) + 4)
        case .shareDifference: tally.adjusted.varianceOfMean * (Double(tally.count) + 3)
        }
    }

    /// The third central moment of single answers.
    ///
    /// Of ratings only two moments are kept: the third is that of the Beta distribution on the scale with these two.
    private static func thirdMoment(_ tally: ScoreTally) -> Double {
        let (count, range) = (Double(tally.count), tally.metric.range)
        switch tally.metric.family {
        case .shareDifference:
            let (up, down) = ((tally.favourable + 0.75) / (count + 3), (tally.unfavourable + 0.75) / (count + 3))
            let mean = up - down
            let (high, low) = (1 - mean, -1 - mean)
            return 1e6 * (up * high * high * high - (1 - up - down) * mean * mean * mean + down * low * low * low)
        case .share:
            let share = (tally.favourable + 2) / (count + 4)
            return 1e6 * share * (1 - share) * (1 - 2 * share)
        case .mean:
            let width = range.upperBound - range.lowerBound
            let mean = ((tally.value ?? 0) - range.lowerBound) / width
            let spread = spread(tally)
            let variance = spread / (width * width)
            let skew = 2 * (1 - 2 * mean) * variance.squareRoot() / max(1e-9, mean * (1 - mean) + variance)
            return skew * spread * spread.squareRoot()
        }
    }

    /// How much more than by chance calm periods vary; 1 unless that is sure (1 %).
    ///
    /// - Source: E. Wilson, M. Hilferty, "The Distribution of Chi-Square", PNAS 17, 1931.
    private var dispersion: Double {
        guard freedom >= 5 else { return 1 }
        let degrees = Double(freedom)
        let ratio = squares / degrees
        let z = (cbrt(ratio) - (1 - 2 / (9 * degrees))) / (2 / (9 * degrees)).squareRoot()
        return z > 2.326 ? ratio : 1
    }
}
