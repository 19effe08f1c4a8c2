import Feedback

/// Turns lexicon files into the tables of a ``LexiconSet``, collecting every mistake on the way.
struct LexiconCompiler {
    private(set) var errors: [LexiconError] = []
    var vocabulary = Vocabulary()
    private var profile = LanguageProfile()
    var entries: [LexiconEntry] = []
    private var cueRules: [String] = []
    private var categories: [LexiconCategory] = []
    private var examples: [LexiconExample] = []
    private var fileNames: [String] = []
    var languages = [
        LexiconDraft(expectedTerms: 40_000), LexiconDraft(expectedTerms: 40_000), LexiconDraft(expectedTerms: 16),
    ]
    /// By language and node: where a term was first seen in the current file, and its hand-written sentiment.
    var seen: [[NodeUse]] = [[], [], []]
    var reader = PatternReader()
    private var spellings: [Spelling] = []
    /// Made for the first file of tag weights, when every category is known.
    private var tagReader: TagLineReader?
    /// The nodes of the last term.
    private var ends: [Int32] = []

    struct NodeUse {
        var file: Int32 = -1
        var line: Int32 = 0
        var sentiment: Int32 = -1
    }

    mutating func compile(_ files: [LexiconFile]) {
        // Spellings first, so that every later term is read by them; then emoticons, so that every later term is cut the
        // same way; hand-written words before learned ones.
        let ordered = files.compactMap { file in LexiconFileKind(name: file.name).map { ($0, file) } }
            .sorted { ($0.0.order, $0.1.name) < ($1.0.order, $1.1.name) }
        for file in files where LexiconFileKind(name: file.name) == nil {
            errors.append(LexiconError(.unknownFile, file: file.name))
        }
        for case (.spellings(let language), let file) in ordered { compile(file, as: .spellings(language)) }
        for case (.learned, let file) in ordered { insertFrequentWords(of: file) }
        for (kind, file) in ordered where kind.order >= 0 { compile(file, as: kind) }
    }

    func finished(version: String) -> LexiconSet {
        var (vocabulary, profile) = (vocabulary, profile)
        vocabulary.finish()
        profile.add(word: Int32(vocabulary.symbolCount - 1), .zero)
        profile.addFamiliar(vocabulary, french: isFamiliar(0), english: isFamiliar(1))
        let compiled = languages.map {
            LanguageLexicon($0, symbolCount: vocabulary.symbolCount, categories: categories)
        }
        return LexiconSet(
            version: version, examples: examples, fileNames: fileNames,
            tokenizer: Tokenizer(scanner: reader.scanner, vocabulary: vocabulary), profile: profile,
            entries: Table(entries),
            categories: categories, cueRules: cueRules, spellings: Table(spellings), languages: compiled)
    }

    // MARK: Files and lines

    private mutating func compile(_ file: LexiconFile, as kind: LexiconFileKind) {
        fileNames.append(file.name)
        let place = FilePlace(name: file.name, index: Int32(fileNames.count - 1), category: category(of: kind))
        var lines = LexiconLines()
        let bytes = file.bytes.span
        while let line = lines.next(bytes) {
            do throws(LineProblem) {
                try compile(line, of: bytes, as: kind, at: place)
            } catch {
                errors.append(
                    LexiconError(error.problem, file: file.name, line: line.number, column: error.column))
            }
        }
    }

    private mutating func compile(
        _ line: LexiconLine, of bytes: Span<UInt8>, as kind: LexiconFileKind, at place: FilePlace
    ) throws(LineProblem) {
        switch kind {
        case .emoji: try addEmoji(line, bytes, place)
        case .sentiment(let language): try addSentiment(line, bytes, place, language)
        case .learned(let language): try addLearned(line, bytes, place, language)
        case .shifters(let language): try addShifter(line, bytes, place, language)
        case .cues(let language, let kind, let code):
            if let example = line.example(bytes) {
                examples.append(
                    LexiconExample(
                        text: example.text, language: language, kind: kind, code: code,
                        isPositive: example.isPositive, file: place.name, line: line.number))
            } else {
                try addCue(line, bytes, place, language)
            }
        case .tags(let language): try addTagWeights(line, bytes, place, language)
        case .languageWords(let language): try addLanguageWord(line, bytes, language)
        case .grammar(let language): try addGrammar(line, bytes, language)
        case .calibration(let language): try addConstant(line, bytes, language)
        case .spellings: try addSpellings(line, bytes, place)
        }
    }

    private mutating func category(of kind: LexiconFileKind) -> Int32 {
        guard case .cues(_, let kind, let code) = kind else { return -1 }
        let category = LexiconCategory(kind: kind, code: code)
        if let known = categories.firstIndex(of: category) { return Int32(known) }
        categories.append(category)
        return Int32(categories.count - 1)
    }

    // MARK: One line of each kind

