package import Feedback
import GRDB

/// Items in columns: what a score is worth in each, and which frictions it names together with others.
///
/// The daily counts know how often each friction is named, not which are named together: regression, Shapley values and
/// distinct respondents need this pass over the items.
package struct Cases: Sendable {
    /// What ``CaseQuery/bucket`` gave for the day.
    package var buckets: [Int32] = []
    /// What the item's first answer of the metric is worth, in the metric's unit; NaN without one.
    package var values: [Double] = []
    /// One column a dimension, as places in ``names``.
    package var keys: [[Int32]] = []
    package var names: [String] = []
    /// The friction codes of item *i* are `tags[tagEnds[i - 1]..<tagEnds[i]]`, each once, as places in ``codes``.
    package var tags: [Int32] = []
    package var tagEnds: [Int] = []
    package var codes: [String] = []
    /// A number for each respondent; negative for items without one, so that each counts as somebody else.
    package var respondents: [Int64] = []

    package var count: Int { values.count }

    package func tags(of item: Int) -> ArraySlice<Int32> { tags[(item == 0 ? 0 : tagEnds[item - 1])..<tagEnds[item]] }
}

package struct CaseQuery: Sendable {
    package var filter: InsightFilter
    package var metric: ScoreMetric
    /// Any but friction.
    package var dimensions: [InsightDimension]
    package var withRespondents: Bool
    package var bucket: @Sendable (Int) -> Int

    package init(
        _ filter: InsightFilter, metric: ScoreMetric, by dimensions: [InsightDimension] = [],
        withRespondents: Bool = false, bucket: @escaping @Sendable (Int) -> Int = { _ in 0 }
    ) {
        self.filter = filter
        self.metric = metric
        self.dimensions = dimensions
        self.withRespondents = withRespondents
        self.bucket = bucket
    }
}

extension FeedbackStore {
    /// - Complexity: reads every item of the filter and its tags.
    package func cases(_ query: CaseQuery) throws -> Cases {
        if var columns = ColumnCases(query) { return try read { db in try columns.run(db) } }
        var scan = CaseScan(query)
        return try read { db in try scan.run(db) }
    }
}

private struct CaseScan {
    private let query: CaseQuery
    private let conditions: ItemConditions
    private var cases = Cases()
    private var places: [Int: Int] = [:]
    private var nameIDs: [String: Int32] = [:]
    private var codeIDs: [String: Int32] = [:]
    private var respondentIDs: [UInt64: Int64] = [:]
    private var sentiments: [(sum: Double, count: Int32, label: Int8)] = []

    init(_ query: CaseQuery) {
        self.query = query
        conditions = ItemConditions(query.filter)
        cases.keys = query.dimensions.map { _ in [] }
    }

    mutating func run(_ db: Database) throws -> Cases {
        try readItems(db)
        try readTags(db)
        if query.metric == .sentiment {
            for (index, sentiment) in sentiments.enumerated() where sentiment.count > 0 {
                // One text speaks by its label; several by their mean: as the daily counts have it.
                let mean = sentiment.sum / Double(sentiment.count)
                let sign = sentiment.count == 1 ? Double(sentiment.label) : mean > 0.1 ? 1 : mean < -0.1 ? -1 : 0
                cases.values[index] = 100 * sign
            }
        }
        return cases
    }

    private mutating func readItems(_ db: Database) throws {
        let questions = try questions(db)
        let keys = query.dimensions.map(ItemConditions.expression)
        let selected =
            [
                "i.id", "coalesce(i.day, -1)", query.metric == .sentiment ? "NULL" : "i.answers",
                query.withRespondents ? "i.respondent" : "NULL",
            ] + keys.map(\.sql)
        let rows = try RowReader(
            db, "SELECT \(selected.joined(separator: ", ")) FROM item i \(conditions.whereClause)",
            keys.flatMap(\.arguments) + conditions.arguments)
        while try rows.next() {
            places[rows.integer(0)] = cases.values.count
            cases.buckets.append(Int32(query.bucket(rows.integer(1))))
            var value = Double.nan
            rows.withBytes(2) { value = Self.value(in: $0, questions) }
            cases.values.append(value)
            for column in keys.indices {
                cases.keys[column].append(numberedName(of: rows.text(column + 4), in: &nameIDs, new: &cases.names))
            }
            guard query.withRespondents else { continue }
            let hash = rows.hash(3)
            cases.respondents.append(
                hash == 0 ? -Int64(cases.values.count) : respondentIDs.place(of: hash))
        }
        sentiments = Array(repeating: (0, 0, 0), count: query.metric == .sentiment ? cases.count : 0)
    }

