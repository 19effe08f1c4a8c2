public import Feedback
public import FeedbackStore

/// Is it really down, and why: the change of a score between two periods, split exactly.
///
/// Over frictions the split is by partition: an item counts under its most severe friction (the stronger evidence where
/// two are as severe), or under `""` when it has none.
public struct ChangeQuery: Sendable {
    public var filter: InsightFilter
    /// `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    public var from: Period
    public var to: Period
    public var dimensions: [InsightDimension]
    /// Words too common to say anything, as `RisingQuery` takes them.
    public var stopWords: Set<String>
    /// How many risen frictions and terms to keep.
    public var limit: Int
    /// Whether frictions that overlap are split by Shapley values too, which reads the items of both periods.
    public var shapley: ShapleyUse

    public enum ShapleyUse: Sendable {
        case never, always
        /// With at most ``ChangeQuery/quickItems`` items.
        case whenQuick
    }

    /// So many items are read in about a second.
    public static let quickItems = 200_000

    /// - Parameter filter: its own days are ignored.
    public init(
        filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, from: Period, to: Period,
        by dimensions: [InsightDimension] = InsightDimension.standard, stopWords: Set<String> = [], limit: Int = 10,
        shapley: ShapleyUse = .never
    ) {
        self.shapley = shapley
        self.filter = filter
        self.metric = metric
        self.from = from
        self.to = to
        self.dimensions = dimensions
        self.stopWords = stopWords
        self.limit = limit
    }

    private typealias Groups = [String: (before: ScoreTally, after: ScoreTally)]
    private enum Bucket: Int { case before, after, outside }

    /// - Throws: ``StoreError``, ``InsightError/unknownSegment(_:known:)``.
    public func run(on store: FeedbackStore) throws -> ChangeReport {
        try CustomerGroups.check(filter, on: store)
        for dimension in dimensions where dimension != .topic { try store.check(dimension) }
        let metric = try self.metric ?? store.defaultMetric(bothPeriods)
        var (before, after, items) = (ScoreTally(metric), ScoreTally(metric), 0)
        for row in try store.tallies(query(by: [], .whole, [metric])) where row.bucket != Bucket.outside.rawValue {
            items += row.counts.items
            if row.bucket == Bucket.before.rawValue { before += row.counts.tally(metric) }
            if row.bucket == Bucket.after.rawValue { after += row.counts.tally(metric) }
        }
        let splits = try dimensions.compactMap { try split(by: $0, metric, store) }
        let overlapping =
            dimensions.contains(.friction) ? try overlappingParts(metric, store) : []
        let rising = try RisingQuery(filter: filter, from: from, to: to, stopWords: stopWords, limit: limit).run(
            on: store)
        return ChangeReport(
            metric: metric, from: from, to: to, before: ScoreFigure(before), after: ScoreFigure(after),
            change: DifferenceFigure(before: before, after: after),
            observed: before.value.flatMap { score in after.value.map { $0 - score } },
            splits: splits.map(\.table),
            causes: Array(
                ChangeCause.rank(splits.flatMap(\.parts) + overlapping, before: before, after: after)
                    .prefix(max(0, limit))),
            shapley: try shapleySplit(metric, items, store),
            risenFrictions: try risenFrictions(store), risenTerms: rising.terms, risenTermsDraw: rising.draw,
            marks: try store.marks(
                min(from.first, to.first).dayNumber...max(from.last, to.last).dayNumber))
    }

    private var bothPeriods: InsightFilter {
        filter.over(min(from.first, to.first).dayNumber...max(from.last, to.last).dayNumber)
    }

    private func query(
        by dimensions: [InsightDimension], _ frictions: FrictionView, _ metrics: Set<ScoreMetric>
    ) -> TallyQuery {
        let (from, to) = (from.days, to.days)
        return TallyQuery(bothPeriods, by: dimensions, frictions: frictions, metrics: metrics) { day in
            (from.contains(day) ? Bucket.before : to.contains(day) ? .after : .outside).rawValue
        }
    }

    /// The exact split, and what of it may be a cause: frictions overlap, so theirs are counted apart.
    private func split(
        by dimension: InsightDimension, _ metric: ScoreMetric, _ store: FeedbackStore
    ) throws -> (table: ChangeReport.Split, parts: [ChangeCause.Part])? {
        let isFriction = dimension == .friction || dimension == .topic
        let stored = isFriction ? InsightDimension.friction : dimension
        let groups = try groups(
            try store.tallies(query(by: [stored], isFriction ? .partition : .whole, [metric])), metric
        ) { dimension == .topic ? InsightDimension.topic(of: $0) : $0 }
        let held = try held(groups, by: dimension, metric, store)
        let sorted = held.sorted { $0.key < $1.key }.map {
            (key: $0.key, before: $0.value.before, after: $0.value.after)
        }
        guard let split = ChangeSplit(sorted) else { return nil }
        let parts =
            isFriction
            ? []
            : sorted.filter { !$0.key.isEmpty && !(held.count < groups.count && $0.key == CustomerGroups.others) }.map {
                ChangeCause.Part(dimension: dimension.description, key: $0.key, before: $0.before, after: $0.after)
            }
        return (Self.table(split, dimension), parts)
    }

