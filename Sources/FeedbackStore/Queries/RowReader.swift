import GRDB
import GRDBSQLite

/// A query read row by row with SQLite's own functions, for scans where a decoded row object would cost more than the row.
@safe struct RowReader: ~Copyable {
    private let connection: OpaquePointer
    private let handle: OpaquePointer

    init(_ db: Database, _ sql: String, _ arguments: [String] = []) throws {
        guard let connection = unsafe db.sqliteConnection else {
            throw DatabaseError(message: "the connection is closed")
        }
        var handle: OpaquePointer?
        // Safe: the reader lives inside one access to the database, which keeps the connection open.
        let code = unsafe sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            throw unsafe DatabaseError(
                resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
        }
        unsafe self.connection = connection
        unsafe self.handle = handle
        // SQLITE_TRANSIENT: SQLite copies the text before the call returns.
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, argument) in arguments.enumerated() {
            unsafe sqlite3_bind_text(handle, Int32(index + 1), argument, Int32(argument.utf8.count), copied)
        }
    }

    deinit { unsafe sqlite3_finalize(handle) }

    func next() throws -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            throw unsafe DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection)))
        }
        return false
    }

    func integer(_ column: Int) -> Int { unsafe Int(sqlite3_column_int64(handle, Int32(column))) }

    /// A number of which 0 says that there is none, as null does.
    func nonzero(_ column: Int) -> Int64? {
        let number = Int64(integer(column))
        return number == 0 ? nil : number
    }

    func double(_ column: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(column)) }

    func text(_ column: Int) -> String {
        // Safe: SQLite ends its texts with a zero and keeps them until the next step.
        guard let text = unsafe sqlite3_column_text(handle, Int32(column)) else { return "" }
        return unsafe String(cString: text)
    }

    /// A hash of the column's text, without making a `String`.
    func hash(_ column: Int) -> UInt64 {
        // Safe: as in `text`; the count is asked for after the text, as SQLite requires.
        guard let text = unsafe sqlite3_column_text(handle, Int32(column)) else { return 0 }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<count { hash = unsafe (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// The same of a text at hand.
    static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// Runs `body` over the column's UTF-8 bytes.
    func withBytes(_ column: Int, _ body: (Span<UInt8>) -> Void) {
        // Safe: the span does not outlive the call, and SQLite keeps the bytes until the next step.
        guard let text = unsafe sqlite3_column_text(handle, Int32(column)) else { return }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        body(unsafe Span(_unsafeStart: text, count: count))
    }

    /// Runs `body` over the column's bytes.
    func withBlob(_ column: Int, _ body: (Span<UInt8>) -> Void) {
        // Safe: as in `withBytes`.
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        body(unsafe Span(_unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: count))
    }
}
