import Feedback
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Every format has a small invented sample in `Tests/FormatSamples`: it is recognised by content alone, above every
/// other format, and gives exactly what the golden file beside it says.
@Suite struct FormatSamplesTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "FormatSamples")
    static let names = ImportFormats.all.map { $0.name }

    /// `limesurvey-lsr.lss` is a questionnaire, not an export.
    static func sample(_ format: String) throws -> URL {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let name = try #require(
            files.first {
                $0.hasPrefix(format + ".") && !$0.hasSuffix(".lss") && !$0.hasSuffix(".qsf") && !$0.hasSuffix(".sss")
            },
            "no sample for \(format)")
        return folder.appending(path: name)
    }

    @Test(arguments: names) func `a sample is recognised by its content and gives what its golden says`(format: String)
        throws
    {
        let run = try ImportFixture(path: Self.sample(format).path)
        #expect(run.plan.format == format)
        let golden = Self.folder.appending(path: "golden/\(format).txt")
        let text = run.described
        if ProcessInfo.processInfo.environment["VOC_REWRITE_GOLDENS"] != nil {
            try FileManager.default.createDirectory(
                at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: golden, encoding: .utf8) == text)
    }

    @Test(arguments: names) func `a sample cut anywhere is refused or read, never a crash`(format: String) throws {
        let data = try Data(contentsOf: Self.sample(format))
        for part in 1..<8 {
            _ = try? ImportFixture(Data(data.prefix(data.count * part / 8)), named: "cut.\(format)")
        }
    }

    /// Rounds a sample: `VOC_FUZZ_ROUNDS`, or a few.
    static let rounds = ProcessInfo.processInfo.environment["VOC_FUZZ_ROUNDS"].flatMap { UInt64($0) } ?? 12

    @Test(arguments: names) func `a sample damaged at random is refused or read, never a crash`(format: String) throws {
        let bytes = Array(try Data(contentsOf: Self.sample(format)))
        for seed in 0..<Self.rounds {
            var random = SplitMix64(seed: seed &* 31 &+ UInt64(format.utf8.count))
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...12, using: &random) { Self.damage(&damaged, using: &random) }
            _ = try? ImportFixture(Data(damaged), named: "damaged.\(format)")
        }
    }

    /// One byte changed, a stretch left out, doubled or moved, a stray bracket.
    private static func damage(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        guard bytes.count > 4 else { return }
        let start = Int.random(in: 0..<bytes.count - 1, using: &random)
        let stretch = start..<min(start + Int.random(in: 1...64, using: &random), bytes.count)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[start] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(stretch)
        case 2: bytes.insert(contentsOf: bytes[stretch], at: start)
        case 3: bytes.insert("{}[]<>\",;\n\t0".utf8.randomElement(using: &random) ?? 0, at: start)
        default: bytes.swapAt(start, Int.random(in: 0..<bytes.count, using: &random))
        }
    }

    @Test(arguments: names) func `a format reads no other format's sample under its own name without saying so`(
        format: String
    )
        throws
    {
        // Asked for by name, a file of another shape is refused in a sentence or put aside; it is never a crash.
        for other in ["table", "json", "xml"] where other != format {
            _ = try? ImportFixture(path: Self.sample(other).path, format: format)
        }
    }
}

extension ImportFixture {
    /// Everything of the import that a reader can check by eye.
    var described: String {
        var lines: [String] = []
        for item in items { lines += item.described + [""] }
        for session in sessions { lines.append("session \(session.sessionID): \(session.events.count) events") }
        for drop in drops { lines.append("left out: \(drop)") }
        for rejection in rejections {
            lines.append("put aside: line \(rejection.position.line): \(rejection.reason.en)")
        }
        for decision in decisions where !["encoding", "delimiter"].contains(decision.code) {
            lines.append("\(decision.code): \(decision.text.en)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension FeedbackItem {
    fileprivate var described: [String] {
        var lines = ["\(kind.rawValue) \(source) \(externalID ?? "–") \(createdAt?.iso8601 ?? "no date")"]
        let keys: [(String, String?)] = [
            ("channel", channel), ("touchpoint", touchpoint), ("respondent", respondent.map { _ in "pseudonym" }),
            ("language", declaredLanguage), ("country", country), ("city", city), ("device", device),
            ("browser", browser),
            ("product", product), ("version", appVersion), ("page", pageURL), ("session", sessionID),
            ("visitor", visitorID), ("order", orderID), ("replay", replayURL), ("consent", consent.map { "\($0)" }),
        ]
        lines += keys.compactMap { name, value in value.map { "  \(name): \($0)" } }
        lines += answers.map { answer in
            let scale = answer.scale.map { " \($0) \($0.direction.rawValue)" } ?? ""
            let value = answer.value.map { " = \($0)" } ?? ""
            return
                "  \(answer.kind.rawValue)\(scale) [\(answer.field)] \(answer.question ?? "–"): \(answer.given)\(value)"
        }
        lines += verbatims.map { "  text [\($0.field)] \($0.question ?? "–"): \($0.text)" }
        lines += segments.map { "  \($0.name) = \($0.value)" }
        return lines
    }
}
