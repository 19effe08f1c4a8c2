import Analysis
import BundledData
import Feedback
import Foundation
import Lexicons
import Linking
import Testing

/// How often the text alone gives the right step, on the labelled texts. Skipped where they are not at hand.
@Suite struct StepAccuracyTests {
    static let labels =
        (ProcessInfo.processInfo.environment["VOC_DATA"] ?? "../shared/data") + "/gold_friction.dev.jsonl"
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(.enabled(if: FileManager.default.fileExists(atPath: labels)))
    func `the text alone places at least six in ten`() throws {
        let seeds = Self.root.appending(path: "seeds").path
        func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
        let catalog = try FrictionCatalog(yaml: try text(seeds + "/frictions.yaml"), name: "frictions.yaml")
        let journeys = try JourneySet(files: [("retail.yaml", try text(seeds + "/journeys/retail.yaml"))])
        let analyzer = Analyzer(
            lexicons: try LexiconSet.load(directory: Self.root.appending(path: "lexicons").path, cache: nil),
            traits: catalog.frictions.mapValues { FrictionTraits(severity: $0.severity, step: $0.step) })
        var linker = StepLinker(journeys: journeys, defaultSteps: catalog.frictions.mapValues(\.step))
        var workspace = analyzer.makeWorkspace()
        var (right, placed, all) = (0, 0, 0)
        for line in try text(Self.labels).split(separator: "\n") {
            let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            guard let steps = row["step"] as? [String], !steps.isEmpty, let text = row["text"] as? String else {
                continue
            }
            let analysis = analyzer.analyze(text.utf8.span, language: nil, using: &workspace)
            let tags = analysis.annotations + analysis.praises
            linker.prepare(codes: tags.map(\.code))
            let signs = tags.indices.map {
                StepSign(kind: tags[$0].kind, category: $0, severity: tags[$0].severity, score: tags[$0].score)
            }
            let step = linker.link(signs.span) { tags[$0].rule }?.step.step
            all += 1
            placed += step == nil ? 0 : 1
            right += step.map(steps.contains) == true ? 1 : 0
        }
        print("step accuracy from text alone: \(right) of \(all) right, \(placed) placed")
        #expect(all > 200 && Double(right) >= 0.60 * Double(all))
    }
}
