package import Feedback

/// Every lexicon, compiled into flat tables: the analyser's whole model.
///
/// A class, so that asking it copies one reference instead of the headers of all tables.
public final class LexiconSet: Sendable {
    /// 16 hexadecimal digits that change with any byte of any file: the "rule version" stored with each import.
    public let version: String
    /// Every `+` and `-` line of the cue files.
    public let examples: [LexiconExample]
    /// Relative names, in order: `fr/sentiment.tsv`.
    public let fileNames: [String]

    package let tokenizer: Tokenizer
    package let profile: LanguageProfile
    package let entries: Table<LexiconEntry>
    package let categories: [LexiconCategory]
    /// By entry: `fr/friction/delivery.late.tsv:12` for cues, empty for the rest (see ``rule(of:)``).
    package let cueRules: [String]
    package let spellings: Table<Spelling>
    package let french: LanguageLexicon
    package let english: LanguageLexicon
    /// What is language-free: emojis.
    package let other: LanguageLexicon

    /// - Parameter languages: French, English and what is language-free.
    init(
        version: String, examples: [LexiconExample], fileNames: [String], tokenizer: Tokenizer,
        profile: LanguageProfile, entries: Table<LexiconEntry>, categories: [LexiconCategory], cueRules: [String],
        spellings: Table<Spelling>, languages: [LanguageLexicon]
    ) {
        (self.version, self.examples, self.fileNames) = (version, examples, fileNames)
        (self.tokenizer, self.profile, self.entries) = (tokenizer, profile, entries)
        (self.categories, self.cueRules, self.spellings) = (categories, cueRules, spellings)
        (french, english, other) = (languages[0], languages[1], languages[2])
    }

    /// Compiles `files`, in any order.
    ///
    /// - Throws: ``LexiconError``, the first one; ``problems(in:)`` gives them all.
    public static func load(files: [LexiconFile]) throws(LexiconError) -> LexiconSet {
        var compiler = LexiconCompiler()
        compiler.compile(files)
        if let error = compiler.errors.first { throw error }
        return compiler.finished(version: version(of: files))
    }

    /// Reads and compiles every `.tsv` file under `directory`.
    ///
    /// - Parameter cache: holds the tables compiled before from the same bytes; what it lacks is compiled and added.
    public static func load(directory: String, cache: LexiconCache? = nil) throws(LexiconError) -> LexiconSet {
        let files = try LexiconFile.all(under: directory)
        guard let cache else { return try load(files: files) }
        if let known = cache.load(version: version(of: files)) { return known }
        let compiled = try load(files: files)
        let version = compiled.version
        guard cache.store(compiled) else { return compiled }
        // Tables read from a file have no room to grow, and nothing is left of compiling between them.
        if let stored = cache.load(version: version) { return stored }
        return try load(files: files)
    }

    /// Everything wrong in `files`, in file and line order.
    public static func problems(in files: [LexiconFile]) -> [LexiconError] {
        var compiler = LexiconCompiler()
        compiler.compile(files)
        return compiler.errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    }

    package func lexicon(for language: Language) -> LanguageLexicon {
        switch language {
        case .french: french
        case .english: english
        case .other: other
        }
    }

    /// `fr/sentiment.tsv:12`.
    package func rule(of entry: Int32) -> String {
        let rule = cueRules[Int(entry)]
        guard rule.isEmpty else { return rule }
        return "\(fileNames[Int(entries[Int(entry)].file)]):\(entries[Int(entry)].line)"
    }

    /// `fr/spellings.tsv:12`.
    package func rule(of spelling: Spelling) -> String { "\(fileNames[Int(spelling.file)]):\(spelling.line)" }

    /// `fr/learned.tsv:12`.
    package func rule(of term: LearnedTerms.Term) -> String { "\(fileNames[Int(term.file)]):\(term.line)" }

    /// `fr/tags.tsv:12`.
    package func rule(of term: TagModel.Term) -> String { "\(fileNames[Int(term.file)]):\(term.line)" }

