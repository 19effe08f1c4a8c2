public import Feedback

/// What a shifter does to the words near it.
public enum ShifterRole: String, CaseIterable, BitwiseCopyable, Sendable {
    case negator, restrictive, intensifier, diminisher, excess, contrast, concession, regret, irrealis, question, quote
    case transparent

    /// The factor of a shifter whose line gives none.
    package var defaultFactor: Float {
        switch self {
        case .negator: -0.74
        case .restrictive: 0.8
        case .intensifier: 1.3
        case .diminisher: 0.7
        case .excess: -1
        case .contrast: 1.3
        case .concession: 0.6
        case .regret: -0.8
        case .irrealis: 0.2
        case .question: 0.7
        case .quote: 0.5
        case .transparent: 1
        }
    }
}

/// What a cue needs of its clause before it counts.
public enum CueNeed: String, CaseIterable, BitwiseCopyable, Sendable {
    /// Counts unless negated.
    case plain = ""
    /// Counts only in a clause with negative evidence.
    case topic
    /// Counts only when negated: "fonctionne".
    case negated
    /// Counts whether negated or not: the cue holds its own negation.
    case any
}

/// One category of tags, such as the friction `delivery.late`: the same in every language.
package struct LexiconCategory: Hashable, Sendable {
    package var kind: AnnotationKind
    package var code: String
}

/// One fact of a lexicon file, compiled.
package struct LexiconEntry: BitwiseCopyable, Sendable {
    package enum Meaning: BitwiseCopyable, Sendable {
        /// Valence in ``value``. `isFixed`: shifters around leave it alone.
        case sentiment(isFixed: Bool)
        case shifter(ShifterRole)
        /// A cue of a category, weight in ``value``.
        case cue(category: Int32, CueNeed)
    }

    package var meaning: Meaning
    /// Valence, factor or weight.
    package var value: Float
    /// Whether the term jumps over tokens (`~`).
    package var hasGap: Bool
    /// Index into ``LexiconSet/fileNames``.
    package var file: Int32
    package var line: Int32
}

/// One way a word is misspelt, read as the word.
package struct Spelling: BitwiseCopyable, Sendable {
    /// Folded, as customers write it.
    package var key: WordKey
    /// Index into ``LexiconSet/fileNames``.
    package var file: Int32
    package var line: Int32
}

/// A line `+ text` or `- text` of a cue file: what must, and must not, be tagged.
public struct LexiconExample: Hashable, Sendable {
    public var text: String
    public var language: Language
    public var kind: AnnotationKind
    public var code: String
    /// Whether the text must carry the tag.
    public var isPositive: Bool
    public var file: String
    public var line: Int
}

/// What the friction taxonomy says of one category, beside its words.
public struct FrictionTraits: Hashable, Sendable {
    /// 1 (annoying) to 5 (blocks the customer or costs money).
    public var severity: Int
    /// The journey step it usually happens at.
    public var step: String?

    public init(severity: Int, step: String?) {
        self.severity = severity
        self.step = step
    }
}
