import Feedback
public import FeedbackStore
import Glibc

/// Which ideas come back, and from whom: suggestions grouped by the words they share.
public struct IdeaQuery: Sendable {
    public var filter: InsightFilter
    /// French and English words too common to say anything, in any case, with or without accents.
    public var stopWords: Set<String>
    public var limit: Int
    /// Quotes a group.
    public var quotes: Int
    /// How alike two suggestions are to be one idea, 0 to 1.
    public var likeness: Double

    /// So many suggestions, the newest, are grouped.
    public static let most = 20_000

    public init(
        filter: InsightFilter = InsightFilter(), stopWords: Set<String> = [], limit: Int = 10, quotes: Int = 2,
        likeness: Double = 0.3
    ) {
        self.filter = filter
        self.stopWords = stopWords
        self.limit = limit
        self.quotes = quotes
        self.likeness = likeness
    }

    /// - Throws: ``StoreError``.
    public func run(on store: FeedbackStore) throws -> IdeaReport {
        try CustomerGroups.check(filter, on: store)
        let rows = try store.texts(with: "suggestion", filter, limit: Self.most)
        let groups = LikenessGroups(rows.map(Self.idea), stopWords: stopWords, likeness: likeness)
        let all = try store.tallies(TallyQuery(filter)).reduce(0) { $0 + $1.counts.items }
        let isHeld = CustomerGroups.isNarrowed(filter)
        let ideas = groups.groups.filter { $0.members.count > 1 }.map { idea($0, rows, groups) }
            .filter { !isHeld || !CustomerGroups.isTooFew($0.respondents) }
        let sorted = ideas.sorted {
            ($0.respondents, $0.items, $1.words.first ?? "") > ($1.respondents, $1.items, $0.words.first ?? "")
        }
        return IdeaReport(
            suggestions: ShareFigure(rows.count, of: all),
            respondents: Self.people(rows.indices.map { rows[$0] }),
            groups: sorted.count, alone: groups.groups.count { $0.members.count == 1 },
            ideas: Array(sorted.prefix(max(0, limit))))
    }

    /// The sentence the suggestion stands in, without the words that make it one: "you should" is no idea.
    private static func idea(_ row: TaggedTextRow) -> [UInt8] {
        let bytes = Array(row.text.utf8)
        let span = row.span.clamped(to: 0..<bytes.count)
        let ends = Set(".!?\n".utf8)
        let start = bytes[..<span.lowerBound].lastIndex(where: ends.contains).map { $0 + 1 } ?? 0
        let end = bytes[span.upperBound...].firstIndex(where: ends.contains) ?? bytes.count
        return bytes[start..<span.lowerBound] + [0x20] + bytes[span.upperBound..<max(span.upperBound, end)]
    }

    private static func people(_ rows: [TaggedTextRow]) -> Int {
        Set(rows.map { $0.respondent ?? "item \($0.itemID)" }).count
    }

    private func idea(_ group: LikenessGroups.Group, _ rows: [TaggedTextRow], _ groups: LikenessGroups)
        -> IdeaReport.Idea
    {
        let members = group.members.map { rows[$0] }
        func counts(_ value: (TaggedTextRow) -> String?) -> [IdeaReport.Count] {
            let found = Dictionary(grouping: members.compactMap(value)) { $0 }
            let isHeld = CustomerGroups.isNarrowed(filter)
            return found.filter { !isHeld || !CustomerGroups.isTooFew($0.value.count) }.map {
                IdeaReport.Count(key: $0.key, items: $0.value.count)
            }.sorted {
                ($0.items, $1.key) > ($1.items, $0.key)
            }
        }
        var (shown, seen) = ([Quote](), Set<String>())
        for member in group.members where shown.count < quotes {
            let row = rows[member]
            guard seen.insert(row.respondent ?? "item \(row.itemID)").inserted else { continue }
            shown.append(Quote(row))
        }
        return IdeaReport.Idea(
            words: groups.words(of: group), items: members.count, respondents: Self.people(members),
            first: members.compactMap(\.day).min().map { CalendarDate(dayNumber: $0).description },
            last: members.compactMap(\.day).max().map { CalendarDate(dayNumber: $0).description },
            channels: counts { $0.channel }, languages: counts { $0.language }, steps: counts { $0.step },
            quotes: shown)
    }
}

extension Quote {
    fileprivate init(_ row: TaggedTextRow) {
        self.init(
            QuoteRow(
                itemID: row.itemID, verbatimID: 0, externalID: row.externalID, source: row.source,
                respondent: row.respondent, day: row.day, step: row.step, channel: row.channel, language: row.language,
                text: row.text, span: row.span, score: row.score, severity: 0, rule: "suggestion"))
    }
}

public struct IdeaReport: Sendable, Codable {
    public struct Count: Hashable, Sendable, Codable {
        public var key: String
        public var items: Int
    }

    public struct Idea: Sendable, Codable {
        /// What its suggestions have in common, as first written.
        public var words: [String]
        public var items: Int
        public var respondents: Int
        /// ISO 8601 dates.
        public var first: String?
        public var last: String?
        public var channels: [Count]
        public var languages: [Count]
        public var steps: [Count]
        /// The most typical first, one a person.
        public var quotes: [Quote]
    }

