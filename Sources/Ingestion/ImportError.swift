public import Feedback

/// A file or a setting that cannot be used. Nothing has been written when it is thrown before the first record.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// 1-based; 0 when the whole file is meant.
    public var line: Int
    public var column: Int
    public var what: Phrase
    public var fix: Phrase

    public init(file: String, line: Int = 0, column: Int = 0, what: Phrase, fix: Phrase) {
        self.file = file
        self.line = line
        self.column = column
        self.what = what
        self.fix = fix
    }

    /// `avis.csv:42:17: rating 11 is not from 0 to 10. Correct the cell.`
    public func message(in language: OutputLanguage) -> String {
        "\(placeName(file: file, line: line, column: column)): \(what[language]). \(fix[language])."
    }

    public var description: String { message(in: .english) }
}
