public import Feedback
import Yams

/// What each emotion is called, and whether it is pleasant, from `seeds/emotions.yaml`.
public struct EmotionCatalog: Sendable {
    /// By code: 1 pleasant, −1 unpleasant, 0 neither.
    public let sides: [String: Int]
    private let labels: [String: Phrase]

    private struct Entry: Decodable {
        var side: Int
        var fr: String
        var en: String
    }

    /// - Throws: ``SeedError``.
    public init(yaml text: String, name: String) throws(SeedError) {
        let entries: [String: Entry]
        do {
            entries = try YAMLDecoder().decode([String: Entry]?.self, from: text) ?? [:]
        } catch {
            throw SeedError(file: name, reason: "an emotion is 'code: {side: -1, fr: …, en: …}'")
        }
        for (code, entry) in entries.sorted(by: { $0.key < $1.key }) where !(-1...1).contains(entry.side) {
            throw SeedError(file: name, reason: "\(code): side \(entry.side) is not -1, 0 or 1")
        }
        sides = entries.mapValues(\.side)
        labels = entries.mapValues { Phrase(en: $0.en, fr: $0.fr) }
    }

    /// Without any: emotions are shown by their codes.
    public init() { (sides, labels) = ([:], [:]) }

    /// The code itself when it is not in the file.
    public func label(_ code: String, _ language: OutputLanguage) -> String { labels[code]?[language] ?? code }
}
