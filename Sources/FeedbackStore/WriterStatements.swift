import Feedback
import GRDB

/// The statements an import runs millions of times, prepared once.
final class WriterStatements {
    let insertItem: RawStatement
    let findItem: RawStatement
    let insertAnswer: RawStatement
    let insertVerbatim: RawStatement
    let indexVerbatim: RawStatement
    let insertAnnotation: RawStatement
    let insertStepLink: RawStatement
    let insertQuestion: RawStatement
    let insertRule: RawStatement
    let addRollup: RawStatement

    init(_ db: Database) throws {
        insertItem = try RawStatement(
            db,
            """
            INSERT INTO item (id, batch, natural_key, content_hash, source, external_id, kind, channel, touchpoint,
                created_at, utc_offset, day, respondent, language, declared_language, country, city, device, browser,
                product, app_version, page_url, session_key, visitor_key, order_key, replay_url, consent, step, sentiment,
                segments)
            VALUES (\(placeholders(30))) ON CONFLICT (natural_key) DO NOTHING
            """)
        findItem = try RawStatement(db, "SELECT id, content_hash FROM item WHERE natural_key = ?")
        // One row a statement: one of several rows could fail half-way, so SQLite keeps a copy of each page it touches.
        insertAnswer = try RawStatement(
            db, "INSERT OR IGNORE INTO answer (item, question, given, value) VALUES (?, ?, ?, ?)")
        insertVerbatim = try RawStatement(
            db,
            """
            INSERT INTO verbatim (item, field, question, text, language, language_confidence, needs_review)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        indexVerbatim = try RawStatement(db, "INSERT INTO verbatim_fts (rowid, text) VALUES (?, ?)")
        insertAnnotation = try RawStatement(
            db,
            """
            INSERT INTO annotation (verbatim, seq, item, kind, code, polarity, score, confidence, severity, span_start,
                span_end, rule) VALUES (\(placeholders(12)))
            """)
        insertStepLink = try RawStatement(
            db,
            """
            INSERT INTO link (item, target, journey, step, method, probability, evidence, accepted)
            VALUES (?, 'step', ?, ?, ?, ?, ?, 1)
            """)
        insertQuestion = try RawStatement(
            db,
            """
            INSERT INTO question (source, field, text, kind, scale_min, scale_max, direction)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertRule = try RawStatement(db, "INSERT INTO rule (name) VALUES (?)")
        let sums = RollupCounts.columns.map { "\($0.name) = \($0.name) + excluded.\($0.name)" }.joined(separator: ", ")
        addRollup = try RawStatement(
            db,
            """
            INSERT INTO rollup (day, step, friction, channel, language, source,
                \(RollupCounts.columns.map(\.name).joined(separator: ", ")))
            VALUES (\(placeholders(6 + RollupCounts.columns.count)))
            ON CONFLICT (day, step, friction, channel, language, source) DO UPDATE SET \(sums)
            """)
    }
}

private func placeholders(_ count: Int) -> String { repeatElement("?", count: count).joined(separator: ", ") }

/// The ids of the questions met so far. A question is a field of a source, asked in one way on one scale.
struct QuestionIDs {
    private struct Key: Hashable {
        var source: String
        var field: String
        var question: String?
        var kind: String
        var scale: RatingScale?
    }

    private var known: [Key: Int64] = [:]
    /// The question met last at each place of an item: the next item has nearly always the same.
    private var recent: [Recent] = []

    private struct Recent {
        var field: String
        var question: String?
        var kind: AnswerKind
        var scale: RatingScale?
        var source: String
        var id: Int64
    }

    init(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, source, field, text, kind, scale_min, scale_max, direction FROM question")
        for row in rows {
            let key = Key(
                source: row[1], field: row[2], question: row[3], kind: row[4], scale: ratingScale(row, from: 5))
            known[key] = row[0]
        }
    }

    mutating func id(
        of answers: Span<Answer>, at index: Int, source: String, _ statements: WriterStatements
    ) throws -> Int64 {
        if index < recent.count, recent[index].kind == answers[index].kind, recent[index].scale == answers[index].scale,
            recent[index].field == answers[index].field, recent[index].question == answers[index].question,
            recent[index].source == source
        {
            return recent[index].id
        }
        let answer = answers[index]
        let id = try id(of: answer, source: source, statements)
        let met = Recent(
            field: answer.field, question: answer.question, kind: answer.kind, scale: answer.scale, source: source,
            id: id)
        if index == recent.count { recent.append(met) } else if index < recent.count { recent[index] = met }
        return id
    }

    private mutating func id(of answer: Answer, source: String, _ statements: WriterStatements) throws -> Int64 {
        let key = Key(
            source: source, field: answer.field, question: answer.question, kind: answer.kind.rawValue,
            scale: answer.scale)
        if let id = known[key] { return id }
        let insert = statements.insertQuestion
        insert.bind(source)
        insert.bind(answer.field)
        insert.bind(answer.question)
        insert.bind(answer.kind.rawValue)
        insert.bind(answer.scale?.minimum)
        insert.bind(answer.scale?.maximum)
        insert.bind(answer.scale?.direction.rawValue)
        try insert.run()
        known[key] = insert.lastInsertedRowID
        return insert.lastInsertedRowID
    }
}

/// The scale in three neighbouring columns: minimum, maximum, direction.
func ratingScale(_ row: Row, from index: Int) -> RatingScale? {
    guard let minimum: Double = row[index], let maximum: Double = row[index + 1] else { return nil }
    let direction: String? = row[index + 2]
    return RatingScale(minimum, maximum, direction.flatMap(RatingScale.Direction.init) ?? .higherIsBetter)
}

/// The ids of the rules that have tagged anything.
struct RuleIDs {
    private var known: [String: Int64] = [:]

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT name, id FROM rule") { known[row[0]] = row[1] }
    }

    mutating func id(of rule: String, _ statements: WriterStatements) throws -> Int64 {
        if let id = known[rule] { return id }
        statements.insertRule.bind(rule)
        try statements.insertRule.run()
        known[rule] = statements.insertRule.lastInsertedRowID
        return statements.insertRule.lastInsertedRowID
    }
}
