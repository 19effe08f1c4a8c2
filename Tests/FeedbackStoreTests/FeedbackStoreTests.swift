import Feedback
import FeedbackStore
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct FeedbackStoreTests {
    @Test func `every commit is synced to the disk`() throws {
        let builder = try StoreBuilder()
        let mode = try builder.store.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(mode == 2)
    }

    @Test func `a file that is no store is refused and left as it is`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("id;note\n1;5\n", to: "avis.csv")
        #expect(throws: StoreError.notAStore(path: path)) { try FeedbackStore.open(path: path, mode: .readWrite) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "id;note\n1;5\n")
    }

    @Test func `another program's database is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/other.db"
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (a)") }
        #expect(throws: StoreError.notAStore(path: path)) { try FeedbackStore.open(path: path, mode: .readWrite) }
    }

    @Test func `a missing store is not made by reading`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none.db"
        #expect(throws: StoreError.missing(path: path)) { try FeedbackStore.open(path: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: StoreError.folderMissing(path: folder.path + "/no")) {
            try FeedbackStore.open(path: folder.path + "/no/voc.db", mode: .readWrite)
        }
    }

    @Test func `only the owner can read the store`() throws {
        let builder = try StoreBuilder()
        let mode = try FileManager.default.attributesOfItem(atPath: builder.store.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `an item comes back as it went in`() throws {
        let builder = try StoreBuilder()
        let item = makeItem(1, session: "s-1", consent: true)
        try builder.run([.item(item)])
        #expect(try builder.contents() == [item])
        #expect(try builder.store.item("id-1").analysed == item)
        #expect(throws: StoreError.noSuchItem("id-2")) { try builder.store.item("id-2") }
    }

    @Test func `the same records again change nothing`() throws {
        let builder = try StoreBuilder()
        let records = (0..<20).map { BatchRecord.item(makeItem($0)) }
        #expect(try builder.run(records).counts.new == 20)
        let before = try builder.contents()
        let again = try builder.run(records, file: "b.csv").counts
        #expect(again.duplicate == 20 && again.new == 0 && again.updated == 0 && again.isBalanced)
        #expect(try builder.contents() == before)
    }

    @Test func `an edited row updates in place`() throws {
        let builder = try StoreBuilder()
        try builder.run([.item(makeItem(1)), .item(makeItem(2))])
        let edited = makeItem(1, nps: 9, text: "Finalement très bien", friction: nil, hash: 2)
        #expect(try builder.run([.item(edited)], file: "b.csv").counts.updated == 1)
        #expect(try builder.contents().contains(edited))
        #expect(try builder.store.rowCounts().items == 2)
    }

    @Test func `a rejected row is kept with its place and reason in both languages`() throws {
        let builder = try StoreBuilder()
        let reason = Phrase(en: "rating 11 is not from 0 to 10", fr: "la note 11 n'est pas de 0 à 10 \"")
        let batch = try builder.run([.rejected(line: 4, column: 7, reason: reason, raw: "x;11"), .dropped])
        #expect(batch.counts.quarantined == 1 && batch.counts.dropped == 1 && batch.counts.read == 2)
        let row = try #require(try builder.store.quarantine(batch: batch.id).first)
        #expect(row.line == 4 && row.column == 7 && row.raw == "x;11")
        #expect(row.en == reason.en && row.fr == reason.fr)
    }

    @Test func `the full-text index follows inserts, updates and undo`() throws {
        let builder = try StoreBuilder()
        try builder.run([.item(makeItem(1, text: "colis perdu"))])
        let batch = try builder.run([.item(makeItem(1, text: "paquet retrouvé", hash: 2))], file: "b.csv")
        #expect(try builder.found("perdu") == 0 && builder.found("retrouve") == 1)
        _ = try builder.store.undo(batch: batch.id, now: 3)
        #expect(try builder.found("perdu") == 1 && builder.found("retrouve") == 0)
        #expect(try builder.store.integrityProblems().isEmpty)
    }

    /// Texts are indexed all together at the end of a transaction: one that is gone by then must not be found.
    @Test func `an item edited in the transaction that brought it is found by its last words only`() throws {
        let builder = try StoreBuilder()
        let batch = try builder.run([
            .item(makeItem(1, text: "premier colis")), .item(makeItem(2, text: "autre colis")),
            .item(makeItem(1, text: "second colis", hash: 2)), .item(makeItem(3, text: "dernier colis")),
            .item(makeItem(3, text: "ultime", hash: 2)),
        ])
        #expect(batch.counts.new == 3 && batch.counts.updated == 2)
        for (word, count) in [("premier", 0), ("second", 1), ("colis", 2), ("dernier", 0), ("ultime", 1)] {
            let found = try builder.store.search(SearchExpression(word), filter: InsightFilter(), limit: 5)
            #expect(found.total == count && found.rows.count == count, "\(word)")
        }
        #expect(try builder.store.integrityProblems().isEmpty)
    }

    @Test(arguments: ["v999", "v1"]) func `a store of a newer version, or of a draft, is refused`(schema: String) throws
    {
        let builder = try StoreBuilder()
        try builder.store.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES (?)", arguments: [schema])
        }
        #expect(throws: StoreError.otherVersion(path: builder.store.path)) {
            try FeedbackStore.open(path: builder.store.path)
        }
    }
}

extension StoreBuilder {
    fileprivate func found(_ word: String) throws -> Int {
        try store.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM verbatim_fts WHERE verbatim_fts MATCH ?", arguments: [word])
                ?? 0
        }
    }
}
