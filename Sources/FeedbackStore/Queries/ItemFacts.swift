import Feedback

/// An item as far as counting needs it: its first answer of each kind, its sentiment, its friction categories.
struct ItemFacts {
    let bucket: Int
    let keys: [String]
    private var nps: Double?
    private var csat: (value: Double, isTop: Bool)?
    private var ces: Double?
    private var stars: Double?
    private var sentiments = 0
    private var sentimentSum = 0.0
    private var sentimentLabel: SentimentLabel?
    private var frictions: [Friction] = []

    struct Friction {
        var code: Int32
        var mentions: Int
        var severity: Int
        var score: Double

        func add(to counts: inout RollupCounts) {
            counts.mentions += mentions
            counts.severitySum += severity
        }
    }

    init(bucket: Int, keys: [String]) {
        self.bucket = bucket
        self.keys = keys
    }

    /// - Parameter value: normalised, 0 to 1.
    mutating func add(_ kind: AnswerKind, value: Double, scale: RatingScale?) {
        switch kind {
        case .nps: nps = nps ?? value
        case .csat: csat = csat ?? (value, ItemRatings.isTopBox(value, scale: scale))
        case .ces: ces = ces ?? value
        case .rating where scale?.maximum == 5: stars = stars ?? value
        default: break
        }
    }

    mutating func addSentiment(_ label: String, score: Double) {
        sentiments += 1
        sentimentSum += score
        sentimentLabel = SentimentLabel(rawValue: label)
    }

    mutating func addFriction(_ code: Int32, severity: Int, score: Double) {
        if let index = frictions.firstIndex(where: { $0.code == code }) {
            frictions[index].mentions += 1
            frictions[index].severity = max(frictions[index].severity, severity)
            frictions[index].score = max(frictions[index].score, score)
        } else {
            frictions.append(Friction(code: code, mentions: 1, severity: severity, score: score))
        }
    }

    /// The most severe first, then the stronger evidence, then by code: the order the daily counts use.
    func frictions(named codes: [String]) -> [Friction] {
        guard frictions.count > 1 else { return frictions }
        return frictions.sorted {
            ($0.severity, $0.score, codes[Int($1.code)]) > ($1.severity, $1.score, codes[Int($0.code)])
        }
    }

    /// The item as one cell of the daily counts, without its frictions.
    var counts: RollupCounts {
        var counts = RollupCounts()
        counts.items = 1
        if let nps {
            counts.npsN = 1
            counts.npsPromoters = nps * 10 >= 8.5 ? 1 : 0
            counts.npsDetractors = nps * 10 <= 6.5 ? 1 : 0
        }
        if let csat {
            let points = csat.value * 4 + 1
            (counts.csatN, counts.csatSum, counts.csatSquares) = (1, points, points * points)
            counts.csatTop = csat.isTop ? 1 : 0
        }
        if let ces {
            let points = ces * 6 + 1
            (counts.cesN, counts.cesSum, counts.cesSquares) = (1, points, points * points)
        }
        if let stars {
            let points = stars * 4 + 1
            (counts.starsN, counts.starsSum, counts.starsSquares) = (1, points, points * points)
        }
        guard sentiments > 0 else { return counts }
        let mean = sentimentSum / Double(sentiments)
        (counts.sentimentN, counts.sentimentSum, counts.sentimentSquares) = (1, mean, mean * mean)
        // One text speaks by its label; several by their mean.
        counts.sentimentPositive = (sentiments == 1 ? sentimentLabel == .positive : mean > 0.1) ? 1 : 0
        counts.sentimentNegative = (sentiments == 1 ? sentimentLabel == .negative : mean < -0.1) ? 1 : 0
        return counts
    }
}
