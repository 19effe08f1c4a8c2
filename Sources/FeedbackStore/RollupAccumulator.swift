import Feedback

/// One cell of the daily counts.
package struct RollupKey: Hashable, Sendable {
    package var day: Int
    package var step: String
    package var friction: String
    package var channel: String
    package var language: String
    package var source: String
}

/// Gathers the counts of one transaction, so that each cell is written once.
package struct RollupAccumulator: Sendable {
    package private(set) var cells: [RollupKey: RollupCounts] = [:]

    package init() { cells.reserveCapacity(4096) }

    package var sortedCells: [(key: RollupKey, value: RollupCounts)] {
        cells.sorted { left, right in
            (left.key.day, left.key.step, left.key.friction, left.key.channel, left.key.language)
                < (right.key.day, right.key.step, right.key.friction, right.key.channel, right.key.language)
        }
    }

    package mutating func removeAll() { cells.removeAll(keepingCapacity: true) }

    /// Adds an item (`sign` 1), or takes it away (−1) before it is changed or deleted.
    package mutating func add(_ item: PreparedItem, sign: Int = 1) {
        for rollup in item.rollups { cells[rollup.key, default: RollupCounts()].add(rollup.counts, sign: sign) }
    }
}

/// What one item adds to one cell.
struct ItemRollup: Sendable {
    var key: RollupKey
    var counts: RollupCounts
}

extension AnalysedItem {
    /// What the item adds to the daily counts: to the cell of all items, and to one cell for each friction it names.
    var rollups: [ItemRollup] {
        let ratings = RollupCounts(ratingsOf: self)
        let frictions = Self.frictions(of: self)
        var key = RollupKey(
            day: item.createdAt?.localDayNumber ?? -1, step: stepLink?.step ?? "", friction: "",
            channel: item.channel ?? "",
            language: language?.rawValue ?? "", source: item.source)
        var whole = ratings
        if frictions.isEmpty { whole.setPrimary() }
        var rollups = [ItemRollup(key: key, counts: whole)]
        for (index, friction) in frictions.enumerated() {
            var counts = ratings
            counts.mentions = friction.mentions
            counts.severitySum = friction.severity
            if index == 0 { counts.setPrimary() }
            key.friction = friction.code
            rollups.append(ItemRollup(key: key, counts: counts))
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
        for verbatim in item.verbatims {
            for tag in verbatim.annotations where tag.kind == .friction {
                if let index = found.firstIndex(where: { $0.code == tag.code }) {
                    found[index].mentions += 1
                    found[index].severity = max(found[index].severity, tag.severity)
                    found[index].score = max(found[index].score, tag.score)
                } else {
                    found.append(ItemFriction(code: tag.code, severity: tag.severity, score: tag.score, mentions: 1))
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
        for answer in item.item.answers {
            guard let value = answer.value else { continue }
            switch answer.kind {
            case .nps where npsN == 0:
                let points = value * 10
                npsN = 1
                npsPromoters = points >= 8.5 ? 1 : 0
                npsDetractors = points <= 6.5 ? 1 : 0
            case .csat where csatN == 0:
                let points = value * 4 + 1
                (csatN, csatSum, csatSquares) = (1, points, points * points)
                csatTop = Self.isTopBox(value, scale: answer.scale) ? 1 : 0
            case .ces where cesN == 0:
                let points = value * 6 + 1
                (cesN, cesSum, cesSquares) = (1, points, points * points)
            case .rating where starsN == 0 && answer.scale?.maximum == 5:
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

    /// The two best answers of the scale: 4 and 5 of 5, 6 and 7 of 7.
    static func isTopBox(_ value: Double, scale: RatingScale?) -> Bool {
        let steps = (scale ?? .csat).maximum - (scale ?? .csat).minimum
        return value * steps >= steps - 1 - 1e-9
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
