/// One record of a delimited file. Pass the same row to every call of `CSVReader.next(_:)`: it stops allocating.
public struct CSVRow: Sendable {
    /// 1-based physical line where the record starts.
    public internal(set) var line = 0
    /// Set when a quote was opened and never closed: the row is then the physical line as it stands.
    public internal(set) var hasUnclosedQuote = false

    /// The unescaped fields, one after another, then unused space; `ends[i]` is where field `i` stops.
    var bytes: [UInt8] = []
    var ends: [Int32] = []

    public init() {}

    /// How many fields the record has, at least 1 once read.
    public var count: Int { ends.count }

    /// The unescaped bytes of a field; empty past the last field, so short rows need no care.
    public subscript(field: Int) -> Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(range(of: field)) }
    }

    /// A field as text, empty past the last field. Invalid UTF-8 becomes U+FFFD.
    public func string(_ field: Int) -> String { String(decoding: bytes[range(of: field)], as: UTF8.self) }

    /// Whether a field has no bytes, or does not exist.
    public func isEmpty(_ field: Int) -> Bool { range(of: field).isEmpty }

    private func range(of field: Int) -> Range<Int> {
        guard field >= 0, field < ends.count else { return 0..<0 }
        return (field == 0 ? 0 : Int(ends[field - 1]))..<Int(ends[field])
    }
}
