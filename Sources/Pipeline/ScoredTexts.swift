public import Analysis
public import Feedback
public import FeedbackStore
import Foundation
public import Learning

/// Texts with a score, read for the learner.
public struct ScoredTexts: Sendable {
    public private(set) var texts: [ScoredText] = []
    /// Rows without a text, or with a score that says neither praise nor blame.
    public private(set) var skipped = 0

    private let analyzer: Analyzer
    private let excluded: [String]

    /// - Parameters:
    ///   - analyzer: tells the language of rows that do not.
    ///   - excludedSources: beginnings of sources that are not for learning.
    public init(analyzer: Analyzer, excludedSources: [String] = []) {
        (self.analyzer, excluded) = (analyzer, excludedSources)
    }

    // MARK: Files

    /// Adds the rows of a file of JSON lines: `text`, then `sentiment`, `nps` or `stars`; optionally `lang` and `source`.
    ///
    /// - Throws: ``ScoredTextsError`` for a file that cannot be read and for a line that is no such object.
    public mutating func add(file path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ScoredTextsError(.unreadable, file: path)
        }
        let name = URL(filePath: path).lastPathComponent
        var workspace = analyzer.makeWorkspace()
        for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 > 0x20 }) {
            guard let row = try? JSONDecoder().decode(Row.self, from: line) else {
                throw ScoredTextsError(.notARow, file: path, line: index + 1)
            }
            let source = row.source ?? name
            guard !excluded.contains(where: source.hasPrefix) else { continue }
            guard let text = row.text, let isPositive = row.isPositive else {
                skipped += 1
                continue
            }
            let declared = (row.lang ?? row.language).flatMap(Language.init(rawValue:))
            let language = declared ?? analyzer.analyze(text, using: &workspace).language
            texts.append(ScoredText(text: text, language: language, isPositive: isPositive, corpus: source))
        }
    }

    /// One row of a file.
    private struct Row: Decodable {
        var text: String?
        var lang: String?
        var language: String?
        var source: String?
        var sentiment: OneOrMany?
        var nps: Double?
        var stars: Double?

        var isPositive: Bool? {
            if let label = sentiment?.only { return label == "positive" ? true : label == "negative" ? false : nil }
            if let nps { return ScoredText.isPositive(share: nps / 10, isNPS: true) }
            return stars.flatMap { ScoredText.isPositive(share: ($0 - 1) / 4) }
        }
    }

    /// A label, or a list of them, which counts when it holds one.
    private struct OneOrMany: Decodable {
        var only: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let label = try? container.decode(String.self) {
                only = label
            } else {
                let labels = try container.decode([String].self)
                only = labels.count == 1 ? labels[0] : nil
            }
        }
    }

    // MARK: The store

    /// Adds every text whose item also holds a rating: NPS before satisfaction and stars, those before effort.
    public mutating func add(_ store: FeedbackStore) throws {
        try store.forEachItem { item in
            let analysed = item.analysed
            guard !excluded.contains(where: analysed.item.source.hasPrefix) else { return }
            let isPositive = Self.isPositive(analysed.item.answers)
            for verbatim in analysed.verbatims {
                guard let isPositive else {
                    skipped += 1
                    continue
                }
                texts.append(
                    ScoredText(
                        text: verbatim.verbatim.text, language: verbatim.language, isPositive: isPositive,
                        corpus: analysed.item.source))
            }
        }
    }

    private static func isPositive(_ answers: [Answer]) -> Bool? {
        for kinds in [[AnswerKind.nps], [.csat, .rating], [.ces]] {
            for answer in answers where kinds.contains(answer.kind) {
                guard let share = answer.value else { continue }
                return ScoredText.isPositive(share: share, isNPS: answer.kind == .nps)
            }
        }
        return nil
    }
}

/// What is wrong with a file of scored texts.
public struct ScoredTextsError: Error, Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case unreadable, notARow
    }

    public var problem: Problem
    public var file: String
    /// From 1; 0 when the whole file is meant.
    public var line: Int

    init(_ problem: Problem, file: String, line: Int = 0) {
        (self.problem, self.file, self.line) = (problem, file, line)
    }

    public var message: Phrase {
        switch problem {
        case .unreadable:
            Phrase(
                en: "\(file): cannot be read. Check that it exists and that you may read it.",
                fr: "\(file) : illisible. Vérifiez qu'il existe et que vous avez le droit de le lire.")
        case .notARow:
            Phrase(
                en: "\(file):\(line):1: this is no row of scored text. Write one JSON object a line, with text and "
                    + "sentiment, nps or stars.",
                fr: "\(file):\(line):1 : ce n'est pas une ligne de texte noté. Écrivez un objet JSON par ligne, avec "
                    + "text et sentiment, nps ou stars.")
        }
    }
}
