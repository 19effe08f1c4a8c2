import Feedback
import Lexicons

/// The language of a text, with how sure it is.
struct LanguageGuess: Sendable {
    var language: Language
    /// 0 to 1.
    var confidence: Double
    /// Log-odds-like evidence for French, English and others.
    var scores: SIMD4<Float>

    /// A text surer than this of being in another language is not read.
    private static let foreign = 0.85

    /// The language to read it in: its own, or the likelier of ours where a word or two tell nothing ("Super", "jsui deg").
    var reading: Language {
        guard language == .other, confidence < Self.foreign else { return language }
        return scores[0] >= scores[1] ? .french : .english
    }
}

/// Tells French, English and everything else apart by listed words, word beginnings and endings, and letters.
struct LanguageIdentifier: Sendable {
    /// Later words change nothing: the answer is settled long before.
    private static let mostTokens = 160
    /// Words in no list whose letters are looked at.
    private static let mostUnlisted = 24
    /// A lead that no later word overturns; looked at every 16 words.
    private static let settledLead: Float = 9
    /// What the source's own language is worth when the text is short.
    private static let hintWeight: Float = 1.5
    /// Texts with no evidence at all stay under this.
    private static let leastEvidence: Float = 0.35

    /// By symbol: what a listed word says.
    private let listed: Table<SIMD4<Float>>
    private let unlisted: UnlistedWords

    init(profile: LanguageProfile, tokenizer: Tokenizer) {
        (listed, unlisted) = (profile.words, UnlistedWords(profile, tokenizer))
    }

    /// - Parameter hint: the language the source declares, which decides when the text itself says nothing.
    func identify(_ text: Span<UInt8>, _ buffer: borrowing TokenBuffer, hint: Language?) -> LanguageGuess {
        var scores = evidence(text, buffer)
        if let hint { scores[hint.index] += Self.hintWeight }
        guard isMostlyLatin(buffer) else {
            return LanguageGuess(language: .other, confidence: 0.99, scores: SIMD4(0, 0, 9, 0))
        }
        let best: Language =
            scores[0] >= scores[1] && scores[0] >= scores[2] ? .french : scores[1] >= scores[2] ? .english : .other
        guard scores.max() >= Self.leastEvidence else {
            return LanguageGuess(language: hint ?? .other, confidence: 0.34, scores: scores)
        }
        return LanguageGuess(language: best, confidence: share(of: best, scores), scores: scores)
    }

    private func evidence(_ text: Span<UInt8>, _ buffer: borrowing TokenBuffer) -> SIMD4<Float> {
        var (scores, looked) = (buffer.accents, 0)
        let listed = listed.span
        for index in 0..<min(buffer.tokens.count, Self.mostTokens) {
            if index & 15 == 15, isSettled(scores) { break }
            let token = buffer.tokens[index]
            guard token.isWord else { continue }
            let weight = listed[Int(token.symbol)]
            scores += weight
            guard weight == .zero, looked < Self.mostUnlisted else { continue }
            looked += 1
            scores += unlisted.weight(text, Int(token.start)..<Int(token.end))
        }
        return scores
    }

    private func isSettled(_ scores: SIMD4<Float>) -> Bool {
        let best = max(scores[0], scores[1], scores[2])
        let second = max(min(scores[0], scores[1]), min(max(scores[0], scores[1]), scores[2]))
        return best - second > Self.settledLead
    }

    private func isMostlyLatin(_ buffer: borrowing TokenBuffer) -> Bool {
        guard buffer.foreignLetters > 0 else { return true }
        let letters = buffer.tokens.reduce(0) { $0 + ($1.isWord ? Int($1.end - $1.start) : 0) }
        // Letters of other scripts take two or three bytes each.
        return buffer.foreignLetters * 4 < letters
    }

    private func share(of language: Language, _ scores: SIMD4<Float>) -> Double {
        let best = scores[language.index]
        let sum = (0..<3).reduce(0.0) { $0 + exponential(Double(scores[$1] - best)) }
        return 1 / sum
    }
}

extension Language {
    var index: Int {
        switch self {
        case .french: 0
        case .english: 1
        case .other: 2
        }
    }
}
