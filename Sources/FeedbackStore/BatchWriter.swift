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
    private var questions: QuestionIDs
    private var rules: RuleIDs
    private var rollups = RollupAccumulator()

    package init(_ db: Database, batch: Int64) throws {
        self.batch = batch
        statements = try WriterStatements(db)
        questions = try QuestionIDs(db)
        rules = try RuleIDs(db)
    }

    /// Stores an item: inserts it, updates the one with the same natural key in place, or leaves an equal one alone.
    package func store(_ prepared: PreparedItem, in db: Database) throws -> StoreOutcome {
        bindItem(prepared, to: statements.insertItem, id: nil, batch: batch)
        try statements.insertItem.run()
        if statements.insertItem.changes == 1 {
            try insertParts(of: prepared, id: statements.insertItem.lastInsertedRowID)
            rollups.add(prepared)
            return .new
        }
        statements.findItem.bind(prepared.analysed.key)
        guard let (id, hash) = try statements.findItem.firstPair() else { return .duplicate }
        if hash == prepared.analysed.contentHash { return .duplicate }
        try update(prepared, id: id, in: db)
        return .updated
    }

    private func update(_ prepared: PreparedItem, id: Int64, in db: Database) throws {
        let old = try StoredItem.load(id: id, in: db)
        try saveRevision(of: "item", id: id, payload: old, in: db)
        rollups.add(PreparedItem(old.analysed), sign: -1)
        try deleteItemParts(id: id, in: db)
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [id])
        try insert(prepared, id: id, batch: old.batch)
    }

    /// Inserts an item under the id it had.
    package func insert(_ stored: StoredItem) throws {
        try insert(PreparedItem(stored.analysed), id: stored.id, batch: stored.batch)
    }

    private func insert(_ prepared: PreparedItem, id: Int64, batch: Int64) throws {
        bindItem(prepared, to: statements.insertItem, id: id, batch: batch)
        try statements.insertItem.run()
        try insertParts(of: prepared, id: id)
        rollups.add(prepared)
    }

    /// Takes an item out of the store and out of the rollups.
    package func delete(_ stored: StoredItem, in db: Database) throws {
        rollups.add(PreparedItem(stored.analysed), sign: -1)
        try deleteItemParts(id: stored.id, in: db)
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [stored.id])
    }

    /// Keeps what an update replaces, so that the batch can be undone. The first version in a batch wins.
    package func saveRevision(of target: String, id: Int64, payload: some Encodable, in db: Database) throws {
        let json = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO revision (batch, target, id, payload) VALUES (?, ?, ?, ?)")
            .execute(arguments: [batch, target, id, json])
    }

    /// Adds what the transaction changed to the daily counts. Call it before each commit.
    package func flushRollups(in db: Database) throws {
        guard !rollups.cells.isEmpty else { return }
        // In the table's order: neighbouring cells stand on the same pages.
        for (key, counts) in rollups.sortedCells {
            statements.addRollup.bind(key.day)
            statements.addRollup.bind(key.step)
            statements.addRollup.bind(key.friction)
            statements.addRollup.bind(key.channel)
            statements.addRollup.bind(key.language)
            statements.addRollup.bind(key.source)
            statements.addRollup.bind(counts)
            try statements.addRollup.run()
        }
        rollups.removeAll()
    }
}

extension BatchWriter {
    private func bindItem(_ prepared: PreparedItem, to statement: RawStatement, id: Int64?, batch: Int64) {
        bind(prepared.analysed.item, of: prepared, to: statement, id: id, batch: batch)
    }

    private func bind(
        _ item: borrowing FeedbackItem, of prepared: PreparedItem, to statement: RawStatement, id: Int64?, batch: Int64
    ) {
        statement.bind(id)
        statement.bind(batch)
        statement.bind(prepared.analysed.key)
        statement.bind(prepared.analysed.contentHash)
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
        statement.bind(prepared.analysed.stepLink?.step)
        statement.bind(prepared.sentiment)
        statement.bind(prepared.segments)
    }

