/// The constants of one language's verdict: fitted on labelled feedback, kept in `calibration.tsv`.
///
/// A line: `name <TAB> value <TAB> note`. Lines left out keep the value here.
package struct Calibration: BitwiseCopyable, Sendable {
    /// Logistic: z = slope · raw ÷ √(Σ contribution² + evidence²) + intercept.
    package var slope = 2.5
    package var intercept = 0.0
    /// The weight of doubt in the normaliser: one mild word alone does not make a sure verdict.
    package var evidence = 1.0
    /// What each learned term counts for in the normaliser.
    package var learned = 0.5
    /// At or above this probability the label is positive; under one minus it, negative.
    package var decision = 0.62
    /// Sums of praise and blame, in different clauses, from which a text is mixed.
    package var mixed = 1.0
    /// The weaker of the two must be this share of their sum.
    package var mixedShare = 0.3
    /// A text whose summed hand-written contributions stay under this is neutral unless the verdict is clear.
    package var neutral = 0.4
    /// At or above this certainty it is.
    package var clear = 0.85
    /// Verdicts less sure than this are for a person to read.
    package var review = 0.6
    /// What a fired friction cue of weight 1 adds when no negative word stands in it.
    package var complaint = -1.6
    /// Frictions, intents, emotions and steps under this score are dropped.
    package var friction = 0.35
    /// Hand-written cues of one friction that are together at least this sure stand by themselves, in a text that does not
    /// praise: what few labelled texts complain of would never be tagged by weights learned from them.
    package var sureCue = 0.44
    /// What a friction that fitted weights find in a text of praise has to reach.
    package var praisedFriction = 0.7
    package var intent = 0.35
    package var emotion = 0.35
    package var step = 0.3
    /// A clause with less than this is negative enough for topic cues.
    package var negativeClause = -0.4
    /// The clause before a contrast word.
    package var beforeContrast = 0.7
    /// The last clause of four or more.
    package var lastClause = 1.15
    package var capitals = 1.15
    package var elongation = 1.1
    package var exclamation = 1.05

    package init() {}

    private static let fields: [(name: String, path: any WritableKeyPath<Calibration, Double> & Sendable)] = [
        ("slope", \.slope), ("intercept", \.intercept), ("evidence", \.evidence), ("learned", \.learned),
        ("decision", \.decision),
        ("mixed", \.mixed), ("mixed_share", \.mixedShare), ("neutral", \.neutral), ("clear", \.clear),
        ("review", \.review),
        ("complaint", \.complaint),
        ("friction", \.friction), ("sure_cue", \.sureCue),
        ("praised_friction", \.praisedFriction), ("intent", \.intent), ("emotion", \.emotion),
        ("step", \.step),
        ("negative_clause", \.negativeClause), ("before_contrast", \.beforeContrast), ("last_clause", \.lastClause),
        ("capitals", \.capitals), ("elongation", \.elongation), ("exclamation", \.exclamation),
    ]

    static let names = fields.map(\.name)

    /// - Returns: `false` when no constant has this name.
    mutating func set(_ name: String, _ value: Double) -> Bool {
        guard let field = Self.fields.first(where: { $0.name == name }) else { return false }
        self[keyPath: field.path] = value
        return true
    }
}
