import Feedback

/// The ratings and the attitude of one item: its first answer of each kind, on the scale it is counted on.
///
/// What the daily counts and the columns need of an item, in forty bytes: some twenty thousand items wait for the writer.
struct ItemRatings: Sendable {
    /// 1…5; NaN without one, as for the others.
    private(set) var csat = Double.nan
    /// 1…7.
    private(set) var ces = Double.nan
    /// 1…5.
    private(set) var stars = Double.nan
    /// −1…1.
    private(set) var sentiment = Double.nan
    /// Detractor, passive or promoter.
    private(set) var nps = Third.none
    private(set) var csatIsTop = false
    /// Negative, neither or positive.
    private(set) var attitude = Third.none

    /// Where a rating stands on a scale of three parts.
    enum Third: UInt8, Sendable {
        case none, low, middle, high
    }

    init() {}

    init(of item: borrowing FeedbackItem, _ sentiment: ItemSentiment) {
        let answers = item.answers.span
        for index in answers.indices {
            guard let value = answers[index].value else { continue }
            switch answers[index].kind {
            case .nps where nps == .none:
                let points = value * 10
                nps = points >= 8.5 ? .high : points <= 6.5 ? .low : .middle
            case .csat where csat.isNaN:
                csat = value * 4 + 1
                csatIsTop = Self.isTopBox(value, scale: answers[index].scale)
            case .ces where ces.isNaN: ces = value * 6 + 1
            case .rating where stars.isNaN && answers[index].scale?.maximum == 5: stars = value * 4 + 1
            default: break
            }
        }
        guard let mean = sentiment.mean else { return }
        self.sentiment = mean
        attitude = sentiment.sign > 0 ? .high : sentiment.sign < 0 ? .low : .middle
    }

    /// The two best answers of the scale: 4 and 5 of 5, 6 and 7 of 7; of three answers or fewer (a thumb) the best one only.
    static func isTopBox(_ value: Double, scale: RatingScale?) -> Bool {
        let steps = (scale ?? .csat).maximum - (scale ?? .csat).minimum
        return value * steps >= steps - (steps >= 3 ? 1 : 0) - 1e-9
    }
}

extension RollupCounts {
    /// Adds (`sign` 1) or takes away (−1) an item of these ratings.
    mutating func add(_ one: ItemRatings, sign: Int = 1) {
        let factor = Double(sign)
        items += sign
        switch one.nps {
        case .none: break
        case .low: (npsN, npsDetractors) = (npsN + sign, npsDetractors + sign)
        case .middle: npsN += sign
        case .high: (npsN, npsPromoters) = (npsN + sign, npsPromoters + sign)
        }
        if !one.csat.isNaN {
            csatN += sign
            csatTop += one.csatIsTop ? sign : 0
            csatSum += factor * one.csat
            csatSquares += factor * one.csat * one.csat
        }
        if !one.ces.isNaN {
            cesN += sign
            cesSum += factor * one.ces
            cesSquares += factor * one.ces * one.ces
        }
        if !one.stars.isNaN {
            starsN += sign
            starsSum += factor * one.stars
            starsSquares += factor * one.stars * one.stars
        }
        guard !one.sentiment.isNaN else { return }
        sentimentN += sign
        sentimentPositive += one.attitude == .high ? sign : 0
        sentimentNegative += one.attitude == .low ? sign : 0
        sentimentSum += factor * one.sentiment
        sentimentSquares += factor * one.sentiment * one.sentiment
    }

    /// Counts an item of these ratings in the partition by gravest friction.
    mutating func addPrimary(_ one: ItemRatings, sign: Int) {
        primaryItems += sign
        switch one.nps {
        case .none: break
        case .low: (primaryNPSN, primaryNPSDetractors) = (primaryNPSN + sign, primaryNPSDetractors + sign)
        case .middle: primaryNPSN += sign
        case .high: (primaryNPSN, primaryNPSPromoters) = (primaryNPSN + sign, primaryNPSPromoters + sign)
        }
        if !one.csat.isNaN {
            primaryCSATN += sign
            primaryCSATTop += one.csatIsTop ? sign : 0
        }
        if !one.stars.isNaN {
            primaryStarsN += sign
            primaryStarsSum += Double(sign) * one.stars
        }
        if !one.ces.isNaN {
            primaryCESN += sign
            primaryCESSum += Double(sign) * one.ces
        }
        guard !one.sentiment.isNaN else { return }
        primarySentimentN += sign
        primarySentimentPositive += one.attitude == .high ? sign : 0
        primarySentimentNegative += one.attitude == .low ? sign : 0
    }
}
