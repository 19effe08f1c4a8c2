import Feedback
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import FeedbackStore

/// The first large file of a store is written without the write-ahead log.
@Suite struct FirstImportTests {
    private func batch(_ store: FeedbackStore, file: String = "a") throws -> Batch {
        try store.beginBatch(
            BatchHeader(file: file, sha256: file, bytes: 1, format: "table", source: "s", mapping: nil, rules: "r"),
            now: 1)
    }

    private func mode(_ store: FeedbackStore) throws -> String? {
        try store.read { db in try String.fetchOne(db, sql: "PRAGMA journal_mode") }
    }

    private func hasFile(_ builder: StoreBuilder, _ suffix: String) -> Bool {
        FileManager.default.fileExists(atPath: builder.store.path + suffix)
    }

    @Test func `pages are written in place while it lasts, and nothing is left of it`() throws {
        let builder = try StoreBuilder()
        try builder.store.writingInPlace(try batch(builder.store)) {
            let mode = try mode(builder.store)
            #expect(mode == "persist" && !hasFile(builder, "-wal"))
            try builder.store.write { db in try db.execute(sql: "INSERT INTO mark (at, name) VALUES (1, 'a')") }
            #expect(hasFile(builder, "-journal"))
        }
        #expect(try mode(builder.store) == "wal")
        #expect(!hasFile(builder, "-journal"))
        // The time to wait for others is what it was.
        #expect(
            try builder.store.read { db in try Int.fetchOne(db, sql: "PRAGMA busy_timeout") }
                == FeedbackStore.busySeconds * 1000)
    }

    @Test func `an error ends it too`() throws {
        let builder = try StoreBuilder()
        #expect(throws: StoreError.noSuchBatch(9)) {
            try builder.store.writingInPlace(try batch(builder.store)) { () throws in throw StoreError.noSuchBatch(9) }
        }
        #expect(try mode(builder.store) == "wal")
    }

    @Test func `a store that held something before, or that somebody has open, keeps its log`() throws {
        let builder = try StoreBuilder()
        let first = try batch(builder.store)
        do {
            let other = try FeedbackStore.open(path: builder.store.path)
            #expect(try other.batches().count == 1)
            #expect(try builder.store.writingInPlace(first) { try mode(builder.store) } == "wal")
            #expect(try other.batches().count == 1)
        }
        let second = try batch(builder.store, file: "b")
        #expect(try builder.store.writingInPlace(second) { try mode(builder.store) } == "wal")
    }

    @Test func `whoever comes meanwhile waits for the end`() throws {
        let builder = try StoreBuilder()
        let (path, batch) = (builder.store.path, try batch(builder.store))
        try builder.store.write { db in try db.execute(sql: "INSERT INTO mark (at, name) VALUES (1, 'before')") }
        let other = Mutex<Result<Int?, any Error>?>(nil)
        try builder.store.writingInPlace(batch) {
            try builder.store.write { db in
                try db.execute(sql: "INSERT INTO mark (at, name) VALUES (2, 'meanwhile')")
                Thread.detachNewThread {
                    let found = Result {
                        try FeedbackStore.open(path: path).read { db in
                            try Int.fetchOne(db, sql: "SELECT count(*) FROM mark")
                        }
                    }
                    other.withLock { $0 = found }
                }
                Thread.sleep(forTimeInterval: 0.3)
                #expect(other.withLock { $0 == nil })
            }
        }
        while other.withLock({ $0 == nil }) { Thread.sleep(forTimeInterval: 0.02) }
        #expect(try other.withLock { try $0?.get() } == 2)
    }

    @Test func `a transaction cut off half-way is taken back by whoever opens the store next`() throws {
        let builder = try StoreBuilder()
        let copy = builder.folder.path + "/copy.db"
        try builder.store.writingInPlace(try batch(builder.store)) {
            let fill = """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                INSERT INTO mark (at, name) SELECT i, hex(zeroblob(1000)) FROM n
                """
            try builder.store.write { db in try db.execute(sql: fill, arguments: [100]) }
            try builder.store.write { db in
                // More than the memory for pages: some are in the file before the end.
                try db.execute(sql: "UPDATE mark SET name = 'changed'")
                try db.execute(sql: fill, arguments: [20_000])
                for suffix in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: builder.store.path + suffix, toPath: copy + suffix)
                }
            }
        }
        let size = try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int
        #expect(try #require(size) > 10 << 20)
        let taken = try FeedbackStore.open(path: copy)
        let left = try taken.read { db in
            try Int.fetchAll(
                db, sql: "SELECT count(*) FROM mark UNION ALL SELECT count(*) FROM mark WHERE name = 'changed'")
        }
        #expect(left == [100, 0])
        #expect(try taken.integrityProblems().isEmpty)
        #expect(try mode(taken) == "wal")
        #expect(!FileManager.default.fileExists(atPath: copy + "-journal"))
    }
}
