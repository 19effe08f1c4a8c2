import GRDB
import GRDBSQLite

/// A prepared statement driven by SQLite's own functions: binding through GRDB's values costs more than the insert itself.
///
/// Bind the values in order, then ``run()``. Texts wait in one byte arena that outlives the step, so that SQLite need not
/// copy them and nothing is allocated a row.
@safe final class RawStatement {
    private static let arenaSize = 1 << 16

    private let connection: OpaquePointer
    private let handle: OpaquePointer
    private let arena: UnsafeMutableRawPointer
    private var arenaUsed = 0
    private var index: Int32 = 0

    init(_ db: Database, _ sql: String) throws {
        guard let connection = unsafe db.sqliteConnection else {
            throw DatabaseError(message: "the connection is closed")
        }
        var handle: OpaquePointer?
        // Safe: the connection is open for as long as the transaction that made this statement lasts.
        let code = unsafe sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            throw unsafe DatabaseError(
                resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
        }
        unsafe self.connection = connection
        unsafe self.handle = handle
        unsafe arena = .allocate(byteCount: Self.arenaSize, alignment: 1)
    }

    deinit {
        unsafe sqlite3_finalize(handle)
        unsafe arena.deallocate()
    }

    func bind(_ value: Int64) {
        index += 1
        unsafe sqlite3_bind_int64(handle, index, value)
    }

    func bind(_ value: Int) { bind(Int64(value)) }

    func bind(_ value: Double) {
        index += 1
        unsafe sqlite3_bind_double(handle, index, value)
    }

    func bindNull() {
        index += 1
        unsafe sqlite3_bind_null(handle, index)
    }

    func bind(_ value: Int64?) { if let value { bind(value) } else { bindNull() } }
    func bind(_ value: Double?) { if let value { bind(value) } else { bindNull() } }
    func bind(_ text: String?) { if let text { bind(text) } else { bindNull() } }

    func bind(_ text: String) {
        index += 1
        let bytes = text.utf8.span
        // Safe: what is bound without a copy stays in the arena until the statement is reset.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard arenaUsed + bytes.count <= Self.arenaSize else {
                let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                let start = unsafe UnsafeRawPointer(bytes.baseAddress!).assumingMemoryBound(to: CChar.self)
                unsafe sqlite3_bind_text(handle, index, start, Int32(bytes.count), copies)
                return
            }
            let place = unsafe arena + arenaUsed
            if let start = bytes.baseAddress { unsafe place.copyMemory(from: start, byteCount: bytes.count) }
            arenaUsed += bytes.count
            unsafe sqlite3_bind_text(handle, index, place.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil)
        }
    }

    /// Binds packed JSON with the store's numbers in the places that wait for them; nothing packed is `NULL`.
    func bind(packed: [UInt8], _ numbers: [Int64]) {
        guard !packed.isEmpty else { return bindNull() }
        // A place is five bytes and becomes at most nineteen digits.
        guard arenaUsed + packed.count * 4 <= Self.arenaSize else {
            return bind(String(decoding: filled(packed, numbers), as: UTF8.self))
        }
        index += 1
        let start = arenaUsed
        let bytes = packed.span
        var position = 0
        while position < bytes.count {
            // Safe: the arena has room for four times the packed bytes, as asked above.
            if bytes[position] != 0 {
                unsafe arena.storeBytes(of: bytes[position], toByteOffset: arenaUsed, as: UInt8.self)
                (arenaUsed, position) = (arenaUsed + 1, position + 1)
            } else {
                appendDigits(of: numbers[place(in: bytes, at: position + 1)])
                position += 5
            }
        }
        let text = unsafe (arena + start).assumingMemoryBound(to: CChar.self)
        unsafe sqlite3_bind_text(handle, index, text, Int32(arenaUsed - start), nil)
    }

    private func appendDigits(of number: Int64) {
        var divisor: Int64 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            let digit = UInt8(ascii: "0") + UInt8(number / divisor % 10)
            unsafe arena.storeBytes(of: digit, toByteOffset: arenaUsed, as: UInt8.self)
            arenaUsed += 1
            divisor /= 10
        }
    }

    private func filled(_ packed: [UInt8], _ numbers: [Int64]) -> [UInt8] {
        var (filled, position) = ([UInt8](), 0)
        let bytes = packed.span
        while position < bytes.count {
            if bytes[position] != 0 {
                filled.append(bytes[position])
                position += 1
            } else {
                filled.append(contentsOf: "\(numbers[place(in: bytes, at: position + 1)])".utf8)
                position += 5
            }
        }
        return filled
    }

    private func place(in bytes: Span<UInt8>, at position: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << ($1 * 8) }
    }

    func bind(blob: [UInt8]) {
        index += 1
        unsafe blob.withUnsafeBytes { bytes in
            // Safe: SQLite copies the bytes before the call returns.
            let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            unsafe sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), copies)
        }
    }

    func bind(_ key: NaturalKey) {
        index += 1
        var bytes = (key.high.bigEndian, key.low.bigEndian)
        unsafe withUnsafeBytes(of: &bytes) { bytes in
            let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            unsafe sqlite3_bind_blob(handle, index, bytes.baseAddress, 16, copies)
        }
    }

    /// Runs the statement with what was bound, and forgets it.
    func run() throws {
        let code = unsafe sqlite3_step(handle)
        reset()
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw lastError }
    }

    /// Runs a query and reads the two integers of its first row.
    func firstPair() throws -> (Int64, Int64)? {
        let code = unsafe sqlite3_step(handle)
        defer { reset() }
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw lastError }
        return unsafe (sqlite3_column_int64(handle, 0), sqlite3_column_int64(handle, 1))
    }

    /// Runs a query and reads the bytes of its first row's first column.
    func firstBlob<Value>(_ read: (Span<UInt8>) -> Value) throws -> Value? {
        let code = unsafe sqlite3_step(handle)
        defer { reset() }
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw lastError }
        // Safe: SQLite keeps the bytes until the statement is reset, after `read` has returned.
        guard let start = unsafe sqlite3_column_blob(handle, 0) else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(handle, 0))
        return unsafe read(Span(_unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: count))
    }

    var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(connection) }
    var changes: Int { unsafe Int(sqlite3_changes(connection)) }

    private func reset() {
        unsafe sqlite3_reset(handle)
        (index, arenaUsed) = (0, 0)
    }

    private var lastError: DatabaseError {
        unsafe DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }
}
