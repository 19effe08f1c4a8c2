import Feedback
import GRDB

/// The statements an import runs millions of times, prepared once.
final class WriterStatements {
    let insertItem: RawStatement
    let findItem: RawStatement
    let insertVerbatim: RawStatement
    let indexVerbatims: RawStatement
    let updateTags: RawStatement
    let insertTag: RawStatement
    let insertQuestion: RawStatement
    let insertRule: RawStatement
    let findQuestion: RawStatement
    let findRule: RawStatement
    let findRollup: RawStatement
    let writeRollup: RawStatement
    let forgetSums: RawStatement

    init(_ db: Database) throws {
        insertItem = try RawStatement(
            db,
            """
            INSERT INTO item (id, batch, natural_key, content_hash, source, external_id, kind, channel, touchpoint,
                created_at, utc_offset, day, respondent, language, declared_language, country, city, device, browser,
                product, app_version, page_url, session_key, visitor_key, order_key, replay_url, consent, step, step_journey,
                step_method, step_probability, step_evidence, sentiment, segments, answers, network)
            VALUES (\(placeholders(36))) ON CONFLICT (natural_key) DO NOTHING
            """)
        findItem = try RawStatement(db, "SELECT id, content_hash FROM item WHERE natural_key = ?")
        insertVerbatim = try RawStatement(
            db,
            """
            INSERT INTO verbatim (item, field, question, text, language, language_confidence, needs_review, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        indexVerbatims = try RawStatement(
            db, "INSERT INTO verbatim_fts (rowid, text) SELECT id, text FROM verbatim WHERE id >= ?")
        updateTags = try RawStatement(db, "UPDATE verbatim SET needs_review = ?, tags = ? WHERE id = ?")
        // One row a statement: one of several rows could fail half-way, so SQLite keeps a copy of each page it touches.
        insertTag = try RawStatement(db, "INSERT INTO tag (code, tenths, verbatim, item) VALUES (?, ?, ?, ?)")
        insertQuestion = try RawStatement(
            db,
            """
            INSERT INTO question (source, field, text, kind, scale_min, scale_max, direction)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertRule = try RawStatement(db, "INSERT INTO rule (name) VALUES (?)")
        findQuestion = try RawStatement(
            db,
            """
            SELECT id, 0 FROM question
            WHERE source = ? AND field = ? AND text IS ? AND kind = ? AND scale_min IS ? AND scale_max IS ?
                AND direction IS ?
            """)
        findRule = try RawStatement(db, "SELECT id, 0 FROM rule WHERE name = ?")
        findRollup = try RawStatement(
            db,
            """
            SELECT counts FROM rollup
            WHERE day = ? AND step = ? AND friction = ? AND channel = ? AND language = ? AND source = ?
            """)
        forgetSums = try RawStatement(db, RollupSums.forgetting)
        // The cell is read first and its sum written over it: adding 34 columns in SQL took five times as long.
        writeRollup = try RawStatement(
            db,
            """
            INSERT INTO rollup (day, step, friction, channel, language, source, items, counts)
            VALUES (\(placeholders(8)))
            ON CONFLICT (day, step, friction, channel, language, source) DO UPDATE SET
                items = excluded.items, counts = excluded.counts
            """)
    }

    func forgetSums(of day: Int) throws {
        for (days, start) in [(1, day), (RollupView.blockDays, RollupSums.block(of: day))] {
            forgetSums.bind(days)
            forgetSums.bind(start)
            try forgetSums.run()
        }
    }

    func bind(_ day: Int, _ place: RollupPlace, to statement: RawStatement) {
        statement.bind(day)
        statement.bind(place.step)
        statement.bind(place.friction)
        statement.bind(place.channel)
        statement.bind(place.language)
        statement.bind(place.source)
    }
}

private func placeholders(_ count: Int) -> String { repeatElement("?", count: count).joined(separator: ", ") }
