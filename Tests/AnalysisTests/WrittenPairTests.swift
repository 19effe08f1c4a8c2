import Analysis
import Feedback
import Lexicons
import Testing

/// The shipped lexicons and rules on hand-written pairs: the regression suite of the analyser.
@Suite struct WrittenPairTests {
    private static let analyzer: Analyzer? = (try? LexiconSet.load(directory: ShippedLexicons.folder)).map {
        Analyzer(lexicons: $0, traits: [:])
    }

    private func failures(of pairs: [WrittenPair]) throws -> [[String]] {
        let analyzer = try #require(Self.analyzer)
        var workspace = analyzer.makeWorkspace()
        var failures: [[String]] = []
        for pair in pairs {
            let lines = pair.failures(analyzer, &workspace)
            if !lines.isEmpty { failures.append(lines) }
        }
        return failures
    }

    @Test(arguments: WrittenPair.rules) func `a rule fails in no more than one of its pairs`(rule: String) throws {
        let failures = try failures(of: WrittenPair.all.filter { $0.rule == rule })
        #expect(failures.count <= 1, "\(failures.joined().joined(separator: "\n"))")
    }

    @Test(arguments: [Language.french, .english]) func `98 pairs in 100 are right`(language: Language) throws {
        let pairs = WrittenPair.all.filter { $0.language == language }
        let failures = try failures(of: pairs)
        let rate = 1 - Double(failures.count) / Double(pairs.count)
        #expect(
            rate >= 0.98,
            "\(pairs.count - failures.count) of \(pairs.count) right\n\(failures.joined().joined(separator: "\n"))")
    }

    @Test func `every rule has five pairs or more, every language 250`() {
        for rule in WrittenPair.rules {
            #expect(WrittenPair.all.count { $0.rule == rule } >= 5, "\(rule)")
        }
        for language in [Language.french, .english] {
            #expect(WrittenPair.all.count { $0.language == language } >= 250)
        }
    }
}