    private mutating func addEmoji(_ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace) throws(LineProblem) {
        let value = try line.number(bytes, column: 1, named: "valence", in: -4...4)
        let symbol = line.bytes(bytes, column: 0)
        reader.scanner.add(emoticon: symbol)
        do throws(PatternProblem) {
            try reader.read(literal: bytes.extracting(line.columns[0]), vocabulary: &vocabulary)
        } catch { throw LineProblem(.badPattern(error), 1) }
        for language in languages.indices {
            try add(.sentiment(isFixed: false), value, line, place, language: language)
        }
    }

    private mutating func addSentiment(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace, _ language: Language
    ) throws(LineProblem) {
        let value = try line.number(bytes, column: 1, named: "valence", in: -4...4)
        let isFixed = line.hasFixedNote(bytes)
        try add(
            .sentiment(isFixed: isFixed), value, term: line.columns[0], line, bytes, place, language: language.index)
    }

    private mutating func addShifter(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace, _ language: Language
    ) throws(LineProblem) {
        guard line.columns.count > 1 else { throw LineProblem(.missingColumn("role"), line.end) }
        let name = line.text(bytes, column: 1)
        guard let role = ShifterRole(rawValue: name) else {
            throw LineProblem(.unknownRole(name), line.column(of: 1))
        }
        let hasFactor = line.columns.count > 2 && !line.columns[2].isEmpty
        let factor = hasFactor ? try line.number(bytes, column: 2, named: "factor", in: -4...4) : role.defaultFactor
        try add(.shifter(role), factor, term: line.columns[0], line, bytes, place, language: language.index)
        guard role == .contrast || role == .transparent else { return }
        for alternative in reader.alternatives where reader.pieces.count == 1 && alternative.count == 1 {
            languages[language.index].insert(
                role == .contrast ? .wall : .transparent, at: reader.symbols[alternative.lowerBound])
        }
    }

    private mutating func addCue(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace, _ language: Language
    ) throws(LineProblem) {
        let weight = try line.number(bytes, column: 1, named: "weight", in: 0...1)
        let name = line.columns.count > 2 && !line.columns[2].isEmpty ? line.text(bytes, column: 2) : ""
        guard let need = CueNeed(rawValue: name) else { throw LineProblem(.unknownNeed(name), line.column(of: 2)) }
        try add(
            .cue(category: place.category, need), weight, term: line.columns[0], line, bytes, place,
            language: language.index)
    }

    private mutating func addLanguageWord(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ language: Language
    ) throws(LineProblem) {
        let value = try line.number(bytes, column: 1, named: "weight", in: -4...4)
        var weight = SIMD4<Float>.zero
        weight[language.index] = value
        let term = line.columns[0]
        if term.count > 1, bytes[term.lowerBound] == UInt8(ascii: "^") {
            profile.add(start: try affix(bytes, term.dropFirst()), weight)
        } else if term.count > 1, bytes[term.upperBound - 1] == UInt8(ascii: "$") {
            profile.add(end: try affix(bytes, term.dropLast()), weight)
        } else {
            for symbol in try symbols(bytes, term) { profile.add(word: symbol, weight) }
        }
    }

    /// `received<TAB>recieved recived`: the word, and what it is written as.
    private mutating func addSpellings(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace
    ) throws(LineProblem) {
        guard line.columns.count > 1, !line.columns[1].isEmpty else {
            throw LineProblem(.missingColumn("spellings"), line.end)
        }
        guard let word = word(bytes.extracting(line.columns[0])) else { throw LineProblem(.outOfRange("one word"), 1) }
        let symbol = vocabulary.insert(word)
        if vocabulary.isRespelt(word, symbol) { throw LineProblem(.knownSpelling, 1) }
        var start = line.columns[1].lowerBound
        for end in line.columns[1].lowerBound...line.columns[1].upperBound
        where end == line.columns[1].upperBound || bytes[end] == UInt8(ascii: " ") {
            defer { start = end + 1 }
            guard end > start else { continue }
            let column = start - line.range.lowerBound + 1
            guard let spelling = self.word(bytes.extracting(start..<end)) else {
                throw LineProblem(.outOfRange("words without apostrophes and hyphens"), column)
            }
            guard vocabulary.insert(spelling: spelling, of: symbol) else { throw LineProblem(.knownSpelling, column) }
            spellings.append(Spelling(key: spelling, file: place.index, line: Int32(line.number)))
        }
    }

