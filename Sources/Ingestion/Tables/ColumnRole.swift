internal import Feedback

/// What is done with the cells of one column, decided once a file.
///
/// Indirect: a role is handed on for each cell, by one reference instead of one for each of its texts.
indirect enum ColumnRole: Sendable {
    case ignore
    /// Like ``ignore``, and masked whole in quarantine.
    case hidden
    case id
    case createdAt(DateParser)
    case timeOfDay
    case email, respondent
    case ipAddress
    case text(TextField)
    case consent
    case verbatim(field: String, question: String?)
    case reply
    case segment(name: String)
    /// A segment that names a product, version or place: its digits are no telephone number.
    case code(name: String)
    /// A segment whose cells name their day and author first, who are left out.
    case note(name: String)
    /// Notes on a case: those of the customer are later words, the others the company's reply.
    case caseNotes(field: String)
    case rating(RatingRole)
    /// An answer in words that stand for points; any other word is no answer ("Offered").
    case coded(RatingRole, CodeBook)
    /// A choice given by a code that the questionnaire gives a label to.
    case labelled(field: String, question: String?, CodeBook)
    case choice(field: String, question: String?)
    case number(field: String, question: String?)
    case boolean(field: String, question: String?)
    case date(field: String, question: String?, DateParser)

    /// The plain text fields of an item.
    enum TextField: Sendable {
        case language, country, city, device, browser, product, appVersion, pageURL, sessionID, visitorID, orderID,
            replayURL
        case channel, touchpoint

        init?(_ target: TargetField) {
            switch target {
            case .language: self = .language
            case .country: self = .country
            case .city: self = .city
            case .device: self = .device
            case .browser: self = .browser
            case .product: self = .product
            case .appVersion: self = .appVersion
            case .pageURL: self = .pageURL
            case .sessionID: self = .sessionID
            case .visitorID: self = .visitorID
            case .orderID: self = .orderID
            case .replayURL: self = .replayURL
            case .channel: self = .channel
            case .touchpoint: self = .touchpoint
            default: return nil
            }
        }

        /// Whether it joins an item to visits and orders.
        var isKey: Bool { self == .sessionID || self == .visitorID || self == .orderID }

        func set(_ value: String, in item: inout FeedbackItem) {
            switch self {
            case .language: item.declaredLanguage = value
            case .country: item.country = value
            case .city: item.city = value
            case .device: item.device = value
            case .browser: item.browser = value
            case .product: item.product = value
            case .appVersion: item.appVersion = value
            case .pageURL: item.pageURL = value
            case .sessionID: item.sessionID = value
            case .visitorID: item.visitorID = value
            case .orderID: item.orderID = value
            case .replayURL: item.replayURL = value
            case .channel: item.channel = value
            case .touchpoint: item.touchpoint = value
            }
        }
    }
}

extension ColumnRole {
    /// The same role with texts of its own.
    var copied: ColumnRole {
        switch self {
        case .verbatim(let field, let question): .verbatim(field: copy(field), question: question.map(copy))
        case .segment(let name): .segment(name: copy(name))
        case .code(let name): .code(name: copy(name))
        case .note(let name): .note(name: copy(name))
        case .caseNotes(let field): .caseNotes(field: copy(field))
        case .rating(let role): .rating(role.copied)
        case .coded(let role, let book): .coded(role.copied, book)
        case .labelled(let field, let question, let book):
            .labelled(field: copy(field), question: question.map(copy), book)
        case .choice(let field, let question): .choice(field: copy(field), question: question.map(copy))
        case .number(let field, let question): .number(field: copy(field), question: question.map(copy))
        case .boolean(let field, let question): .boolean(field: copy(field), question: question.map(copy))
        case .date(let field, let question, let parser):
            .date(field: copy(field), question: question.map(copy), parser)
        default: self
        }
    }
}

private func copy(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }

/// How the ratings of one column are read. By reference: it is handed on for each cell.
final class RatingRole: Sendable {
    let field: String
    let question: String?
    let kind: AnswerKind
    let scale: RatingScale
    /// Numbers that stand for "no opinion".
    let noAnswers: [Double]
    /// Whether an answer off the scale tells against the scale, not against its row.
    let hasGuessedScale: Bool
    private let degrees: GradedSteps?

    init(
        field: String, question: String?, kind: AnswerKind, scale: RatingScale, noAnswers: [Double] = [],
        hasGuessedScale: Bool = false, degrees: GradedSteps? = nil
    ) {
        (self.field, self.question, self.kind, self.scale) = (field, question, kind, scale)
        (self.noAnswers, self.hasGuessedScale, self.degrees) = (noAnswers, hasGuessedScale, degrees)
    }

    fileprivate var copied: RatingRole {
        RatingRole(
            field: copy(field), question: question.map(copy), kind: kind, scale: scale, noAnswers: noAnswers,
            hasGuessedScale: hasGuessedScale, degrees: degrees)
    }

    /// Points on the scale of a cell with a number, or of an answer label.
    ///
    /// - Returns: `nil` when the cell is neither.
    func points(_ cell: Span<UInt8>) -> Double? {
        guard let rating = RatingCell(cell) else { return labelPoints(cell) }
        // "4/5" on a scale to 10 counts as 8; a plain number counts as it is.
        guard let maximum = rating.maximum, maximum != scale.maximum, maximum > 0 else { return rating.points }
        return rating.points / maximum * scale.maximum
    }

    /// Whether a cell says that the question was not answered: "NSP", "Not applicable", "Unoffered" of a help desk.
    func isNoAnswer(_ cell: Span<UInt8>) -> Bool {
        guard cell.count <= 30 else { return false }
        let name = comparableHeader(String(decoding: cell.bytes, as: UTF8.self))
        return AnswerLabels.isNoAnswer(name) || CodeBook.unansweredVerdicts.contains(name)
    }

    private func labelPoints(_ cell: Span<UInt8>) -> Double? {
        guard cell.count <= 60 else { return nil }
        let label = comparableHeader(String(decoding: cell.bytes, as: UTF8.self))
        if kind == .nps, let points = AnswerLabels.promoterGroup(label) { return points }
        if let degrees { return degrees.points(label) }
        for family in AnswerLabels.allCases {
            guard let points = family.points(label) else { continue }
            // Good or bad: one end or the other.
            if scale == .thumb { return points > 3 ? 1 : points < 3 ? 0 : 0.5 }
            return scale.minimum + (points - 1) / 4 * (scale.maximum - scale.minimum)
        }
        return nil
    }
}

extension Span<UInt8> {
    func starts(with text: String) -> Bool {
        let bytes = text.utf8.span
        guard count >= bytes.count else { return false }
        for index in bytes.indices where self[index] != bytes[index] { return false }
        return true
    }

    /// A copy, for the few places that need an array.
    var bytes: [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        for index in indices { copy.append(self[index]) }
        return copy
    }
}
