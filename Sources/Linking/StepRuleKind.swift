/// The kinds of rule a step may have, in the order they are tried.
public enum StepRuleKind: String, CaseIterable, Sendable {
    case field, question, page, touchpoint, friction, cue

    /// The step's own rules of this kind, as written.
    public func rules(of match: StepMatch) -> [String] {
        switch self {
        case .field: match.fields
        case .question: match.questions
        case .page: match.pages
        case .touchpoint: match.touchpoints
        case .friction: match.frictions
        case .cue: match.cues
        }
    }
}

extension StepLinker {
    /// The form in which rules and values are compared.
    public static func comparable(_ text: String) -> String { folded(text) }
}