    /// The groups with those that could name somebody as one, `*`: what each adds must still add up.
    private func held(
        _ groups: Groups, by dimension: InsightDimension, _ metric: ScoreMetric, _ store: FeedbackStore
    ) throws -> Groups {
        var small: Set<String> = []
        if CustomerGroups.isGroup(dimension) {
            for period in [from, to] {
                let people = try store.people(filter.over(period.days), by: dimension)
                small.formUnion(CustomerGroups.small(people))
            }
        }
        guard CustomerGroups.isGroup(dimension) || CustomerGroups.isNarrowed(filter) else { return groups }
        func isTooFew(_ group: Groups.Value) -> Bool {
            CustomerGroups.isTooFew(group.before.count) || CustomerGroups.isTooFew(group.after.count)
        }
        small.formUnion(groups.filter { isTooFew($0.value) }.keys)
        small.formIntersection(groups.keys)
        guard !small.isEmpty else { return groups }
        func pooled() -> Groups.Value {
            small.sorted().reduce((before: ScoreTally(metric), after: ScoreTally(metric))) { sum, key in
                guard let group = groups[key] else { return sum }
                return (sum.before + group.before, sum.after + group.after)
            }
        }
        func size(_ group: Groups.Value) -> Int { group.before.count + group.after.count }
        while isTooFew(pooled()),
            let next = groups.filter({ !small.contains($0.key) }).min(by: {
                (size($0.value), $0.key) < (size($1.value), $1.key)
            })
        {
            small.insert(next.key)
        }
        var held = groups.filter { !small.contains($0.key) }
        held[CustomerGroups.others] = pooled()
        return held
    }

    private func overlappingParts(_ metric: ScoreMetric, _ store: FeedbackStore) throws -> [ChangeCause.Part] {
        try groups(try store.tallies(query(by: [.friction], .tagged, [metric])), metric) { $0 }
            .filter { !$0.key.isEmpty && isShown($0.value.before.count, $0.value.after.count) }
            .sorted { $0.key < $1.key }.map {
                ChangeCause.Part(dimension: "friction", key: $0.key, before: $0.value.before, after: $0.value.after)
            }
    }

    private func shapleySplit(_ metric: ScoreMetric, _ items: Int, _ store: FeedbackStore) throws -> ShapleySplit? {
        guard shapley == .always || shapley == .whenQuick && items <= Self.quickItems else { return nil }
        let (from, to) = (from.days, to.days)
        // Its parts come without a count that could be held to the least.
        guard !CustomerGroups.isNarrowed(filter) else { return nil }
        let cases = try store.cases(
            CaseQuery(bothPeriods, metric: metric) { day in from.contains(day) ? 0 : to.contains(day) ? 1 : 2 })
        return ShapleySplit(cases, metric: metric)
    }

    private func groups(
        _ rows: [TallyRow], _ metric: ScoreMetric, name: (String) -> String
    ) throws -> Groups {
        var groups: Groups = [:]
        for row in rows where row.bucket != Bucket.outside.rawValue {
            let tally = row.counts.tally(metric)
            guard tally.count > 0 else { continue }
            let key = name(row.keys[0])
            var group = groups[key] ?? (ScoreTally(metric), ScoreTally(metric))
            if row.bucket == Bucket.before.rawValue { group.before += tally } else { group.after += tally }
            groups[key] = group
        }
        return groups
    }

    /// Within a group of customers no figure of very few.
    private func isShown(_ before: Int, _ after: Int) -> Bool {
        !CustomerGroups.isNarrowed(filter) || !CustomerGroups.isTooFew(before) && !CustomerGroups.isTooFew(after)
    }

    private static func table(_ split: ChangeSplit, _ dimension: InsightDimension) -> ChangeReport.Split {
        var rows = split.parts.map { part in
            ChangeReport.Row(
                key: part.key, before: ScoreFigure(part.before), after: ScoreFigure(part.after),
                weightBefore: Double(part.before.count) / Double(split.before.count),
                weightAfter: Double(part.after.count) / Double(split.after.count),
                change: DifferenceFigure(before: part.before, after: part.after), mix: part.mix, rate: part.rate,
                contribution: part.contribution,
                shareOfChange: abs(split.change) < 1e-9 ? nil : part.contribution / split.change)
        }
        rows.correctForNumber(\.change)
        // What pulled in the direction of the change comes first.
        let sign = split.change < 0 ? -1.0 : 1.0
        rows.sort { ($0.contribution * sign, $1.key) > ($1.contribution * sign, $0.key) }
        return ChangeReport.Split(dimension: dimension.description, rows: rows)
    }

    private func risenFrictions(_ store: FeedbackStore) throws -> [ChangeReport.FrictionRow] {
        var items: [String: [Int]] = [:]
        for row in try store.tallies(query(by: [.friction], .tagged, [])) where row.bucket != Bucket.outside.rawValue {
            items[row.keys[0], default: [0, 0]][row.bucket] += row.counts.items
        }
        let whole = items.removeValue(forKey: "") ?? [0, 0]
        let shown = items.filter { isShown($0.value[0], $0.value[1]) }
        var rows = shown.sorted { $0.key < $1.key }.map { friction, counts in
            let (before, after) = (ShareFigure(counts[0], of: whole[0]), ShareFigure(counts[1], of: whole[1]))
            return ChangeReport.FrictionRow(
                friction: friction, before: before, after: after,
                change: DifferenceFigure(before: before, after: after),
                isNew: counts[0] == 0 && whole[0] > 0)
        }
        rows.correctForNumber(\.change)
        rows = rows.filter { $0.after.value > $0.before.value }
        func rank(_ row: ChangeReport.FrictionRow) -> (Int, Double) {
            (row.change.verdict == .up ? 1 : 0, row.after.value - row.before.value)
        }
        rows.sort { rank($0) != rank($1) ? rank($0) > rank($1) : $0.friction < $1.friction }
        return Array(rows.prefix(max(0, limit)))
    }
}

extension InsightDimension {
    /// The area of the taxonomy a friction stands in: `delivery` for `delivery.late`. Only changes are split by it.
    public static let topic = InsightDimension.segment("topic")

    static func topic(of friction: String) -> String {
        friction.firstIndex(of: ".").map { String(friction[..<$0]) } ?? friction
    }
}
