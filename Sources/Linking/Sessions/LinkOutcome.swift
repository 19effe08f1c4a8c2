/// Why an answer has no visit.
public enum UnlinkedReason: String, CaseIterable, Sendable {
    /// The respondent, or the visit a key names, refused that the two be joined.
    case refused
    /// The answer has no date.
    case undated
    /// A key names a visit, an order or a customer, and the store has no visit of theirs at that time.
    case keyWithoutVisit = "key_without_visit"
    /// No visit of the store fits.
    case noVisit = "no_visit"
    /// Some visits fit, and none better than no visit at all.
    case weak
    /// Several visits fit about as well.
    case several
    /// Likely by itself, but with links this unsure those that are accepted would not be right often enough.
    case unsure
    /// Given afterwards: too many visits come before it for the fields to tell them apart.
    case tooMany = "too_many"
    /// Given afterwards, in a way that too few keys show the delay of.
    case unknownDelay = "unknown_delay"
}

/// A visit an answer may have been given in.
public struct LinkCandidate: Sendable {
    /// The store's number of the session.
    public var visit: Int64
    /// 0 to 1; all candidates and "no visit" add up to 1.
    public var probability: Double
    public var evidence: LinkEvidence
    public var isAccepted: Bool
}

/// What became of one answer without a key.
public struct LinkOutcome: Sendable {
    /// The store's number of the item.
    public var item: Int64
    /// The likeliest first; at most one is accepted.
    public var candidates: [LinkCandidate]
    /// `nil` when one is accepted.
    public var reason: UnlinkedReason?
}

/// When a probable link is accepted.
public struct LinkAcceptance: Sendable {
    /// The least odds of the likeliest visit.
    public var least = 0.8
    /// The most the next one may have.
    public var runnerUp = 0.1
    /// How often the accepted links must be right by their own odds, all together. In a busy shop with few fields many links
    /// lie just above ``least``: then the least sure of them are left out.
    public var rightTogether = 0.98

    public init() {}

    /// - Parameter rightTogether: 0 to 1; 0 accepts every link by its own odds alone.
    public init(rightTogether: Double) { self.rightTogether = rightTogether }

    /// Whether a link may be accepted, by its own odds.
    func allows(_ odds: Double, runnerUp second: Double) -> Bool { odds >= least && second <= runnerUp }

    /// The least odds at which the links from there on are right often enough.
    ///
    /// - Parameter odds: of the links that are allowed.
    func limit(_ odds: [Double]) -> Double {
        var (limit, sum, count) = (Double.infinity, 0.0, 0.0)
        for odds in odds.sorted(by: >) {
            sum += odds
            count += 1
            guard sum >= rightTogether * count else { break }
            limit = odds
        }
        return limit
    }
}
