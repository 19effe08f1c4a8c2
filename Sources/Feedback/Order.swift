/// One order as a shop's export has it: what joins feedback to revenue.
public struct Order: Hashable, Sendable, Codable {
    public var source: String
    /// As feedback and sessions name it.
    public var key: String
    /// Who ordered: a pseudonym, the same as in feedback.
    public var respondent: String?
    public var at: Timestamp
    /// In the order's own currency; negative for a refund.
    public var amount: Double?
    /// ISO 4217.
    public var currency: String?
    /// `web`, `store`, `app`…
    public var channel: String?
    /// As the shop writes it: `paid`, `refunded`.
    public var status: String?
    public var country: String?

    public init(source: String, key: String, at: Timestamp) {
        self.source = source
        self.key = key
        self.at = at
    }
}
