public import Feedback
import Yams

/// The friction taxonomy: what each category is called, means, costs, and who can do what about it.
public struct FrictionCatalog: Sendable {
    public var areas: [String: Words]
    public var frictions: [String: Friction]

    public struct Friction: Hashable, Sendable, Codable {
        public var labels: Words
        public var definition: Words
        /// 1 (annoying) to 5 (blocks the customer or costs money).
        public var severity: Int
        /// The default journey's step it belongs to.
        public var step: String
        public var impact: Words?
        public var remedies: Lists?
        public var owner: Words?
    }

    public struct Words: Hashable, Sendable, Codable {
        public var fr: String
        public var en: String
        public subscript(language: OutputLanguage) -> String { language == .french ? fr : en }
    }

    public struct Lists: Hashable, Sendable, Codable {
        public var fr: [String]
        public var en: [String]
        public subscript(language: OutputLanguage) -> [String] { language == .french ? fr : en }
    }

    private struct File: Codable {
        var areas: [String: Words]
        var frictions: [String: Friction]
    }

    /// - Parameter name: the file's name, for messages.
    /// - Throws: ``SeedError``.
    public init(yaml: String, name: String) throws(SeedError) {
        do {
            let file = try YAMLDecoder().decode(File.self, from: yaml)
            (areas, frictions) = (file.areas, file.frictions)
        } catch {
            throw SeedError(file: name, reason: String("\(error)".split(separator: "\n").first ?? ""))
        }
        for (code, friction) in frictions where !(1...5).contains(friction.severity) {
            throw SeedError(file: name, reason: "\(code): severity \(friction.severity) is not from 1 to 5")
        }
    }

    /// `Livraison : retard`; the code itself when it is not in the taxonomy.
    public func label(_ code: String, _ language: OutputLanguage) -> String {
        frictions[code]?.labels[language] ?? code
    }
}

public struct SeedError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var reason: String

    public init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }

    public var description: String { "\(file): \(reason). Correct the file, or take the shipped one." }
}
