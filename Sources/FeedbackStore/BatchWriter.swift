import Feedback
import Foundation
package import GRDB

/// What storing one item did.
public enum StoreOutcome: Sendable {
    case new, updated, duplicate
}

/// Writes one import's items, sessions and quarantined rows, with their rollups, inside the caller's transactions.
///
/// One writer serves a whole import; it is used on the store's own queue only.
package final class BatchWriter {
    private let batch: Int64
    private let statements: WriterStatements
    private var ids: NameIDs
    private var rollups = RollupAccumulator()
    /// The names of the items the reader packed, and of those packed here.
    private let readNames = PackedNames()
    private let ownNames = PackedNames()
    private var packer = Packer()
    private var tags: [PendingTag] = []

    /// A tag waiting for its place in the index, which costs less when a whole transaction's come in order.
    private struct PendingTag {
        var code: Int32
        var tenths: Int32
        var verbatim: Int64
        var item: Int64
    }

    package init(_ db: Database, batch: Int64) throws {
        self.batch = batch
        statements = try WriterStatements(db)
        ids = try NameIDs(db)
    }

    /// Stores an item that the reader packed: inserts it, updates the one with the same natural key in place, or leaves an
    /// equal one alone.
    package func store(_ prepared: PreparedItem, in db: Database) throws -> StoreOutcome {
        if let names = prepared.names { try readNames.learn(names, &ids, &rollups, statements) }
        return try store(prepared, readNames, in: db)
    }

    package func store(_ analysed: AnalysedItem, in db: Database) throws -> StoreOutcome {
        try store(try pack(analysed), ownNames, in: db)
    }

    private func pack(_ analysed: AnalysedItem) throws -> PreparedItem {
        let prepared = packer.pack(analysed)
        if let names = prepared.names { try ownNames.learn(names, &ids, &rollups, statements) }
        return prepared
    }

    private func store(_ prepared: PreparedItem, _ names: PackedNames, in db: Database) throws -> StoreOutcome {
        bind(prepared, names, to: statements.insertItem, id: nil, batch: batch)
        try statements.insertItem.run()
        if statements.insertItem.changes == 1 {
            try insertTexts(of: prepared, names, item: statements.insertItem.lastInsertedRowID)
            count(prepared, names)
            return .new
        }
        statements.findItem.bind(prepared.key)
        guard let (id, hash) = try statements.findItem.firstPair() else { return .duplicate }
        if hash == prepared.contentHash { return .duplicate }
        let old = try StoredItem.load(id: id, in: db)
        try saveRevision(of: "item", id: id, payload: old, in: db)
        try delete(old, in: db)
        try insert(prepared, names, id: id, batch: old.batch)
        return .updated
    }

    /// Inserts an item under the id it had.
    package func insert(_ stored: StoredItem) throws {
        try insert(try pack(stored.analysed), ownNames, id: stored.id, batch: stored.batch)
    }

    private func insert(_ prepared: PreparedItem, _ names: PackedNames, id: Int64, batch: Int64) throws {
        bind(prepared, names, to: statements.insertItem, id: id, batch: batch)
        try statements.insertItem.run()
        try insertTexts(of: prepared, names, item: id)
        count(prepared, names)
    }

    /// Takes an item out of the store and out of the daily counts.
    package func delete(_ stored: StoredItem, in db: Database) throws {
        try flushTags()
        count(try pack(stored.analysed), ownNames, sign: -1)
        try deleteParts(of: stored.id, in: db)
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [stored.id])
    }

    private func count(_ prepared: PreparedItem, _ names: PackedNames, sign: Int = 1) {
        let counted = prepared.rollups
        let cells = counted.span
        for index in cells.indices {
            rollups.add(
                cells[index].counts, day: cells[index].day, place: names.places[Int(cells[index].place)], sign: sign)
        }
    }

    /// Moves an item to another step, in its row and in the daily counts; its texts, tags and links stay as they are.
    func move(_ stored: StoredItem, to link: StoredStepLink?, in db: Database) throws {
        var moved = stored.analysed
        moved.stepLink = link
        count(try pack(stored.analysed), ownNames, sign: -1)
        count(try pack(moved), ownNames)
        try db.cachedStatement(
            sql: """
                UPDATE item SET step = ?, step_journey = ?, step_method = ?, step_probability = ?, step_evidence = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            link?.step, link?.journey, link?.method, link?.probability, link?.evidence, stored.id,
        ])
    }

    /// Keeps what an update replaces, so that the batch can be undone. The first version in a batch wins.
    package func saveRevision(of target: String, id: Int64, payload: some Encodable, in db: Database) throws {
        let json = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO revision (batch, target, id, payload) VALUES (?, ?, ?, ?)")
            .execute(arguments: [batch, target, id, json])
    }

    /// Writes what waited for the end of the transaction: the index of tags and the daily counts. Call it before each commit.
    package func flush() throws {
        try flushTags()
        try rollups.drain { day, place, counts in
            statements.bind(day, place, to: statements.findRollup)
            var counts = counts
            if let stored = try statements.findRollup.firstBlob(RollupCounts.init(packed:)) { counts.add(stored) }
            let write = statements.writeRollup
            statements.bind(day, place, to: write)
            write.bind(counts.items)
            write.bind(blob: counts.packed)
            try write.run()
        }
    }

    private func flushTags() throws {
        guard !tags.isEmpty else { return }
        let ranks = ids.codeRanks
        tags.sort { left, right in
            if left.code != right.code { return ranks[Int(left.code)] < ranks[Int(right.code)] }
            return left.tenths == right.tenths ? left.verbatim < right.verbatim : left.tenths < right.tenths
        }
        let insert = statements.insertTag
        for tag in tags {
            insert.bind(ids.codes[Int(tag.code)])
            insert.bind(Int64(tag.tenths))
            insert.bind(tag.verbatim)
            insert.bind(tag.item)
            try insert.run()
        }
        tags.removeAll(keepingCapacity: true)
    }
}

extension BatchWriter {
    private func bind(
        _ prepared: PreparedItem, _ names: PackedNames, to statement: RawStatement, id: Int64?, batch: Int64
    ) {
        bind(prepared.item, of: prepared, names, to: statement, id: id, batch: batch)
    }

    private func bind(
        _ item: borrowing FeedbackItem, of prepared: PreparedItem, _ names: PackedNames, to statement: RawStatement,
        id: Int64?, batch: Int64
    ) {
        statement.bind(id)
        statement.bind(batch)
        statement.bind(prepared.key)
        statement.bind(prepared.contentHash)
        statement.bind(item.source)
        statement.bind(item.externalID)
        statement.bind(item.kind.rawValue)
        statement.bind(item.channel)
        statement.bind(item.touchpoint)
        statement.bind(item.createdAt?.milliseconds)
        statement.bind(item.createdAt?.offsetMinutes.map(Int64.init))
        statement.bind((item.createdAt?.localDayNumber).map(Int64.init))
        statement.bind(item.respondent)
        statement.bind(prepared.language)
        statement.bind(item.declaredLanguage)
        statement.bind(item.country)
        statement.bind(item.city)
        statement.bind(item.device)
        statement.bind(item.browser)
        statement.bind(item.product)
        statement.bind(item.appVersion)
        statement.bind(item.pageURL)
        statement.bind(item.sessionID)
        statement.bind(item.visitorID)
        statement.bind(item.orderID)
        statement.bind(item.replayURL)
        statement.bind(item.consent.map { Int64($0 ? 1 : 0) })
        bind(prepared.step, names, to: statement)
        statement.bind(prepared.sentiment)
        statement.bind(prepared.segments)
        statement.bind(packed: prepared.answers, names.questions)
    }

    private func bind(_ step: PackedStep?, _ names: PackedNames, to statement: RawStatement) {
        guard let step else {
            for _ in 0..<5 { statement.bindNull() }
            return
        }
        statement.bind(step.step)
        statement.bind(names.texts[Int(step.journey)])
        statement.bind(names.texts[Int(step.method)])
        statement.bind(step.probability)
        statement.bind(names.texts[Int(step.evidence)])
    }

    private func insertTexts(of prepared: PreparedItem, _ names: PackedNames, item: Int64) throws {
        // Through a span a member is read where it stands; an element taken out of the array would be copied.
        let written = prepared.texts
        let texts = written.span
        for index in texts.indices { try insert(texts, at: index, names, item: item) }
    }

    private func insert(_ texts: Span<PackedText>, at index: Int, _ names: PackedNames, item: Int64) throws {
        let statement = statements.insertVerbatim
        statement.bind(item)
        statement.bind(names.texts[Int(texts[index].field)])
        let question = texts[index].question
        if question >= 0 { statement.bind(names.texts[Int(question)]) } else { statement.bindNull() }
        statement.bind(texts[index].text)
        statement.bind(texts[index].language.rawValue)
        statement.bind(texts[index].languageConfidence)
        statement.bind(texts[index].needsReview ? 1 : 0)
        statement.bind(packed: texts[index].tags, names.rules)
        try statement.run()
        let id = statement.lastInsertedRowID
        statements.indexVerbatim.bind(id)
        statements.indexVerbatim.bind(texts[index].text)
        try statements.indexVerbatim.run()
        for tag in texts[index].indexed {
            tags.append(PendingTag(code: names.codes[Int(tag.code)], tenths: tag.tenths, verbatim: id, item: item))
        }
    }

    private func deleteParts(of item: Int64, in db: Database) throws {
        let verbatims = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, text, tags FROM verbatim WHERE item = ?"), arguments: [item])
        for row in verbatims {
            let (verbatim, text): (Int64, String) = (row[0], row[1])
            try db.cachedStatement(sql: "INSERT INTO verbatim_fts (verbatim_fts, rowid, text) VALUES ('delete', ?, ?)")
                .execute(arguments: [verbatim, text])
            for tag in storedTags(row[2]) {
                try db.cachedStatement(sql: "DELETE FROM tag WHERE code = ? AND tenths = ? AND verbatim = ?")
                    .execute(arguments: [tag.code, Int(tag.score * 10), verbatim])
            }
            try db.cachedStatement(sql: "DELETE FROM correction WHERE verbatim = ?").execute(arguments: [verbatim])
        }
        for table in ["verbatim", "link"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE item = ?").execute(arguments: [item])
        }
    }
}
