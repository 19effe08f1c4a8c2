/// What each sign of trouble in a session counts: open, and the user's own to change in `seeds/frustration.yaml`.
public struct FrustrationWeights: Hashable, Sendable, Codable {
    public var error: Double
    public var notFound: Double
    public var rageClick: Double
    public var deadClick: Double
    public var formAbandon: Double
    /// A session struggles from this sum on.
    public var strugglingFrom: Double

    enum CodingKeys: String, CodingKey {
        case error
        case notFound = "not_found"
        case rageClick = "rage_click"
        case deadClick = "dead_click"
        case formAbandon = "form_abandon"
        case strugglingFrom = "struggling_from"
    }

    /// Any sign counts one, and one is enough.
    public static let even = FrustrationWeights(
        error: 1, notFound: 1, rageClick: 1, deadClick: 1, formAbandon: 1, strugglingFrom: 1)

    public init(
        error: Double, notFound: Double, rageClick: Double, deadClick: Double, formAbandon: Double,
        strugglingFrom: Double
    ) {
        self.error = error
        self.notFound = notFound
        self.rageClick = rageClick
        self.deadClick = deadClick
        self.formAbandon = formAbandon
        self.strugglingFrom = strugglingFrom
    }

    /// Whether every weight is a number of its own, none below zero.
    public var isUsable: Bool {
        [error, notFound, rageClick, deadClick, formAbandon, strugglingFrom].allSatisfy { $0.isFinite && $0 >= 0 }
            && strugglingFrom > 0
    }
}
