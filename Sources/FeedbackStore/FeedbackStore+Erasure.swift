public import Feedback
import Foundation
import GRDB

/// Whose data is meant.
public enum DataSubject: Hashable, Sendable {
    /// By pseudonym.
    case respondent(String)
    /// One item, by our id or its source's: for texts that name somebody whose pseudonym is not known.
    case item(String)
}

/// What was erased, or would be.
public struct ErasureReport: Hashable, Sendable, Codable {
    public var items = 0
    public var sessions = 0
    /// Rows put aside, by retention only: nothing in them says whose they are.
    public var quarantined = 0
    /// Versions kept so that an import could be taken back.
    public var revisions = 0
    /// Alert messages that quoted what was erased.
    public var messages = 0
    /// Networks of IP addresses, by retention only: those the workspace does not allow any more.
    public var networks = 0

    public init() {}

    public var isEmpty: Bool { self == ErasureReport() }
}

extension FeedbackStore {
    /// Erases everything of one person, and keeps an import from bringing it back.
    ///
    /// Goes: their items with texts, tags, answers, links, corrections and earlier versions; the visits known to be theirs;
    /// what alert messages quote of them. The daily counts are lowered. Stays: pseudonyms and ids of what went, so that an
    /// old export does not bring them back, and a line in the audit trail. Call ``wipe()`` afterwards.
    ///
    /// - Parameter isRehearsal: count only.
    public func erase(_ subject: DataSubject, isRehearsal: Bool = false, now: Int64) throws -> ErasureReport {
        try write { db in
            let scope = try ErasureScope(subject, in: db)
            guard !isRehearsal else { return scope.report }
            var report = scope.report
            report.messages = try Self.redactMessages(quoting: try scope.texts(in: db), in: db)
            try scope.keepAway(now: now, in: db)
            report.revisions = try Self.delete(items: scope.items, sessions: scope.sessions, in: db)
            // What no import wrote an item or a visit for: orders, and what was worked out from them.
            for table in ["purchase", "customer", "membership"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE respondent = ?", arguments: [scope.name])
            }
            try Audit.add("erase", detail: try Self.detail(report, ["subject": scope.name]), now: now, in: db)
            return report
        }
    }

    /// Erases what is older than a moment: items by when they were written (else imported), visits, rows put aside, messages.
    ///
    /// Works in pieces, each a transaction: cut off, it goes on when run again. Call ``wipe()`` afterwards.
    ///
    /// - Parameters:
    ///   - source: only this one; all when `nil`.
    ///   - except: sources with a period of their own.
    public func purge(
        before moment: Int64, source: String?, except: [String] = [], isRehearsal: Bool = false, now: Int64
    ) throws -> ErasureReport {
        var report = ErasureReport()
        let condition = RetentionCondition(moment: moment, source: source, except: except)
        guard !isRehearsal else { return try read { db in try condition.count(in: db) } }
        while true {
            let piece = try write { db in try Self.purgePiece(condition, in: db) }
            guard piece.items + piece.sessions > 0 else { break }
            report.items += piece.items
            report.sessions += piece.sessions
            report.revisions += piece.revisions
        }
        return try write { db in
            report.quarantined = try condition.deleteQuarantine(in: db)
            if source == nil { report.messages = try condition.deleteMessages(in: db) }
            let names = ["before": "\(moment)", "source": source ?? "*"]
            try Audit.add("retention", detail: try Self.detail(report, names), now: now, in: db)
            return report
        }
    }

    /// Rewrites the file so that nothing erased is left in its bytes, full-text index and write-ahead log included.
    ///
    /// SQLite only marks what is deleted as free, and the full-text index keeps words until its pieces are merged. Takes time
    /// and free space of the size of the store.
    ///
    /// - Throws: ``StoreError/notWiped(path:)`` when another process reads the store all the while.
    public func wipe() throws {
        try writeWithoutTransaction { db in
            try db.execute(sql: "INSERT INTO verbatim_fts (verbatim_fts) VALUES ('rebuild')")
            try db.execute(sql: "VACUUM")
            for attempt in 0..<40 {
                if attempt > 0 { Thread.sleep(forTimeInterval: 0.25) }
                let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                if let busy: Int = row?[0], busy == 0 { return }
            }
            throw StoreError.notWiped(path: path)
        }
    }

    /// What imports leave out: pseudonyms, `s_` and the ids of visits, `k_` and the keys of items.
    public func erasedNames() throws -> Set<String> {
        try read { db in Set(try String.fetchAll(db, sql: "SELECT respondent FROM erasure")) }
    }

