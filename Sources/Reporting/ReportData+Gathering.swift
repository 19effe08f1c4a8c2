import Feedback
public import FeedbackStore
import Insights

extension ReportData {
    /// Reads the store; changes nothing.
    ///
    /// - Throws: ``StoreError``, ``InsightError``.
    public init(from store: FeedbackStore, request: ReportRequest) throws {
        let metric = try request.metric ?? store.defaultMetric(request.filter)
        let span = ReportSpan(filter: request.filter, stored: try store.dayRange())
        let history = try ScoreHistory(store, request.filter, span, metrics: try store.metrics().union([metric]))
        let change = try span.map { span in
            try ChangeQuery(
                filter: request.filter, metric: metric, from: span.before, to: span.after,
                by: [.step, .friction, .channel, .language], stopWords: request.stopWords
            ).run(on: store)
        }
        let top = try TopQuery(filter: request.filter, metric: metric, limit: request.frictions).run(on: store)
        let journey = try Self.journey(store, request)
        let curve = try span.map { try JourneyCurve(store, request.filter, $0, journey, metric, change) }
        self.metric = metric
        period = span?.shown
        isPeriodGiven = request.filter.since != nil || request.filter.until != nil
        items = top.items
        cards = history.cards(main: metric, change: change)
        every = span?.every ?? .week
        points = history.points(of: metric)
        marks = try span.map { try store.marks($0.charted.days) } ?? []
        control = span.flatMap { span in
            ScoreControl(
                history.tallies(of: metric), starts: span.starts, every: span.every, before: span.after.first.dayNumber)
        }
        incidents = try Self.incidents(store, span)
        self.change = change
        self.journey = journey
        curveMetric = curve?.metric ?? .sentiment
        steps = curve?.steps ?? []
        self.top = top
        trends = try span.map { try Self.trends(store, request.filter, $0, of: top.rows.map(\.key)) } ?? [:]
        drivers = try Self.drivers(
            store, request, span, metric, scored: top.overall.count,
            compared: (change?.before.count ?? 0) + (change?.after.count ?? 0))
        ideas = try IdeaQuery(
            filter: request.filter, stopWords: request.stopWords, limit: request.ideas
        ).run(on: store)
        visits = try Self.visits(store, request, span)
        quality = Quality(
            batches: try store.batches(), undated: history.undated, untagged: top.untagged,
            withoutStep: journey?.unassigned ?? ShareFigure(top.items, of: top.items),
            sessionLinks: try store.sessionLinkCounts())
        provenance = Provenance(
            store: lastComponent(of: store.path), generatedAt: request.generatedAt,
            rules: Self.rules(quality.batches), conditions: request.filter.conditionTexts)
    }

    private static func journey(_ store: FeedbackStore, _ request: ReportRequest) throws -> JourneyReport? {
        guard try store.journey(nil) != nil else { return nil }
        var report = try JourneyQuery(filter: request.filter).run(on: store)
        if let sides = request.emotionSides {
            try report.addEmotions(from: store, filter: request.filter, sides: sides)
        }
        return report
    }

    /// The share of items that name each friction, one a week or month.
    private static func trends(
        _ store: FeedbackStore, _ filter: InsightFilter, _ span: ReportSpan, of codes: [String]
    ) throws -> [String: [ShareFigure]] {
        let (every, starts) = (span.every, span.starts)
        let rows = try store.tallies(
            TallyQuery(filter.over(span.charted.days), by: [.friction], frictions: .tagged) { every.start(ofDay: $0) })
        var items: [String: [Int: Int]] = [:]
        for row in rows { items[row.keys[0], default: [:]][row.bucket, default: 0] += row.counts.items }
        let whole = items[""] ?? [:]
        return Dictionary(
            codes.map { code in
                (code, starts.map { ShareFigure(items[code]?[$0] ?? 0, of: whole[$0] ?? 0) })
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func rules(_ batches: [Batch]) -> [String] {
        var seen: Set<String> = []
        return batches.filter { $0.status == .done && seen.insert($0.rules).inserted }.map(\.rules)
    }
}

extension InsightFilter {
    /// `channel = app`, one a condition that is not about days.
    fileprivate var conditionTexts: [String] {
        let named = [
            ("step", step), ("friction", friction), ("channel", channel), ("language", language), ("source", source),
        ]
        return named.compactMap { name, value in value.map { "\(name) = \($0)" } }
            + segments.map { "\($0.name) = \($0.value)" }
    }
}

/// The name of a file without its folder.
func lastComponent(of path: String) -> String {
    path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
}
