import Analysis
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Lexicons
import Linking
import Pipeline
import TestSupport
import Testing

/// A short fuzz of the whole import, without libFuzzer: each format's sample, damaged by a seeded generator, goes through
/// detection, mapping, masking, analysis and the store. `Fuzz/run.sh` is the long one.
@Suite struct DamagedExportTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "FormatSamples")
    /// Damaged copies of a sample: `VOC_FUZZ_ROUNDS`, or a few.
    private static let rounds = ProcessInfo.processInfo.environment["VOC_FUZZ_ROUNDS"].flatMap { UInt64($0) } ?? 3

    @Test(arguments: FormatFamily.allCases) func `a damaged export is refused or stored, and the store stays sound`(
        family: FormatFamily
    ) throws {
        let place = try TemporaryFolder()
        let store = try FeedbackStore.open(path: place.path + "/voc.db", mode: .readWrite)
        let engine = try engine()
        var stored = 0
        for format in ImportFormats.all where format.family == family {
            let sample = try Self.sample(format.name)
            for seed in 0..<Self.rounds {
                var random = SplitMix64(seed: seed &* 131 &+ UInt64(format.name.utf8.count))
                var bytes = Array(try Data(contentsOf: sample))
                for _ in 0..<Int.random(in: 1...6, using: &random) { Self.damage(&bytes, using: &random) }
                let path = try place.write(bytes, to: "\(format.name)-\(seed).\(sample.pathExtension)")
                do {
                    let options = ImportOptions(masker: Masker(key: Array(repeating: 7, count: 32)))
                    let report = try engine.run(
                        try Importer.plan(path: path, options: options), into: store, now: Int64(seed) + 1)
                    #expect(report.counts.isBalanced, "\(format.name), seed \(seed)")
                    stored += report.counts.new
                } catch let error as ImportError {
                    #expect(!error.what.fr.isEmpty && !error.fix.en.isEmpty, "\(format.name), seed \(seed)")
                }
            }
        }
        #expect(stored > 0, "some copies are whole enough to be read")
        #expect(try store.integrityProblems().isEmpty)
    }

    private static func sample(_ format: String) throws -> URL {
        let questionnaires = [".lss", ".qsf", ".sss"]
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let name = files.first { file in
            file.hasPrefix(format + ".") && !questionnaires.contains { file.hasSuffix($0) }
        }
        return folder.appending(path: try #require(name, "no sample for \(format)"))
    }

    /// One byte changed, a stretch left out or doubled, a stray bracket, quote or date.
    private static func damage(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        guard bytes.count > 4 else { return }
        let start = Int.random(in: 0..<bytes.count - 1, using: &random)
        let stretch = start..<min(start + Int.random(in: 1...48, using: &random), bytes.count)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.removeSubrange(stretch)
        case 2: bytes.insert(contentsOf: bytes[stretch], at: start)
        case 3: bytes.insert("{}[]<>\",;\n\t0".utf8.randomElement(using: &random) ?? 0, at: start)
        default: bytes.insert(contentsOf: "99999999999999999".utf8, at: start)
        }
    }

    private func engine() throws -> ImportEngine {
        let set = try LexiconSet.load(files: [
            LexiconFile(name: "fr/sentiment.tsv", bytes: Array("nul\t-3\nparfait\t3\n".utf8)),
            LexiconFile(name: "fr/language.tsv", bytes: Array("le\t1\nest\t1\nla\t1\n".utf8)),
        ])
        let journey = """
            code: retail
            default: true
            labels: {fr: Parcours, en: Journey}
            steps:
              - {code: receive, labels: {fr: Recevoir, en: Receive}, match: {frictions: ["delivery.*"]}}
            """
        return ImportEngine(
            analyzer: Analyzer(lexicons: set, traits: [:]),
            linker: StepLinker(journeys: try JourneySet(files: [("retail.yaml", journey)]), defaultSteps: [:]),
            rules: set.version)
    }
}
