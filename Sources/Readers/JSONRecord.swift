/// One record of a JSON text.
public struct JSONRecord: Sendable {
    /// The record; `null` when there is a `problem`.
    public var value: JSONValue
    /// 1-based line and column in bytes where the record starts.
    public var line: Int
    public var column: Int
    /// Why this record could not be read; the ones after it are.
    public var problem: ReaderError?
    /// The first 4 KiB of a record that could not be read. Customers' words: mask before showing.
    public var raw: [UInt8]

    public init(value: JSONValue, line: Int, column: Int, problem: ReaderError? = nil, raw: [UInt8] = []) {
        self.value = value
        self.line = line
        self.column = column
        self.problem = problem
        self.raw = raw
    }
}

/// Bounds that keep memory small whatever the input.
public struct JSONLimits: Hashable, Sendable {
    /// Nesting of arrays and objects.
    public var depth = 64
    /// Bytes of one string, as written.
    public var stringBytes = 1 << 20
    /// Bytes of one record, as written.
    public var recordBytes = 16 << 20
    /// Bytes of what is kept from around the records.
    public var contextBytes = 4 << 20

    public init() {}
}
