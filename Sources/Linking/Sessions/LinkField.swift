/// What an answer and a visit both say of their author: the fields that a probable link compares.
public enum LinkField: Int, CaseIterable, Sendable {
    case device, browser, language, country, city

    public var name: String { "\(self)" }
}

/// One side's values; a field that the source leaves out is empty.
public struct LinkFacts: Sendable {
    public var device = ""
    public var browser = ""
    public var language = ""
    public var country = ""
    public var city = ""

    public init() {}

    subscript(field: LinkField) -> String {
        switch field {
        case .device: device
        case .browser: browser
        case .language: language
        case .country: country
        case .city: city
        }
    }
}

/// An answer as the linker needs it.
public struct LinkItem: Sendable {
    /// The store's number of the item.
    public var row: Int64
    /// UTC milliseconds.
    public var at: Int64
    /// As written; empty when the answer names none.
    public var pageURL = ""
    public var channel = ""
    public var facts = LinkFacts()
    /// The pseudonym of its network, where the workspace keeps that.
    public var network: Int64?
    /// The store's number of the visit that a key joins the answer to.
    public var exactVisit: Int64?

    public init(row: Int64, at: Int64) {
        self.row = row
        self.at = at
    }
}

/// A visit as the linker needs it.
public struct LinkVisit: Sendable {
    public struct View: Sendable {
        /// UTC milliseconds.
        public var at: Int64
        /// The page's path.
        public var page: String

        public init(at: Int64, page: String) {
            self.at = at
            self.page = page
        }
    }

    /// The store's number of the session.
    public var row: Int64
    /// When it ended, in UTC milliseconds.
    public var endedAt: Int64
    public var hasPurchase = false
    public var facts = LinkFacts()
    public var network: Int64?
    /// In the order of time.
    public var views: [View] = []

    public init(row: Int64, endedAt: Int64) {
        self.row = row
        self.endedAt = endedAt
    }
}
