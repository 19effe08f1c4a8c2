public import Feedback
public import Readers

/// What an import will do, found out from the head of the file alone: `voc inspect` and `--dry-run` print it.
public struct ImportPlan {
    public var file: String
    /// A name from ``ImportFormats/all``.
    public var format: String
    public var title: Phrase
    /// 0 to 1.
    public var confidence: Double
    public var reasons: [Phrase]
    /// The next best format, when another one fits too.
    public var runnerUp: (format: String, confidence: Double)?
    public var decisions: [Decision]
    /// For tables and flattened records: which column goes where.
    public var mapping: Mapping?
    public var columns: [ColumnReport]
    /// In bytes; `nil` for standard input.
    public var byteCount: Int?
    /// The name of its sheet, where several sheets of a workbook are read: kept as the segment `sheet`.
    public var sheet: String?
    /// The sheets of the workbook that come before and hold other customers: an equal row of theirs is another one.
    public var sheetsBefore: [ImportPlan] = []
    /// Whether its rows are those of a sheet before it.
    public var repeatsSheet = false

    /// The source's name as the command line or the mapping file gives it.
    public var givenSource: String? { opening.options.source ?? opening.options.mapping?.source }

    var opening: Opening

    /// Starts reading from the first record. A plan for standard input can be read once.
    public func makeReader() throws(ImportError) -> any ImportReader { try opening.makeReader() }

    /// The bytes by which the same export is known again: those of its file, with the name of its sheet.
    public func identity() throws(ImportError) -> any ByteSource {
        do { return try opening.inspection.location.identity() } catch { throw ImportError(error, file: file) }
    }
}

/// What is known of one column before the import.
public struct ColumnReport: Hashable, Sendable {
    public var name: String
    public var target: TargetField
    public var metric: AnswerKind?
    public var scale: RatingScale?
    /// 0 to 1.
    public var confidence: Double
    public var reason: Phrase
    /// Up to three cells, masked.
    public var samples: [String]

    public init(
        name: String, target: TargetField, metric: AnswerKind? = nil, scale: RatingScale? = nil, confidence: Double,
        reason: Phrase, samples: [String] = []
    ) {
        self.name = name
        self.target = target
        self.metric = metric
        self.scale = scale
        self.confidence = confidence
        self.reason = reason
        self.samples = samples
    }
}

/// Reads the records of one file, one at a time.
public protocol ImportReader {
    /// - Returns: `nil` after the last record.
    /// - Throws: when the rest of the file cannot be read: a broken document, a hostile one, a disk error.
    mutating func next() throws(ImportError) -> ImportedRecord?
    /// Every choice made; complete after the last record.
    var decisions: [Decision] { get }
    /// Bytes of the file used so far.
    var bytesRead: Int { get }
}
