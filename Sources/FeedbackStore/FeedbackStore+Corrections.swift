import Feedback
import Foundation
import GRDB

/// `item` is what a correction is found by when its item is written anew.
let correctionColumns = [
    "ALTER TABLE correction ADD COLUMN item INTEGER", "ALTER TABLE correction ADD COLUMN severity INTEGER",
]

extension FeedbackStore {
    /// Puts what a person says in the place of what the analyser read: in the text's tags, the item's step, the index of
    /// tags and the daily counts. It stays when the item is imported again, as long as its text does.
    ///
    /// - Parameters:
    ///   - text: which of the item's texts, from 0; `nil` for the only one, or for those that carry what is taken away.
    ///   - changes: steps are of the default journey.
    /// - Returns: what changed; nothing when the item says so already.
    /// - Throws: ``StoreError/noSuchItem(_:)``, ``StoreError/noSuchText(_:count:)``.
    @discardableResult
    public func correct(
        _ name: String, text: Int? = nil, _ changes: [TagChange], now: Int64
    ) throws -> [StoredCorrection] {
        let id = try item(name).id
        return try write { db in
            let writer = try BatchWriter(db, batch: 0)
            let who = Audit.user
            var made: [StoredCorrection] = []
            for change in changes {
                var stored = try StoredItem.load(id: id, in: db)
                made += try Self.apply(change, text, who: who, at: now, to: &stored, writer, in: db)
            }
            try writer.flush()
            try RollupSums.settle(in: db)
            if !made.isEmpty { try Audit.add("correct", detail: "item \(id): \(made.count)", now: now, in: db) }
            return made
        }
    }

    /// Every correction, the oldest first.
    public func corrections() throws -> [StoredCorrection] {
        try read { db in try StoredCorrection.fetch("", [], in: db) }
    }

    private static func apply(
        _ change: TagChange, _ text: Int?, who: String, at: Int64, to stored: inout StoredItem,
        _ writer: BatchWriter, in db: Database
    ) throws -> [StoredCorrection] {
        let before = stored
        var made: [(text: Int?, change: TagChange)] = []
        if change.kind == .step {
            let old = stored.analysed.stepLink?.step
            guard old != change.to else { return [] }
            stored.analysed.stepLink = try correctedStep(change.to, who: who, in: db)
            made = [(nil, TagChange(kind: .step, from: old, to: change.to))]
        } else {
            for index in try texts(of: stored, for: change, text) {
                guard let done = change.apply(to: &stored.analysed.verbatims[index]) else { continue }
                stored.analysed.verbatims[index].needsReview = false
                made.append((index, done))
            }
        }
        guard !made.isEmpty else { return [] }
        try writer.rewrite(before, as: stored.analysed, in: db)
        return try made.map { text, change in
            let correction = StoredCorrection(
                item: stored.id, externalID: stored.analysed.item.externalID,
                field: text.map { stored.analysed.verbatims[$0].verbatim.field },
                text: text.map { stored.analysed.verbatims[$0].verbatim.text }, at: at, who: who, change: change)
            try correction.save(text: text, in: db)
            return correction
        }
    }

    /// The texts a change is of.
    private static func texts(of stored: StoredItem, for change: TagChange, _ text: Int?) throws -> [Int] {
        let texts = stored.analysed.verbatims
        if let text {
            guard texts.indices.contains(text) else { throw StoreError.noSuchText(stored.id, count: texts.count) }
            return [text]
        }
        if let from = change.from, change.kind != .sentiment {
            return texts.indices.filter { index in
                texts[index].annotations.contains { $0.kind == change.kind && $0.code == from }
            }
        }
        guard texts.count == 1 else { throw StoreError.noSuchText(stored.id, count: texts.count) }
        return [0]
    }
}

