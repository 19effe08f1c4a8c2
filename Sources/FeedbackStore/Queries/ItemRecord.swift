import GRDB

/// One item with everything the store knows of it.
public struct ItemRecord: Sendable, Codable {
    public struct Answer: Sendable, Codable {
        public var field: String
        public var question: String?
        public var kind: String
        public var given: String
        /// 0 (worst) to 1 (best) for ratings.
        public var value: Double?
    }

    public struct Tag: Sendable, Codable {
        public var kind: String
        public var code: String
        public var polarity: Double
        public var score: Double
        public var confidence: Double
        public var severity: Int
        /// UTF-8 byte offsets into the verbatim's text: start, end.
        public var span: [Int]
        public var rule: String
    }

    public struct Text: Sendable, Codable {
        public var id: Int64
        public var field: String
        public var question: String?
        public var text: String
        public var language: String
        public var languageConfidence: Double
        public var needsReview: Bool
        public var tags: [Tag]
    }

    public struct Link: Sendable, Codable {
        /// `step` or `session`.
        public var target: String
        public var journey: String?
        public var step: String?
        public var sessionID: String?
        public var sessionSource: String?
        public var replayURL: String?
        public var method: String
        public var probability: Double
        public var evidence: String
        public var accepted: Bool
    }

    public var id: Int64
    public var batch: Int64
    public var source: String
    public var externalID: String?
    public var kind: String
    public var channel: String?
    public var touchpoint: String?
    /// UTC milliseconds.
    public var createdAt: Int64?
    public var day: Int?
    public var respondent: String?
    public var language: String?
    public var country: String?
    public var city: String?
    public var device: String?
    public var browser: String?
    public var product: String?
    public var appVersion: String?
    public var pageURL: String?
    public var replayURL: String?
    public var consent: Bool?
    public var step: String?
    public var sentiment: Double?
    /// A JSON object, as stored.
    public var segments: String?
    public var answers: [Answer]
    public var texts: [Text]
    public var links: [Link]
}

extension FeedbackStore {
    /// The item with this number, or else with this id in its source; `nil` when there is none.
    public func record(_ id: String) throws -> ItemRecord? {
        try read { db in
            if let number = Int64(id), let record = try Self.record(db, "id = ?", number) { return record }
            return try Self.record(db, "external_id = ? ORDER BY id LIMIT 1", id)
        }
    }

    /// Every item of one respondent, oldest first.
    public func records(ofRespondent key: String, limit: Int = 1_000) throws -> [ItemRecord] {
        try read { db in
            let ids = try Int64.fetchAll(
                db, sql: "SELECT id FROM item WHERE respondent = ? ORDER BY created_at, id LIMIT \(max(0, limit))",
                arguments: [key])
            return try ids.compactMap { try Self.record(db, "id = ?", $0) }
        }
    }

    private static func record(_ db: Database, _ condition: String, _ argument: any DatabaseValueConvertible) throws
        -> ItemRecord?
    {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM item WHERE \(condition)", arguments: [argument])
        guard let row else { return nil }
        let id: Int64 = row["id"]
        return ItemRecord(
            id: id, batch: row["batch"], source: row["source"], externalID: row["external_id"], kind: row["kind"],
            channel: row["channel"], touchpoint: row["touchpoint"], createdAt: row["created_at"], day: row["day"],
            respondent: row["respondent"], language: row["language"], country: row["country"], city: row["city"],
            device: row["device"], browser: row["browser"], product: row["product"], appVersion: row["app_version"],
            pageURL: row["page_url"], replayURL: row["replay_url"], consent: row["consent"], step: row["step"],
            sentiment: row["sentiment"], segments: row["segments"], answers: try answers(db, row["answers"]),
            texts: try texts(db, id), links: try stepLink(row) + links(db, id))
    }

    private static func answers(_ db: Database, _ packed: String?) throws -> [ItemRecord.Answer] {
        try storedAnswers(packed).compactMap { answer in
            let row = try Row.fetchOne(
                db, sql: "SELECT field, text, kind FROM question WHERE id = ?", arguments: [answer.question])
            return row.map {
                ItemRecord.Answer(
                    field: $0[0], question: $0[1], kind: $0[2], given: answer.given, value: answer.value)
            }
        }
    }

    private static func texts(_ db: Database, _ item: Int64) throws -> [ItemRecord.Text] {
        try Row.fetchAll(db, sql: "SELECT * FROM verbatim WHERE item = ? ORDER BY id", arguments: [item]).map { row in
            ItemRecord.Text(
                id: row["id"], field: row["field"], question: row["question"], text: row["text"],
                language: row["language"],
                languageConfidence: row["language_confidence"], needsReview: row["needs_review"],
                tags: try tags(db, row["tags"]))
        }
    }

    private static func tags(_ db: Database, _ packed: String?) throws -> [ItemRecord.Tag] {
        try storedTags(packed).map {
            ItemRecord.Tag(
                kind: $0.kind, code: $0.code, polarity: $0.polarity, score: $0.score, confidence: $0.confidence,
                severity: $0.severity, span: [$0.span.lowerBound, $0.span.upperBound], rule: try db.ruleName($0.rule))
        }
    }

    private static func stepLink(_ row: Row) -> [ItemRecord.Link] {
        guard let journey: String = row["step_journey"] else { return [] }
        return [
            ItemRecord.Link(
                target: "step", journey: journey, step: row["step"], sessionID: nil, sessionSource: nil, replayURL: nil,
                method: row["step_method"], probability: row["step_probability"], evidence: row["step_evidence"],
                accepted: true)
        ]
    }

    private static func links(_ db: Database, _ item: Int64) throws -> [ItemRecord.Link] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT l.target, l.journey, l.step, s.session_id, s.source, s.replay_url, l.method, l.probability, l.evidence,
                    l.accepted
                FROM link l LEFT JOIN session s ON s.id = l.session WHERE l.item = ? ORDER BY l.accepted DESC, l.probability DESC, l.id
                """, arguments: [item]
        ).map {
            ItemRecord.Link(
                target: $0[0], journey: $0[1], step: $0[2], sessionID: $0[3], sessionSource: $0[4], replayURL: $0[5],
                method: $0[6], probability: $0[7], evidence: $0[8], accepted: $0[9])
        }
    }
}
