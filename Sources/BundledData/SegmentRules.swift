public import Feedback
import Yams

/// The rules that put customers into groups, from `seeds/segments.yaml`.
public struct SegmentRules: Sendable {
    public struct Segment: Sendable {
        public var code: String
        public var label: Phrase
        /// A persona is a segment with a face: listed apart, computed alike.
        public var isPersona: Bool
        /// Conditions, all of which hold: `orders >= 3`.
        public var conditions: [String]
    }

    public let segments: [Segment]

    private struct File: Decodable {
        struct Entry: Decodable {
            struct Labels: Decodable {
                var fr: String
                var en: String
            }
            var code: String
            var labels: Labels
            var persona: Bool?
            var all: [String]
        }
        var segments: [Entry]
    }

    /// - Throws: ``SeedError``.
    public init(yaml text: String, name: String) throws {
        let file: File
        do {
            file = try YAMLDecoder().decode(File.self, from: text)
        } catch {
            throw SeedError(
                file: name, reason: "each segment needs code, labels (fr and en) and all, a list of conditions")
        }
        var seen: Set<String> = []
        for entry in file.segments where !seen.insert(entry.code).inserted {
            throw SeedError(file: name, reason: "the segment '\(entry.code)' is there twice")
        }
        segments = file.segments.map {
            Segment(
                code: $0.code, label: Phrase(en: $0.labels.en, fr: $0.labels.fr), isPersona: $0.persona ?? false,
                conditions: $0.all)
        }
    }
}
