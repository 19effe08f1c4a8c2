import Feedback
import Readers

/// What a questionnaire says of its questions: the texts, the labels of choices and rows, the scales.
///
/// Exports through an API give answers by ids; the questionnaire stands in a file beside them or in the same file.
struct SurveyDefinition {
    struct Question {
        var text: String
        /// What the question is called in exports, when that is not its id.
        var tag: String?
        /// Labels by the code an answer gives.
        var choices: [String: String] = [:]
        /// The lines of a matrix, by their codes.
        var rows: [String: String] = [:]
        var scale: RatingScale?
        /// The vendor's own name of the kind of question.
        var type: String?
    }

    var questions: [String: Question] = [:]

    var isEmpty: Bool { questions.isEmpty }

    subscript(id: String?) -> Question? { id.flatMap { questions[$0] } }

    /// The question as a person reads it.
    func text(_ id: String?) -> String? { self[id].map(\.text).flatMap { $0.isEmpty ? nil : $0 } }

    mutating func merge(_ other: SurveyDefinition) { questions.merge(other.questions) { _, new in new } }

    /// Says in a report that question texts come from a file beside the export.
    static func decision(_ file: String, _ count: Int) -> Decision {
        Decision(
            "definition", en: "\(count) questions are named by the questionnaire in \(file), beside the export",
            fr: "\(count) questions reçoivent leur énoncé du questionnaire \(file), à côté de l'export")
    }
}

/// A rating question of an API export: which scale it is on, and that this was decided.
struct RatedQuestion {
    var kind: AnswerKind
    var scale: RatingScale

    /// A question about recommending on 0–10 is an NPS; anything else on a scale is a rating.
    ///
    /// - Parameter asksRecommendation: whether the tool's own kind of question says so, whatever its words.
    init(_ question: String?, scale: RatingScale, asksRecommendation: Bool = false) {
        let asks = question.map { QuestionWording($0) }
        let isNPS = scale == .nps && (asksRecommendation || asks?.asksRecommendation == true)
        let isCSAT = scale == .csat && asks?.asksSatisfaction == true
        kind = isNPS ? .nps : isCSAT ? .csat : .rating
        self.scale = scale
    }

    /// The decision to print.
    func decision(_ field: String, seen values: [Double]) -> Decision {
        let seen = values.isEmpty ? "–" : "\(plain(values.min() ?? 0))…\(plain(values.max() ?? 0))"
        return Decision(
            "scale",
            en: "question \"\(field)\" is read as \(kind.rawValue) on \(scale) (values \(seen) in the first records)",
            fr: "la question « \(field) » est lue comme \(kind.rawValue) sur \(scale) "
                + "(valeurs \(seen) dans les premiers enregistrements)")
    }
}