    /// Everything stored of one respondent.
    public func everything(of respondent: String) throws -> (items: [StoredItem], sessions: [Session]) {
        try read { db in
            let scope = try ErasureScope(.respondent(respondent), in: db)
            return (
                try scope.items.map { try StoredItem.load(id: $0, in: db) },
                try scope.sessions.map { try StoredSession.load($0, in: db).session }
            )
        }
    }

    /// Notes in the audit trail what somebody did.
    public func audit(_ action: String, _ detail: [String: String], now: Int64) throws {
        try write { db in
            try Audit.add(action, detail: try Self.detail(nil, detail), now: now, in: db)
        }
    }

    /// The audit trail, the oldest first.
    public func auditTrail() throws -> [AuditRow] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT at, who, action, detail FROM audit ORDER BY id").map {
                AuditRow(at: Timestamp(milliseconds: $0[0]).iso8601, who: $0[1], action: $0[2], detail: $0[3])
            }
        }
    }

    // MARK: Deleting

    private static func purgePiece(_ condition: RetentionCondition, in db: Database) throws -> ErasureReport {
        var report = ErasureReport()
        let (items, sessions) = try condition.piece(in: db)
        (report.items, report.sessions) = (items.count, sessions.count)
        report.revisions = try delete(items: items, sessions: sessions, in: db)
        return report
    }

    /// - Returns: how many kept versions went with them.
    private static func delete(items: [Int64], sessions: [Int64], in db: Database) throws -> Int {
        let writer = try BatchWriter(db, batch: 0)
        for item in items { try writer.delete(try StoredItem.load(id: item, in: db), in: db) }
        try writer.flush()
        try RollupSums.settle(in: db)
        for session in sessions { try StoredSession.delete(session, in: db) }
        var revisions = 0
        let forget = try db.cachedStatement(sql: "DELETE FROM revision WHERE target = ? AND id = ?")
        for (target, ids) in [("item", items), ("session", sessions)] {
            for id in ids {
                try forget.execute(arguments: [target, id])
                revisions += db.changesCount
            }
        }
        return revisions
    }

    /// Takes what messages quote of these texts out of them.
    private static func redactMessages(quoting texts: [String], in db: Database) throws -> Int {
        let redactor = QuoteRedactor(texts: texts)
        var messages = 0
        for (table, column) in [("incident", "message"), ("delivery", "payload")] {
            for row in try Row.fetchAll(db, sql: "SELECT id, \(column) FROM \(table)") {
                guard let redacted = redactor.redacted(row[1]) else { continue }
                messages += 1
                try db.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE id = ?", arguments: [redacted, row[0] as Int64])
            }
        }
        return messages
    }

    private static func detail(_ report: ErasureReport?, _ names: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(AuditDetail(names: names, counts: report)), as: UTF8.self)
    }

    private struct AuditDetail: Encodable {
        var names: [String: String]
        var counts: ErasureReport?
    }
}

/// One line of the audit trail.
public struct AuditRow: Hashable, Sendable, Codable {
    /// ISO 8601, UTC.
    public var at: String
    public var who: String
    public var action: String
    /// JSON, without personal data.
    public var detail: String
}

/// The rows that are one person's.
private struct ErasureScope {
    /// The pseudonym, or the item's number.
    var name: String
    var items: [Int64]
    var sessions: [Int64]
    private var tombstones: [String]

    init(_ subject: DataSubject, in db: Database) throws {
        switch subject {
        case .respondent(let pseudonym):
            name = pseudonym
            items = try Int64.fetchAll(
                db, sql: "SELECT id FROM item WHERE respondent = ? ORDER BY id", arguments: [pseudonym])
            sessions = try Self.sessions(of: pseudonym, items: items, in: db)
            tombstones = [pseudonym]
            for session in sessions {
                let id = try String.fetchOne(
                    db, sql: "SELECT session_id FROM session WHERE id = ?", arguments: [session])
                if let id { tombstones.append("s_\(id)") }
            }
        case .item(let text):
            let id = try Self.item(text, in: db)
            (name, items, sessions) = ("#\(id)", [id], [])
            let key = try Data.fetchOne(db, sql: "SELECT natural_key FROM item WHERE id = ?", arguments: [id])
            tombstones = [NaturalKey(digest: key ?? Data()).tombstone]
        }
    }

    private static func item(_ text: String, in db: Database) throws -> Int64 {
        let sql = "SELECT id FROM item WHERE id = ?1 OR external_id = ?2 ORDER BY id = ?1 DESC, id LIMIT 1"
        guard let id = try Int64.fetchOne(db, sql: sql, arguments: [Int64(text) ?? -1, text]) else {
            throw StoreError.noSuchItem(text)
        }
        return id
    }

