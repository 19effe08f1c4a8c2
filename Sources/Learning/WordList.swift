import Analysis
import Feedback
import Lexicons

/// The words of the texts, numbered, each with its spellings; and what the lexicons hold of them.
struct WordList {
    static let none: Int32 = -1
    /// Longer words are addresses and accidents.
    private static let longestWord = 24

    private let lexicons: LexiconSet
    private let lexicon: LanguageLexicon
    private let handTerms: [String?]
    private var numbers: [WordKey: Int32] = [:]
    private var spellings: [Spellings] = []
    /// By number: whether the word alone is a hand-written term.
    private var handWritten: [Bool] = []
    /// By number: whether it only makes other words stronger or weaker.
    private var degrees: [Bool] = []
    private var symbols: [Int32] = []

    /// The ways a word is written, in the order they were first seen.
    private struct Spellings {
        var written: [String] = []
        var counts: [Int] = []
        var elided = 0
        var total = 0
    }

    init(lexicons: LexiconSet, files: [LexiconFile], language: Language) {
        self.lexicons = lexicons
        lexicon = lexicons.lexicon(for: language)
        handTerms = Self.handTerms(lexicons, files, language)
    }

    /// By entry: the term of a line that gives a word or plain expression a valence that shifters bend.
    private static func handTerms(
        _ lexicons: LexiconSet, _ files: [LexiconFile], _ language: Language
    ) -> [String?] {
        var terms: [[String]?] = Array(repeating: nil, count: lexicons.fileNames.count)
        for (index, name) in lexicons.fileNames.enumerated()
        where name == "\(language.rawValue)/sentiment.tsv" || name == "\(language.rawValue)/learned.tsv" {
            terms[index] = files.first { $0.name == name }?.terms
        }
        return lexicons.entries.map { entry in
            guard case .sentiment(isFixed: false) = entry.meaning, entry.value != 0,
                let term = terms[Int(entry.file)]?[Int(entry.line) - 1],
                !term.utf8.contains(where: { "*(~<|".utf8.contains($0) })
            else { return nil }
            return term
        }
    }

    mutating func number(of word: LearnableText.Word, in text: [UInt8]) -> Int32 {
        guard word.key.count <= Self.longestWord, !word.isElongated else { return Self.none }
        let number = numbers[word.key] ?? append(word.key)
        spellings[Int(number)].total += 1
        if word.isElided { spellings[Int(number)].elided += 1 }
        guard word.key.count > 0, lexicons.tokenizer.key(text.span, word.span) == word.key else { return number }
        let written = String(decoding: text[word.span], as: UTF8.self).lowercased()
        if let index = spellings[Int(number)].written.firstIndex(of: written) {
            spellings[Int(number)].counts[index] += 1
        } else if spellings[Int(number)].written.count < 12 {
            spellings[Int(number)].written.append(written)
            spellings[Int(number)].counts.append(1)
        }
        return number
    }

    private mutating func append(_ key: WordKey) -> Int32 {
        let number = Int32(spellings.count)
        numbers[key] = number
        spellings.append(Spellings())
        let symbol = key.count == 0 ? Vocabulary.number : lexicons.tokenizer.vocabulary.symbol(of: key)
        symbols.append(symbol)
        degrees.append(symbol != Vocabulary.unknown && lexicons.isDegree(symbol, lexicon))
        handWritten.append(symbol != Vocabulary.unknown && lexicons.handWritten([symbol], lexicon) != nil)
        return number
    }

    func isHandWritten(_ word: Int32) -> Bool { handWritten[Int(word)] }

    func isDegree(_ word: Int32) -> Bool { degrees[Int(word)] }

    func isHandWritten(_ first: Int32, _ second: Int32) -> Bool {
        let pair = [symbols[Int(first)], symbols[Int(second)]]
        return !pair.contains(Vocabulary.unknown) && lexicons.handWritten(pair, lexicon) != nil
    }

    /// Whether a learned line may give this entry another valence: plain words, no idiom.
    func isTunable(_ entry: Int32) -> Bool { handTerms[Int(entry)] != nil }

    func handTerm(_ entry: Int32) -> String { handTerms[Int(entry)] ?? "" }

    func learned(_ words: [Int32], isNegated: Bool) -> Double {
        let symbols = words.map { self.symbols[Int($0)] }
        guard !lexicon.learned.isEmpty, !symbols.contains(Vocabulary.unknown) else { return 0 }
        let first = lexicon.learned.words[Int(symbols[0])]
        let term =
            symbols.count == 2
            ? lexicon.learned.pair(first, (symbols[0], symbols[1])) : isNegated ? first.negated : first.plain
        return Double(lexicon.learned.terms[Int(term)].weight)
    }

    /// The most frequent spelling, the first seen of equals.
    func spelling(_ word: Int32) -> String {
        let known = spellings[Int(word)]
        guard !known.written.isEmpty else { return "<num>" }
        var best = 0
        for index in known.counts.indices where known.counts[index] > known.counts[best] { best = index }
        return known.written[best]
    }

    /// Two words as they are written: "c'est", "très bien".
    func spelling(_ first: Int32, before second: Int32) -> String {
        let isElided = spellings[Int(first)].elided * 2 > spellings[Int(first)].total
        return spelling(first) + (isElided && !spellings[Int(second)].written.isEmpty ? "'" : " ") + spelling(second)
    }
}

extension LexiconFile {
    /// The first column of every line.
    fileprivate var terms: [String] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.prefix { $0 != 0x09 }, as: UTF8.self).trimmingSpaces
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else {
            return ""
        }
        return String(self[first...last])
    }
}