    /// A 64-bit multiply-and-fold hash of names and bytes, eight bytes a step.
    private static func version(of files: [LexiconFile]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for file in files.sorted(by: { $0.name < $1.name }) {
            mix(Array(file.name.utf8).span, into: &hash)
            mix(file.bytes.span, into: &hash)
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func mix(_ bytes: Span<UInt8>, into hash: inout UInt64) {
        var (word, position) = (UInt64(bytes.count), 0)
        while position < bytes.count {
            if position + 8 <= bytes.count {
                // Any bytes are an integer, and all eight are there.
                word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self).bigEndian
            } else {
                for index in position..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
            }
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            (word, position) = (0, position + 8)
        }
        hash = hash &* 0xBF58_476D_1CE4_E5B9
    }
}

/// The terms of one language.
///
/// A class, so that picking a text's language copies one reference instead of six arrays.
package final class LanguageLexicon: Sendable {
    package let trie: PatternTrie
    /// By symbol.
    package let flags: Table<SymbolFlags>
    package let calibration: Calibration
    package let learned: LearnedTerms
    package let tagModel: TagModel
    package let terms: TermIndex
    package let tagTable: TagTable
    /// By category: whether the tag model weighs it. Beside the model, which would be copied to be asked.
    private let isWeighed: [Bool]
    package let hasTagModel: Bool

    package func weighs(_ category: Int32) -> Bool { Int(category) < isWeighed.count && isWeighed[Int(category)] }

    init(_ reader: inout CacheReader) throws(CacheProblem) {
        trie = try PatternTrie(&reader)
        (flags, calibration) = (try reader.table(), try reader.value())
        learned = try LearnedTerms(&reader)
        (tagModel, terms) = (try TagModel(&reader), try TermIndex(&reader))
        tagTable = TagTable(tagModel)
        (isWeighed, hasTagModel) = (tagModel.isWeighed, !tagModel.isEmpty)
    }

    func write(to writer: inout CacheWriter) {
        trie.write(to: &writer)
        writer.put(flags)
        writer.put(value: calibration)
        learned.write(to: &writer)
        tagModel.write(to: &writer)
        terms.write(to: &writer)
    }

    init(_ draft: LexiconDraft, symbolCount: Int, categories: [LexiconCategory]) {
        var draft = draft
        draft.tagModel.finish(
            symbolCount: symbolCount, categoryCount: categories.count, areaCount: TagArea.all(of: categories).count)
        tagModel = draft.tagModel
        draft.trie.finish(symbolCount: symbolCount)
        draft.reserveFlags(symbolCount)
        draft.learned.finish(symbolCount: symbolCount)
        (trie, flags, calibration, learned) = (draft.trie, Table(draft.flags), draft.calibration, draft.learned)
        terms = TermIndex(learned, tagModel)
        tagTable = TagTable(tagModel)
        (isWeighed, hasTagModel) = (tagModel.isWeighed, !tagModel.isEmpty)
    }
}

extension LexiconSet {
    /// The entry of a hand-written valence whose term is exactly these words.
    package func handWritten(_ symbols: [Int32], _ lexicon: LanguageLexicon) -> Int32? {
        let node = lexicon.trie.node(of: symbols)
        guard node != 0 else { return nil }
        return lexicon.trie.entries(at: node).first { entry in
            if case .sentiment = entries[Int(entry)].meaning { true } else { false }
        }
    }

    /// Whether a word alone makes others stronger or weaker, and so says nothing by itself: *très*, *slightly*.
    package func isDegree(_ symbol: Int32, _ lexicon: LanguageLexicon) -> Bool {
        let node = lexicon.trie.node(of: [symbol])
        return node != 0
            && lexicon.trie.entries(at: node).contains { entry in
                switch entries[Int(entry)].meaning {
                case .shifter(.intensifier), .shifter(.diminisher), .shifter(.excess): true
                default: false
                }
            }
    }
}
