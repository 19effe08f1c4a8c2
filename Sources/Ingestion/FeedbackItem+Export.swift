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

    /// Takes out a name that the export gives: whole in the customer's texts, each word of it in the company's reply.
    ///
    /// A name alone in a sentence is beyond what ``Masker`` can tell.
    mutating func mask(name: String?, unless keepsPII: Bool) {
        guard let name = name?.trimmed, !keepsPII else { return }
        let words = name.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        if words.count > 1 {
            for index in verbatims.indices { verbatims[index].text = verbatims[index].text.masking(name) }
        }
        for index in segments.indices where segments[index].name == "company_reply" {
            for word in [name] + words where word.utf8.count > 2 {
                segments[index].value = segments[index].value.masking(word)
            }
        }
    }
}

extension String {
    /// With `[name]` in place of `name` wherever it stands between other characters than letters.
    fileprivate func masking(_ name: String) -> String {
        guard contains(name) else { return self }
        var result = ""
        var rest = self[...]
        while let found = rest.firstRange(of: name) {
            let isWhole =
                rest[..<found.lowerBound].last?.isLetter != true && rest[found.upperBound...].first?.isLetter != true
            result += rest[..<found.lowerBound]
            result += isWhole ? MaskKind.name.token : name
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}