    /// Visits of the respondent, those their items belong to by an exact key, and others of the same visitor.
    private static func sessions(of pseudonym: String, items: [Int64], in db: Database) throws -> [Int64] {
        var ids = Set(
            try Int64.fetchAll(db, sql: "SELECT id FROM session WHERE respondent = ?", arguments: [pseudonym]))
        var visitors = Set<String>()
        for item in items {
            ids.formUnion(
                try Int64.fetchAll(
                    db,
                    sql: """
                        SELECT session FROM link
                        WHERE item = ? AND session IS NOT NULL AND accepted = 1 AND method LIKE 'exact:%'
                        """,
                    arguments: [item]))
            if let visitor = try String.fetchOne(
                db, sql: "SELECT visitor_key FROM item WHERE id = ?", arguments: [item])
            {
                visitors.insert(visitor)
            }
        }
        for id in ids {
            let sql = "SELECT visitor_key FROM session WHERE id = ?"
            if let visitor = try String.fetchOne(db, sql: sql, arguments: [id]) { visitors.insert(visitor) }
        }
        for visitor in visitors {
            ids.formUnion(
                try Int64.fetchAll(db, sql: "SELECT id FROM session WHERE visitor_key = ?", arguments: [visitor]))
        }
        return ids.sorted()
    }

    var report: ErasureReport {
        var report = ErasureReport()
        (report.items, report.sessions) = (items.count, sessions.count)
        return report
    }

    func texts(in db: Database) throws -> [String] {
        try items.flatMap { item in
            try String.fetchAll(db, sql: "SELECT text FROM verbatim WHERE item = ?", arguments: [item])
        }
    }

    func keepAway(now: Int64, in db: Database) throws {
        for tombstone in tombstones {
            try db.execute(
                sql: "INSERT OR IGNORE INTO erasure (respondent, at) VALUES (?, ?)", arguments: [tombstone, now])
        }
    }
}

/// What is too old.
private struct RetentionCondition {
    static let pieceSize = 2_000

    var moment: Int64
    var source: String?
    var except: [String]

    private func condition(on table: String, _ when: String) -> (sql: String, arguments: StatementArguments) {
        var (sql, arguments) = ("\(when) < ?", StatementArguments([moment]))
        if let source {
            sql += " AND \(table).source = ?"
            arguments += [source]
        }
        for name in except {
            sql += " AND \(table).source <> ?"
            arguments += [name]
        }
        return (sql, arguments)
    }

    private var items: (sql: String, arguments: StatementArguments) {
        condition(
            on: "item", "coalesce(item.created_at, (SELECT started_at FROM batch WHERE batch.id = item.batch))")
    }

    private var sessions: (sql: String, arguments: StatementArguments) { condition(on: "session", "session.ended_at") }

    private var batches: (sql: String, arguments: StatementArguments) { condition(on: "batch", "batch.started_at") }

    func count(in db: Database) throws -> ErasureReport {
        var report = ErasureReport()
        report.items =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM item WHERE \(items.sql)", arguments: items.arguments) ?? 0
        report.sessions =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM session WHERE \(sessions.sql)", arguments: sessions.arguments) ?? 0
        report.quarantined =
            try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM quarantine WHERE batch IN (SELECT id FROM batch WHERE \(batches.sql))",
                arguments: batches.arguments) ?? 0
        return report
    }

    func piece(in db: Database) throws -> (items: [Int64], sessions: [Int64]) {
        (
            try Int64.fetchAll(
                db, sql: "SELECT id FROM item WHERE \(items.sql) LIMIT \(Self.pieceSize)", arguments: items.arguments),
            try Int64.fetchAll(
                db, sql: "SELECT id FROM session WHERE \(sessions.sql) LIMIT \(Self.pieceSize)",
                arguments: sessions.arguments)
        )
    }

    func deleteQuarantine(in db: Database) throws -> Int {
        try db.execute(
            sql: "DELETE FROM quarantine WHERE batch IN (SELECT id FROM batch WHERE \(batches.sql))",
            arguments: batches.arguments)
        let rows = db.changesCount
        try db.execute(
            sql: "DELETE FROM revision WHERE batch IN (SELECT id FROM batch WHERE \(batches.sql))",
            arguments: batches.arguments)
        return rows
    }

    /// Messages of incidents that are over quote customers too.
    func deleteMessages(in db: Database) throws -> Int {
        let old = "SELECT id FROM incident WHERE resolved_at < ?"
        try db.execute(sql: "DELETE FROM delivery WHERE incident IN (\(old))", arguments: [moment])
        let messages = db.changesCount
        try db.execute(sql: "DELETE FROM incident WHERE resolved_at < ?", arguments: [moment])
        return messages
    }
}
