import GRDB

/// Every schema a release has had. A change is the next migration at the end; an old one is never edited.
let migrations: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    // Named apart from "v1", a draft whose stores must be refused rather than misread.
    migrator.registerMigration("schema 1") { db in
        for statement in schemaV1 { try db.execute(sql: statement) }
    }
    migrator.registerMigration("columns of imports, failed files, erased respondents") { db in
        for statement in sourcesAndErasures { try db.execute(sql: statement) }
    }
    migrator.registerMigration("orders") { db in
        for statement in ordersSchema { try db.execute(sql: statement) }
    }
    migrator.registerMigration("business series") { db in try db.execute(sql: schemaSeries) }
    migrator.registerMigration("alerts: grouping, verdicts, history, locks") { db in
        for statement in alertDesk { try db.execute(sql: statement) }
    }
    migrator.registerMigration("customer segments") { db in
        for statement in customerSchema { try db.execute(sql: statement) }
    }
    migrator.registerMigration("corrections name their item") { db in
        for statement in correctionColumns { try db.execute(sql: statement) }
    }
    migrator.registerMigration("sums of the daily counts") { db in
        try db.execute(sql: RollupSums.schema)
        try RollupSums.complete(in: db)
    }
    migrator.registerMigration("items in columns") { db in try db.execute(sql: ItemColumnWriter.schema) }
    migrator.registerMigration("networks of items and sessions") { db in
        for table in ["item", "session"] { try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN network INTEGER") }
    }
    migrator.registerMigration("emotions of items in columns", migrate: ItemColumnWriter.addEmotions)
    migrator.registerMigration("keys in the order of numbered ids", migrate: NaturalKey.placeAll)
    migrator.registerMigration("smaller pieces of the full-text index") { db in
        for statement in smallerPieces { try db.execute(sql: statement) }
    }
    return migrator
}()

/// Words gathered in 4 MB lie closer to the processor than in 16, and 64 pieces merged at once are as quick to search.
private let smallerPieces = [
    "INSERT INTO verbatim_fts (verbatim_fts, rank) VALUES ('hashsize', 4194304)",
    "INSERT INTO verbatim_fts (verbatim_fts, rank) VALUES ('crisismerge', 64)",
]

/// `lead` is the incident whose message told of this one too.
private let alertDesk = [
    "ALTER TABLE incident ADD COLUMN lead INTEGER",
    "ALTER TABLE incident ADD COLUMN closed_at INTEGER",
    "ALTER TABLE incident ADD COLUMN closed_by TEXT",
    "ALTER TABLE incident ADD COLUMN verdict TEXT",
    """
    CREATE TABLE incident_event (
        id INTEGER PRIMARY KEY, incident INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, who TEXT, note TEXT) STRICT
    """,
    "CREATE INDEX incident_event_incident ON incident_event(incident)",
    "CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) STRICT",
]

/// `application_id` of a voc store: "vocS" in ASCII.
let applicationID: Int32 = 0x766F_6353

private let sourcesAndErasures = [
    // What the next import of the source is compared with: JSON.
    "ALTER TABLE batch ADD COLUMN columns TEXT",
    """
    CREATE TABLE import_failure (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, file TEXT NOT NULL, source TEXT, en TEXT NOT NULL,
        fr TEXT NOT NULL) STRICT
    """,
    // Pseudonyms only: what keeps an old export from bringing a person back.
    "CREATE TABLE erasure (respondent TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
]

