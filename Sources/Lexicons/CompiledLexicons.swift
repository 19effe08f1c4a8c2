import Feedback

/// A ``LexiconSet`` as a cache file holds it: plain tables and strings, in one order for writing and reading.
struct CompiledLexicons {
    private let scanner: Scanner
    private let vocabulary: Vocabulary
    private let profile: LanguageProfile
    private let entries: Table<LexiconEntry>
    private let spellings: Table<Spelling>
    private let languages: [LanguageLexicon]
    private let fileNames: [String]
    private let categories: [LexiconCategory]
    private let examples: [LexiconExample]

    init(_ lexicons: LexiconSet) {
        (scanner, vocabulary) = (lexicons.tokenizer.scanner, lexicons.tokenizer.vocabulary)
        (profile, entries, fileNames) = (lexicons.profile, lexicons.entries, lexicons.fileNames)
        spellings = lexicons.spellings
        (categories, examples) = (lexicons.categories, lexicons.examples)
        languages = [lexicons.french, lexicons.english, lexicons.other]
    }

    func write(to writer: inout CacheWriter) {
        scanner.write(to: &writer)
        vocabulary.write(to: &writer)
        profile.write(to: &writer)
        writer.put(entries)
        writer.put(spellings)
        for language in languages { language.write(to: &writer) }
        writer.put(fileNames)
        writer.put(categories.map(\.kind.rawValue))
        writer.put(categories.map(\.code))
        writer.put(examples.map(\.text))
        writer.put(examples.map { ExamplePlace($0, fileNames, categories) })
    }

    init(_ reader: inout CacheReader) throws(CacheProblem) {
        scanner = try Scanner(&reader)
        vocabulary = try Vocabulary(&reader)
        profile = try LanguageProfile(&reader)
        (entries, spellings) = (try reader.table(), try reader.table())
        languages = [
            try LanguageLexicon(&reader), try LanguageLexicon(&reader), try LanguageLexicon(&reader),
        ]
        fileNames = try reader.strings()
        categories = try Self.categories(kinds: try reader.strings(), codes: try reader.strings())
        examples = try Self.examples(try reader.strings(), try reader.array(), fileNames, categories)
    }

    func lexiconSet(version: String) -> LexiconSet {
        let places = fileNames.enumerated().map { FilePlace(name: $1, index: Int32($0), category: 0) }
        let rules = entries.map { entry in
            if case .cue = entry.meaning { places[Int(entry.file)].rule(Int(entry.line)) } else { "" }
        }
        return LexiconSet(
            version: version, examples: examples, fileNames: fileNames,
            tokenizer: Tokenizer(scanner: scanner, vocabulary: vocabulary), profile: profile, entries: entries,
            categories: categories, cueRules: rules, spellings: spellings, languages: languages)
    }

    private static func categories(kinds: [String], codes: [String]) throws(CacheProblem) -> [LexiconCategory] {
        var categories: [LexiconCategory] = []
        guard kinds.count == codes.count else { throw .unusable }
        for (kind, code) in zip(kinds, codes) {
            guard let kind = AnnotationKind(rawValue: kind) else { throw .unusable }
            categories.append(LexiconCategory(kind: kind, code: code))
        }
        return categories
    }

    private static func examples(
        _ texts: [String], _ places: [ExamplePlace], _ fileNames: [String], _ categories: [LexiconCategory]
    ) throws(CacheProblem) -> [LexiconExample] {
        var examples: [LexiconExample] = []
        guard texts.count == places.count else { throw .unusable }
        for (text, place) in zip(texts, places) {
            guard categories.indices.contains(Int(place.category)), fileNames.indices.contains(Int(place.file)) else {
                throw .unusable
            }
            examples.append(place.example(text, fileNames, categories))
        }
        return examples
    }
}

/// What is known of an example beside its text.
private struct ExamplePlace: BitwiseCopyable {
    var category: Int32
    var file: Int32
    var line: Int32
    var isFrench: Bool
    var isPositive: Bool

    init(_ example: LexiconExample, _ fileNames: [String], _ categories: [LexiconCategory]) {
        let wanted = LexiconCategory(kind: example.kind, code: example.code)
        category = Int32(categories.firstIndex(of: wanted) ?? -1)
        file = Int32(fileNames.firstIndex(of: example.file) ?? -1)
        line = Int32(example.line)
        (isFrench, isPositive) = (example.language == .french, example.isPositive)
    }

    func example(_ text: String, _ fileNames: [String], _ categories: [LexiconCategory]) -> LexiconExample {
        let category = categories[Int(category)]
        return LexiconExample(
            text: text, language: isFrench ? .french : .english, kind: category.kind, code: category.code,
            isPositive: isPositive, file: fileNames[Int(file)], line: Int(line))
    }
}
