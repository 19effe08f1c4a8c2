import Lexicons

/// A sentiment word or shifter found in a text.
struct Mark: Sendable {
    var entry: Int32
    var tokens: Range<Int32>
    var kind: Kind
    var value: Float
    /// The next shifter ending at the same token, −1 when there is none.
    var sibling: Int32 = -1
    /// `false` once a longer term has taken its words.
    var isAlive = true

    enum Kind: Equatable, Sendable {
        case word(isFixed: Bool)
        case shifter(ShifterRole)
    }

    var role: ShifterRole? { if case .shifter(let role) = kind { role } else { nil } }
    var isWord: Bool { if case .word = kind { true } else { false } }
}

/// What the rules noted of one token.
struct TokenNote: Sendable {
    /// The multiword mark that took the token, −1 for none.
    var owner: Int32 = -1
    /// The last shifter mark that ends, and that starts, here; −1 for none.
    var shifterEnding: Int32 = -1
    var shifterStarting: Int32 = -1
    /// The negator whose reach the token is in, −1 for none.
    var negator: Int32 = -1
    /// The negator inside the fixed expression that took the token ("ne recommande pas"), −1 for none.
    var innerNegator: Int32 = -1
    /// Index of the clause.
    var clause: Int32 = 0
    /// Whether a sentiment word starts here.
    var startsWord = false
    /// Whether a word that blames already counts here.
    var isBlamed = false
}

/// Tokens between two clause ends: one idea.
struct Clause: Sendable {
    var tokens: Range<Int32>
    var segment: Int32
    /// The contrast or concession that opened it, −1 for none.
    var opener: Int32 = -1
    /// The contrast that follows it, −1 for none.
    var contrastAfter: Int32 = -1
    /// The request or condition in it ("il faudrait"), −1 for none.
    var irrealis: Int32 = -1
    /// The regret in it or just before it, −1 for none.
    var regret: Int32 = -1
    var weight: Float = 1
    /// Sum of its contributions before its weight.
    var sum: Float = 0
    /// Complaints already added for its friction cues.
    var complaints: Int32 = 0
    var hasBlocking = false
    var hasHedge = false

    func isNegative(under limit: Double) -> Bool { Double(sum) < limit || regret >= 0 }
}

/// One thing that speaks for or against.
struct Item: Sendable {
    enum Source: Sendable {
        case word, excess, regret, complaint
    }

    var source: Source
    var entry: Int32
    var tokens: Range<Int32>
    var clause: Int32
    var base: Float
    /// Base bent by its shifters; the clause's weight is applied last.
    var value: Float
    /// Into ``Workspace/adjustments``.
    var adjustments: Range<Int32>
}

/// A learned term found in a text. Nothing bends it.
struct LearnedHit: BitwiseCopyable, Sendable {
    /// Index into ``LearnedTerms/terms``.
    var term: Int32 = 0
    /// Its first token.
    var token: Int32 = 0
    /// Its tokens: 1 or 2.
    var width: Int32 = 0
    var isNegated = false
    var weight: Float = 0
}

/// One factor applied to an item.
struct Adjusting: Sendable {
    var kind: Adjustment
    var factor: Float
    /// The words it comes from; empty when it is no words.
    var tokens: Range<Int32>
    /// Its lexicon entry, −1 for none.
    var entry: Int32
}

/// Why a contribution differs from its word's valence.
public enum Adjustment: String, CaseIterable, Sendable {
    case negation, intensifier, diminisher, excess, restrictive, irrealis, question, quote, contrast, concession
    case capitals, elongation, exclamation
    case lastClause = "last_clause"
}
