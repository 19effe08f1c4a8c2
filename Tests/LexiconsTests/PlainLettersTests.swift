import Feedback
import Testing

@testable import Lexicons

/// Words cut eight letters at a time, against the same words read letter by letter.
@Suite struct PlainLettersTests {
    private let tokenizer: Tokenizer

    init() throws {
        tokenizer = try LexiconSet.load(files: [LexiconFile(name: "fr/sentiment.tsv", bytes: Array("bon\t1\n".utf8))])
            .tokenizer
    }

    private func tokens(_ text: String) -> [Token] {
        var buffer = TokenBuffer()
        let bytes = Array(text.utf8)
        tokenizer.tokenize(bytes.span, into: &buffer)
        return buffer.tokens
    }

    private func key(_ word: String) -> [UInt8] {
        let bytes = Array(word.utf8)
        let key = tokenizer.key(bytes.span, 0..<bytes.count)
        return (0..<min(key.count, WordKey.capacity)).map { key[$0] }
    }

    @Test(arguments: 1...40)
    func `words of every length keep each letter, whatever follows`(length: Int) {
        let word = String((0..<length).map { Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8($0 * 7 % 26))) })
        for ending in ["", " ", ".", "'", " de plus", "é", "-ci"] {
            let token = tokens(word + ending)[0]
            #expect(Int(token.end) == length + (ending == "é" ? 2 : 0))
            #expect(token.flags.contains(.elided) == (ending == "'"))
            #expect(!token.flags.contains(.elongated) && !token.flags.contains(.capitals))
        }
        #expect(key(word) == Array(word.utf8.prefix(WordKey.capacity)))
        #expect(key(word.uppercased()) == Array(word.utf8.prefix(WordKey.capacity)))
    }

    @Test(arguments: 0..<20)
    func `an accent is folded wherever it stands`(place: Int) {
        var letters = Array("abcdefghijklmnopqrst")
        letters[place] = "É"
        var plain = Array("abcdefghijklmnopqrst".utf8)
        plain[place] = UInt8(ascii: "e")
        #expect(key(String(letters)) == plain)
    }

    @Test(arguments: 0..<20)
    func `a letter three times in a row makes a long word wherever it stands`(place: Int) {
        let letters = Array("abcdefghijklmnopqrst")
        func word(_ run: String) -> String { String(letters[..<place]) + run + String(letters[place...]) }
        #expect(tokens(word("zzz"))[0].flags.contains(.elongated))
        #expect(tokens(word("zZz"))[0].flags.contains(.elongated))
        #expect(!tokens(word("zz"))[0].flags.contains(.elongated))
        #expect(!tokens(word("zézz"))[0].flags.contains(.elongated))
        if place > 0 { #expect(!tokens(word("777"))[0].flags.contains(.elongated)) }
    }

    @Test func `capitals are counted over the whole word`() {
        #expect(tokens("INCROYABLEMENT")[0].flags.contains(.capitals))
        #expect(tokens("DÉÇUE")[0].flags.contains(.capitals))
        #expect(tokens("ABCdefghijKLMNO")[0].flags.contains(.capitals))
        #expect(!tokens("ABCdefghijklMNO")[0].flags.contains(.capitals))
        #expect(!tokens("TV")[0].flags.contains(.capitals))
    }
}
