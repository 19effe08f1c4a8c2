public import Feedback
import GRDB

/// A question of a source that is answered on a scale.
public struct RatingQuestion: Hashable, Sendable, Codable {
    public var id: Int64
    public var source: String
    public var field: String
    public var text: String?
    public var kind: AnswerKind
    public var scale: RatingScale

    package init(id: Int64, source: String, field: String, text: String?, kind: AnswerKind, scale: RatingScale) {
        self.id = id
        self.source = source
        self.field = field
        self.text = text
        self.kind = kind
        self.scale = scale
    }
}

/// How often each answer to one question was given in one group of items.
package struct RatingRow: Sendable {
    /// What the query's `bucket` gave for the day.
    package var bucket: Int
    /// One key a dimension, in the query's order.
    package var keys: [String]
    package var question: Int64
    package var counts: RatingCounts
}

extension FeedbackStore {
    /// The questions answered on a scale, in the order they were met.
    public func ratingQuestions() throws -> [RatingQuestion] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, source, field, text, kind, scale_min, scale_max, direction FROM question
                    WHERE kind IN ('nps', 'csat', 'ces', 'rating') ORDER BY id
                    """
            ).compactMap { row in
                guard let kind = AnswerKind(rawValue: row[4]), let scale = ratingScale(row, from: 5) else { return nil }
                return RatingQuestion(id: row[0], source: row[1], field: row[2], text: row[3], kind: kind, scale: scale)
            }
        }
    }

    /// Counts the answers themselves, question by question: what the daily counts have pooled is told apart here.
    ///
    /// - Parameters:
    ///   - dimensions: any but friction and journey.
    ///   - bucket: puts a day (−1: no date) in a group.
    /// - Complexity: reads every item of the filter.
    package func ratings(
        of questions: [RatingQuestion], _ filter: InsightFilter, by dimensions: [InsightDimension] = [],
        bucket: (Int) -> Int = { _ in 0 }
    ) throws -> [RatingRow] {
        var scan = RatingScan(questions)
        return try read { db in try scan.rows(db, filter, dimensions, bucket) }
    }
}

private struct RatingScan {
    private struct Key: Hashable {
        var bucket: Int
        var keys: [String]
        var question: Int64
    }

    private let scales: [Int: RatingScale]
    private var groups: [Key: RatingCounts] = [:]

    init(_ questions: [RatingQuestion]) {
        scales = Dictionary(questions.map { (Int($0.id), $0.scale) }) { first, _ in first }
    }

    mutating func rows(
        _ db: Database, _ filter: InsightFilter, _ dimensions: [InsightDimension], _ bucket: (Int) -> Int
    ) throws -> [RatingRow] {
        let conditions = ItemConditions(filter)
        let keys = dimensions.map(ItemConditions.expression)
        let selected = ["coalesce(i.day, -1)", "i.answers"] + keys.map(\.sql)
        let rows = try RowReader(
            db,
            """
            SELECT \(selected.joined(separator: ", ")) FROM item i
            WHERE i.answers IS NOT NULL AND \(conditions.condition)
            """, keys.flatMap(\.arguments) + conditions.arguments)
        while try rows.next() {
            let group = bucket(rows.integer(0))
            let names = keys.indices.map { rows.text($0 + 2) }
            rows.withBytes(1) { add($0, group, names) }
        }
        return groups.map { RatingRow(bucket: $0.bucket, keys: $0.keys, question: $0.question, counts: $1) }
    }

    private mutating func add(_ answers: Span<UInt8>, _ bucket: Int, _ keys: [String]) {
        var cursor = PackedCursor()
        while cursor.nextRow(answers) {
            let question = cursor.integer(answers)
            _ = cursor.textRange(answers)
            guard let scale = scales[question], let value = cursor.number(answers) else { continue }
            // Back on its own scale, to a thousandth: 0.6 × 10 is 6.
            let rating = (scale.rating(normalised: value) * 1000).rounded() / 1000
            let key = Key(bucket: bucket, keys: keys, question: Int64(question))
            groups[key, default: RatingCounts(scale)].add(rating, count: 1)
        }
    }
}

extension FeedbackStore {
    /// The answers of each item to some questions, in their order, normalised 0 (worst) to 1 (best); items with none apart.
    ///
    /// - Parameter draw: only these items of the filter.
    package func ratingVectors(
        of questions: [RatingQuestion], _ filter: InsightFilter, draw: ItemDraw? = nil
    ) throws -> [[Double?]] {
        let conditions = ItemConditions(filter)
        let places = Dictionary(questions.enumerated().map { (Int($1.id), $0) }) { first, _ in first }
        var vectors: [[Double?]] = []
        try read { db in
            let rows =
                try draw.map { draw in
                    try RowReader(
                        db,
                        """
                        SELECT i.answers FROM json_each(?) j CROSS JOIN item i ON i.id = j.value
                        WHERE i.answers IS NOT NULL
                        """, [draw.list])
                }
                ?? RowReader(
                    db, "SELECT i.answers FROM item i WHERE i.answers IS NOT NULL AND \(conditions.condition)",
                    conditions.arguments)
            while try rows.next() {
                var (vector, found) = ([Double?](repeating: nil, count: questions.count), false)
                rows.withBytes(0) { answers in
                    var cursor = PackedCursor()
                    while cursor.nextRow(answers) {
                        let place = places[cursor.integer(answers)]
                        _ = cursor.textRange(answers)
                        guard let place, let value = cursor.number(answers) else { continue }
                        vector[place] = value
                        found = true
                    }
                }
                if found { vectors.append(vector) }
            }
        }
        return vectors
    }
}
