import Feedback

/// One event of an analytics export or log, on its way into a ``Session``.
struct SessionSignal {
    /// What events of one visit have in common: the source's session id, or who visits.
    var key: String
    var at: Timestamp
    /// `nil` when the event only says that the visit goes on.
    var kind: SessionEventKind?
    /// The path, without host or query.
    var page: String?
    var detail: String?
    /// In the shop's currency, for carts and orders.
    var value: Double?
    /// The event's own id, where the source gives one: an export may hold an event twice.
    var id: String?
    /// Whether it says that a form was begun: nothing of its own, but its page and ``detail`` are the form's.
    var beginsForm = false
    var facts = SessionFacts()

    init(key: String, at: Timestamp, kind: SessionEventKind? = nil, page: String? = nil) {
        self.key = key
        self.at = at
        self.kind = kind
        self.page = page
    }
}

/// What an event says of its whole visit. The first event that knows a fact decides it.
struct SessionFacts {
    /// The source's own session id, where ``SessionSignal/key`` is something else.
    var sessionID: String?
    var visitorID: String?
    /// A pseudonym.
    var respondent: String?
    var orderID: String?
    var channel: String?
    var device: String?
    var browser: String?
    var language: String?
    var country: String?
    var city: String?
    /// A pseudonym, as ``Masker/network(of:)`` gives it.
    var network: Int64?
    var campaign: String?
    var appVersion: String?
    var consent: Bool?
    var replayURL: String?
    /// Page views the source has counted, where its export does not list them.
    var pageViews: Int?
    /// Seconds, as the source says.
    var duration: Double?
    /// Why the visit is none of a customer: `robot`.
    var dropReason: String?
}

extension Session {
    mutating func learn(_ facts: SessionFacts) {
        visitorID = visitorID ?? facts.visitorID
        respondent = respondent ?? facts.respondent
        channel = channel ?? facts.channel
        device = device ?? facts.device
        browser = browser ?? facts.browser
        language = language ?? facts.language
        country = country ?? facts.country
        city = city ?? facts.city
        network = network ?? facts.network
        campaign = campaign ?? facts.campaign
        appVersion = appVersion ?? facts.appVersion
        consent = consent ?? facts.consent
        replayURL = replayURL ?? facts.replayURL
        if let order = facts.orderID, !orderIDs.contains(order), orderIDs.count < 64 { orderIDs.append(order) }
    }
}
