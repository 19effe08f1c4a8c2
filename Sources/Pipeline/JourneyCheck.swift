import Feedback
public import FeedbackStore
public import Linking

/// What each rule of the default journey catches, which rules catch nothing or contradict each other, what stays without a
/// step, and how far the other models cover the default one.
public struct JourneyCheck: Sendable, Codable {
    public struct Rule: Hashable, Sendable, Codable {
        /// `field`, `question`, `page`, `touchpoint`, `friction`, `cue`.
        public var kind: String
        public var text: String
        /// Items placed by it.
        public var items: Int
    }

    public struct Step: Sendable, Codable {
        public var code: String
        public var label: Labels
        public var items: Int
        /// Items by the kind of rule that placed them: `page`, `session`, `friction`…
        public var methods: [String: Int]
        /// As declared; with what they caught.
        public var rules: [Rule]
    }

    /// One text that is a rule of several steps: the first one wins.
    public struct Conflict: Hashable, Sendable, Codable {
        public var kind: String
        public var text: String
        public var steps: [String]
    }

    public struct Unplaced: Hashable, Sendable, Codable {
        public var column: String
        public var value: String
        public var items: Int
    }

    public struct Model: Hashable, Sendable, Codable {
        public var code: String
        public var label: Labels
        /// Steps of the default model that none of its steps stands for.
        public var unmapped: [String]
        /// Steps of the default model that several of its steps claim: the first one counts.
        public var claimedTwice: [String]
    }

    public var journey: String
    public var items: Int
    public var unassigned: Int
    public var steps: [Step]
    public var conflicts: [Conflict]
    public var unplaced: [Unplaced]
    public var models: [Model]

    public init(_ journeys: JourneySet, store: FeedbackStore?) throws {
        let main = journeys.main
        let rows = try store?.stepEvidence() ?? []
        journey = main.code
        items = rows.reduce(0) { $0 + $1.items }
        unassigned = rows.reduce(0) { $0 + ($1.step == nil ? $1.items : 0) }
        steps = main.steps.map { step in Self.step(step, rows.filter { $0.step == step.code }) }
        conflicts = Self.conflicts(main)
        unplaced = try store.map(Self.unplaced) ?? []
        models = journeys.journeys.filter { !$0.isDefault }.map { Self.model($0, main) }
    }

    private static func step(_ step: JourneyStep, _ rows: [StepEvidenceRow]) -> Step {
        var (methods, caught): ([String: Int], [String: Int]) = ([:], [:])
        for row in rows {
            let kind = row.method.split(separator: ":").last.map(String.init) ?? row.method
            methods[kind, default: 0] += row.items
            caught["\(kind)|\(text(of: row.evidence, kind: kind))", default: 0] += row.items
        }
        let rules = StepRuleKind.allCases.flatMap { kind in
            kind.rules(of: step.match).map { rule in
                let items =
                    switch kind {
                    case .friction where rule.hasSuffix(".*"):
                        caught.reduce(0) { $0 + ($1.key.hasPrefix("friction|\(rule.dropLast())") ? $1.value : 0) }
                    case .friction: caught["friction|\(rule)"] ?? 0
                    // Beside such a link stands the lexicon's line, not the step's cue.
                    case .cue: methods["cue"] ?? 0
                    default: caught["\(kind.rawValue)|\(StepLinker.comparable(rule))"] ?? 0
                    }
                return Rule(kind: kind.rawValue, text: rule, items: items)
            }
        }
        return Step(
            code: step.code, label: step.labels, items: rows.reduce(0) { $0 + $1.items }, methods: methods, rules: rules
        )
    }

    /// The rule in what was written beside the link: `page /panier*`, `question: paiement`, `étape = panier`.
    private static func text(of evidence: String, kind: String) -> String {
        let text =
            switch kind {
            case "field": evidence.firstRange(of: " = ").map { String(evidence[$0.upperBound...]) } ?? evidence
            case "question": String(evidence.dropFirst("question: ".count))
            case "page", "touchpoint": String(evidence.dropFirst(kind.count + 1))
            default: evidence
            }
        return kind == "friction" ? text : StepLinker.comparable(text)
    }

    private static func conflicts(_ journey: Journey) -> [Conflict] {
        StepRuleKind.allCases.flatMap { kind -> [Conflict] in
            var steps: [String: [String]] = [:]
            for step in journey.steps {
                for rule in Set(kind.rules(of: step.match).map(StepLinker.comparable)) {
                    steps[rule, default: []].append(step.code)
                }
            }
            return steps.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
                Conflict(kind: kind.rawValue, text: $0.key, steps: $0.value)
            }
        }
    }

    private static func unplaced(_ store: FeedbackStore) throws -> [Unplaced] {
        try FeedbackStore.UnplacedColumn.allCases.flatMap { column -> [Unplaced] in
            var counts: [String: Int] = [:]
            for (value, items) in try store.unplaced(by: column, limit: column == .page ? 5000 : 50) {
                counts[column == .page ? pagePath(of: value) : value, default: 0] += items
            }
            let name = column == .page ? "page" : column.rawValue
            return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
                Unplaced(column: name, value: $0.key, items: $0.value)
            }
        }
    }

    private static func model(_ journey: Journey, _ main: Journey) -> Model {
        var claims: [String: Int] = [:]
        for step in journey.steps { for target in step.maps { claims[target, default: 0] += 1 } }
        return Model(
            code: journey.code, label: journey.labels,
            unmapped: main.steps.map(\.code).filter { claims[$0] == nil },
            claimedTwice: main.steps.map(\.code).filter { claims[$0, default: 0] > 1 })
    }
}
