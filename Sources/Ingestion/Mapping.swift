public import Feedback

/// Which column holds what: guessed by the importer, written by `voc inspect`, corrected by hand, read by `--map`.
public struct Mapping: Hashable, Sendable {
    public var source: String?
    public var kind: FeedbackKind?
    /// BCP 47, for every item of the file.
    public var language: String?
    /// `+01:00`, `UTC`, `Europe/Paris`… for dates written without a zone.
    public var timeZone: String?
    /// The same value for every item: `channel`, `touchpoint`, `product`, `country`…
    public var constants: [TargetField: String]
    public var columns: [ColumnMapping]

    public init(source: String? = nil, kind: FeedbackKind? = nil, columns: [ColumnMapping] = []) {
        self.source = source
        self.kind = kind
        constants = [:]
        self.columns = columns
    }
}

/// What one column of the file becomes.
public struct ColumnMapping: Hashable, Sendable {
    /// The header as in the file, repaired: see ``TableHead/headers``.
    public var column: String
    public var target: TargetField
    /// The field or segment name it is stored under; the header when `nil`.
    public var name: String?
    /// For ``TargetField/answer``.
    public var metric: AnswerKind?
    public var scale: RatingScale?
    /// Numbers off the scale that stand for "no opinion": 99, -1.
    public var noAnswers: [Double] = []
    /// Whether only the first values told the scale: an answer off it is left out, and not its row.
    var hasGuessedScale = false
    /// For dates: `dd/MM/yyyy`, `epoch_ms`… see ``DateStyle``.
    public var dateFormat: String?
    /// 0 to 1; `nil` when a person decided.
    public var confidence: Double?
    /// What the codes of the cells stand for, when a questionnaire or the vendor says.
    var codes: CodeBook?
    /// The degrees its answers are in, where no usual scale has them.
    var degrees: GradedSteps?

    public init(
        _ column: String, to target: TargetField, name: String? = nil, metric: AnswerKind? = nil,
        scale: RatingScale? = nil, dateFormat: String? = nil, confidence: Double? = nil
    ) {
        self.column = column
        self.target = target
        self.name = name
        self.metric = metric
        self.scale = scale
        self.dateFormat = dateFormat
        self.confidence = confidence
    }
}

/// Where a column's cells go.
public enum TargetField: String, CaseIterable, Sendable {
    case id
    case createdAt = "created_at"
    /// The time alone, where an export gives date and time in two columns.
    case timeOfDay = "time_of_day"
    /// A customer number or panel id: kept as a pseudonym only.
    case respondent
    /// Kept as a pseudonym only, like ``respondent``.
    case email
    case language, country, city, device, browser, product
    case appVersion = "app_version"
    case pageURL = "page_url"
    case sessionID = "session_id"
    case visitorID = "visitor_id"
    case orderID = "order_id"
    case replayURL = "replay_url"
    /// Only its network is kept, as a pseudonym, and only where the workspace allows it.
    case ipAddress = "ip_address"
    case consent, channel, touchpoint
    case verbatim, answer, segment
    /// The company's own reply: never counted as the customer's words.
    case reply
    case ignore
}