    /// What an answer to each question of the metric is worth, by its normalised value.
    private func questions(_ db: Database) throws -> [Int: (Double) -> Double] {
        var questions: [Int: (Double) -> Double] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, kind, scale_min, scale_max, direction FROM question") {
            let scale = ratingScale(row, from: 2)
            switch (query.metric, AnswerKind(rawValue: row[1])) {
            case (.nps, .nps): questions[row[0]] = { $0 * 10 >= 8.5 ? 100 : $0 * 10 <= 6.5 ? -100 : 0 }
            case (.csat, .csat): questions[row[0]] = { ItemRatings.isTopBox($0, scale: scale) ? 100 : 0 }
            case (.ces, .ces): questions[row[0]] = { $0 * 6 + 1 }
            case (.stars, .rating) where scale?.maximum == 5: questions[row[0]] = { $0 * 4 + 1 }
            default: break
            }
        }
        return questions
    }

    private static func value(in answers: Span<UInt8>, _ questions: [Int: (Double) -> Double]) -> Double {
        var cursor = PackedCursor()
        while cursor.nextRow(answers) {
            let worth = questions[cursor.integer(answers)]
            _ = cursor.textRange(answers)
            if let worth, let value = cursor.number(answers) { return worth(value) }
        }
        return .nan
    }

    private mutating func readTags(_ db: Database) throws {
        // By item, so that an item's texts come one after the other; most are stored that way, and the index says the rest.
        let rows = try RowReader(
            db,
            conditions.clauses.isEmpty
                ? "SELECT v.item, v.tags FROM verbatim v WHERE v.tags IS NOT NULL"
                : """
                SELECT v.item, v.tags FROM item i CROSS JOIN verbatim v ON v.item = i.id
                WHERE v.tags IS NOT NULL AND \(conditions.condition)
                """, conditions.arguments)
        var pairs: [(place: Int32, code: Int32)] = []
        pairs.reserveCapacity(cases.count)
        while try rows.next() {
            guard let place = places[rows.integer(0)] else { continue }
            rows.withBytes(1) { read($0, place, into: &pairs) }
        }
        pack(pairs)
    }

    private mutating func read(_ tags: Span<UInt8>, _ place: Int, into pairs: inout [(place: Int32, code: Int32)]) {
        var cursor = PackedCursor()
        while cursor.nextRow(tags) {
            // By its first letter a kind is a friction, or, with its length, a sentiment and not a step.
            let (kind, code) = (cursor.textRange(tags), cursor.textRange(tags))
            if tags[kind.lowerBound] == UInt8(ascii: "f") {
                let number = numberedName(of: cursor.string(tags, at: code), in: &codeIDs, new: &cases.codes)
                pairs.append((Int32(place), number))
            } else if query.metric == .sentiment, kind.count == AnnotationKind.sentiment.rawValue.utf8.count,
                tags[kind.lowerBound] == UInt8(ascii: "s")
            {
                _ = cursor.number(tags)
                sentiments[place].sum += cursor.number(tags) ?? 0
                sentiments[place].count += 1
                let first = tags[code.lowerBound]
                let isNegative = first == UInt8(ascii: "n") && tags[code.lowerBound + 2] == UInt8(ascii: "g")
                sentiments[place].label = first == UInt8(ascii: "p") ? 1 : isNegative ? -1 : 0
            }
        }
    }

    /// Sorts the tags by item, each code once.
    private mutating func pack(_ pairs: [(place: Int32, code: Int32)]) {
        var starts = [Int](repeating: 0, count: cases.count + 1)
        for pair in pairs { starts[Int(pair.place) + 1] += 1 }
        for index in 1..<max(1, starts.count) { starts[index] += starts[index - 1] }
        var sorted = [Int32](repeating: -1, count: pairs.count)
        var next = starts
        for pair in pairs {
            sorted[next[Int(pair.place)]] = pair.code
            next[Int(pair.place)] += 1
        }
        cases.tags.reserveCapacity(pairs.count)
        cases.tagEnds.reserveCapacity(cases.count)
        for item in 0..<cases.count {
            let first = cases.tags.count
            for index in starts[item]..<starts[item + 1] where !cases.tags[first...].contains(sorted[index]) {
                cases.tags.append(sorted[index])
            }
            cases.tagEnds.append(cases.tags.count)
        }
    }

}

extension Dictionary where Key == UInt64, Value == Int64 {
    fileprivate mutating func place(of hash: UInt64) -> Int64 {
        if let place = self[hash] { return place }
        let place = Int64(count)
        self[hash] = place
        return place
    }
}

extension FeedbackStore {
    /// How many different people name a category; an item without a respondent counts as somebody else.
    ///
    /// - Complexity: looks every item of the category up.
    package func respondents(of friction: String, _ filter: InsightFilter) throws -> Int {
        let conditions = ItemConditions(filter.withoutFriction)
        return try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(DISTINCT coalesce(i.respondent, i.id)) FROM (SELECT DISTINCT item FROM tag WHERE code = ?) t
                    CROSS JOIN item i ON i.id = t.item WHERE \(conditions.condition)
                    """, arguments: StatementArguments([friction] + conditions.arguments)) ?? 0
        }
    }
}