    /// Of all items of the filter.
    public var suggestions: ShareFigure
    public var respondents: Int
    /// Ideas that at least two suggestions share, shown or not.
    public var groups: Int
    /// Suggestions like no other.
    public var alone: Int
    public var ideas: [Idea]
}

/// Short texts grouped by the words they share, rare words counting most.
///
/// Each text joins the first group it is like enough, else opens one: one pass, the same groups for the same texts.
struct LikenessGroups {
    struct Group {
        /// The most typical first.
        var members: [Int]
        var weights: [UInt64: Double]
        /// The sum of the squares of the weights.
        var squares: Double
    }

    private(set) var groups: [Group] = []
    private var surfaces: [UInt64: String] = [:]

    init(_ texts: [[UInt8]], stopWords: Set<String>, likeness: Double) {
        let stopKeys = Set(stopWords.map(WordKey.key))
        let documents = texts.map { text in words(of: text, stopKeys) }
        var frequency: [UInt64: Int] = [:]
        for document in documents { for word in document { frequency[word, default: 0] += 1 } }
        // By word, so that sums are made in one order and come out the same to the bit.
        let vectors = documents.map { document -> [(word: UInt64, weight: Double)] in
            Self.normalised(
                document.sorted().map { ($0, log(1 + Double(documents.count) / Double(frequency[$0] ?? 1))) })
        }
        // Long texts first: they have the words that shorter ones share.
        let order = vectors.indices.sorted { (vectors[$0].count, $1) > (vectors[$1].count, $0) }
        var index: [UInt64: [Int]] = [:]
        for text in order where !vectors[text].isEmpty {
            var scores: [Int: Double] = [:]
            for (word, weight) in vectors[text] {
                for group in index[word] ?? [] { scores[group, default: 0] += weight * groups[group].unit(word) }
            }
            let best = scores.max { ($0.value, $1.key) < ($1.value, $0.key) }
            let place: Int
            if let best, best.value >= likeness {
                place = best.key
            } else {
                place = groups.count
                groups.append(Group(members: [], weights: [:], squares: 0))
            }
            groups[place].members.append(text)
            for (word, weight) in vectors[text] {
                if groups[place].weights[word] == nil { index[word, default: []].append(place) }
                let old = groups[place].weights[word] ?? 0
                groups[place].squares += (old + weight) * (old + weight) - old * old
                groups[place].weights[word] = old + weight
            }
        }
        for place in groups.indices {
            let group = groups[place]
            let likeness = group.members.map { text in
                vectors[text].reduce(0) { $0 + $1.weight * group.unit($1.word) }
            }
            let sorted = zip(group.members, likeness).sorted { ($0.1, $1.0) > ($1.1, $0.0) }
            groups[place].members = sorted.map(\.0)
        }
    }

    /// The words most of the group is about.
    func words(of group: Group, limit: Int = 3) -> [String] {
        group.weights.sorted { ($0.value, surfaces[$1.key] ?? "") > ($1.value, surfaces[$0.key] ?? "") }.prefix(limit)
            .compactMap { surfaces[$0.key] }
    }

    private static func normalised(_ vector: [(word: UInt64, weight: Double)]) -> [(word: UInt64, weight: Double)] {
        let length = vector.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
        return length > 0 ? vector.map { ($0.word, $0.weight / length) } : vector
    }

    /// The words of a text, each once: without endings, so that `filter` and `filtres` are one.
    private mutating func words(of text: [UInt8], _ stopKeys: Set<[UInt8]>) -> Set<UInt64> {
        var (found, start) = (Set<UInt64>(), 0)
        func isLetter(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte >= 0xC3
                || (0x80...0xBF).contains(byte)
        }
        while start < text.count {
            guard isLetter(text[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < text.count, isLetter(text[end]) { end += 1 }
            var key: [UInt8] = []
            WordKey.append(text[start..<end], to: &key)
            // A reference number is nobody's idea.
            if key.count > 2, !stopKeys.contains(key), !key.contains(where: { (0x30...0x39).contains($0) }) {
                let hash = Self.hash(Self.stem(key))
                found.insert(hash)
                if surfaces[hash] == nil { surfaces[hash] = String(decoding: text[start..<end], as: UTF8.self) }
            }
            start = end
        }
        return found
    }

    /// Without a plural or feminine ending, and no longer than seven letters.
    private static func stem(_ key: [UInt8]) -> ArraySlice<UInt8> {
        var stem = key[...]
        while stem.count > 3, let last = stem.last,
            [UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "e")].contains(last)
        {
            stem = stem.dropLast()
        }
        return stem.prefix(7)
    }

    private static func hash(_ key: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}

extension LikenessGroups.Group {
    /// The weight of a word in the group's centre, which has length 1.
    fileprivate func unit(_ word: UInt64) -> Double {
        squares > 0 ? (weights[word] ?? 0) / squares.squareRoot() : 0
    }
}
