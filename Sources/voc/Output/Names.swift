import BundledData
import Feedback
import Linking

/// What codes are called in the reader's language: frictions, journey steps, outcomes.
struct Names: Sendable {
    var catalog: FrictionCatalog
    /// By code, of the default journey.
    var steps: [String: Labels]
    var language: OutputLanguage

    func friction(_ code: String) -> String { catalog.label(code, language) }

    func step(_ code: String) -> String { steps[code]?[language] ?? code }

    func outcome(_ outcome: String) -> String {
        guard language == .french else { return outcome }
        return switch SessionOutcome(rawValue: outcome) {
        case .purchased: "achat"
        case .abandoned: "abandon"
        case .browsed: "visite"
        case nil: outcome
        }
    }

    /// One part of a breakdown; words for the items that have no value.
    func part(_ key: String, of dimension: String) -> String {
        switch (dimension, key) {
        case ("friction", ""), ("topic", ""): language == .french ? "(aucun irritant)" : "(no friction)"
        case (_, "*"): language == .french ? "(autres, trop petits)" : "(others, too small)"
        case (_, ""): language == .french ? "(sans)" : "(none)"
        case ("friction", _): friction(key)
        case ("step", _): step(key)
        case ("topic", _): catalog.areas[key]?[language] ?? key
        default: key
        }
    }

    /// What a dimension is called.
    func dimension(_ name: String) -> String {
        guard language == .french else { return name }
        return [
            "friction": "irritant", "step": "étape", "channel": "canal", "language": "langue", "topic": "thème",
        ][name] ?? name
    }
}
