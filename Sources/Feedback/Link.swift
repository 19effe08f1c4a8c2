/// How an item was joined to a session or to a journey step.
public enum LinkMethod: Hashable, Sendable, CustomStringConvertible {
    /// A key both sides carry: `session_id`, `visitor`, `order`, `respondent`.
    case exact(String)
    /// A step named by what the source says: `field`, `question`, `page`, `touchpoint`, `session`, `friction`, `cue`.
    case rule(String)
    case probable

    public var description: String {
        switch self {
        case .exact(let key): "exact:\(key)"
        case .rule(let kind): "rule:\(kind)"
        case .probable: "probable"
        }
    }

    public init?(_ text: String) {
        if text == "probable" {
            self = .probable
        } else if let key = text.dropping(prefix: "exact:") {
            self = .exact(key)
        } else if let kind = text.dropping(prefix: "rule:") {
            self = .rule(kind)
        } else {
            return nil
        }
    }
}

extension String {
    fileprivate func dropping(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}

/// One step of one journey model.
public struct StepCode: Hashable, Sendable, Codable, CustomStringConvertible {
    public var journey: String
    public var step: String

    public init(journey: String, step: String) {
        self.journey = journey
        self.step = step
    }

    public var description: String { "\(journey)/\(step)" }
}

/// An item's place in a journey, with what decided it.
public struct StepLink: Hashable, Sendable {
    public var step: StepCode
    public var method: LinkMethod
    /// 0 to 1.
    public var probability: Double
    /// What matched: `page /paiement/3ds`, `question "Comment s'est passé le paiement ?"`.
    public var evidence: String

    public init(step: StepCode, method: LinkMethod, probability: Double, evidence: String) {
        self.step = step
        self.method = method
        self.probability = probability
        self.evidence = evidence
    }
}
