import CSQLiteSettings
import Foundation
package import GRDB

/// The one file everything is kept in.
///
/// One writer at a time (SQLite's WAL); a command that cannot get the lock in five seconds says so. Every commit is synced
/// to the disk (`synchronous=FULL`): what an import reported as done is still there after a power cut.
public final class FeedbackStore: Sendable {
    public enum Mode: Sendable {
        /// Creates the file when it is missing and migrates it when it is old.
        case readWrite
        /// Refuses a file that is missing.
        case existing
    }

    public let path: String
    private let queue: DatabaseQueue

    /// - Throws: ``StoreError``.
    public static func open(path: String, mode: Mode = .existing) throws -> FeedbackStore {
        try FeedbackStore(path: path, mode: mode)
    }

    private init(path: String, mode: Mode) throws {
        self.path = path
        try Self.checkFile(path: path, mode: mode)
        _ = Self.settings
        do {
            queue = try Self.connect(path)
            try Self.checkApplicationID(of: queue, path: path)
            // GRDB lowers `synchronous` to NORMAL while it sets up WAL: set it after the connection is open.
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            }
            if try queue.read(migrations.hasBeenSuperseded) { throw StoreError.otherVersion(path: path) }
            let isOld = try queue.read { db in try !migrations.hasCompletedMigrations(db) }
            try migrations.migrate(queue)
            if isOld { try queue.write(Self.completeColumns) }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch let error as DatabaseError {
            throw Self.storeError(error, path: path)
        }
    }

    /// Done once, before the first connection. It fails only when another part of the program has opened one: no harm then.
    private static let settings: Int32 = voc_sqlite_disable_memory_statistics() + voc_return_freed_memory()

    /// How long a command waits for another that writes.
    static let busySeconds = 5

    /// SQLite waits for whoever writes through the log, not for whoever fills a store for the first time
    /// (``writingInPlace(_:_:)``).
    private static func connect(_ path: String) throws -> DatabaseQueue {
        let end = Date(timeIntervalSinceNow: TimeInterval(busySeconds))
        while true {
            do {
                return try DatabaseQueue(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && Date() < end {
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(TimeInterval(busySeconds))
        configuration.foreignKeysEnabled = true
        configuration.label = "voc"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -14336")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            // Erasing has to rewrite the whole file (VACUUM) to leave no trace; wiping each page that the full-text index
            // frees while it merges is work that does not replace that.
            try db.execute(sql: "PRAGMA secure_delete = OFF")
            // Cutting off the end of a log of some 100 MB, which SQLite does whenever it begins anew, takes as long as a commit.
            try db.execute(sql: "PRAGMA journal_size_limit = 268435456")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    private static func checkFile(path: String, mode: Mode) throws(StoreError) {
        let files = FileManager.default
        let folder = (path as NSString).deletingLastPathComponent
        if files.fileExists(atPath: path) {
            if files.fileExists(atPath: path + "/.") { throw .notAStore(path: path) }
            guard files.isWritableFile(atPath: path), files.isWritableFile(atPath: folder.isEmpty ? "." : folder) else {
                throw .notWritable(path: path)
            }
            return
        }
        guard mode == .readWrite else { throw .missing(path: path) }
        guard folder.isEmpty || files.fileExists(atPath: folder) else { throw .folderMissing(path: folder) }
        guard files.isWritableFile(atPath: folder.isEmpty ? "." : folder) else { throw .notWritable(path: path) }
    }

    private static func checkApplicationID(of queue: DatabaseQueue, path: String) throws {
        let (id, tables) = try queue.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            )
        }
        guard id == applicationID || (id == 0 && tables == 0) else { throw StoreError.notAStore(path: path) }
    }

    package static func storeError(_ error: DatabaseError, path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_NOTADB: .notAStore(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
        case .SQLITE_FULL: .diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .notWritable(path: path)
        default: .failed(path: path, reason: error.message ?? "\(error.resultCode)")
        }
    }

    /// Runs queries that change nothing.
    package func read<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.read(body) } catch let error as DatabaseError { throw Self.storeError(error, path: path) }
    }

    /// Runs one transaction: all of it is stored, or none.
    package func write<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.write(body) } catch let error as DatabaseError {
            throw Self.storeError(error, path: path)
        }
    }

    package func writeWithoutTransaction<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.writeWithoutTransaction(body) } catch let error as DatabaseError {
            throw Self.storeError(error, path: path)
        }
    }
}
