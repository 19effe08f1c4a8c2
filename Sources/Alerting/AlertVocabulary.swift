public import Feedback

/// What codes are called, for messages people read.
public struct AlertVocabulary: Sendable {
    public var friction: @Sendable (String) -> Phrase
    public var step: @Sendable (String) -> Phrase
    /// Who looks after a friction, as the taxonomy says.
    public var owner: @Sendable (String) -> Phrase?
    /// Words too common to say anything, as `RisingQuery` takes them.
    public var stopWords: Set<String>

    /// By default codes are shown as they are.
    public init(
        stopWords: Set<String> = [], friction: @escaping @Sendable (String) -> Phrase = { Phrase($0) },
        step: @escaping @Sendable (String) -> Phrase = { Phrase($0) },
        owner: @escaping @Sendable (String) -> Phrase? = { _ in nil }
    ) {
        self.owner = owner
        self.stopWords = stopWords
        self.friction = friction
        self.step = step
    }

    func label(_ key: String, dimension: InsightDimensionName) -> Phrase {
        switch (key, dimension) {
        case ("", "friction"): Phrase(en: "(no friction)", fr: "(aucun irritant)")
        case ("", _): Phrase(en: "(none)", fr: "(sans)")
        case (_, "friction"): friction(key)
        case (_, "step"): step(key)
        default: Phrase(key)
        }
    }
}

/// `step`, `friction`, `channel`…
typealias InsightDimensionName = String
