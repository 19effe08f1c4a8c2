import GRDB
import GRDBSQLite
import Glibc

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
    /// Which of the first 512 parameters hold a value, 64 a number: what was NULL in the row before need not be told again.
    private var isSet = InlineArray<8, UInt64>(repeating: .max)

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
        advance()
        unsafe sqlite3_bind_int64(handle, index, value)
    }

    func bind(_ value: Int) { bind(Int64(value)) }

    func bind(_ value: Double) {
        advance()
        unsafe sqlite3_bind_double(handle, index, value)
    }

    func bindNull() {
        index += 1
        let (place, bit): (Int, UInt64) = (Int(index) >> 6, 1 << UInt64(index & 63))
        if place < isSet.count {
            guard isSet[place] & bit != 0 else { return }
            isSet[place] &= ~bit
        }
        unsafe sqlite3_bind_null(handle, index)
    }

    /// Moves on to the next parameter, which gets a value.
    private func advance() {
        index += 1
        let place = Int(index) >> 6
        if place < isSet.count { isSet[place] |= 1 << UInt64(index & 63) }
    }

    func bind(_ value: Int64?) { if let value { bind(value) } else { bindNull() } }
    func bind(_ value: Double?) { if let value { bind(value) } else { bindNull() } }
    func bind(_ text: String?) { if let text { bind(text) } else { bindNull() } }

    func bind(_ text: String) {
        advance()
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

    /// Binds packed values: texts where they stand, which is why the items have to outlive ``run()``.
    func bind(_ packed: PackedItems, _ columns: Range<Int>, _ names: PackedNames) {
        let rows = packed.rows
        unsafe packed.rows.json.bytes.withUnsafeBytes { bytes in
            for column in columns {
                let value = rows.value(at: column)
                switch value.kind {
                case .null: bindNull()
                case .integer: bind(value.integer)
                case .real: bind(value.real)
                case .text:
                    advance()
                    // Safe: the array stays as it is and alive, since the items are held by who runs the statement.
                    let start = unsafe bytes.baseAddress! + value.bytes.lowerBound
                    unsafe sqlite3_bind_text(
                        handle, index, start.assumingMemoryBound(to: CChar.self), Int32(value.bytes.count), nil)
                case .questions:
                    unsafe bind(packed: UnsafeRawBufferPointer(rebasing: bytes[value.bytes]), names.questions)
                case .rules:
                    unsafe bind(packed: UnsafeRawBufferPointer(rebasing: bytes[value.bytes]), names.rules)
                }
            }
        }
    }

    /// Binds JSON with the store's numbers in the places that wait for them: a zero byte, then 32 bits.
    private func bind(packed: UnsafeRawBufferPointer, _ numbers: [Int64]) {
        // A place is five bytes and becomes at most nineteen digits.
        guard arenaUsed + packed.count * 4 <= Self.arenaSize else {
            return unsafe bind(String(decoding: filled(packed, numbers), as: UTF8.self))
        }
        advance()
        let start = arenaUsed
        unsafe fill(packed, numbers, number: appendDigits(of:)) { run in
            // Safe: the arena has room for four times the packed bytes, as asked above.
            unsafe (arena + arenaUsed).copyMemory(from: run.baseAddress!, byteCount: run.count)
            arenaUsed += run.count
        }
        let text = unsafe (arena + start).assumingMemoryBound(to: CChar.self)
        unsafe sqlite3_bind_text(handle, index, text, Int32(arenaUsed - start), nil)
    }

    /// Goes through packed JSON: runs of bytes between places, and the number of each place.
    private func fill(
        _ packed: UnsafeRawBufferPointer, _ numbers: [Int64], number: (Int64) -> Void,
        bytes: (UnsafeRawBufferPointer) -> Void
    ) {
        var position = 0
        while position < packed.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: packed[position...])
            // Safe: `memchr` looks at no byte past the buffer.
            let zero = unsafe memchr(rest.baseAddress!, 0, rest.count)
            var length = rest.count
            if let zero = unsafe zero { length = unsafe UnsafeRawPointer(zero) - rest.baseAddress! }
            if length > 0 { unsafe bytes(UnsafeRawBufferPointer(rebasing: rest[..<length])) }
            position += length
            guard position < packed.count else { return }
            let place = unsafe packed.loadUnaligned(fromByteOffset: position + 1, as: UInt32.self)
            number(numbers[Int(UInt32(littleEndian: place))])
            position += 5
        }
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

    private func filled(_ packed: UnsafeRawBufferPointer, _ numbers: [Int64]) -> [UInt8] {
        var filled: [UInt8] = []
        unsafe fill(packed, numbers, number: { filled.append(contentsOf: "\($0)".utf8) }) { run in
            unsafe filled.append(contentsOf: run)
        }
        return filled
    }

    func bind(blob: [UInt8]) {
        advance()
        unsafe blob.withUnsafeBytes { bytes in
            // Safe: SQLite copies the bytes before the call returns.
            let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            unsafe sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), copies)
        }
    }

    func bind(_ key: NaturalKey) {
        advance()
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
