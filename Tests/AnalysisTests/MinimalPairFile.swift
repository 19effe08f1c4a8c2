import Analysis
import Feedback
import Lexicons

/// The hand-written pairs of `Resources/pairs-fr.tsv` and `pairs-en.tsv`: two sentences that one rule tells apart.
///
/// A line is `rule, sentence A, expected of A, sentence B, expected of B`, separated by tabs. What is expected is one or
/// more of these, separated by spaces:
///
/// - `+` the score is over 0, `-` under it; `!+` at most 0, `!-` at least 0
/// - `>` the sentence scores higher than the other, `<` lower
/// - `~` the label is mixed, `0` neutral; `?` a person should read it
/// - `delivery.late` the friction is tagged, `!delivery.late` it is not
struct WrittenPair: Sendable {
    struct Side: Sendable {
        var text: String
        var expected: [String]
    }

    /// `fr/litotes-positive`.
    var rule: String
    var language: Language
    /// `pairs-fr.tsv:12`.
    var place: String
    var sides: [Side]

    /// What the analyser gets wrong, one sentence each; empty when the pair passes.
    func failures(_ analyzer: Analyzer, _ workspace: inout Workspace) -> [String] {
        var results: [Analysis] = []
        for side in sides { results.append(analyzer.analyze(side.text, language: language, using: &workspace)) }
        return sides.indices.flatMap { index in
            let (result, other) = (results[index], results[1 - index])
            return sides[index].expected.filter { !result.meets($0, other: other) }.map { expected in
                let got = "\(result.sentiment.label) \(result.sentiment.score)"
                return "\(place): \(rule): expected \(expected), got \(got): \(sides[index].text)"
            }
        }
    }
}

extension Analysis {
    fileprivate func meets(_ expected: String, other: Analysis) -> Bool {
        let (score, codes) = (sentiment.score, annotations(of: .friction).map(\.code))
        switch expected {
        case "+": return score > 0
        case "-": return score < 0
        case "!+": return score <= 0
        case "!-": return score >= 0
        case ">": return score > other.sentiment.score
        case "<": return score < other.sentiment.score
        case "~": return sentiment.label == .mixed
        case "0": return sentiment.label == .neutral
        case "?": return needsReview
        default:
            return expected.hasPrefix("!") ? !codes.contains(String(expected.dropFirst())) : codes.contains(expected)
        }
    }
}

extension WrittenPair {
    /// Every pair of both files, by rule in file order.
    static let all: [WrittenPair] = {
        var folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        folder += "/Resources"
        let files = (try? LexiconFile.all(under: folder)) ?? []
        return files.flatMap { file in
            let text = String(decoding: file.bytes, as: UTF8.self)
            return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
                index, line in
                WrittenPair(line, file: file.name, line: index + 1)
            }
        }
    }()

    static let rules: [String] = Set(all.map(\.rule)).sorted()

    private init?(_ line: Substring, file: String, line number: Int) {
        guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let code = file.dropFirst("pairs-".count).prefix(2)
        precondition(parts.count == 5, "\(file):\(number) has \(parts.count) columns, not 5")
        self.init(
            rule: "\(code)/\(parts[0])", language: Language(rawValue: String(code))!, place: "\(file):\(number)",
            sides: [1, 3].map { Side(text: parts[$0], expected: parts[$0 + 1].split(separator: " ").map(String.init)) })
    }
}
