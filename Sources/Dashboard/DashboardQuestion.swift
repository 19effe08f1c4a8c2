import BundledData
import Feedback
import FeedbackStore
import Insights
import Reporting

/// What an address asks, read and checked: ready to be put to the store.
struct DashboardQuestion: Sendable {
    /// Gives the whole answer, encoded.
    var answer: @Sendable (FeedbackStore) throws -> [UInt8]

    private init(_ answer: @escaping @Sendable (FeedbackStore) throws -> [UInt8]) { self.answer = answer }

    private static func json<Report: Encodable & SendableMetatype>(
        _ answer: @escaping @Sendable (FeedbackStore) throws -> Report
    ) -> DashboardQuestion {
        DashboardQuestion { try JSONText.bytes(try answer($0)) }
    }
}

/// What a question is read with.
struct QuestionSetting: Sendable {
    var query: QueryText
    var now: Timestamp
    var language: OutputLanguage
    var vocabulary: DashboardVocabulary

    /// Relative dates count from the server's own day.
    var today: CalendarDate { CalendarDate(dayNumber: now.localDayNumber) }

    func filter() throws -> InsightFilter { try query.filter(today: today) }

    func check(_ names: String...) throws(Refusal) { try query.check(names + ["lang"]) }

    func checkFiltered(_ names: String...) throws(Refusal) {
        try query.check(names + QueryText.filterNames + ["lang"])
    }
}

extension DashboardQuestion {
    /// The report page.
    static func report(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.checkFiltered("metric")
        let request = ReportRequest(
            filter: try setting.filter(), metric: try setting.query.metric(), stopWords: setting.vocabulary.stopWords,
            frustration: setting.vocabulary.frustration, emotionSides: setting.vocabulary.emotions.sides,
            generatedAt: setting.now)
        return DashboardQuestion { store in
            let data = try ReportData(from: store, request: request)
            let page = ReportPage(
                data: data, catalog: setting.vocabulary.catalog, emotions: setting.vocabulary.emotions,
                language: setting.language)
            return Array(page.html.utf8)
        }
    }

    static func scores(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.checkFiltered("metric", "by", "every")
        let (filter, metric) = (try setting.filter(), try setting.query.metric())
        let dimension = try setting.query.one("by").map(InsightDimension.init)
        let every = try setting.query.choice("every", of: PeriodLength.self)
        return json { store in
            let metrics = try metric.map { [$0] } ?? ScoreMetric.allCases.filter(try store.metrics().contains)
            return try metrics.map {
                try ScoreQuery(filter: filter, metric: $0, by: dimension, every: every).run(on: store)
            }
        }
    }

    static func top(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.checkFiltered("metric", "by", "limit", "quotes", "sessions")
        let query = TopQuery(
            filter: try setting.filter(), metric: try setting.query.metric(),
            by: InsightDimension(try setting.query.one("by") ?? "friction"),
            limit: try setting.query.number("limit", in: 1...100, default: 10),
            quotes: try setting.query.number("quotes", in: 0...20, default: 2),
            sessions: try setting.query.number("sessions", in: 0...20, default: 3))
        return json { try query.run(on: $0) }
    }

    static func change(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.check("from", "to", "metric", "by", "step", "where")
        let by = setting.query.all("by").filter { !$0.isEmpty }
        let query = ChangeQuery(
            filter: try setting.filter(), metric: try setting.query.metric(),
            from: try setting.query.period("from", today: setting.today),
            to: try setting.query.period("to", today: setting.today),
            by: by.isEmpty ? [.step, .friction, .channel, .language] : by.map(InsightDimension.init),
            stopWords: setting.vocabulary.stopWords)
        return json { try query.run(on: $0) }
    }

    static func journey(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.checkFiltered("model", "metric")
        let query = JourneyQuery(
            filter: try setting.filter(), journey: try setting.query.one("model"), metric: try setting.query.metric())
        return json { try query.run(on: $0) }
    }

    static func search(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.checkFiltered("q", "limit")
        guard let text = try setting.query.one("q") else { throw Refusal.missing("q", for: "q=livraison") }
        let query = SearchQuery(
            text, filter: try setting.filter(),
            limit: try setting.query.number("limit", in: 1...RequestLimits.rows, default: 20))
        return json { try query.run(on: $0) }
    }

    static func item(_ id: String, _ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.check()
        return json { store in
            guard let record = try store.record(id) else { throw StoreError.noSuchItem(id) }
            return record
        }
    }

    static func batches(_ setting: QuestionSetting) throws -> DashboardQuestion {
        try setting.check()
        return json { try $0.batches().map(BatchSummary.init) }
    }
}
