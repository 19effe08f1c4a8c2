import Feedback
public import FeedbackStore

/// Verbatims that hold every word of a text, best first.
public struct SearchQuery: Sendable {
    /// Words, `"a phrase"`, `begin*`.
    public var text: String
    public var filter: InsightFilter
    public var limit: Int

    public init(_ text: String, filter: InsightFilter = InsightFilter(), limit: Int = 20) {
        self.text = text
        self.filter = filter
        self.limit = limit
    }

    /// - Throws: ``StoreError``, ``InsightError/emptySearch``.
    public func run(on store: FeedbackStore) throws -> SearchReport {
        let expression = SearchExpression(text)
        guard expression.match != nil else { throw InsightError.emptySearch }
        let (rows, total) = try store.search(expression, filter: filter, limit: limit)
        return SearchReport(query: text, total: total, hits: rows.map(SearchReport.Hit.init))
    }
}

public struct SearchReport: Sendable, Codable {
    public struct Hit: Sendable, Codable {
        public var itemID: Int64
        public var externalID: String?
        public var source: String
        /// ISO 8601 date.
        public var date: String?
        public var step: String?
        public var channel: String?
        public var language: String
        /// The item's, −1 to 1.
        public var sentiment: Double?
        public var text: String

        init(_ row: SearchRow) {
            itemID = row.itemID
            externalID = row.externalID
            source = row.source
            date = row.day.map { CalendarDate(dayNumber: $0).description }
            step = row.step
            channel = row.channel
            language = row.language
            sentiment = row.sentiment
            text = row.text
        }
    }

    public var query: String
    /// Verbatims found, shown or not.
    public var total: Int
    public var hits: [Hit]
}
