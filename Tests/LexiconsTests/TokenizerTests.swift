import TestSupport
import Testing

@testable import Lexicons

/// The surfaces of the tokens of `text`.
private func surfaces(_ text: String, _ lexicons: LexiconSet) -> [String] {
    let bytes = Array(text.utf8)
    var buffer = TokenBuffer()
    lexicons.tokenizer.tokenize(bytes.span, into: &buffer)
    return buffer.tokens.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
}

/// The tokens of each segment of `text`.
private func segments(_ text: String, _ lexicons: LexiconSet) -> [Int] {
    var buffer = TokenBuffer()
    lexicons.tokenizer.tokenize(Array(text.utf8).span, into: &buffer)
    return buffer.segments.map(\.tokens.count)
}

private func folded(_ word: String) -> WordKey {
    var (offset, state) = (0, ScanState())
    _ = Scanner().next(Array(word.utf8).span, at: &offset, into: &state)
    return state.key
}

@Suite struct TokenizerTests {
    let lexicons: LexiconSet

    init() throws {
        lexicons = try LexiconSet.load(files: [
            LexiconFile(
                name: "emoji.tsv", bytes: Array(":)\t1.6\n:-(\t-1.6\n:/\t-1.2\n👍\t2\n❤\t2.6\n<3\t2\n:D\t2\n".utf8)),
            LexiconFile(name: "fr/sentiment.tsv", bytes: Array("trop\t-0.5\nsuper\t2\n".utf8)),
        ])
    }

    @Test(arguments: [
        ("l'écran n'est pas là", ["l", "écran", "n", "est", "pas", "là"]),
        ("L’ÉTÉ aujourd’hui", ["L", "ÉTÉ", "aujourd", "hui"]),
        ("won't e-mail", ["won", "t", "e", "mail"]),
        ("40mn, 10:30 et 3,99 €", ["40", "mn", "10:30", "et", "3,99"]),
        ("erreur 404.", ["erreur", "404"]),
        ("super:) nul :-( bof:/", ["super", ":)", "nul", ":-(", "bof", ":/"]),
        ("voir https://exemple.fr/a:)b ici", ["voir", "https", "ici"]),
        ("I <3 it :D", ["I", "<3", "it", ":D"]),
        ("note:Dommage", ["note", "Dommage"]),
        ("👍🏽👍 ❤️‍🔥", ["👍🏽", "👍", "❤️‍🔥"]),
        ("@marque bravo", ["marque", "bravo"]),
        ("E\u{301}te\u{301} \u{200B}là", ["E\u{301}te\u{301}", "là"]),
        ("", []), (" \n\t ", []), ("???", []),
    ])
    func `words, numbers and emojis are cut as a reader would`(text: String, expected: [String]) {
        #expect(surfaces(text, lexicons) == expected)
    }

    @Test(arguments: [
        ("Bien. Mais cher!", [1, 2]), ("oui, non; bof", [2, 1]), ("a… b", [1, 1]), ("a\nb", [1, 1]),
        ("3.5 sur 5", [3]), ("Quoi ?! Non...", [1, 1]), ("好。坏", [1, 1]),
    ])
    func `full stops and their like part segments, commas do not`(text: String, expected: [Int]) {
        #expect(segments(text, lexicons) == expected)
    }

    @Test(arguments: [
        ("Délai", "delai"), ("TRÈS", "tres"), ("Œuvre", "oeuvre"), ("cœur", "coeur"), ("ß", "ss"), ("ÆØÅ", "aeoa"),
        ("e\u{301}te\u{301}", "ete"), ("Łódź", "lodz"), ("façade", "facade"),
    ])
    func `accents, ligatures and capitals fold to one key`(written: String, key: String) {
        #expect(folded(written) == WordKey(key.utf8))
    }

    @Test(arguments: ["trooop", "TROOOOOP", "troopp", "suuuuper"]) func `stretched words are found`(word: String) {
        var buffer = TokenBuffer()
        lexicons.tokenizer.tokenize(Array(word.utf8).span, into: &buffer)
        let isStretched = word.lowercased() != "troopp"
        #expect((buffer.tokens[0].symbol != Vocabulary.unknown) == isStretched)
    }

    @Test func `short quotations are marked, long ones are not`() {
        var buffer = TokenBuffer()
        lexicons.tokenizer.tokenize(Array("\"super\" dit-on \"a b c d e f\"".utf8).span, into: &buffer)
        #expect(buffer.tokens.map { $0.flags.contains(.quoted) } == [true] + Array(repeating: false, count: 8))
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `any bytes give tokens on character boundaries`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces: [[UInt8]] = [
            Array("é".utf8), Array("👍🏽".utf8), Array("’".utf8), [0xE2, 0x80], [0xFF], [0xC3], [0xF0, 0x9F], [0x80],
            Array("abc ".utf8), Array("12.5".utf8), Array(":)".utf8), Array("日本".utf8), [0], Array("\n".utf8),
        ]
        let bytes = (0..<40).flatMap { _ in pieces.randomElement(using: &random)! }
        var buffer = TokenBuffer()
        lexicons.tokenizer.tokenize(bytes.span, into: &buffer)
        var last: Int32 = 0
        for token in buffer.tokens {
            #expect(token.start >= last && token.end > token.start && Int(token.end) <= bytes.count)
            #expect(String(validating: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self) != nil)
            last = token.end
        }
    }
}

@Suite struct VocabularyTests {
    @Test func `words keep one symbol and strangers have none`() {
        var vocabulary = Vocabulary()
        let words = (0..<5000).map { WordKey("mot\($0)interminable".prefix(4 + $0 % 16).utf8) }
        let symbols = words.map { vocabulary.insert($0) }
        #expect(words.map { vocabulary.symbol(of: $0) } == symbols)
        #expect(Set(words).count == Set(symbols).count)
        #expect(vocabulary.symbol(of: WordKey("absent".utf8)) == Vocabulary.unknown)
    }

    @Test func `the longest beginning is found and leads to the shorter ones`() {
        var vocabulary = Vocabulary()
        let (long, short) =
            (vocabulary.insertBeginning(WordKey("chargem".utf8)), vocabulary.insertBeginning(WordKey("char".utf8)))
        let word = vocabulary.insert(WordKey("chargeur".utf8))
        vocabulary.finish()
        #expect(vocabulary.beginning(of: WordKey("chargement".utf8)) == long)
        #expect(vocabulary.longestBeginning[Int(long)] == short)
        #expect(vocabulary.longestBeginning[Int(word)] == short)
        #expect(vocabulary.beginning(of: WordKey("cha".utf8)) == Vocabulary.unknown)
    }
}
