import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Recall and precision on the labelled sentences of `Resources/personal-data.tsv`, half of which hold none and look like it.
@Suite struct PersonalDataSetTests {
    private struct Labelled {
        var language: String
        var text: String
        var spans: [(kind: String, range: Range<Int>)]
    }

    /// One kind's counts over the set.
    private struct Score {
        var wanted = 0
        var caught = 0
        var found = 0
        var right = 0
    }

    private static let sentences: [Labelled] = {
        let path = projectRoot + "/Tests/IngestionTests/Resources/personal-data.tsv"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Labelled(language: cells[0], text: cells[1], spans: spans(cells[2], in: Array(cells[1].utf8)))
        }
    }()

    /// `kind=value | kind=value`, each value after the one before.
    private static func spans(_ cell: String, in text: [UInt8]) -> [(kind: String, range: Range<Int>)] {
        var from = 0
        return cell.isEmpty
            ? []
            : cell.components(separatedBy: " | ").map { part in
                let kind = part.prefix { $0 != "=" }
                let value = Array(part.dropFirst(kind.count + 1).utf8)
                while !text[from...].starts(with: value) { from += 1 }
                defer { from += value.count }
                return (String(kind), from..<from + value.count)
            }
    }

    private static func found(in text: String) -> [PersonalDataScanner.Found] {
        let hints = TextSigns(text.utf8Span.span).personalData
        guard !hints.isEmpty else { return [] }
        var scanner = PersonalDataScanner(text.utf8Span.span)
        return scanner.spans(hints)
    }

    /// A span counts when it covers every letter and digit of what is labelled, and is right when it covers no other.
    private static func scores() -> [String: Score] {
        var scores: [String: Score] = [:]
        for sentence in sentences {
            let (text, found) = (Array(sentence.text.utf8), found(in: sentence.text))
            func covers(_ outer: Range<Int>, _ inner: Range<Int>) -> Bool {
                inner.allSatisfy { outer.contains($0) || !(text[$0].isLetter || text[$0].isDigit) }
            }
            for (kind, range) in sentence.spans {
                scores[kind, default: Score()].wanted += 1
                let isCaught = found.contains { $0.kind.rawValue == kind && covers($0.range, range) }
                scores[kind]?.caught += isCaught ? 1 : 0
            }
            for span in found {
                let kind = span.kind.rawValue
                scores[kind, default: Score()].found += 1
                let isRight = sentence.spans.contains { $0.kind == kind && covers($0.range, span.range) }
                scores[kind]?.right += isRight ? 1 : 0
            }
        }
        return scores
    }

    @Test func `the set is large enough, half French, half traps`() {
        let traps = Self.sentences.filter(\.spans.isEmpty).count
        let french = Self.sentences.filter { $0.language == "fr" }.count
        #expect(Self.sentences.count >= 400)
        #expect(abs(2 * traps - Self.sentences.count) <= 10 && abs(2 * french - Self.sentences.count) <= 10)
    }

    @Test(arguments: [
        ("email", 0.97), ("iban", 0.97), ("card", 0.97), ("nir", 0.97), ("siret", 0.97), ("siren", 0.97),
        ("phone", 0.93), ("ip", 0.93), ("address", 0.9), ("name", 0.9),
    ])
    func `most of a kind is found, and hardly anything else is taken for it`(kind: String, recall: Double) throws {
        let score = try #require(Self.scores()[kind])
        #expect(Double(score.caught) >= recall * Double(score.wanted), "\(score)")
        // One wrong span of a rare kind is more than three in a hundred.
        let precision = ["email", "phone", "iban", "card", "nir", "siret"].contains(kind) ? 0.97 : 0.9
        #expect(Double(score.right) >= precision * Double(score.found), "\(score)")
    }
}
