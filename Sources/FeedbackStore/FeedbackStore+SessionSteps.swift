public import Feedback
import GRDB

extension FeedbackStore {
    /// Places the items that only their text places, or nothing, by the last pages of the session they are joined to.
    ///
    /// What the text said is kept as a link that is not accepted, and comes back when the session is taken away.
    ///
    /// - Parameters:
    ///   - after: only links added since the one with this id.
    ///   - step: finds the step of pages, the last seen first.
    /// - Returns: how many items were placed.
    @discardableResult
    public func placeBySessions(after: Int64 = 0, step: ([String]) -> StepLink?) throws -> Int {
        try write { db in
            let writer = try BatchWriter(db, batch: 0)
            let placed = try Self.placeBySessions(after: after, writer: writer, in: db, step: step)
            try writer.flush()
            try RollupSums.complete(in: db)
            return placed
        }
    }

    static func lastLink(in db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM link") ?? 0
    }

    static func placeBySessions(
        after: Int64, writer: BatchWriter, in db: Database, step: ([String]) -> StepLink?
    ) throws -> Int {
        var (placed, last) = (0, after)
        // Some thousands at a time: there may be millions, and placing one adds a link of its own.
        while true {
            let rows = try linksToPlace(after: last, in: db)
            guard let newest: Int64 = rows.last?[3] else { return placed }
            placed += try place(rows, writer: writer, in: db, step: step)
            last = newest
        }
    }

    private static func linksToPlace(after: Int64, in db: Database) throws -> [Row] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT i.id, l.session, i.created_at, l.id FROM link l JOIN item i ON i.id = l.item
                    WHERE l.id > ? AND l.target = 'session' AND l.accepted = 1
                        AND (i.step_method IS NULL OR i.step_method IN ('rule:friction', 'rule:cue'))
                    ORDER BY l.id LIMIT 5000
                    """), arguments: [after])
    }

    private static func place(
        _ rows: [Row], writer: BatchWriter, in db: Database, step: ([String]) -> StepLink?
    ) throws -> Int {
        let pages = try db.cachedStatement(
            sql: """
                SELECT page FROM session_event WHERE session = ? AND page IS NOT NULL AND at <= ?
                ORDER BY seq DESC LIMIT 5
                """)
        var placed = 0
        for row in rows {
            // Clocks differ a little between a survey and a tracker.
            let moment: Int64 = (row[2] as Int64?).map { $0 + 60_000 } ?? .max
            guard let link = step(try String.fetchAll(pages, arguments: [row[1], moment])) else { continue }
            let stored = try StoredItem.load(id: row[0], in: db)
            if let old = stored.analysed.stepLink { try keep(old, of: stored.id, in: db) }
            try writer.move(stored, to: StoredStepLink(link), in: db)
            placed += 1
        }
        return placed
    }

    private static func keep(_ link: StoredStepLink, of item: Int64, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO link (item, target, journey, step, method, probability, evidence, accepted)
                VALUES (?, 'step', ?, ?, ?, ?, ?, 0)
                """
        ).execute(arguments: [item, link.journey, link.step, link.method, link.probability, link.evidence])
    }

    /// Gives the items whose session is gone the step their text said.
    static func restoreSteps(writer: BatchWriter, in db: Database) throws {
        let orphans = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM item i WHERE step_method = 'rule:session' AND NOT EXISTS (
                    SELECT 1 FROM link l WHERE l.item = i.id AND l.target = 'session' AND l.accepted = 1)
                """)
        for id in orphans {
            let kept = try Row.fetchOne(
                db,
                sql: """
                    SELECT journey, step, method, probability, evidence FROM link
                    WHERE item = ? AND target = 'step' AND accepted = 0 ORDER BY id DESC LIMIT 1
                    """, arguments: [id])
            let link = kept.map {
                StoredStepLink(journey: $0[0], step: $0[1], method: $0[2], probability: $0[3], evidence: $0[4])
            }
            try writer.move(try StoredItem.load(id: id, in: db), to: link, in: db)
            try db.execute(sql: "DELETE FROM link WHERE item = ? AND target = 'step' AND accepted = 0", arguments: [id])
        }
    }
}