extension StoredCorrection {
    /// - Parameter condition: what follows `WHERE`, with `AND`.
    static func fetch(_ condition: String, _ arguments: StatementArguments, in db: Database) throws
        -> [StoredCorrection]
    {
        let statement = try db.cachedStatement(
            sql: """
                SELECT c.item, i.external_id, v.field, v.text, c.at, c.who, c.kind, c.from_code, c.to_code, c.severity
                FROM correction c JOIN item i ON i.id = c.item LEFT JOIN verbatim v ON v.id = c.verbatim
                WHERE 1 \(condition) ORDER BY c.id
                """)
        return try Row.fetchAll(statement, arguments: arguments).compactMap { row in
            guard let kind = AnnotationKind(rawValue: row[6]) else { return nil }
            return StoredCorrection(
                item: row[0], externalID: row[1], field: row[2], text: row[3], at: row[4], who: row[5],
                change: TagChange(kind: kind, from: row[7], to: row[8], severity: row[9] ?? 0))
        }
    }

    /// - Parameter text: which of its item's texts.
    fileprivate func save(text: Int?, in db: Database) throws {
        let verbatim = try text.flatMap { text in
            try Int64.fetchOne(
                db, sql: "SELECT id FROM verbatim WHERE item = ? ORDER BY id LIMIT 1 OFFSET ?", arguments: [item, text])
        }
        try db.execute(
            sql: """
                INSERT INTO correction (verbatim, at, who, kind, from_code, to_code, item, severity)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                verbatim ?? 0, at, who, change.kind.rawValue, change.from, change.to, item, change.severity,
            ])
    }
}

private func correctedStep(_ step: String?, who: String, in db: Database) throws -> StoredStepLink? {
    guard let step else { return nil }
    let journey = try String.fetchOne(db, sql: "SELECT code FROM journey WHERE is_default = 1") ?? ""
    return StoredStepLink(journey: journey, step: step, method: "corrected", probability: 1, evidence: who)
}

extension BatchWriter {
    /// Writes an item whose texts' tags, step or sentiment a person changed; its texts, links and id stay.
    func rewrite(_ stored: StoredItem, as changed: AnalysedItem, in db: Database) throws {
        try flushTags()
        let packed = try count(stored.analysed, becoming: changed, id: stored.id)
        let ids = try Int64.fetchAll(
            db, sql: "SELECT id FROM verbatim WHERE item = ? ORDER BY id", arguments: [stored.id])
        for (text, id) in ids.enumerated() {
            try deleteTags(stored.analysed.verbatims[text].annotations.map { ($0.code, $0.score) }, of: id, in: db)
            try updateTags(of: packed, text: text, id: id, item: stored.id)
        }
        try db.cachedStatement(sql: "UPDATE item SET sentiment = ? WHERE id = ?")
            .execute(arguments: [changed.sentiment, stored.id])
        if changed.stepLink != stored.analysed.stepLink { try writeStep(changed.stepLink, of: stored.id, in: db) }
    }

    /// What people said of an item, to be said again once it is written anew.
    func corrections(of item: Int64, in db: Database) throws -> [StoredCorrection] {
        try StoredCorrection.fetch("AND c.item = ?", [item], in: db)
    }

    /// Puts corrections of an item that was written anew back where their text still stands.
    func restore(_ corrections: [StoredCorrection], in db: Database) throws {
        for correction in corrections {
            var stored = try StoredItem.load(id: correction.item, in: db)
            let before = stored
            var text: Int?
            if correction.change.kind == .step {
                stored.analysed.stepLink = try correctedStep(correction.change.to, who: correction.who, in: db)
            } else {
                text = stored.analysed.verbatims.firstIndex {
                    $0.verbatim.field == correction.field && $0.verbatim.text == correction.text
                }
                guard let text else { continue }
                _ = correction.change.apply(to: &stored.analysed.verbatims[text])
                stored.analysed.verbatims[text].needsReview = false
            }
            try rewrite(before, as: stored.analysed, in: db)
            try correction.save(text: text, in: db)
        }
    }
}
