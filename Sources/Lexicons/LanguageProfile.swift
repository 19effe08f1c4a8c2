/// What words, word beginnings, word endings and letters say of a text's language.
///
/// Weights are log-odds-like, in the order French, English, other, unused.
package struct LanguageProfile: Sendable {
    /// By symbol.
    package internal(set) var words = Table<SIMD4<Float>>()
    private var affixes = Table([SIMD4<Float>.zero])
    private var starts = PackedTable()
    private var ends = PackedTable()

    package init() {}

    /// Affixes have 1 to 6 letters, folded.
    static let longestAffix = 6

    mutating func add(start letters: WordKey, _ weight: SIMD4<Float>) { add(weight, for: letters.first, to: \.starts) }

    mutating func add(end letters: WordKey, _ weight: SIMD4<Float>) { add(weight, for: letters.first, to: \.ends) }

    private mutating func add(_ weight: SIMD4<Float>, for key: UInt64, to table: WritableKeyPath<Self, PackedTable>) {
        let known = self[keyPath: table][key]
        if known != 0 {
            affixes[Int(known)] += weight
        } else {
            affixes.append(weight)
            self[keyPath: table].insert(Int32(affixes.count - 1), for: key)
        }
    }

    mutating func add(word symbol: Int32, _ weight: SIMD4<Float>) {
        if words.count <= Int(symbol) {
            words.append(contentsOf: repeatElement(.zero, count: Int(symbol) + 1 - words.count))
        }
        words[Int(symbol)] += weight
    }

    /// What it says that a word in no list has a valence in one language alone.
    private static let familiarity: Float = 0.6
    /// The same of one that has a valence in both: less, for it may be of a third.
    private static let sharedFamiliarity: Float = 0.25

    /// Lets words that a language's lexicons know speak for it, on top of their letters.
    mutating func addFamiliar(_ vocabulary: Vocabulary, french: (Int32) -> Bool, english: (Int32) -> Bool) {
        for symbol in 2..<Int32(vocabulary.symbolCount) where words[Int(symbol)] == .zero {
            guard let key = vocabulary.word(symbol) else { continue }
            let (isFrench, isEnglish) = (french(symbol), english(symbol))
            guard isFrench || isEnglish else { continue }
            words[Int(symbol)] = affixWeight(of: key)
            let weight = isFrench && isEnglish ? Self.sharedFamiliarity : Self.familiarity
            if isFrench { words[Int(symbol)][0] += weight }
            if isEnglish { words[Int(symbol)][1] += weight }
        }
    }

    /// What the beginning and the ending of a word in no list say: the longest listed one of each.
    @inline(__always)
    package func affixWeight(of key: WordKey) -> SIMD4<Float> {
        guard key.fits, key.count > 2 else { return .zero }
        var (weight, ending) = (SIMD4<Float>.zero, WordKey())
        for length in stride(from: min(key.count, Self.longestAffix), through: 2, by: -1) {
            let found = starts[key.first & ~UInt64(0) << UInt64(64 - 8 * length)]
            if found != 0 {
                weight += affixes[Int(found)]
                break
            }
        }
        for length in stride(from: min(key.count, Self.longestAffix), through: 2, by: -1) {
            ending = WordKey((key.count - length..<key.count).lazy.map { key[$0] })
            let found = ends[ending.first]
            if found != 0 { return weight + affixes[Int(found)] }
        }
        return weight
    }
}

extension LanguageProfile {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (words, affixes) = (try reader.table(), try reader.table())
        (starts, ends) = (try PackedTable(&reader), try PackedTable(&reader))
    }

    func write(to writer: inout CacheWriter) {
        writer.put(words)
        writer.put(affixes)
        starts.write(to: &writer)
        ends.write(to: &writer)
    }
}

/// What the letters of words in no list say of their language.
///
/// A class, so that asking for a word copies one reference instead of the headers of a dozen tables.
package final class UnlistedWords: Sendable {
    private let profile: LanguageProfile
    private let scanner: Scanner

    package init(_ profile: LanguageProfile, _ tokenizer: Tokenizer) {
        (self.profile, scanner) = (profile, tokenizer.scanner)
    }

    /// - Parameter range: a word's place in `text`, not empty.
    package func weight(_ text: Span<UInt8>, _ range: Range<Int>) -> SIMD4<Float> {
        profile.affixWeight(of: scanner.key(text, range))
    }
}
