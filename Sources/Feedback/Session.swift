/// A respondent's visit: what happened between their first and last event with no gap over 30 minutes.
public struct Session: Hashable, Sendable, Codable {
    public var source: String
    /// The source's own session id.
    public var sessionID: String
    public var visitorID: String?
    /// Keyed pseudonyms of the user (e-mail, customer id), as in ``FeedbackItem/respondent``.
    public var respondent: String?
    public var orderIDs: [String]
    public var channel: String?
    public var device: String?
    public var browser: String?
    public var language: String?
    public var country: String?
    public var city: String?
    /// The keyed pseudonym of the network it came from, as in ``FeedbackItem/network``.
    public var network: Int64?
    public var campaign: String?
    public var appVersion: String?
    public var consent: Bool?
    public var startedAt: Timestamp
    public var endedAt: Timestamp
    public var pageViews: Int
    public var landingPage: String?
    public var exitPage: String?
    public var outcome: SessionOutcome
    public var replayURL: String?
    public var events: [SessionEvent]

    public init(source: String, sessionID: String, startedAt: Timestamp, endedAt: Timestamp) {
        self.source = source
        self.sessionID = sessionID
        orderIDs = []
        self.startedAt = startedAt
        self.endedAt = endedAt
        pageViews = 0
        outcome = .browsed
        events = []
    }

    public func count(_ kind: SessionEventKind) -> Int { events.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) } }
}

public enum SessionOutcome: String, CaseIterable, Sendable, Codable {
    case purchased, abandoned, browsed
}

public enum SessionEventKind: String, CaseIterable, Sendable, Codable {
    case pageView = "page_view"
    case error
    case notFound = "404"
    case rageClick = "rage_click"
    case deadClick = "dead_click"
    case form
    case formAbandon = "form_abandon"
    case addToCart = "add_to_cart"
    case checkout
    case purchase
    case search
    /// A goal the analytics tool counts: a brochure taken, a page reached.
    case goal
    case other
}

/// One thing that happened in a session.
public struct SessionEvent: Hashable, Sendable, Codable {
    public var kind: SessionEventKind
    public var at: Timestamp
    /// The page's path, without host or query.
    public var page: String?
    public var detail: String?
    public var value: Double?

    public init(kind: SessionEventKind, at: Timestamp, page: String? = nil, detail: String? = nil, value: Double? = nil)
    {
        self.kind = kind
        self.at = at
        self.page = page
        self.detail = detail
        self.value = value
    }
}
