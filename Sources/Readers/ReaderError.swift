/// Why bytes could not be read: the fact, where it is, and a sentence in English and French.
///
/// The sentences carry positions and limits, never the file's own words.
public struct ReaderError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable {
        case notFound, unreadable, isDirectory, invalid, tooLarge, hostile, unsupported
    }

    public var kind: Kind
    /// What is wrong, in English: no final full stop.
    public var en: String
    /// The same in French.
    public var fr: String
    /// 1-based physical line; 0 when the whole file is meant.
    public var line: Int
    /// 1-based column in bytes; 0 when the whole line is meant.
    public var column: Int

    public init(_ kind: Kind, en: String, fr: String, line: Int = 0, column: Int = 0) {
        self.kind = kind
        self.en = en
        self.fr = fr
        self.line = line
        self.column = column
    }

    public var description: String {
        line == 0 ? en : column == 0 ? "line \(line): \(en)" : "line \(line), column \(column): \(en)"
    }
}
