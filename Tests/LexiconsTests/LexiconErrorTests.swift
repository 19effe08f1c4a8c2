import Feedback
import Lexicons
import Testing

@Suite struct LexiconErrorTests {
    @Test(arguments: [
        ("fr/sentiment.tsv", "bon\t2\nnul\t-9\n", "fr/sentiment.tsv:2:5: this is not from -4 to 4. Correct it."),
        (
            "fr/sentiment.tsv", "# note\n\nbon 2\n",
            "fr/sentiment.tsv:3:6: the column 'valence' is missing. Separate columns with one TAB."
        ),
        (
            "en/sentiment.tsv", "good\ttwo\n",
            "en/sentiment.tsv:1:6: this is not a number from -4 to 4. Write one with a decimal point."
        ),
        (
            "fr/sentiment.tsv", "déçu\t-2\nravi\t3\ndecu\t-2\n",
            "fr/sentiment.tsv:3:1: line 1 holds the same term once accents and apostrophes are folded. Keep one."
        ),
        (
            "en/friction/x.tsv", "late\t0.5\tsometimes\n",
            "en/friction/x.tsv:1:10: 'sometimes' is no known need. Use one of: topic, negated, any."
        ),
        (
            "en/friction/x.tsv", "la*\t0.5\n",
            "en/friction/x.tsv:1:1: fewer than 3 letters stand before '*'. Write a longer beginning."
        ),
        (
            "en/friction/x.tsv", "late ~\t0.5\n",
            "en/friction/x.tsv:1:1: a gap '~' stands first, last or twice in a row. Put it between two words."
        ),
        ("en/friction/x.tsv", "(late|slow\t0.5\n", "en/friction/x.tsv:1:1: a group '(a|b)' is not closed. Add ')'."),
        ("en/friction/x.tsv", "…\t0.5\n", "en/friction/x.tsv:1:1: the term holds no word. Write one."),
    ])
    func `a bad line is named with its place and its cure`(file: String, content: String, expected: String) {
        #expect(throws: LexiconError.self) {
            try LexiconSet.load(files: [LexiconFile(name: file, bytes: Array(content.utf8))])
        }
        let problems = LexiconSet.problems(in: [LexiconFile(name: file, bytes: Array(content.utf8))])
        #expect(problems.map(\.description) == [expected])
    }

    @Test func `a file no lexicon is called is refused`() {
        let problems = LexiconSet.problems(in: [LexiconFile(name: "fr/sentimant.tsv", bytes: [])])
        #expect(problems.map(\.problem) == [.unknownFile])
        #expect(problems.first?.message.fr.contains("aucun lexique") == true)
    }

    @Test func `an unknown role lists the known ones`() {
        let files = [LexiconFile(name: "fr/shifters.tsv", bytes: Array("pas\tnegater\n".utf8))]
        let text = LexiconSet.problems(in: files).first?.description ?? ""
        #expect(text.hasPrefix("fr/shifters.tsv:1:5: 'negater' is no known role. Use one of: negator, "))
    }

    @Test func `every problem of every file is found`() {
        let files = [
            LexiconFile(name: "fr/sentiment.tsv", bytes: Array("a\nb\nbon\t2\n".utf8)),
            LexiconFile(name: "en/sentiment.tsv", bytes: Array("c\n".utf8)),
        ]
        #expect(LexiconSet.problems(in: files).map(\.line) == [1, 1, 2])
    }

    @Test func `a folder that is not there is named`() {
        #expect(throws: LexiconError(.unreadable, file: "no/such/folder")) {
            try LexiconSet.load(directory: "no/such/folder")
        }
    }
}

@Suite struct LexiconSetTests {
    private func load(_ content: [String: String]) throws -> LexiconSet {
        try LexiconSet.load(files: content.map { LexiconFile(name: $0.key, bytes: Array($0.value.utf8)) })
    }

    @Test func `the version follows every byte and no order`() throws {
        let base = try load(["fr/sentiment.tsv": "bon\t2\n", "en/sentiment.tsv": "good\t2\n"])
        let again = try load(["en/sentiment.tsv": "good\t2\n", "fr/sentiment.tsv": "bon\t2\n"])
        let changed = try load(["en/sentiment.tsv": "good\t2\n", "fr/sentiment.tsv": "bon\t2 \n"])
        #expect(base.version == again.version)
        #expect(base.version != changed.version)
        #expect(base.version.count == 16)
    }

    @Test func `example lines keep their place`() throws {
        let set = try load(["fr/friction/a.b.tsv": "# A\nretard\t0.8\n+ Un retard\n- Aucun retard\n"])
        #expect(set.examples.map(\.line) == [3, 4])
        #expect(set.examples.map(\.isPositive) == [true, false])
        #expect(set.examples.map(\.text) == ["Un retard", "Aucun retard"])
        #expect(set.examples.first?.code == "a.b")
    }

    @Test func `a learned valence replaces the hand-written one, idioms excepted`() throws {
        let set = try load([
            "fr/sentiment.tsv": "lent\t-1\npas mal\t1.6\tfixed\n",
            "fr/learned.tsv": "lent\t-2.5\tstars\npas mal\t-1\tstars\n",
        ])
        let values = set.entries.prefix(2).map(\.value)
        #expect(values == [-2.5, 1.6])
    }

    @Test func `Windows line ends and a byte order mark are welcome`() throws {
        let set = try load(["fr/sentiment.tsv": "\u{FEFF}bon\t2\r\nnul\t-3\r\n"])
        #expect(set.entries.map(\.value) == [2, -3])
    }
}
