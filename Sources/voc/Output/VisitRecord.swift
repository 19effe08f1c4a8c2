import Feedback

/// A visit as `--json` prints it, with its times in ISO 8601.
struct VisitRecord: Encodable {
    var source: String
    var sessionID: String
    var visitorID: String?
    var respondent: String?
    var orderIDs: [String]
    var channel: String?
    var device: String?
    var browser: String?
    var language: String?
    var country: String?
    var city: String?
    var campaign: String?
    var appVersion: String?
    var consent: Bool?
    var startedAt: String
    var endedAt: String
    var pageViews: Int
    var landingPage: String?
    var exitPage: String?
    var outcome: SessionOutcome
    var replayURL: String?
    var events: [Event]
    /// The items joined to it, by our own ids; left out where they stand beside it.
    var items: [Int64]?

    struct Event: Encodable {
        var kind: SessionEventKind
        var at: String
        /// The page's path, without host or query.
        var page: String?
        var detail: String?
        var value: Double?

        init(_ event: SessionEvent) {
            (kind, at, page) = (event.kind, event.at.iso8601, event.page)
            (detail, value) = (event.detail, event.value)
        }
    }

    init(_ session: Session, items: [Int64]? = nil) {
        (source, sessionID, visitorID) = (session.source, session.sessionID, session.visitorID)
        (respondent, orderIDs, channel) = (session.respondent, session.orderIDs, session.channel)
        (device, browser, language) = (session.device, session.browser, session.language)
        (country, city, campaign) = (session.country, session.city, session.campaign)
        (appVersion, consent, replayURL) = (session.appVersion, session.consent, session.replayURL)
        (startedAt, endedAt) = (session.startedAt.iso8601, session.endedAt.iso8601)
        (pageViews, landingPage, exitPage) = (session.pageViews, session.landingPage, session.exitPage)
        outcome = session.outcome
        events = session.events.map(Event.init)
        self.items = items
    }
}

/// An order as `--json` prints it.
struct OrderRecord: Encodable {
    var source: String
    var key: String
    var respondent: String?
    /// ISO 8601, UTC.
    var at: String
    /// In the order's own currency; negative for a refund.
    var amount: Double?
    /// ISO 4217.
    var currency: String?
    var channel: String?
    var status: String?
    var country: String?

    init(_ order: Order) {
        (source, key, respondent, at) = (order.source, order.key, order.respondent, order.at.iso8601)
        (amount, currency, channel) = (order.amount, order.currency, order.channel)
        (status, country) = (order.status, order.country)
    }
}
