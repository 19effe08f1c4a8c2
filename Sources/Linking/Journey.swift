public import Feedback

/// A journey model: the steps a customer goes through, in order, and what tells that feedback belongs to one.
public struct Journey: Hashable, Sendable, Codable {
    public var code: String
    public var labels: Labels
    public var description: Labels?
    /// The model items are linked in; the others are mapped onto it.
    public var isDefault: Bool
    public var steps: [JourneyStep]

    enum CodingKeys: String, CodingKey {
        case code, labels, description, steps
        case isDefault = "default"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        code = try values.decode(String.self, forKey: .code)
        labels = try values.decode(Labels.self, forKey: .labels)
        description = try values.decodeIfPresent(Labels.self, forKey: .description)
        isDefault = try values.decodeIfPresent(Bool.self, forKey: .isDefault) ?? false
        steps = try values.decode([JourneyStep].self, forKey: .steps)
    }

    /// The step of this model that a step of the default model maps to, or `nil` when it maps to none.
    public func step(mapping defaultStep: String) -> JourneyStep? {
        isDefault ? steps.first { $0.code == defaultStep } : steps.first { $0.maps.contains(defaultStep) }
    }
}

/// One step of a journey.
public struct JourneyStep: Hashable, Sendable, Codable {
    public var code: String
    public var labels: Labels
    public var description: Labels?
    /// Where it happens, by channel: `web: [homepage, search]`.
    public var touchpoints: [String: [String]]
    public var match: StepMatch
    /// The steps of the default model it stands for; empty in the default model itself.
    public var maps: [String]

    enum CodingKeys: String, CodingKey { case code, labels, description, touchpoints, match, maps }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        code = try values.decode(String.self, forKey: .code)
        labels = try values.decode(Labels.self, forKey: .labels)
        description = try values.decodeIfPresent(Labels.self, forKey: .description)
        touchpoints = try values.decodeIfPresent([String: [String]].self, forKey: .touchpoints) ?? [:]
        match = try values.decodeIfPresent(StepMatch.self, forKey: .match) ?? StepMatch()
        maps = try values.decodeIfPresent([String].self, forKey: .maps) ?? []
    }
}

/// What puts an item in a step. ``StepLinker`` says in which order the kinds are tried.
public struct StepMatch: Hashable, Sendable, Codable {
    /// Values of a column that names the step.
    public var fields: [String]
    /// Words of the question's text.
    public var questions: [String]
    /// Page paths, `*` standing for anything: `/checkout/*`.
    public var pages: [String]
    public var touchpoints: [String]
    /// Friction codes, or `area.*`.
    public var frictions: [String]
    /// Step codes of the lexicons.
    public var cues: [String]

    public init() {
        (fields, questions, pages, touchpoints, frictions, cues) = ([], [], [], [], [], [])
    }

    enum CodingKeys: String, CodingKey { case fields, questions, pages, touchpoints, frictions, cues }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func list(_ key: CodingKeys) throws -> [String] { try values.decodeIfPresent([String].self, forKey: key) ?? [] }
        fields = try list(.fields)
        questions = try list(.questions)
        pages = try list(.pages)
        touchpoints = try list(.touchpoints)
        frictions = try list(.frictions)
        cues = try list(.cues)
    }
}

/// A label in both languages, as the seeds write it: `{fr: …, en: …}`.
public struct Labels: Hashable, Sendable, Codable {
    public var fr: String
    public var en: String

    public init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    public var phrase: Phrase { Phrase(en: en, fr: fr) }
    public subscript(language: OutputLanguage) -> String { language == .french ? fr : en }
}
