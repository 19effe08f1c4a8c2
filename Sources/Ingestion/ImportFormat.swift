public import Feedback
public import Readers

public enum FormatFamily: String, CaseIterable, Sendable {
    case survey, review, social, support, sessions
}

/// How a detector recognised its format.
public struct Detection: Sendable {
    /// 0 to 1: 0.95 and above for names only this export has; under 0.5 for a shape that fits many.
    public var confidence: Double
    public var reasons: [Phrase]

    public init(confidence: Double, reasons: [Phrase]) {
        self.confidence = confidence
        self.reasons = reasons
    }
}

/// One way feedback is written to a file: one type, one file in `Formats/`, one line in ``ImportFormats/all``.
public protocol ImportFormat: Sendable {
    /// `qualtrics-csv`: what `--as` takes.
    static var name: String { get }
    static var title: Phrase { get }
    static var family: FormatFamily { get }
    /// - Returns: `nil` when the file is not of this format.
    static func detect(_ head: FileHead) -> Detection?
    /// - Throws: when the head is not of the shape this format needs.
    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion
}

/// How the records of a file become feedback.
public enum Conversion {
    case table(TablePlan)
    case json(any JSONConverter)
    /// Rows of a table as records with named members.
    case rows(RowPlan, any JSONConverter)
    case xml(recordNames: Set<String>, any XMLConverter)
    case lines(any LineConverter)
    case mail(MailConverter)
}

/// What the three kinds of converter share. A converter is a value: the importer works on its own copy.
///
/// Texts are handed over as the export has them: the importer repairs and masks every verbatim, text or choice
/// answer, segment and rejected record a converter appends. Who answered must already be a pseudonym
/// (``Masker/pseudonym(_:)``), and names, addresses and phone numbers are simply left out.
public protocol RecordConverter {
    /// What was decided on the way; asked for once the file has been read.
    var decisions: [Decision] { get }
    /// Appends what was held back until the end of the file.
    mutating func finish(into records: inout [ImportedRecord])
}

extension RecordConverter {
    public var decisions: [Decision] { [] }
    public mutating func finish(into records: inout [ImportedRecord]) {}
}

/// Turns one JSON record into what it stands for. Records that are not valid JSON never reach it.
public protocol JSONConverter: RecordConverter {
    /// - Parameter context: the members beside the record array met so far (`includes`, `meta`).
    mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord])
    /// Like ``RecordConverter/finish(into:)``, with all the members beside the record array: some come after it.
    mutating func finish(context: JSONObject, into records: inout [ImportedRecord])
}

extension JSONConverter {
    public mutating func finish(context: JSONObject, into records: inout [ImportedRecord]) { finish(into: &records) }
}

public protocol XMLConverter: RecordConverter {
    mutating func convert(_ element: XMLElement, line: Int, into records: inout [ImportedRecord])
}

public protocol LineConverter: RecordConverter {
    /// - Parameter line: UTF-8 without its line end; never empty.
    mutating func convert(_ line: Span<UInt8>, at position: RecordPosition, into records: inout [ImportedRecord])
}
