import Feedback
public import FeedbackStore

/// What is new: words that more documents hold than before, and how much of it no friction explains.
public struct RisingQuery: Sendable {
    public var filter: InsightFilter
    public var from: Period
    public var to: Period
    public var stopWords: Set<String>
    public var limit: Int
    /// Terms fewer documents of the second period hold are left out.
    public var minimumDocuments: Int
    /// Whether every text is read, however many there are.
    public var isExact: Bool

    /// So many items of each period are read in less than a second; of more, so many are drawn.
    public static let drawn = 30_000

    /// - Parameters:
    ///   - filter: its own days are ignored.
    ///   - stopWords: French and English words too common to say anything, in any case, with or without accents.
    public init(
        filter: InsightFilter = InsightFilter(), from: Period, to: Period, stopWords: Set<String> = [], limit: Int = 20,
        minimumDocuments: Int = 3, exact: Bool = false
    ) {
        isExact = exact
        // Within a group of customers a word of very few could name them.
        let minimumDocuments =
            CustomerGroups.isNarrowed(filter) ? max(minimumDocuments, CustomerGroups.leastItems) : minimumDocuments
        self.filter = filter
        self.from = from
        self.to = to
        self.stopWords = stopWords
        self.limit = limit
        self.minimumDocuments = minimumDocuments
    }

    /// - Throws: ``StoreError``.
    public func run(on store: FeedbackStore) throws -> RisingReport {
        try CustomerGroups.check(filter, on: store)
        var counts = TermCounts(stopWords: stopWords)
        var (read, all) = (0, 0)
        for (period, isAfter) in [(from, false), (to, true)] {
            let filter = filter.over(period.days)
            guard let draw = try store.draw(filter, atMost: isExact ? .max : Self.drawn) else {
                try store.forEachText(filter) { item, _, text in
                    counts.add(text, document: item, isAfter: isAfter)
                }
                continue
            }
            read += draw.ids.count
            all += draw.total
            try store.forEachText(of: draw) { item, text in counts.add(text, document: item, isAfter: isAfter) }
        }
        return RisingReport(
            from: from, to: to, draw: read < all ? Draw(items: read, of: all) : nil,
            documentsBefore: counts.documentsBefore, documentsAfter: counts.documentsAfter,
            untaggedBefore: try untagged(from, store), untaggedAfter: try untagged(to, store), terms: terms(counts))
    }

    private func untagged(_ period: Period, _ store: FeedbackStore) throws -> ShareFigure {
        var (untagged, all) = (0, 0)
        for row in try store.tallies(TallyQuery(filter.over(period.days), by: [.friction], frictions: .partition)) {
            all += row.counts.items
            if row.keys[0].isEmpty { untagged += row.counts.items }
        }
        return ShareFigure(untagged, of: all)
    }

    func terms(_ counts: TermCounts) -> [RisingTerm] {
        var tested: [(hash: UInt64, entry: TermCounts.Entry, keyness: Keyness)] = []
        for (hash, entry) in counts.entries where entry.before + entry.after >= Int32(minimumDocuments) {
            let keyness = Keyness(
                count: Int(entry.after), total: counts.documentsAfter, reference: Int(entry.before),
                referenceTotal: counts.documentsBefore)
            tested.append((hash, entry, keyness))
        }
        // By surface first: a dictionary's order changes from run to run.
        tested.sort { ($0.keyness.g2, $1.entry.surface ?? "") > ($1.keyness.g2, $0.entry.surface ?? "") }
        let q = benjaminiHochberg(tested.map(\.keyness.pValue))
        var risen: [RisingTerm] = []
        var inPairs: [UInt64: Int32] = [:]
        for (hash, entry, _) in tested where entry.isPair {
            for part in [entry.parts.0, entry.parts.1] where part != hash {
                inPairs[part] = max(inPairs[part] ?? 0, entry.after)
            }
        }
        for (offset, candidate) in tested.enumerated() where risen.count < limit {
            let (entry, keyness) = (candidate.entry, candidate.keyness)
            if CustomerGroups.isNarrowed(filter), CustomerGroups.isTooFew(Int(entry.before)) { continue }
            guard keyness.g2 > 0, entry.after >= Int32(minimumDocuments), let surface = entry.surface else { continue }
            // A word that nearly always comes in one pair is shown as the pair.
            if !entry.isPair, Double(inPairs[candidate.hash] ?? 0) >= 0.8 * Double(entry.after) { continue }
            risen.append(
                RisingTerm(
                    term: surface, before: ShareFigure(Int(entry.before), of: counts.documentsBefore),
                    after: ShareFigure(Int(entry.after), of: counts.documentsAfter), g2: keyness.g2,
                    logRatio: keyness.logRatio, pValue: keyness.pValue, qValue: q[offset], isNew: entry.before == 0))
        }
        return risen
    }
}

public struct RisingReport: Sendable, Codable {
    public var from: Period
    public var to: Period
    /// What the words were counted in, when not in everything: shares and tests are those of the drawn items.
    public var draw: Draw?
    /// Items with a text, of those read.
    public var documentsBefore: Int
    public var documentsAfter: Int
    /// Items that name no friction, of all items.
    public var untaggedBefore: ShareFigure
    public var untaggedAfter: ShareFigure
    /// The strongest evidence first; look at `qValue` before believing one.
    public var terms: [RisingTerm]
}

/// Some of many items, each as likely to be taken as any other; the same ones every time.
public struct Draw: Hashable, Sendable, Codable {
    public var items: Int
    public var of: Int
}

/// A word, or two neighbouring ones, that more documents hold than before.
public struct RisingTerm: Hashable, Sendable, Codable {
    /// As first written.
    public var term: String
    /// Documents that hold it.
    public var before: ShareFigure
    public var after: ShareFigure
    public var g2: Double
    public var logRatio: Double
    public var pValue: Double
    public var qValue: Double
    public var isNew: Bool
}
