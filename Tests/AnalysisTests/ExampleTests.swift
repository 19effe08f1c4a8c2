import Analysis
import Feedback
import Lexicons
import Testing

/// The shipped lexicons, beside the tests in the source tree.
enum ShippedLexicons {
    static let folder = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/") + "/lexicons"
    }()
}

@Suite struct ExampleTests {
    @Test func `every lexicon line is well formed`() throws {
        let problems = LexiconSet.problems(in: try LexiconFile.all(under: ShippedLexicons.folder))
        #expect(problems.isEmpty, "\(problems.map(\.description).joined(separator: "\n"))")
    }

    @Test func `every + line of the lexicons is tagged and no - line is`() throws {
        let lexicons = try LexiconSet.load(directory: ShippedLexicons.folder)
        let analyzer = Analyzer(lexicons: lexicons, traits: [:])
        var workspace = analyzer.makeWorkspace()
        let failures = lexicons.examples.filter { example in
            let analysis = analyzer.analyze(example.text, language: example.language, using: &workspace)
            let isTagged = analysis.annotations.contains { $0.kind == example.kind && $0.code == example.code }
            return isTagged != example.isPositive
        }
        let report = failures.map { "\($0.file):\($0.line): \($0.isPositive ? "missed" : "wrongly tagged")" }
        #expect(failures.isEmpty, "\(report.joined(separator: "\n"))")
        #expect(lexicons.examples.count > 500)
    }

    @Test func `both languages cover the same categories`() throws {
        let names = try LexiconFile.all(under: ShippedLexicons.folder).map(\.name)
        let folders = ["friction/", "intents/", "emotions/", "steps/"]
        func codes(_ language: String) -> Set<String> {
            Set(
                names.filter { name in folders.contains { name.hasPrefix(language + $0) } }
                    .map { String($0.dropFirst(3)) })
        }
        #expect(codes("fr/") == codes("en/"))
    }
}
