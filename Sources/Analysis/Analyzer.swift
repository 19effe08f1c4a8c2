public import Feedback
public import Lexicons

/// Reads a text the way a careful analyst would: language, attitude, frictions, intents, emotions, journey steps, each
/// with the words and the lexicon line that earned it.
///
/// The same text and lexicons give the same result, on every machine. A class, because every step of an analysis asks it, and
/// a copy has as many references as tables.
public final class Analyzer: Sendable {
    let lexicons: LexiconSet
    let identifier: LanguageIdentifier
    /// By category.
    let kinds: [AnnotationKind]
    /// By category: its place among their codes in order.
    let ranks: [Int]
    /// By category: severity and default step.
    let severities: [Int]
    let defaultSteps: [Int32]
    let areas: [TagArea]
    /// By category: index into ``areas``, −1 for what is no friction.
    let areaOfCategory: [Int]
    /// By column of the tag model, in eights: whether it is a friction, and 1 where it is one or an area.
    let frictionLanes: [SIMDMask<SIMD8<Float.SIMDMaskScalar>>]
    let rivalLanes: [SIMD8<Float>]

    /// - Parameter traits: severity and step by friction code; categories not in it get severity 3 and no step.
    public init(lexicons: LexiconSet, traits: [String: FrictionTraits]) {
        self.lexicons = lexicons
        identifier = LanguageIdentifier(profile: lexicons.profile, tokenizer: lexicons.tokenizer)
        kinds = lexicons.categories.map(\.kind)
        var ranks = Array(repeating: 0, count: lexicons.categories.count)
        let ordered = ranks.indices.sorted { lexicons.categories[$0].code < lexicons.categories[$1].code }
        for (rank, category) in ordered.enumerated() { ranks[category] = rank }
        self.ranks = ranks
        let areas = TagArea.all(of: lexicons.categories)
        var areaOfCategory = Array(repeating: -1, count: lexicons.categories.count)
        for (index, area) in areas.enumerated() {
            for category in area.categories { areaOfCategory[Int(category)] = index }
        }
        (self.areas, self.areaOfCategory) = (areas, areaOfCategory)
        let lanes = TagTable.width(of: kinds.count + areas.count) / 8
        var frictions = Array(repeating: SIMDMask<SIMD8<Float.SIMDMaskScalar>>(repeating: false), count: lanes)
        var rivals = Array(repeating: SIMD8<Float>.zero, count: lanes)
        for column in 0..<kinds.count + areas.count where column >= kinds.count || kinds[column] == .friction {
            frictions[column >> 3][column & 7] = column < kinds.count
            rivals[column >> 3][column & 7] = 1
        }
        (frictionLanes, rivalLanes) = (frictions, rivals)
        severities = lexicons.categories.map { $0.kind == .friction ? traits[$0.code]?.severity ?? 3 : 0 }
        defaultSteps = lexicons.categories.map { category in
            guard category.kind == .friction, let step = traits[category.code]?.step else { return -1 }
            return Int32(lexicons.categories.firstIndex { $0.kind == .step && $0.code == step } ?? -1)
        }
    }

    /// 16 hexadecimal digits that change with any byte of the lexicons.
    public var ruleVersion: String { lexicons.version }

    /// Buffers for one task.
    public func makeWorkspace() -> Workspace {
        Workspace(
            categoryCount: lexicons.categories.count, areaCount: areas.count, entryCount: lexicons.entries.count)
    }

    /// Analyses one text.
    ///
    /// - Parameters:
    ///   - text: any bytes; what is not UTF-8 separates words. Empty text has no evidence.
    ///   - language: forces the language; `nil` lets the text decide.
    ///   - hint: the language the source declares, which decides only where the text says little.
    /// - Complexity: O(*n*) in bytes.
    public func analyze(
        _ text: Span<UInt8>, language: Language? = nil, hint: Language? = nil, using workspace: inout Workspace
    ) -> Analysis {
        let outcome = read(text, language: language, hint: hint, using: &workspace)
        return result(outcome, workspace)
    }

    /// Analyses one string; for many texts use spans.
    public func analyze(
        _ text: String, language: Language? = nil, hint: Language? = nil, using workspace: inout Workspace
    ) -> Analysis {
        let bytes = Array(text.utf8)
        return analyze(bytes.span, language: language, hint: hint, using: &workspace)
    }

    /// The language of a text alone, and how sure it is, 0 to 1.
    public func language(of text: Span<UInt8>, using workspace: inout Workspace) -> (Language, Double) {
        cut(text, language: nil, hint: nil, &workspace)
        return (workspace.language.language, workspace.language.confidence)
    }

    /// Fills the workspace with everything known of `text`.
    func run(_ text: Span<UInt8>, language: Language?, hint: Language?, _ work: inout Workspace) {
        cut(text, language: language, hint: hint, &work)
        match(&work)
        readClauses(&work)
        weigh(&work)
    }

    /// Cuts the text into words and tells its language.
    func cut(_ text: Span<UInt8>, language: Language?, hint: Language?, _ work: inout Workspace) {
        work.clear()
        work.isMarkedIronic = endsInIronyMark(text)
        lexicons.tokenizer.tokenize(text, into: &work.buffer)
        if let language {
            work.language = LanguageGuess(language: language, confidence: 1, scores: .zero)
        } else {
            work.language = identifier.identify(text, work.buffer, hint: hint)
        }
        work.reading = work.language.reading
    }

    /// Finds the hand-written terms.
    func match(_ work: inout Workspace) {
        match(work.buffer, lexicons.lexicon(for: work.reading), using: &work.patterns, into: &work.hits)
        guard work.hits.isEmpty, work.reading != work.language.language else { return }
        // "Cute" says nothing in the likelier language.
        work.reading = work.reading == .french ? .english : .french
        match(work.buffer, lexicons.lexicon(for: work.reading), using: &work.patterns, into: &work.hits)
    }

    /// Reads clause by clause what they say.
    func readClauses(_ work: inout Workspace) {
        let lexicon = lexicons.lexicon(for: work.reading)
        work.notes.append(contentsOf: repeatElement(TokenNote(), count: work.buffer.tokens.count))
        collectMarks(&work, lexicon)
        findClauses(&work, lexicon)
        spreadNegation(&work, lexicon)
        valueWords(&work, lexicon)
        fireCues(&work, lexicon)
    }

    /// Adds what was learned and weighs it all.
    func weigh(_ work: inout Workspace) {
        let lexicon = lexicons.lexicon(for: work.reading)
        collectTerms(&work, lexicon)
        decide(&work, lexicon)
        weighTags(&work, lexicon)
    }

    private func match(
        _ buffer: borrowing TokenBuffer, _ lexicon: LanguageLexicon, using scratch: inout PatternScratch,
        into hits: inout [PatternHit]
    ) {
        let (parents, flags) = (lexicons.tokenizer.vocabulary.longestBeginning, lexicon.flags)
        lexicon.trie.match(buffer, parents: parents.span, flags: flags.span, using: &scratch, into: &hits)
    }
}

/// Whether a text ends in a word `/s`, blanks after it aside.
private func endsInIronyMark(_ text: Span<UInt8>) -> Bool {
    var end = text.count
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    return end > 2 && text[end - 1] == UInt8(ascii: "s") && text[end - 2] == UInt8(ascii: "/") && text[end - 3] <= 0x20
}
