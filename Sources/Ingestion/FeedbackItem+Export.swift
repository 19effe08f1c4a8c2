import Feedback
import Readers

/// How formats fill an item: blank members are left out everywhere.
extension FeedbackItem {
    /// Whether there is neither an answer nor a text.
    var saysNothing: Bool { answers.isEmpty && verbatims.isEmpty }

    mutating func addVerbatim(_ field: String, _ text: String?, question: String? = nil) {
        guard let text = text?.trimmed, !text.isEmpty else { return }
        verbatims.append(Verbatim(field: field, question: question, text: text))
    }

    mutating func addSegment(_ name: String, _ value: String?) {
        guard let value = value?.trimmed, !value.isEmpty else { return }
        segments.append(Segment(name, value))
    }

    /// The company's answer: kept beside the item, never counted as the customer's words.
    mutating func addReply(_ text: String?) { addSegment("company_reply", text) }

    /// One to five stars; nothing when the export has none.
    mutating func addStars(_ value: JSONValue?) throws(RecordProblem) {
        guard let given = value?.string?.trimmed, !given.isEmpty else { return }
        guard let points = JSONValue.string(given).double else {
            throw RecordProblem(
                en: "the number of stars is not a number", fr: "le nombre d'étoiles n'est pas un nombre")
        }
        try addRating("stars", kind: .rating, scale: .stars, given: given, points: points)
    }

    mutating func addRating(
        _ field: String, question: String? = nil, kind: AnswerKind, scale: RatingScale, given: String, points: Double
    ) throws(RecordProblem) {
        do throws(RatingError) {
            answers.append(
                try .rating(field: field, question: question, kind: kind, scale: scale, given: given, points: points))
        } catch {
            throw RecordProblem(error)
        }
    }
}
