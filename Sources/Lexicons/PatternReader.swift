/// Reads a term of a lexicon line into pieces, each a choice of symbol sequences.
///
/// `(colis|paquet) ~ perdu` has three pieces: two alternatives of one symbol, a gap, one of one symbol. The buffers are
/// reused from term to term.
struct PatternReader {
    static let mostAlternatives = 600

    var scanner = Scanner()
    private(set) var symbols: [Int32] = []
    /// Ranges of ``symbols``.
    private(set) var alternatives: [Range<Int>] = []
    /// Ranges of ``alternatives``.
    private(set) var pieces: [Range<Int>] = []

    /// Whether the term holds a group `(a|b)`.
    var hasAlternatives: Bool { pieces.count < alternatives.count }
    var hasGap: Bool { symbols.contains(PatternTrie.gap) }

    /// Whether the term is words and nothing else: no group, no gap, no beginning.
    private(set) var isPlain = true
    /// Whether one of the words is a spelling of another: the term is the other's.
    private(set) var isRespelt = false

    /// Reads `term`, adding its words to `vocabulary`.
    mutating func read(_ term: Span<UInt8>, vocabulary: inout Vocabulary) throws(PatternProblem) {
        clear()
        var offset = 0
        while offset < term.count {
            let end = Self.pieceEnd(term, from: offset)
            switch term[offset] {
            case UInt8(ascii: " "): break
            case UInt8(ascii: "("):
                isPlain = false
                try appendGroup(term, offset..<end, &vocabulary)
            case UInt8(ascii: "~") where end == offset + 1: appendPiece(symbol: PatternTrie.gap)
            case UInt8(ascii: "<") where Self.isNumberMark(term, offset..<end): appendPiece(symbol: Vocabulary.number)
            default: try appendWords(term, offset..<end, &vocabulary)
            }
            offset = end
        }
        try check()
    }

    /// Reads text in which no character has a meaning of its own, such as `:(`.
    mutating func read(literal text: Span<UInt8>, vocabulary: inout Vocabulary) throws(PatternProblem) {
        clear()
        try appendAlternative(text, 0..<text.count, &vocabulary, isLiteral: true)
        pieces.append(0..<1)
        try check()
    }

    private mutating func clear() {
        (isPlain, isRespelt) = (true, false)
        symbols.removeAll(keepingCapacity: true)
        alternatives.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
    }

    /// A piece is a space, a group, or what stands before the next space or group.
    private static func pieceEnd(_ term: Span<UInt8>, from start: Int) -> Int {
        var end = start + 1
        if term[start] == UInt8(ascii: " ") { return end }
        if term[start] == UInt8(ascii: "(") {
            while end < term.count, term[end] != UInt8(ascii: ")") { end += 1 }
            return min(end + 1, term.count)
        }
        while end < term.count, term[end] != UInt8(ascii: " "), term[end] != UInt8(ascii: "(") { end += 1 }
        return end
    }

    private static func isNumberMark(_ term: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count == 5 && term[range.lowerBound + 1] == UInt8(ascii: "n")
            && term[range.lowerBound + 2] == UInt8(ascii: "u") && term[range.lowerBound + 3] == UInt8(ascii: "m")
            && term[range.lowerBound + 4] == UInt8(ascii: ">")
    }

    private mutating func appendPiece(symbol: Int32) {
        if symbol == PatternTrie.gap { isPlain = false }
        symbols.append(symbol)
        alternatives.append(symbols.count - 1..<symbols.count)
        pieces.append(alternatives.count - 1..<alternatives.count)
    }

    private mutating func appendWords(
        _ term: Span<UInt8>, _ range: Range<Int>, _ vocabulary: inout Vocabulary
    ) throws(PatternProblem) {
        try appendAlternative(term, range, &vocabulary)
        pieces.append(alternatives.count - 1..<alternatives.count)
    }

    private mutating func appendGroup(
        _ term: Span<UInt8>, _ range: Range<Int>, _ vocabulary: inout Vocabulary
    ) throws(PatternProblem) {
        guard term[range.upperBound - 1] == UInt8(ascii: ")") else { throw .openGroup }
        let first = alternatives.count
        var start = range.lowerBound + 1
        for end in start..<range.upperBound where end == range.upperBound - 1 || term[end] == UInt8(ascii: "|") {
            try appendAlternative(term, start..<end, &vocabulary)
            start = end + 1
        }
        pieces.append(first..<alternatives.count)
    }

    /// The words of plain text and `<num>` among them; a `*` at its end makes the last one a beginning.
    private mutating func appendAlternative(
        _ term: Span<UInt8>, _ range: Range<Int>, _ vocabulary: inout Vocabulary, isLiteral: Bool = false
    ) throws(PatternProblem) {
        let isBeginning = !isLiteral && !range.isEmpty && term[range.upperBound - 1] == UInt8(ascii: "*")
        let end = isBeginning ? range.upperBound - 1 : range.upperBound
        let first = symbols.count
        if isBeginning { isPlain = false }
        var start = range.lowerBound
        if !isLiteral {
            for offset in range where offset + 5 <= end && term[offset] == UInt8(ascii: "<") {
                guard Self.isNumberMark(term, offset..<offset + 5) else { continue }
                try appendSymbols(term.extracting(start..<offset), &vocabulary, isBeginning: false)
                symbols.append(Vocabulary.number)
                start = offset + 5
            }
        }
        try appendSymbols(term.extracting(start..<end), &vocabulary, isBeginning: isBeginning)
        if isBeginning, symbols.count == first { throw .shortBeginning }
        alternatives.append(first..<symbols.count)
    }

    private mutating func appendSymbols(
        _ text: Span<UInt8>, _ vocabulary: inout Vocabulary, isBeginning: Bool
    ) throws(PatternProblem) {
        var (offset, state) = (0, ScanState())
        while true {
            switch scanner.next(text, at: &offset, into: &state) {
            case .word, .number, .emoji:
                guard state.key.fits else { throw .longWord }
                let isLast = isBeginning && offset == text.count
                guard !isLast else {
                    symbols.append(try beginning(state.key, &vocabulary))
                    continue
                }
                let symbol = vocabulary.insert(state.key)
                if vocabulary.isRespelt(state.key, symbol) { isRespelt = true }
                symbols.append(symbol)
            case .end: return
            case .clauseEnd, .softBreak, .openQuote, .mention: continue
            }
        }
    }

    private func beginning(_ key: WordKey, _ vocabulary: inout Vocabulary) throws(PatternProblem) -> Int32 {
        guard key.count >= Vocabulary.shortestBeginning else { throw .shortBeginning }
        guard key.count <= Vocabulary.longestBeginning else { throw .longBeginning }
        return vocabulary.insertBeginning(key)
    }

    private func check() throws(PatternProblem) {
        var (total, isAfterGap) = (1, true)
        for piece in pieces {
            let isGap = piece.count == 1 && symbols[alternatives[piece.lowerBound]].first == PatternTrie.gap
            guard !(isGap && isAfterGap) else { throw .gapAtEnd }
            isAfterGap = isGap
            total *= piece.count
            guard total <= Self.mostAlternatives else { throw .tooManyAlternatives }
        }
        guard pieces.contains(where: { alternatives[$0.lowerBound].count > 0 }) else { throw .empty }
        guard !isAfterGap else { throw .gapAtEnd }
    }
}