    private func insertParts(of prepared: PreparedItem, id: Int64) throws {
        try insert(prepared.analysed.item.answers, source: prepared.analysed.item.source, item: id)
        let texts = prepared.analysed.verbatims
        let verbatims = texts.span
        for index in verbatims.indices { try insert(verbatims, at: index, item: id) }
        if let link = prepared.analysed.stepLink {
            statements.insertStepLink.bind(id)
            statements.insertStepLink.bind(link.journey)
            statements.insertStepLink.bind(link.step)
            statements.insertStepLink.bind(link.method)
            statements.insertStepLink.bind(link.probability)
            statements.insertStepLink.bind(link.evidence)
            try statements.insertStepLink.run()
        }
    }

    private func insert(_ answers: [Answer], source: String, item: Int64) throws {
        // Through a span a member is read where it stands; an element taken out of the array would be copied with all its texts.
        let answers = answers.span
        let insert = statements.insertAnswer
        for index in answers.indices {
            let question = try questions.id(of: answers, at: index, source: source, statements)
            insert.bind(item)
            insert.bind(question)
            insert.bind(answers[index].given)
            insert.bind(answers[index].value)
            try insert.run()
        }
    }

    private func insert(_ verbatims: Span<AnalysedVerbatim>, at index: Int, item: Int64) throws {
        let statement = statements.insertVerbatim
        statement.bind(item)
        statement.bind(verbatims[index].verbatim.field)
        statement.bind(verbatims[index].verbatim.question)
        statement.bind(verbatims[index].verbatim.text)
        statement.bind(verbatims[index].language.rawValue)
        statement.bind(verbatims[index].languageConfidence)
        statement.bind(verbatims[index].needsReview ? 1 : 0)
        try statement.run()
        let id = statement.lastInsertedRowID
        statements.indexVerbatim.bind(id)
        statements.indexVerbatim.bind(verbatims[index].verbatim.text)
        try statements.indexVerbatim.run()
        try insert(verbatims[index].annotations, verbatim: id, item: item)
    }

    private func insert(_ annotations: [Annotation], verbatim: Int64, item: Int64) throws {
        let (insert, tags) = (statements.insertAnnotation, annotations.span)
        for index in tags.indices {
            let rule = try rules.id(of: tags[index].rule, statements)
            insert.bind(verbatim)
            insert.bind(index)
            insert.bind(item)
            insert.bind(tags[index].kind.rawValue)
            insert.bind(tags[index].code)
            insert.bind(tags[index].polarity)
            insert.bind(tags[index].score)
            insert.bind(tags[index].confidence)
            insert.bind(tags[index].severity)
            insert.bind(tags[index].span.lowerBound)
            insert.bind(tags[index].span.upperBound)
            insert.bind(rule)
            try insert.run()
        }
    }

    private func deleteItemParts(id: Int64, in db: Database) throws {
        let verbatims = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, text FROM verbatim WHERE item = ?"), arguments: [id])
        for row in verbatims {
            let (verbatim, text): (Int64, String) = (row[0], row[1])
            try db.cachedStatement(sql: "INSERT INTO verbatim_fts (verbatim_fts, rowid, text) VALUES ('delete', ?, ?)")
                .execute(arguments: [verbatim, text])
            try db.cachedStatement(sql: "DELETE FROM annotation WHERE verbatim = ?").execute(arguments: [verbatim])
            try db.cachedStatement(sql: "DELETE FROM correction WHERE verbatim = ?").execute(arguments: [verbatim])
        }
        for table in ["verbatim", "answer", "link"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE item = ?").execute(arguments: [id])
        }
    }
}

/// The attributes as one JSON object in their order, or `nil` when there are none.
func segmentsJSON(_ segments: [Segment]) -> String? {
    guard !segments.isEmpty else { return nil }
    var json: [UInt8] = [UInt8(ascii: "{")]
    for (index, segment) in segments.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        appendJSON(segment.name, to: &json)
        json.append(UInt8(ascii: ":"))
        appendJSON(segment.value, to: &json)
    }
    json.append(UInt8(ascii: "}"))
    return String(decoding: json, as: UTF8.self)
}

/// Appends `text` as a JSON string, quotes included.
func appendJSON(_ text: String, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): json.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case 0..<0x20: json.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        default: json.append(byte)
        }
    }
    json.append(UInt8(ascii: "\""))
}
