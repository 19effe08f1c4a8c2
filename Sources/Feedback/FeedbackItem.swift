/// What kind of source an item comes from.
public enum FeedbackKind: String, CaseIterable, Sendable, Codable {
    case survey, review, social, support
}

/// One submission at one moment by one respondent: a survey response, a review, a post, a ticket.
///
/// Texts are already masked and the respondent already a pseudonym when an item leaves `Ingestion`.
public struct FeedbackItem: Hashable, Sendable, Codable {
    /// The name of the source, as given by `--source` or by the format: `"qualtrics"`, `"google-play"`.
    public var source: String
    /// The source's own id, unique in it, or `nil` when the export has none.
    public var externalID: String?
    public var kind: FeedbackKind
    /// `web`, `app`, `e-mail`, `store`, `phone`, `chat`, `social`…; free text, lower case.
    public var channel: String?
    public var touchpoint: String?
    public var createdAt: Timestamp?
    /// The keyed pseudonym of who answered: never a name or an address.
    public var respondent: String?
    /// BCP 47, as the source declares it. The analyser decides on its own language per verbatim.
    public var declaredLanguage: String?
    /// ISO 3166-1 alpha-2 where the source allows it.
    public var country: String?
    public var city: String?
    public var device: String?
    public var browser: String?
    public var product: String?
    public var appVersion: String?
    public var pageURL: String?
    /// Keys that join an item to sessions and orders.
    public var sessionID: String?
    public var visitorID: String?
    public var orderID: String?
    public var replayURL: String?
    /// The keyed pseudonym of the network it was sent from, where the workspace allows that it be kept; never an address.
    public var network: Int64?
    /// `false` when the respondent refused that feedback and behaviour be joined; `nil` when the source does not say.
    public var consent: Bool?
    /// What else the export says of the respondent or the order, in file order.
    public var segments: [Segment]
    public var answers: [Answer]
    public var verbatims: [Verbatim]

    public init(source: String, kind: FeedbackKind) {
        self.source = source
        self.kind = kind
        segments = []
        answers = []
        verbatims = []
    }
}

/// One attribute of an item: `("store", "Lyon")`.
public struct Segment: Hashable, Sendable, Codable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// One free text of an item, as written by the customer, after masking.
public struct Verbatim: Hashable, Sendable, Codable {
    /// The column or member it comes from.
    public var field: String
    /// The question it answers, when the export says.
    public var question: String?
    public var text: String

    public init(field: String, question: String? = nil, text: String) {
        self.field = field
        self.question = question
        self.text = text
    }
}