/// Times are UTC milliseconds; `day` is days since 1970-01-01 on the wall clock where the item was written.
private let schemaV1 = [
    """
    CREATE TABLE batch (
        id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, format TEXT NOT NULL,
        source TEXT NOT NULL, mapping TEXT, rules TEXT NOT NULL, status TEXT NOT NULL,
        records_read INTEGER NOT NULL DEFAULT 0, items_new INTEGER NOT NULL DEFAULT 0,
        items_updated INTEGER NOT NULL DEFAULT 0, items_duplicate INTEGER NOT NULL DEFAULT 0,
        records_dropped INTEGER NOT NULL DEFAULT 0, rows_quarantined INTEGER NOT NULL DEFAULT 0,
        position INTEGER NOT NULL DEFAULT 0, decisions TEXT NOT NULL DEFAULT '[]',
        started_at INTEGER NOT NULL, finished_at INTEGER, undone_at INTEGER) STRICT
    """,
    """
    CREATE TABLE item (
        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, natural_key BLOB NOT NULL, content_hash INTEGER NOT NULL,
        source TEXT NOT NULL, external_id TEXT, kind TEXT NOT NULL, channel TEXT, touchpoint TEXT,
        created_at INTEGER, utc_offset INTEGER, day INTEGER, respondent TEXT, language TEXT, declared_language TEXT,
        country TEXT, city TEXT, device TEXT, browser TEXT, product TEXT, app_version TEXT, page_url TEXT,
        session_key TEXT, visitor_key TEXT, order_key TEXT, replay_url TEXT, consent INTEGER, step TEXT, step_journey TEXT,
        step_method TEXT, step_probability REAL, step_evidence TEXT, sentiment REAL, segments TEXT, answers TEXT) STRICT
    """,
    "CREATE UNIQUE INDEX item_natural_key ON item(natural_key)",
    // No other index on item: every one slows each insert down, daily questions are answered from the rollups, and the rare
    // look-up by another column can read the table.
    """
    CREATE TABLE question (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, field TEXT NOT NULL, text TEXT, kind TEXT NOT NULL,
        scale_min REAL, scale_max REAL, direction TEXT) STRICT
    """,
    """
    CREATE TABLE verbatim (
        id INTEGER PRIMARY KEY, item INTEGER NOT NULL, field TEXT NOT NULL, question TEXT, text TEXT NOT NULL,
        language TEXT NOT NULL, language_confidence REAL NOT NULL, needs_review INTEGER NOT NULL DEFAULT 0, tags TEXT) STRICT
    """,
    "CREATE INDEX verbatim_item ON verbatim(item)",
    """
    CREATE VIRTUAL TABLE verbatim_fts USING fts5(
        text, content='verbatim', content_rowid='id', tokenize="unicode61 remove_diacritics 2")
    """,
    // A transaction's words are gathered in memory and written as one piece; sixteen pieces are merged at once, instead of
    // a few pages with each commit.
    "INSERT INTO verbatim_fts (verbatim_fts, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO verbatim_fts (verbatim_fts, rank) VALUES ('automerge', 0)",
    "CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    // Where a category or an intent was found: read backwards, the best and newest first. By score in tenths, since every
    // score of its own would be one more place an import writes to.
    """
    CREATE TABLE tag (
        code TEXT NOT NULL, tenths INTEGER NOT NULL, verbatim INTEGER NOT NULL, item INTEGER NOT NULL,
        PRIMARY KEY (code, tenths, verbatim)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, source TEXT NOT NULL, session_id TEXT NOT NULL, visitor_key TEXT,
        respondent TEXT, channel TEXT, device TEXT, browser TEXT, language TEXT, country TEXT, city TEXT, campaign TEXT,
        app_version TEXT, consent INTEGER, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
        page_views INTEGER NOT NULL, landing_page TEXT, exit_page TEXT, outcome TEXT NOT NULL, replay_url TEXT,
        errors INTEGER NOT NULL, not_found INTEGER NOT NULL, rage_clicks INTEGER NOT NULL, dead_clicks INTEGER NOT NULL,
        form_abandons INTEGER NOT NULL, content_hash INTEGER NOT NULL, UNIQUE (session_id, source)) STRICT
    """,
    "CREATE INDEX session_batch ON session(batch)",
    "CREATE INDEX session_visitor ON session(visitor_key, started_at) WHERE visitor_key IS NOT NULL",
    "CREATE INDEX session_respondent ON session(respondent, started_at) WHERE respondent IS NOT NULL",
    """
    CREATE TABLE session_order (
        session INTEGER NOT NULL, order_key TEXT NOT NULL, PRIMARY KEY (order_key, session)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE session_event (
        session INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, page TEXT, detail TEXT,
        value REAL, PRIMARY KEY (session, seq)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE link (
        id INTEGER PRIMARY KEY, item INTEGER NOT NULL, target TEXT NOT NULL, journey TEXT, step TEXT, session INTEGER,
        method TEXT NOT NULL, probability REAL NOT NULL, evidence TEXT NOT NULL, accepted INTEGER NOT NULL) STRICT
    """,
    "CREATE INDEX link_item ON link(item)",
    "CREATE INDEX link_session ON link(session) WHERE session IS NOT NULL",
    """
    CREATE TABLE quarantine (
        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
        reason TEXT NOT NULL, raw TEXT NOT NULL) STRICT
    """,
    "CREATE INDEX quarantine_batch ON quarantine(batch)",
    """
    CREATE TABLE rollup (
        day INTEGER NOT NULL, step TEXT NOT NULL, friction TEXT NOT NULL, channel TEXT NOT NULL, language TEXT NOT NULL,
        source TEXT NOT NULL, items INTEGER NOT NULL, counts BLOB NOT NULL,
        PRIMARY KEY (day, step, friction, channel, language, source)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE alert_state (
        rule TEXT PRIMARY KEY, state TEXT NOT NULL, since INTEGER NOT NULL, value REAL, detail TEXT NOT NULL,
        updated_at INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE incident (
        id INTEGER PRIMARY KEY, rule TEXT NOT NULL, key TEXT NOT NULL UNIQUE, fired_at INTEGER NOT NULL,
        resolved_at INTEGER, severity INTEGER NOT NULL, value REAL, lim REAL, n INTEGER, message TEXT NOT NULL,
        acknowledged_at INTEGER, acknowledged_by TEXT, silenced_until INTEGER) STRICT
    """,
    """
    CREATE TABLE delivery (
        id INTEGER PRIMARY KEY, incident INTEGER NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL, target TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE, payload TEXT NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL,
        next_at INTEGER, sent_at INTEGER, error TEXT) STRICT
    """,
    "CREATE TABLE mark (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL) STRICT",
    """
    CREATE TABLE correction (
        id INTEGER PRIMARY KEY, verbatim INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
        from_code TEXT, to_code TEXT) STRICT
    """,
    """
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL) STRICT
    """,
    "CREATE TABLE journey (code TEXT PRIMARY KEY, labels TEXT NOT NULL, is_default INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE journey_step (
        journey TEXT NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, labels TEXT NOT NULL,
        PRIMARY KEY (journey, code)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE journey_map (
        journey TEXT NOT NULL, default_step TEXT NOT NULL, step TEXT NOT NULL,
        PRIMARY KEY (journey, default_step)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE revision (
        batch INTEGER NOT NULL, target TEXT NOT NULL, id INTEGER NOT NULL, payload TEXT NOT NULL,
        PRIMARY KEY (batch, target, id)) STRICT, WITHOUT ROWID
    """,
    // Answers, tags and the accepted step are packed into the rows they belong to: ten rows a response took three times as
    // long to write. These views unpack them.
    """
    CREATE VIEW answer AS
    SELECT i.id AS item, e.value ->> 0 AS question, e.value ->> 1 AS given, e.value ->> 2 AS value
    FROM item i, json_each(i.answers) e
    """,
    """
    CREATE VIEW annotation AS
    SELECT v.id AS verbatim, e.key AS seq, v.item, e.value ->> 0 AS kind, e.value ->> 1 AS code, e.value ->> 2 AS polarity,
        e.value ->> 3 AS score, e.value ->> 4 AS confidence, e.value ->> 5 AS severity, e.value ->> 6 AS span_start,
        e.value ->> 7 AS span_end, e.value ->> 8 AS rule
    FROM verbatim v, json_each(v.tags) e
    """,
    """
    CREATE VIEW v_items AS
    SELECT id, external_id, source, kind, channel, touchpoint,
        strftime('%Y-%m-%dT%H:%M:%SZ', created_at / 1000, 'unixepoch') AS created_at, date(day * 86400, 'unixepoch') AS day,
        respondent, language, country, city, device, browser, product, app_version, page_url, step, sentiment, segments,
        batch
    FROM item
    """,
    """
    CREATE VIEW v_frictions AS
    SELECT i.id AS item, i.external_id, i.source, date(i.day * 86400, 'unixepoch') AS day, i.step, i.channel, v.language,
        a.code, a.polarity, a.score, a.severity, substr(CAST(v.text AS BLOB), a.span_start + 1, a.span_end - a.span_start) AS quote,
        r.name AS rule
    FROM annotation a JOIN verbatim v ON v.id = a.verbatim JOIN item i ON i.id = a.item JOIN rule r ON r.id = a.rule
    WHERE a.kind = 'friction'
    """,
    """
    CREATE VIEW v_scores AS
    SELECT i.id AS item, i.external_id, i.source, date(i.day * 86400, 'unixepoch') AS day, i.step, i.channel, i.language,
        q.kind AS metric, q.field, q.text AS question, w.given, w.value,
        CASE WHEN q.direction = 'down' THEN q.scale_max - w.value * (q.scale_max - q.scale_min)
             ELSE q.scale_min + w.value * (q.scale_max - q.scale_min) END AS rating
    FROM answer w JOIN question q ON q.id = w.question JOIN item i ON i.id = w.item
    WHERE q.kind IN ('nps', 'csat', 'ces', 'rating')
    """,
    """
    CREATE VIEW v_links AS
    SELECT id AS item, external_id, source, 'step' AS target, step_journey AS journey, step, NULL AS session_id,
        NULL AS session_source, step_method AS method, step_probability AS probability, step_evidence AS evidence, 1 AS accepted
    FROM item WHERE step_journey IS NOT NULL
    UNION ALL
    SELECT i.id, i.external_id, i.source, l.target, l.journey, l.step, s.session_id, s.source, l.method, l.probability,
        l.evidence, l.accepted
    FROM link l JOIN item i ON i.id = l.item LEFT JOIN session s ON s.id = l.session
    """,
]
