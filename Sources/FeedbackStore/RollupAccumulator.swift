import Feedback

/// What one item adds to one cell of the daily counts.
struct ItemRollup {
    var day: Int
    var place: RollupPlace
    var counts: RollupCounts
}

/// The same with its place as a number.
struct PlacedCounts: Sendable {
    var day: Int32
    var place: Int32
    var counts: RollupCounts
}

/// Gathers the counts of one transaction, so that each cell is written once.
struct RollupAccumulator {
    private(set) var places: [RollupPlace] = []
    private var placeIDs: [RollupPlace: Int32] = [:]
    private var slots: [UInt64: Int] = [:]
    private var cells: [(key: UInt64, counts: RollupCounts)] = []

    var isEmpty: Bool { cells.isEmpty }

    mutating func id(of place: RollupPlace) -> Int32 {
        if let id = placeIDs[place] { return id }
        let id = Int32(places.count)
        places.append(place)
        placeIDs[place] = id
        return id
    }

    /// Adds (`sign` 1), or takes away (−1) what an item counted before it is changed or deleted.
    mutating func add(_ counts: borrowing RollupCounts, day: Int32, place: Int32, sign: Int = 1) {
        let key = UInt64(UInt32(bitPattern: day)) << 32 | UInt64(place)
        if let slot = slots[key] {
            cells[slot].counts.add(counts, sign: sign)
        } else {
            slots[key] = cells.count
            var cell = RollupCounts()
            cell.add(counts, sign: sign)
            cells.append((key, cell))
        }
    }

    /// Hands out the cells in the table's order, so that neighbours meet on the same pages, and forgets them.
    mutating func drain(_ body: (_ day: Int, RollupPlace, RollupCounts) throws -> Void) rethrows {
        var ranks = [UInt64](repeating: 0, count: places.count)
        for (rank, place) in places.indices.sorted(by: { places[$0] < places[$1] }).enumerated() {
            ranks[place] = UInt64(rank)
        }
        let order = cells.indices.map { index in
            (key: (cells[index].key & ~0xFFFF_FFFF) | ranks[Int(cells[index].key & 0xFFFF_FFFF)], cell: index)
        }
        for (key, cell) in order.sorted(by: { $0.key < $1.key }) {
            let place = places[Int(cells[cell].key & 0xFFFF_FFFF)]
            try body(Int(Int32(truncatingIfNeeded: key >> 32)), place, cells[cell].counts)
        }
        slots.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }
}

extension AnalysedItem {
    /// What the item adds to the daily counts: to the cell of all items, and to one cell for each friction it names.
    var rollups: [ItemRollup] {
        let ratings = RollupCounts(ratingsOf: self)
        let frictions = Self.frictions(of: self)
        let day = item.createdAt?.localDayNumber ?? -1
        var place = RollupPlace(
            step: stepLink?.step ?? "", friction: "", channel: item.channel ?? "", language: language?.rawValue ?? "",
            source: item.source)
        var whole = ratings
        if frictions.isEmpty { whole.setPrimary() }
        var rollups = [ItemRollup(day: day, place: place, counts: whole)]
        for (index, friction) in frictions.enumerated() {
            var counts = ratings
            counts.mentions = friction.mentions
            counts.severitySum = friction.severity
            if index == 0 { counts.setPrimary() }
            place.friction = friction.code
            rollups.append(ItemRollup(day: day, place: place, counts: counts))
        }
        return rollups
    }

    private struct ItemFriction {
        var code: String
        var severity: Int
        var score: Double
        var mentions: Int
    }

    /// The item's friction categories, the most severe first: severity, then evidence, then code.
    private static func frictions(of item: AnalysedItem) -> [ItemFriction] {
        var found: [ItemFriction] = []
        let texts = item.verbatims.span
        for text in texts.indices {
            let tags = texts[text].annotations.span
            for tag in tags.indices where tags[tag].kind == .friction {
                let (severity, score) = (tags[tag].severity, tags[tag].score)
                if let index = found.firstIndex(where: { $0.code == tags[tag].code }) {
                    found[index].mentions += 1
                    found[index].severity = max(found[index].severity, severity)
                    found[index].score = max(found[index].score, score)
                } else {
                    found.append(ItemFriction(code: tags[tag].code, severity: severity, score: score, mentions: 1))
                }
            }
        }
        if found.count > 1 {
            found.sort { ($0.severity, $0.score, $1.code) > ($1.severity, $1.score, $0.code) }
        }
        return found
    }
}

extension RollupCounts {
    /// The ratings and the sentiment of one item: its first answer of each kind.
    init(ratingsOf item: AnalysedItem) {
        self.init()
        items = 1
        let answers = item.item.answers.span
        for index in answers.indices {
            guard let value = answers[index].value else { continue }
            switch answers[index].kind {
            case .nps where npsN == 0:
                let points = value * 10
                npsN = 1
                npsPromoters = points >= 8.5 ? 1 : 0
                npsDetractors = points <= 6.5 ? 1 : 0
            case .csat where csatN == 0:
                let points = value * 4 + 1
                (csatN, csatSum, csatSquares) = (1, points, points * points)
                csatTop = Self.isTopBox(value, scale: answers[index].scale) ? 1 : 0
            case .ces where cesN == 0:
                let points = value * 6 + 1
                (cesN, cesSum, cesSquares) = (1, points, points * points)
            case .rating where starsN == 0 && answers[index].scale?.maximum == 5:
                let points = value * 4 + 1
                (starsN, starsSum, starsSquares) = (1, points, points * points)
            default: break
            }
        }
        if let sentiment = item.sentiment {
            (sentimentN, sentimentSum, sentimentSquares) = (1, sentiment, sentiment * sentiment)
            sentimentPositive = item.sentimentSign > 0 ? 1 : 0
            sentimentNegative = item.sentimentSign < 0 ? 1 : 0
        }
    }

    /// The two best answers of the scale: 4 and 5 of 5, 6 and 7 of 7; of three answers or fewer (a thumb) the best one only.
    static func isTopBox(_ value: Double, scale: RatingScale?) -> Bool {
        let steps = (scale ?? .csat).maximum - (scale ?? .csat).minimum
        return value * steps >= steps - (steps >= 3 ? 1 : 0) - 1e-9
    }

    fileprivate mutating func setPrimary() {
        primaryItems = items
        (primaryNPSN, primaryNPSPromoters, primaryNPSDetractors) = (npsN, npsPromoters, npsDetractors)
        (primaryCSATN, primaryCSATTop) = (csatN, csatTop)
        (primaryStarsN, primaryStarsSum) = (starsN, starsSum)
        (primaryCESN, primaryCESSum) = (cesN, cesSum)
        (primarySentimentN, primarySentimentPositive, primarySentimentNegative) =
            (sentimentN, sentimentPositive, sentimentNegative)
    }
}
