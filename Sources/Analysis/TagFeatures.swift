public import Feedback
import Lexicons

/// What tags are weighed by in one text, for fitting the weights: see ``TagModel``.
public struct TagFeatures: Hashable, Sendable, Encodable {
    /// A hand-written cue that fired.
    public struct Cue: Hashable, Sendable, Encodable {
        public var code: String
        /// Its lexicon line.
        public var rule: String
        /// What its weight is multiplied by: under 1 in a request or condition.
        public var factor: Double
    }

    /// Each word, negated word (`NOT_x`) and pair of words side by side, folded, once.
    public var terms: [String]
    /// Each once.
    public var cues: [Cue]
    /// The probability that the text is positive, less ½.
    public var tone: Double
    public var label: String
}

extension Analyzer {
    /// The features of one text in a known language.
    public func tagFeatures(
        _ text: Span<UInt8>, language: Language, using workspace: inout Workspace
    ) -> TagFeatures {
        run(text, language: language, hint: nil, &workspace)
        let lexicon = lexicons.lexicon(for: language)
        return TagFeatures(
            terms: terms(text, workspace), cues: firedCues(workspace, lexicon),
            tone: workspace.verdict.probability - 0.5, label: sentiment(workspace, lexicon).label.rawValue)
    }

    private func terms(_ text: Span<UInt8>, _ work: borrowing Workspace) -> [String] {
        let words = work.buffer.tokens.map { word($0, text) }
        var (terms, seen) = ([String](), Set<String>())
        func add(_ term: String) { if seen.insert(term).inserted { terms.append(term) } }
        for segment in work.buffer.segments {
            for position in segment.tokens {
                guard let word = words[Int(position)] else { continue }
                add(word)
                if work.notes[Int(position)].negator >= 0 { add("NOT_\(word)") }
                guard position + 1 < segment.tokens.upperBound, let next = words[Int(position) + 1] else { continue }
                add("\(word) \(next)")
            }
        }
        return terms
    }

    /// The word as lexicons write it, `nil` for a name and for what no lexicon can hold.
    private func word(_ token: Token, _ text: Span<UInt8>) -> String? {
        if token.flags.contains(.mention) { return nil }
        if token.flags.contains(.number) { return "<num>" }
        let range = Int(token.start)..<Int(token.end)
        if token.flags.contains(.emoji) { return String(decoding: range.map { text[$0] }, as: UTF8.self) }
        let key = key(of: token, in: text)
        return key.fits ? String(decoding: (0..<key.count).map { key[$0] }, as: UTF8.self) : nil
    }

    private func firedCues(_ work: borrowing Workspace, _ lexicon: LanguageLexicon) -> [TagFeatures.Cue] {
        var (cues, seen) = ([TagFeatures.Cue](), Set<Int32>())
        for hit in work.cues {
            guard case .cue(let category, let need) = lexicons.entries[Int(hit.entry)].meaning,
                lexicons.categories[Int(category)].kind != .emotion, hasFired(hit, need, work, lexicon),
                seen.insert(hit.entry).inserted
            else { continue }
            cues.append(
                TagFeatures.Cue(
                    code: lexicons.categories[Int(category)].code, rule: lexicons.rule(of: hit.entry),
                    factor: Double(factor(hit, category, need, work))))
        }
        return cues
    }
}
