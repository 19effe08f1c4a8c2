public import Feedback

/// A text whose customer also gave a score.
public struct ScoredText: Hashable, Sendable {
    /// UTF-8.
    public var text: [UInt8]
    public var language: Language
    public var isPositive: Bool
    /// Where it comes from: each corpus, and each class in it, weighs by its own right.
    public var corpus: String

    public init(text: String, language: Language, isPositive: Bool, corpus: String) {
        self.text = Array(text.utf8)
        self.language = language
        self.isPositive = isPositive
        self.corpus = corpus
    }

    /// What a share of a scale says, 0 (worst) to 1 (best): `nil` for the middle, which says neither.
    ///
    /// Stars 1–2 and 4–5, NPS 0–6 and 9–10, CSAT 1–2 and 4–5 speak; the rest is left out.
    public static func isPositive(share: Double, isNPS: Bool = false) -> Bool? {
        if isNPS { return share >= 0.9 ? true : share <= 0.6 ? false : nil }
        return share >= 0.7 ? true : share <= 0.3 ? false : nil
    }
}
