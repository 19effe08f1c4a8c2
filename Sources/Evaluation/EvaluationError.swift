public import Feedback
import Readers

/// Why labels cannot be read: a fact about a file, never its words.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var what: Phrase
    public var fix: Phrase

    public init(file: String, line: Int = 0, what: Phrase, fix: Phrase) {
        (self.file, self.line, self.what, self.fix) = (file, line, what, fix)
    }

    init(_ error: ReaderError, file: String) {
        self.init(
            file: file, line: error.line, what: Phrase(en: error.en, fr: error.fr),
            fix: Phrase(
                en: "Give a file of JSON lines, or CSV with a header",
                fr: "Donnez un fichier de lignes JSON, ou un CSV avec en-tête"))
    }

    /// `labels.csv:3: … . …`, in one language.
    public func message(_ language: OutputLanguage) -> String {
        let place = line > 0 ? "\(file):\(line)" : file
        return "\(place): \(what[language]). \(fix[language])."
    }

    public var description: String { message(.english) }
}
