public import Feedback
import Yams

/// Every journey model of the workspace.
public struct JourneySet: Sendable {
    public let journeys: [Journey]
    public let main: Journey

    /// Reads models from YAML texts, each with the name it is reported by.
    ///
    /// - Throws: ``JourneyError`` naming the file and the line.
    public init(files: [(name: String, text: String)]) throws(JourneyError) {
        var journeys: [Journey] = []
        for (name, text) in files { journeys.append(try Self.read(text, name: name)) }
        guard let main = journeys.first(where: \.isDefault) else { throw .noDefault }
        for journey in journeys where !journey.isDefault {
            for step in journey.steps {
                for target in step.maps where !main.steps.contains(where: { $0.code == target }) {
                    throw .unknownStep(file: journey.code, step: target, known: main.steps.map(\.code))
                }
            }
        }
        self.journeys = journeys.sorted { ($0.isDefault ? 0 : 1, $0.code) < ($1.isDefault ? 0 : 1, $1.code) }
        self.main = main
    }

    public subscript(code: String) -> Journey? { journeys.first { $0.code == code } }

    private static func read(_ text: String, name: String) throws(JourneyError) -> Journey {
        do {
            return try YAMLDecoder().decode(Journey.self, from: text)
        } catch let error as YamlError {
            throw .invalid(file: name, reason: firstLine(of: "\(error)"))
        } catch let error as DecodingError {
            throw .invalid(file: name, reason: firstLine(of: reason(of: error)))
        } catch {
            throw .invalid(file: name, reason: firstLine(of: "\(error)"))
        }
    }

    private static func reason(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "'\(key.stringValue)' is missing in \(path(context.codingPath))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "the value of \(path(context.codingPath)) is of the wrong kind"
        case .dataCorrupted(let context): context.debugDescription
        @unknown default: "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "the file" : keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }

    private static func firstLine(of text: String) -> String {
        String(text.split(separator: "\n", maxSplits: 1).first ?? "")
    }
}

/// What is wrong with the journey files.
public enum JourneyError: Error, Hashable, Sendable, CustomStringConvertible {
    case invalid(file: String, reason: String)
    case unknownStep(file: String, step: String, known: [String])
    case noDefault

    public var phrase: Phrase {
        switch self {
        case .invalid(let file, let reason):
            Phrase(en: "\(file): \(reason). Correct the file.", fr: "\(file) : \(reason). Corrigez le fichier.")
        case .unknownStep(let file, let step, let known):
            Phrase(
                en:
                    "\(file): there is no step '\(step)' in the default journey. Use one of \(known.joined(separator: ", ")).",
                fr:
                    "\(file) : aucune étape « \(step) » dans le parcours par défaut. Choisissez parmi \(known.joined(separator: ", "))."
            )
        case .noDefault:
            Phrase(
                en: "no journey has 'default: true'. Set it in one file of seeds/journeys.",
                fr: "aucun parcours n'a « default: true ». Indiquez-le dans un fichier de seeds/journeys.")
        }
    }

    public var description: String { phrase.en }
}
