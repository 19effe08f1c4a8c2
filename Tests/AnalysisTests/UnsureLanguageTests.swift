import Analysis
import Feedback
import Lexicons
import Testing

/// Texts too short to tell their language, read in the likelier of ours.
@Suite struct UnsureLanguageTests {
    private static let analyzer: Analyzer? = (try? LexiconSet.load(directory: ShippedLexicons.folder)).map {
        Analyzer(lexicons: $0, traits: [:])
    }

    private func explain(_ text: String, _ language: Language? = nil) throws -> Explanation {
        let analyzer = try #require(Self.analyzer)
        var workspace = analyzer.makeWorkspace()
        let bytes = Array(text.utf8)
        return analyzer.explain(bytes.span, language: language, using: &workspace)
    }

    @Test(arguments: [("Super", 1.0), ("Excellence", 1), ("Excellent for Discipleship", 1), ("Nul", -1)])
    func `a word or two speak though their language is unsure`(text: String, side: Double) throws {
        let explanation = try explain(text)
        #expect(explanation.analysis.sentiment.score * side > 0, "\(text): \(explanation.analysis)")
        #expect(explanation.reading != .other)
    }

    @Test(arguments: [
        "Der Fahrer war sehr unfreundlich und das Paket kam viel zu spät", "Muy buena atención y el envío llegó rápido",
        "とても良いサービスでした",
    ])
    func `other languages are not read as ours`(text: String) throws {
        let explanation = try explain(text)
        #expect(explanation.analysis.language == .other && explanation.reading == .other)
        #expect(explanation.analysis.annotations.isEmpty)
    }

    @Test(arguments: [Language.french, .english, .other]) func `a language that is given is kept`(language: Language)
        throws
    {
        #expect(try explain("Super", language).reading == language)
    }
}
