import Feedback
import Lexicons
import Testing

@testable import Analysis

/// Misspellings and short forms, read as the words they stand for.
@Suite struct SpellingTests {
    /// The test lexicons, with spellings.
    private static let analyzer: Analyzer = {
        let spellings = [
            (
                "fr/spellings.tsv",
                "# note\nproblème\tpb prblm\npas\tpa\nrecommande\trekomande recomande\nsatisfait\tsatisfé\n"
            ),
            ("en/spellings.tsv", "helpful\thelpfull\nproblem\tproblm\nrecommend\treccommend\nlate\tlayt\n"),
        ]
        let files = (TestLexicons.files.map { ($0.name, $0.content) } + spellings)
        do {
            return Analyzer(
                lexicons: try LexiconSet.load(files: files.map { LexiconFile(name: $0.0, bytes: Array($0.1.utf8)) }),
                traits: [:])
        } catch { fatalError("\(error)") }
    }()

    private func explain(_ text: String, _ language: Language?) -> Explanation {
        var work = Self.analyzer.makeWorkspace()
        return Self.analyzer.explain(Array(text.utf8).span, language: language, using: &work)
    }

    @Test(arguments: [
        (Language.french, "Je rekomande", "Je recommande"),
        (.french, "pa bon", "pas bon"),
        (.french, "Aucun PB", "Aucun problème"),
        (.french, "satisfé", "satisfait"),
        (.french, "ne rekomande pa", "ne recommande pas"),
        (.english, "not helpfull", "not helpful"),
        (.english, "No problm", "No problem"),
        (.english, "very layt", "very late"),
    ])
    func `a misspelt text says what the text says`(language: Language, misspelt: String, right: String) {
        let (found, expected) = (explain(misspelt, language), explain(right, language))
        #expect(found.rawScore == expected.rawScore)
        #expect(found.analysis.annotations.map(\.code) == expected.analysis.annotations.map(\.code))
        #expect(!found.respellings.isEmpty && expected.respellings.isEmpty)
    }

    @Test func `every word read as another is named with its place and line`() {
        let found = explain("Le PB, c'est pa réglé : pb", .french).respellings
        #expect(found.map(\.word) == ["probleme", "pas", "probleme"])
        #expect(found.map(\.span) == [3..<5, 13..<15, 26..<28])
        #expect(found.map(\.rule) == ["fr/spellings.tsv:2", "fr/spellings.tsv:3", "fr/spellings.tsv:2"])
    }

    @Test func `a learner and the fit of tags see the word`() {
        var work = Self.analyzer.makeWorkspace()
        let bytes = Array("je rekomande sans pb".utf8)
        let words = Self.analyzer.learnable(bytes.span, language: .french, using: &work).words
        let keys = words.map { word in String(decoding: (0..<word.key.count).map { word.key[$0] }, as: UTF8.self) }
        #expect(keys == ["je", "recommande", "sans", "probleme"])
        #expect(
            Self.analyzer.tagFeatures(bytes.span, language: .french, using: &work).terms.contains("sans probleme"))
    }

    @Test(arguments: [
        ("fr/spellings.tsv", "bon\tbonn\nbien\tbonn\n", "fr/spellings.tsv:2:6: "),
        ("fr/spellings.tsv", "bon\tbien\nbien\tbi1\n", "fr/spellings.tsv:2:1: "),
        ("fr/spellings.tsv", "bon\n", "fr/spellings.tsv:1:4: "),
        ("fr/spellings.tsv", "c'est bon\tcbon\n", "fr/spellings.tsv:1:1: "),
        ("en/spellings.tsv", "tonight\ttonite 2nite\n", "en/spellings.tsv:1:16: "),
        ("other/spellings.tsv", "bon\tbonn\n", "other/spellings.tsv: "),
    ])
    func `a line that cannot be is named`(file: String, content: String, place: String) {
        let problems = LexiconSet.problems(in: [LexiconFile(name: file, bytes: Array(content.utf8))])
        #expect(problems.map(\.description).first?.hasPrefix(place) == true, "\(problems.map(\.description))")
    }

    @Test func `a spelling both languages list is read in both`() throws {
        let files = [
            ("fr/spellings.tsv", "service\tservise\n"), ("en/spellings.tsv", "service\tservise\n"),
            ("en/sentiment.tsv", "good service\t2\ngood servise\t2\n"),
        ].map { LexiconFile(name: $0.0, bytes: Array($0.1.utf8)) }
        #expect(LexiconSet.problems(in: files).isEmpty)
    }

    @Test func `what was learned of a spelling before it was listed is left aside`() throws {
        let files = [
            ("en/spellings.tsv", "received\trecieved\n"), ("en/learned.tsv", "received\t-0.2\t9\nrecieved\t0.5\t3\n"),
        ].map { LexiconFile(name: $0.0, bytes: Array($0.1.utf8)) }
        let analyzer = Analyzer(lexicons: try LexiconSet.load(files: files), traits: [:])
        var work = analyzer.makeWorkspace()
        let found = analyzer.explain(Array("recieved".utf8).span, language: .english, using: &work)
        #expect(found.contributions.map(\.rule) == ["en/learned.tsv:1"])
    }
}
