/// What a JSON text looks like from its head.
public struct JSONShape: Sendable {
    public enum Kind: Hashable, Sendable {
        /// One value a line, or values one after another.
        case ndjson
        /// A top-level array of records.
        case array
        /// An object around the records, which are at `path`, member names from the top: `["feed", "entry"]`.
        case object(path: [String])
        /// One object that is itself the record.
        case single
    }

    public var kind: Kind
    /// What stands before the JSON in a script file: `window.YTD.tweets.part0 = `.
    public var jsPrefix: String?
    /// Up to 64 whole records from the head.
    public var firstRecords: [JSONValue]
    /// The scalar members beside the records seen in the head.
    public var context: JSONObject
    /// The member names of the outer object; empty for `array` and `ndjson`.
    public var topLevelKeys: [String]
    /// Whether the text is JSON only with allowances: single quotes, `None`, trailing commas, raw control characters.
    public var isLenient: Bool
    /// For `ndjson`: whether values run over several lines, so that a line is not a record.
    public var spansLines: Bool

    public init(
        kind: Kind, jsPrefix: String? = nil, firstRecords: [JSONValue] = [], context: JSONObject = JSONObject(),
        topLevelKeys: [String] = [], isLenient: Bool = false, spansLines: Bool = false
    ) {
        self.kind = kind
        self.jsPrefix = jsPrefix
        self.firstRecords = firstRecords
        self.context = context
        self.topLevelKeys = topLevelKeys
        self.isLenient = isLenient
        self.spansLines = spansLines
    }
}
