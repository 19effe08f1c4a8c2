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
    package func store(_ analysed: AnalysedItem, in db: Database) throws -> StoreOutcome {
        bindItem(analysed, to: statements.insertItem)
        try statements.insertItem.run()
        if statements.insertItem.changes == 1 {
            try insertParts(of: analysed, id: statements.insertItem.lastInsertedRowID)
            rollups.add(analysed)
            return .new
        }
        statements.findItem.bind(analysed.key)
        guard let (id, hash) = try statements.findItem.firstPair() else { return .duplicate }
        if hash == analysed.contentHash { return .duplicate }
        try update(analysed, id: id, in: db)
        return .updated
    }

    private func update(_ analysed: AnalysedItem, id: Int64, in db: Database) throws {
        let old = try StoredItem.load(id: id, in: db)
        try saveRevision(of: "item", id: id, payload: old, in: db)
        rollups.add(old.analysed, sign: -1)
        try deleteItemParts(id: id, in: db)
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [id])
        try insert(StoredItem(id: id, batch: old.batch, analysed: analysed))
    }

    /// Inserts an item under the id it had.
    package func insert(_ stored: StoredItem) throws {
        bindItem(stored.analysed, to: statements.insertItem, id: stored.id, batch: stored.batch)
        try statements.insertItem.run()
        try insertParts(of: stored.analysed, id: stored.id)
        rollups.add(stored.analysed)
    }

    /// Takes an item out of the store and out of the rollups.
    package func delete(_ stored: StoredItem, in db: Database) throws {
        rollups.add(stored.analysed, sign: -1)
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
        for (key, counts) in rollups.cells {
            statements.addRollup.bind(key.day)
            for text in [key.step, key.friction, key.channel, key.language, key.source] { statements.addRollup.bind(text) }
            for column in RollupCounts.columns {
                switch column.field {
                case .count(let path): statements.addRollup.bind(counts[keyPath: path])
                case .sum(let path): statements.addRollup.bind(counts[keyPath: path])
                }
            }
            try statements.addRollup.run()
        }
        rollups.removeAll()
    }
}

extension BatchWriter {
    private func bindItem(
        _ analysed: AnalysedItem, to statement: RawStatement, id: Int64? = nil, batch: Int64? = nil
    ) {
        let item = analysed.item
        statement.bind(id)
        statement.bind(batch ?? self.batch)
        statement.bind(analysed.key)
        statement.bind(analysed.contentHash)
        statement.bind(item.source)
        statement.bind(item.externalID)
        statement.bind(item.kind.rawValue)
        statement.bind(item.channel)
        statement.bind(item.touchpoint)
        statement.bind(item.createdAt?.milliseconds)
        statement.bind(item.createdAt?.offsetMinutes.map(Int64.init))
        statement.bind(item.createdAt.map { Int64($0.localDayNumber) })
        statement.bind(item.respondent)
        statement.bind(analysed.language?.rawValue)
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
        statement.bind(analysed.stepLink?.step)
        statement.bind(analysed.sentiment)
        statement.bind(segmentsJSON(item.segments))
    }

    private func insertParts(of analysed: AnalysedItem, id: Int64) throws {
        for answer in analysed.item.answers {
            statements.insertAnswer.bind(id)
            statements.insertAnswer.bind(try questions.id(of: answer, source: analysed.item.source, statements))
            statements.insertAnswer.bind(answer.given)
            statements.insertAnswer.bind(answer.value)
            try statements.insertAnswer.run()
        }
        for verbatim in analysed.verbatims { try insert(verbatim, item: id) }
        if let link = analysed.stepLink {
            statements.insertStepLink.bind(id)
            for text in [link.journey, link.step, link.method] { statements.insertStepLink.bind(text) }
            statements.insertStepLink.bind(link.probability)
            statements.insertStepLink.bind(link.evidence)
            try statements.insertStepLink.run()
        }
    }

    private func insert(_ analysed: AnalysedVerbatim, item: Int64) throws {
        let statement = statements.insertVerbatim
        statement.bind(item)
        statement.bind(analysed.verbatim.field)
        statement.bind(analysed.verbatim.question)
        statement.bind(analysed.verbatim.text)
        statement.bind(analysed.language.rawValue)
        statement.bind(analysed.languageConfidence)
        statement.bind(analysed.needsReview ? 1 : 0)
        try statement.run()
        let id = statement.lastInsertedRowID
        statements.indexVerbatim.bind(id)
        statements.indexVerbatim.bind(analysed.verbatim.text)
        try statements.indexVerbatim.run()
        for (index, tag) in analysed.annotations.enumerated() {
            let insert = statements.insertAnnotation
            insert.bind(id)
            insert.bind(index)
            insert.bind(item)
            insert.bind(tag.kind.rawValue)
            insert.bind(tag.code)
            for number in [tag.polarity, tag.score, tag.confidence] { insert.bind(number) }
            for number in [tag.severity, tag.span.lowerBound, tag.span.upperBound] { insert.bind(number) }
            insert.bind(try rules.id(of: tag.rule, statements))
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

    private func segmentsJSON(_ segments: [Segment]) -> String? {
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
