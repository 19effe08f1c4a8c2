/// The language results and messages are printed in.
public enum OutputLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case french = "fr"
}

/// One sentence or label for the user, in both languages.
public struct Phrase: Hashable, Sendable {
    public var en: String
    public var fr: String

    public init(en: String, fr: String) {
        self.en = en
        self.fr = fr
    }

    /// The same text in both languages: names, codes, numbers.
    public init(_ text: String) { self.init(en: text, fr: text) }

    public subscript(language: OutputLanguage) -> String { language == .french ? fr : en }
}
