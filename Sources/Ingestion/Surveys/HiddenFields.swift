import Feedback
import Readers

extension ItemSource {
    /// A hidden field, an embedded datum or a custom variable of a survey: a key that joins the answer to a visit or an
    /// order where its name says so, a segment where it does not. What names a person is left out or made a pseudonym.
    func add(variable name: String, _ value: JSONValue?, to item: inout FeedbackItem) {
        guard let text = value?.string?.trimmed, !text.isEmpty, !isNullMarker(text.utf8Span.span) else { return }
        // A key that a spreadsheet has rounded joins nothing.
        if isRuinedID(text.utf8Span.span) { return }
        let meaning = HeaderDictionary.meaning(of: comparableHeader(name))
        switch meaning?.target {
        case .email: item.respondent = pseudonym(text)
        case .respondent: item.respondent = item.respondent ?? pseudonym(text)
        case .sessionID: item.sessionID = item.sessionID ?? text
        case .visitorID: item.visitorID = item.visitorID ?? text
        case .orderID: item.orderID = item.orderID ?? text
        case .pageURL: item.pageURL = item.pageURL ?? text
        case .replayURL: item.replayURL = item.replayURL ?? text
        case .device: item.device = item.device ?? text
        case .product: item.product = item.product ?? text
        case .touchpoint: item.touchpoint = item.touchpoint ?? text
        case .country: item.country = item.country ?? CountryCode.alpha2(text) ?? text
        case .city: item.city = item.city ?? text
        case .consent: item.consent = booleanValue(text.utf8Span.span)
        case .ipAddress: item.network = item.network ?? masker.network(of: text)
        case .ignore where meaning?.isPersonal == true: break
        default: item.addSegment(name, text)
        }
    }

    /// The same for an object of such fields.
    func add(variables: JSONValue?, to item: inout FeedbackItem) {
        for (name, value) in variables?.object?.members ?? [] { add(variable: name, value, to: &item) }
    }
}

extension FeedbackItem {
    /// One or several chosen labels, in file order. One step of a satisfaction or ease scale, answering a question that
    /// asks for it, is a rating.
    mutating func addChoice(_ field: String, question: String? = nil, _ labels: [String]) {
        if labels.count == 1, let question, let rated = Self.rating(field, question, labels[0]) {
            answers.append(rated)
            return
        }
        let given = labels.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: "; ")
        guard !given.isEmpty else { return }
        answers.append(Answer(field: field, question: question, kind: .choice, given: given))
    }

    private static func rating(_ field: String, _ question: String, _ label: String) -> Answer? {
        let (wording, key) = (QuestionWording(question), comparableHeader(label))
        let (kind, points): (AnswerKind, Double?) =
            wording.asksSatisfaction
            ? (.csat, AnswerLabels.satisfaction.points(key))
            : wording.asksEase ? (.ces, AnswerLabels.ease.points(key)) : (.rating, nil)
        guard let points else { return nil }
        return try? .rating(
            field: field, question: question, kind: kind, scale: AnswerLabels.scale, given: label, points: points)
    }

    mutating func addNumber(_ field: String, question: String? = nil, _ value: JSONValue?) {
        guard let given = value?.string?.trimmed, !given.isEmpty else { return }
        answers.append(
            Answer(field: field, question: question, kind: .number, given: given, value: value?.double))
    }

    mutating func addBoolean(_ field: String, question: String? = nil, _ value: Bool?) {
        guard let value else { return }
        answers.append(
            Answer(
                field: field, question: question, kind: .boolean, given: value ? "true" : "false", value: value ? 1 : 0)
        )
    }
}