    private func affix(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(LineProblem) -> WordKey {
        var (offset, state) = (0, ScanState())
        let text = bytes.extracting(range)
        guard reader.scanner.next(text, at: &offset, into: &state) == .word, offset == text.count,
            (2...LanguageProfile.longestAffix).contains(state.key.count)
        else { throw LineProblem(.outOfRange("2 to \(LanguageProfile.longestAffix) letters"), 1) }
        return state.key
    }

    private mutating func addGrammar(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ language: Language
    ) throws(LineProblem) {
        guard line.columns.count > 1 else { throw LineProblem(.missingColumn("class"), line.end) }
        let name = line.text(bytes, column: 1)
        guard let wordClass = WordClass(rawValue: name) else {
            throw LineProblem(.unknownClass(name), line.column(of: 1))
        }
        guard wordClass == .letter else {
            for symbol in try symbols(bytes, line.columns[0]) {
                languages[language.index].insert(SymbolFlags(wordClass), at: symbol)
            }
            return
        }
        let weight = try line.number(bytes, column: 2, named: "weight", in: -4...4)
        guard let letter = Letters.decode(bytes.extracting(line.columns[0]), at: 0), letter.value < 0x180 else {
            throw LineProblem(.outOfRange("U+00C0…U+017F"), 1)
        }
        for code in [letter.value, letter.value - (letter.value < 0x100 ? 0x20 : 1)] where code >= 0xC0 {
            reader.scanner.letterWeights[Int(code)][language.index] = weight
        }
    }

    /// The words of a term, read into the reader.
    private mutating func symbols(_ bytes: Span<UInt8>, _ term: Range<Int>) throws(LineProblem) -> [Int32] {
        try read(bytes, term)
        return reader.symbols
    }

    mutating func read(_ bytes: Span<UInt8>, _ term: Range<Int>) throws(LineProblem) {
        do throws(PatternProblem) {
            try reader.read(bytes.extracting(term), vocabulary: &vocabulary)
        } catch { throw LineProblem(.badPattern(error), 1) }
    }

    private mutating func addConstant(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ language: Language
    ) throws(LineProblem) {
        let name = line.text(bytes, column: 0)
        let value = Double(try line.number(bytes, column: 1, named: "value", in: -1000...1000))
        guard languages[language.index].calibration.set(name, value) else {
            throw LineProblem(.unknownConstant(name), 1)
        }
    }

    private mutating func addTagWeights(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace, _ language: Language
    ) throws(LineProblem) {
        let tags = tagReader ?? TagLineReader(categories)
        tagReader = tags
        let weights = try tags.weights(line, bytes)
        switch try TagLine(line, bytes, tags) {
        case .constant(let constant): languages[language.index].tagModel.set(constant, weights)
        case .cue(let category): languages[language.index].tagModel.setCue(category, weights)
        case .term(let range, let isNegated):
            try read(bytes, range)
            let symbols = reader.symbols
            if reader.isRespelt { return }
            guard !reader.hasAlternatives, !reader.hasGap, symbols.count == 1 || (symbols.count == 2 && !isNegated)
            else { throw LineProblem(.outOfRange("1 to 2 words"), 1) }
            let term = TagModel.Term(
                weights: languages[language.index].tagModel.add(weights), file: place.index, line: Int32(line.number))
            let known = languages[language.index].tagModel.add(term, symbols, isNegated: isNegated)
            if let known { throw LineProblem(.duplicateTerm(firstLine: Int(known)), 1) }
        }
    }

    // MARK: Terms

    private mutating func add(
        _ meaning: LexiconEntry.Meaning, _ value: Float, term: Range<Int>, _ line: LexiconLine, _ bytes: Span<UInt8>,
        _ place: FilePlace, language: Int
    ) throws(LineProblem) {
        try read(bytes, term)
        try add(meaning, value, line, place, language: language)
    }

    /// Adds what the reader has just read.
    private mutating func add(
        _ meaning: LexiconEntry.Meaning, _ value: Float, _ line: LexiconLine, _ place: FilePlace, language: Int
    ) throws(LineProblem) {
        let index = Int32(entries.count)
        entries.append(
            LexiconEntry(
                meaning: meaning, value: value, hasGap: reader.hasGap, file: place.index, line: Int32(line.number)))
        cueRules.append(place.category < 0 ? "" : place.rule(line.number))
        languages[language].trie.nodes(of: reader, into: &ends)
        for position in ends.indices { try insert(index, at: ends[position], place, line, language) }
    }

    private mutating func insert(
        _ entry: Int32, at node: Int32, _ place: FilePlace, _ line: LexiconLine, _ language: Int
    ) throws(LineProblem) {
        if seen[language].count <= Int(node) {
            seen[language].append(contentsOf: repeatElement(NodeUse(), count: Int(node) + 4096 - seen[language].count))
        }
        var use = seen[language][Int(node)]
        if use.file == place.index {
            if reader.hasAlternatives || reader.isRespelt || use.line == Int32(line.number) { return }
            throw LineProblem(.duplicateTerm(firstLine: Int(use.line)), 1)
        }
        (use.file, use.line) = (place.index, Int32(line.number))
        if case .sentiment = entries[Int(entry)].meaning { use.sentiment = entry }
        seen[language][Int(node)] = use
        languages[language].trie.add(entry, at: node)
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
