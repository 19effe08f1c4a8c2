import Feedback
import GRDB

/// The statements an import runs millions of times, prepared once.
final class WriterStatements {
    /// Of ``insertItems``, ``insertTags``, ``insertVerbatims``: opening and closing the tables costs as much as a row or two.
    static let itemsAtOnce = 8
    static let tagsAtOnce = 32
    static let verbatimsAtOnce = 16

    let insertItem: RawStatement
    let insertItems: RawStatement
    let findItem: RawStatement
    let insertVerbatim: RawStatement
    let insertVerbatims: RawStatement
    let indexVerbatims: RawStatement
    let updateTags: RawStatement
    let insertTag: RawStatement
    let insertTags: RawStatement
    let insertQuestion: RawStatement
    let insertRule: RawStatement
    let findQuestion: RawStatement
    let findRule: RawStatement
    let findRollup: RawStatement
    let writeRollup: RawStatement
    let forgetSums: RawStatement
    let dataVersion: RawStatement

    init(_ db: Database) throws {
        // A statement of several rows could fail half-way, for which SQLite keeps a copy of each page it touches: not with "OR
        // FAIL", which leaves what was done. Here the transaction takes it back.
        let item = """
            INSERT OR FAIL INTO item (id, batch, natural_key, content_hash, source, external_id, kind, channel, touchpoint,
                created_at, utc_offset, day, respondent, language, declared_language, country, city, device, browser,
                product, app_version, page_url, session_key, visitor_key, order_key, replay_url, consent, step, step_journey,
                step_method, step_probability, step_evidence, sentiment, segments, answers, network)
            VALUES 
            """
        let unlessKnown = " ON CONFLICT (natural_key) DO NOTHING"
        insertItem = try RawStatement(db, item + row(36) + unlessKnown)
        insertItems = try RawStatement(db, item + rows(Self.itemsAtOnce, of: 36) + unlessKnown)
        findItem = try RawStatement(db, "SELECT id, content_hash FROM item WHERE natural_key = ?")
        let verbatim = """
            INSERT OR FAIL INTO verbatim (item, field, question, text, language, language_confidence, needs_review, tags)
            VALUES 
            """
        insertVerbatim = try RawStatement(db, verbatim + row(8))
        insertVerbatims = try RawStatement(db, verbatim + rows(Self.verbatimsAtOnce, of: 8))
        indexVerbatims = try RawStatement(
            db, "INSERT INTO verbatim_fts (rowid, text) SELECT id, text FROM verbatim WHERE id >= ?")
        updateTags = try RawStatement(db, "UPDATE verbatim SET needs_review = ?, tags = ? WHERE id = ?")
        let tag = "INSERT OR FAIL INTO tag (code, tenths, verbatim, item) VALUES "
        insertTag = try RawStatement(db, tag + row(4))
        insertTags = try RawStatement(db, tag + rows(Self.tagsAtOnce, of: 4))
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
        dataVersion = try RawStatement(db, "PRAGMA data_version")
        // The cell is read first and its sum written over it: adding 34 columns in SQL took five times as long. To replace a
        // row of a table without another index is one descent, and needs no way back half-way as "ON CONFLICT" does.
        writeRollup = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO rollup (day, step, friction, channel, language, source, items, counts)
            VALUES \(row(8))
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

/// So many parameters.
private func row(_ columns: Int) -> String { "(\(repeatElement("?", count: columns).joined(separator: ", ")))" }

private func rows(_ count: Int, of columns: Int) -> String {
    repeatElement(row(columns), count: count).joined(separator: ", ")
}
