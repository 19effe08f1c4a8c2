public import Feedback
import Lexicons

/// What a fit found: the lines of a `learned.tsv`, and how they differ from the lexicons it started from.
public struct LearnedLexicon: Hashable, Sendable {
    public struct Corpus: Hashable, Sendable {
        public var name: String
        public var positive: Int
        public var negative: Int
    }

    /// A term whose weight moved.
    public struct Change: Hashable, Sendable {
        public var term: String
        public var before: Double
        public var after: Double
        /// Texts it stood in; 0 for a line kept from before.
        public var count = 0
    }

    public var language: Language
    public var corpora: [Corpus]
    /// In the order the terms were first seen.
    public var lines: [Change] = []
    /// Hand-written valences whose sign the texts speak against: kept as they were unless that was allowed.
    public var signChanges: [Change] = []

    init(language: Language, corpora: [Corpus]) {
        (self.language, self.corpora) = (language, corpora)
    }

    /// Terms whose weight is another than before, the largest change first.
    public var changes: [Change] {
        lines.filter { abs($0.after - $0.before) >= 0.0005 }
            .sorted { (abs($1.after - $1.before), $0.term) < (abs($0.after - $0.before), $1.term) }
    }

    /// Keeps the lines of the learned file in use that these texts say nothing of.
    mutating func keepOthers(of files: [LexiconFile], _ lexicons: LexiconSet) {
        guard let file = files.first(where: { $0.name == "\(language.rawValue)/learned.tsv" }) else { return }
        let known = Set(lines.map(\.term))
        for line in file.bytes.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
            guard columns.count > 1 else { continue }
            let term = String(decoding: columns[0], as: UTF8.self)
            guard !known.contains(term), let weight = Double(String(decoding: columns[1], as: UTF8.self)) else {
                continue
            }
            lines.append(Change(term: term, before: weight, after: weight))
        }
    }

    /// The file: where the weights come from, then one term a line, in the alphabet's order.
    ///
    /// - Parameter date: `YYYY-MM-DD`, written as it is given, so that the same texts give the same file on any day.
    public func file(date: String) -> String {
        let title = language == .french ? "French" : "English"
        var text = """
            # \(title) learned weights: term<TAB>weight -4..4<TAB>texts it stood in. Written by `voc lexicon learn`.
            # A term of sentiment.tsv: its valence, in place of the hand-written one, bent by shifters as that one is.
            # Any other word or pair of words: added as it is. NOT_word: added where a negation reaches the word.

            """
        if !date.isEmpty { text += "# Date: \(date)\n" }
        for corpus in corpora {
            text += "# From \(corpus.name): \(corpus.positive) positive, \(corpus.negative) negative\n"
        }
        for line in lines.sorted(by: { Array($0.term.utf8).lexicographicallyPrecedes(Array($1.term.utf8)) }) {
            text += "\(line.term)\t\(Self.decimal(line.after))\t\(line.count)\n"
        }
        return text
    }

    /// Up to three decimals, no exponent: `-1.25`.
    public static func decimal(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1000)
        var digits = String(rest)
        digits = String(repeating: "0", count: 3 - digits.utf8.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return (thousandths < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
    }
}
