/// How a delimited file is written.
public struct CSVDialect: Sendable, Hashable {
    /// The delimiter byte; 0 when the file has a single column.
    public var delimiter: UInt8
    /// The quote byte; 0 when quotes are ordinary characters.
    public var quote: UInt8
    /// Whether `\"` stands for a quote inside quotes.
    public var escapesWithBackslash: Bool
    /// Lines before the first record that are not data: Excel's `sep=;`.
    public var skippedLines: Int
    /// The evidence, in English and in French.
    public var reason: String
    public var reasonFR: String
    /// 0 to 1.
    public var confidence: Double
    /// The commonest number of fields, the records looked at, and how many of them have that many fields.
    public var columns: Int
    public var sampledRecords: Int
    public var agreeingRecords: Int

    public init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = 0x22, escapesWithBackslash: Bool = false,
        skippedLines: Int = 0, reason: String = "", reasonFR: String = "", confidence: Double = 1,
        columns: Int = 0, sampledRecords: Int = 0, agreeingRecords: Int = 0
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.escapesWithBackslash = escapesWithBackslash
        self.skippedLines = skippedLines
        self.reason = reason
        self.reasonFR = reasonFR
        self.confidence = confidence
        self.columns = columns
        self.sampledRecords = sampledRecords
        self.agreeingRecords = agreeingRecords
    }
}
