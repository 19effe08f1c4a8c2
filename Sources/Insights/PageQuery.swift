import Feedback
public import FeedbackStore

/// Why a page loses people: what its visits did, beside what the feedback written on it says more than elsewhere.
public struct PageQuery: Sendable {
    /// A path such as `/panier`; `/produit/*` stands for every path that begins so.
    public var page: String
    public var filter: InsightFilter
    public var stopWords: Set<String>
    public var limit: Int

    public init(
        page: String, filter: InsightFilter = InsightFilter(), stopWords: Set<String> = [], limit: Int = 5
    ) {
        self.page = page
        self.filter = filter
        self.stopWords = stopWords
        self.limit = limit
    }

    /// - Throws: ``StoreError``.
    public func run(on store: FeedbackStore) throws -> PageReport {
        try CustomerGroups.check(filter, on: store)
        var here = filter
        here.segments.append(SegmentCondition(name: "page", value: page))
        try CustomerGroups.check(here, on: store)
        let metric = try store.defaultMetric(here)
        let (own, all) = (try counts(here, metric, store), try counts(filter, metric, store))
        var frictions = frictions(own, all)
        let languages = try store.languagesByItems(here)
        for index in frictions.indices.prefix(3) {
            let code = frictions[index].code
            frictions[index].quotes = try store.typicalQuotes(of: code, here, languages: languages, limit: 2)
            frictions[index].sessions = try store.sessions(of: code, filter: here, limit: 3).map(SessionReference.init)
        }
        return PageReport(
            page: page, visits: Self.visits(try store.pageVisits(page, filter)),
            allVisits: Self.visits(try store.allVisits(filter)), items: own.whole.items,
            score: ScoreFigure(own.whole.tally(metric)),
            elsewhere: ScoreFigure(all.whole.tally(metric) - own.whole.tally(metric)),
            frictions: frictions, words: try words(here, store))
    }

    private struct Counts {
        var whole = RollupCounts()
        var frictions: [String: Int] = [:]
    }

    private func counts(_ filter: InsightFilter, _ metric: ScoreMetric, _ store: FeedbackStore) throws -> Counts {
        var counts = Counts()
        for row in try store.tallies(TallyQuery(filter, by: [.friction], frictions: .tagged, metrics: [metric])) {
            if row.keys[0].isEmpty {
                counts.whole.add(row.counts)
            } else {
                counts.frictions[row.keys[0], default: 0] += row.counts.items
            }
        }
        return counts
    }

    private func frictions(_ own: Counts, _ all: Counts) -> [PageReport.Friction] {
        let rest = all.whole.items - own.whole.items
        let isHeld = CustomerGroups.isNarrowed(filter)
        var rows = own.frictions.filter { !isHeld || !CustomerGroups.isTooFew($0.value) }.map { code, items in
            let here = ShareFigure(items, of: own.whole.items)
            let elsewhere = ShareFigure((all.frictions[code] ?? items) - items, of: rest)
            return PageReport.Friction(
                code: code, here: here, elsewhere: elsewhere,
                difference: DifferenceFigure(before: elsewhere, after: here))
        }
        var differences = rows.map(\.difference)
        differences.correctForNumber(\.self)
        for index in rows.indices { rows[index].difference = differences[index] }
        rows.sort { ($0.here.count, $1.code) > ($1.here.count, $0.code) }
        return Array(rows.prefix(limit))
    }

    /// Words that more texts of the page hold than texts of others.
    private func words(_ here: InsightFilter, _ store: FeedbackStore) throws -> [RisingTerm] {
        var (counts, own) = (TermCounts(stopWords: stopWords), Set<Int64>())
        try store.forEachText(here) { item, _, text in
            own.insert(item)
            counts.add(text, document: item, isAfter: true)
        }
        guard !own.isEmpty else { return [] }
        try store.forEachText(filter) { item, _, text in
            if !own.contains(item) { counts.add(text, document: item, isAfter: false) }
        }
        let period = Period(days: 0...0)
        return RisingQuery(filter: filter, from: period, to: period, stopWords: stopWords, limit: 2 * limit).terms(
            counts)
    }

    private static func visits(_ row: PageVisitsRow) -> PageReport.Visits {
        PageReport.Visits(
            sessions: row.sessions, bounced: ShareFigure(row.bounces, of: row.entries),
            left: ShareFigure(row.exits, of: row.sessions), notFound: ShareFigure(row.withNotFound, of: row.sessions),
            errors: ShareFigure(row.withErrors, of: row.sessions),
            rageClicks: ShareFigure(row.withRageClicks, of: row.sessions),
            formAbandons: ShareFigure(row.withFormAbandons, of: row.sessions),
            abandoned: ShareFigure(row.abandoned, of: row.sessions))
    }
}

public struct PageReport: Sendable, Codable {
    public struct Visits: Sendable, Codable {
        public var sessions: Int
        /// Of the visits that began here: those that saw no other page.
        public var bounced: ShareFigure
        /// Ended here. Of all visits together every one ends somewhere: the share says nothing there.
        public var left: ShareFigure
        public var notFound: ShareFigure
        public var errors: ShareFigure
        public var rageClicks: ShareFigure
        public var formAbandons: ShareFigure
        /// Ended here with an order begun and not placed.
        public var abandoned: ShareFigure
    }

    public struct Friction: Sendable, Codable {
        public var code: String
        /// Of the page's items, and of all others.
        public var here: ShareFigure
        public var elsewhere: ShareFigure
        public var difference: DifferenceFigure
        public var quotes: [Quote] = []
        public var sessions: [SessionReference] = []
    }

    public var page: String
    public var visits: Visits
    public var allVisits: Visits
    /// Written on the page, or in a session that ended on it.
    public var items: Int
    public var score: ScoreFigure
    public var elsewhere: ScoreFigure
    public var frictions: [Friction]
    /// The page's words against those of all other items, the strongest evidence first.
    public var words: [RisingTerm]
}
