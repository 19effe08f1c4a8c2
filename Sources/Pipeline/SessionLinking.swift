import Feedback
public import FeedbackStore
public import Linking

/// Links the items of a store to its sessions: by keys, then by odds.
public struct SessionLinking {
    /// How the items of a store are linked to sessions.
    public struct Summary: Sendable {
        public var items = 0
        /// By the key that joined them: `session_id`, `order`, `respondent`, `visitor`.
        public var exact: [String: Int] = [:]
        public var probable = 0
        public var unlinked: [UnlinkedReason: Int] = [:]
        /// `nil` when the store has no session, or no item with a date.
        public var model: LinkModel?

        public init() {}
    }

    /// How long before the first item sessions count, in milliseconds.
    private static let reach: Int64 = 15 * 86_400_000

    private let store: FeedbackStore
    private let acceptance: LinkAcceptance
    private let usesNetworks: Bool

    /// - Parameter usesNetworks: compares the networks that are stored: the workspace allows it.
    public init(store: FeedbackStore, acceptance: LinkAcceptance = LinkAcceptance(), usesNetworks: Bool = false) {
        self.store = store
        self.acceptance = acceptance
        self.usesNetworks = usesNetworks
    }

    /// Makes all links to sessions again.
    public func run() throws -> Summary {
        _ = try store.relinkExactly()
        var summary = Summary()
        guard let links = try links(holdsOut: false, counting: &summary) else { return try counted(summary) }
        summary.model = links.model
        try store.replaceProbableLinks { add in
            try links.forEachOutcome { outcome in
                if let reason = outcome.reason {
                    summary.unlinked[reason, default: 0] += 1
                } else {
                    summary.probable += 1
                }
                for candidate in outcome.candidates {
                    try add(
                        ProbableLink(
                            item: outcome.item, session: candidate.visit, probability: candidate.probability,
                            evidence: candidate.evidence.description, isAccepted: candidate.isAccepted))
                }
            }
        }
        return try counted(summary)
    }

    /// Links half of the items that have a key as if they had none, and writes nothing.
    ///
    /// - Returns: how they fared beside their keys; `nil` when there is nothing to link.
    public func check() throws -> (check: HeldOutCheck, model: LinkModel, summary: Summary)? {
        var summary = Summary()
        guard let links = try links(holdsOut: true, counting: &summary) else { return nil }
        return (links.heldOutCheck(), links.model, summary)
    }

    private func counted(_ summary: Summary) throws -> Summary {
        var summary = summary
        for row in try store.sessionLinkCounts() {
            summary.items += row.items
            if case .exact(let key) = LinkMethod(row.method) { summary.exact[key] = row.items }
        }
        return summary
    }

    private func links(holdsOut: Bool, counting summary: inout Summary) throws -> SessionLinks? {
        guard let span = try store.itemSpan() else {
            try store.forEachLinkingItem { item in
                summary.unlinked[item.refused ? .refused : .undated, default: 0] += 1
            }
            return nil
        }
        let first = span.lowerBound - Self.reach
        var settings = SessionLinker.Settings()
        settings.holdsOut = holdsOut
        settings.acceptance = acceptance
        var linker = SessionLinker(from: first, to: span.upperBound, settings: settings)
        try store.forEachLinkingItem { item in
            if let reason = Self.reasonToLeave(item) {
                summary.unlinked[reason, default: 0] += 1
            } else {
                linker.add(LinkItem(item, usesNetworks: usesNetworks))
            }
        }
        try store.forEachLinkingSession(in: first...(span.upperBound + 120_000)) {
            linker.add(LinkVisit($0, usesNetworks: usesNetworks))
        }
        return linker.link()
    }

    private static func reasonToLeave(_ item: LinkingItem) -> UnlinkedReason? {
        if item.refused { return .refused }
        if item.exactSession != nil { return item.at == nil ? .undated : nil }
        if item.hasKey { return .keyWithoutVisit }
        return item.at == nil ? .undated : nil
    }
}

extension LinkItem {
    fileprivate init(_ item: LinkingItem, usesNetworks: Bool) {
        self.init(row: item.row, at: item.at ?? 0)
        pageURL = item.pageURL
        channel = item.channel
        facts.device = item.device
        facts.browser = item.browser
        facts.language = item.language
        facts.country = item.country
        facts.city = item.city
        network = usesNetworks ? item.network : nil
        exactVisit = item.exactSession
    }
}

extension LinkVisit {
    fileprivate init(_ session: LinkingSession, usesNetworks: Bool) {
        self.init(row: session.row, endedAt: session.endedAt)
        hasPurchase = session.hasPurchase
        facts.device = session.device
        facts.browser = session.browser
        facts.language = session.language
        facts.country = session.country
        facts.city = session.city
        network = usesNetworks ? session.network : nil
        views = session.views.map { View(at: $0.at, page: $0.page) }
    }
}
