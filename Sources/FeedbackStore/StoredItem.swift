import Feedback
import Foundation
package import GRDB

/// An item as it stands in the store.
public struct StoredItem: Hashable, Sendable, Codable {
    public var id: Int64
    public var batch: Int64
    public var analysed: AnalysedItem

    package init(id: Int64, batch: Int64, analysed: AnalysedItem) {
        self.id = id
        self.batch = batch
        self.analysed = analysed
    }

    /// - Throws: ``StoreError/noSuchItem(_:)``.
    package static func load(id: Int64, in db: Database) throws -> StoredItem {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM item WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { throw StoreError.noSuchItem("\(id)") }
        return try StoredItem(row, in: db)
    }

    package static let columns = """
        id, batch, natural_key, content_hash, source, external_id, kind, channel, touchpoint, created_at, utc_offset,
        respondent, declared_language, country, city, device, browser, product, app_version, page_url, session_key,
        visitor_key, order_key, replay_url, consent, segments, answers, step, step_journey, step_method, step_probability,
        step_evidence, network
        """

    /// Reads the row and what hangs on it: answers, verbatims with their tags, the step.
    package init(_ row: Row, in db: Database) throws {
        let id: Int64 = row["id"]
        var item = FeedbackItem(source: row["source"], kind: FeedbackKind(rawValue: row["kind"]) ?? .survey)
        item.externalID = row["external_id"]
        item.channel = row["channel"]
        item.touchpoint = row["touchpoint"]
        if let milliseconds: Int64 = row["created_at"] {
            let offset: Int64? = row["utc_offset"]
            item.createdAt = Timestamp(
                milliseconds: milliseconds, offsetMinutes: offset.map { Int16(truncatingIfNeeded: $0) })
        }
        item.respondent = row["respondent"]
        item.declaredLanguage = row["declared_language"]
        item.country = row["country"]
        item.city = row["city"]
        item.network = row["network"]
        item.device = row["device"]
        item.browser = row["browser"]
        item.product = row["product"]
        item.appVersion = row["app_version"]
        item.pageURL = row["page_url"]
        item.sessionID = row["session_key"]
        item.visitorID = row["visitor_key"]
        item.orderID = row["order_key"]
        item.replayURL = row["replay_url"]
        item.consent = row["consent"]
        item.segments = try Self.segments(row["segments"])
        item.answers = try Self.answers(row["answers"], in: db)
        let key: Data = row["natural_key"]
        self.init(
            id: id, batch: row["batch"],
            analysed: AnalysedItem(
                item: item, key: NaturalKey(digest: key), contentHash: row["content_hash"],
                verbatims: try Self.verbatims(of: id, in: db), stepLink: Self.stepLink(row)))
    }

    private static func segments(_ json: String?) throws -> [Segment] {
        guard let json else { return [] }
        // The order of the columns in the export is kept: a dictionary would lose it.
        return try OrderedSegments(json: json).segments
    }

    private static func answers(_ packed: String?, in db: Database) throws -> [Answer] {
        let statement = try db.cachedStatement(
            sql: "SELECT field, text, kind, scale_min, scale_max, direction FROM question WHERE id = ?")
        return try storedAnswers(packed).map { answer in
            guard let row = try Row.fetchOne(statement, arguments: [answer.question]) else {
                throw DatabaseError(message: "question \(answer.question) is missing")
            }
            return Answer(
                field: row[0], question: row[1], kind: AnswerKind(rawValue: row[2]) ?? .text,
                scale: ratingScale(row, from: 3), given: answer.given, value: answer.value)
        }
    }

    private static func verbatims(of id: Int64, in db: Database) throws -> [AnalysedVerbatim] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT field, question, text, language, language_confidence, needs_review, tags FROM verbatim
                WHERE item = ? ORDER BY id
                """)
        return try Row.fetchAll(statement, arguments: [id]).map { row in
            AnalysedVerbatim(
                verbatim: Verbatim(field: row[0], question: row[1], text: row[2]),
                language: Language(rawValue: row[3]) ?? .other, languageConfidence: row[4], needsReview: row[5],
                annotations: try annotations(row[6], in: db))
        }
    }

    private static func annotations(_ packed: String?, in db: Database) throws -> [Annotation] {
        try storedTags(packed).map { tag in
            Annotation(
                kind: AnnotationKind(rawValue: tag.kind) ?? .friction, code: tag.code, polarity: tag.polarity,
                score: tag.score, confidence: tag.confidence, severity: tag.severity, span: tag.span,
                rule: try db.ruleName(tag.rule))
        }
    }

    private static func stepLink(_ row: Row) -> StoredStepLink? {
        guard let journey: String = row["step_journey"] else { return nil }
        return StoredStepLink(
            journey: journey, step: row["step"], method: row["step_method"], probability: row["step_probability"],
            evidence: row["step_evidence"])
    }
}

/// Reads a flat JSON object of texts in the order of its members.
private struct OrderedSegments {
    var segments: [Segment] = []

    init(json: String) throws {
        let bytes = Array(json.utf8)
        var (texts, position): ([String], Int) = ([], 0)
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\"") else {
                position += 1
                continue
            }
            let start = position
            position += 1
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            position = min(position + 1, bytes.count)
            texts.append(
                try JSONDecoder().decode([String].self, from: Data("[".utf8 + bytes[start..<position] + "]".utf8))[0])
        }
        for pair in stride(from: 0, to: texts.count - 1, by: 2) {
            segments.append(Segment(texts[pair], texts[pair + 1]))
        }
    }
}
