package import Feedback
package import FeedbackStore

extension FeedbackStore {
    /// The metrics to try when none is named, best first: NPS, CSAT and stars where a question asks for them, then sentiment.
    package func metricsToTry() throws -> [ScoreMetric] {
        let present = try metrics()
        return [.nps, .csat, .stars].filter(present.contains) + [.sentiment]
    }

    /// The metric to use when none is named: the first with ten answers, else sentiment.
    package func defaultMetric(_ filter: InsightFilter) throws -> ScoreMetric {
        for metric in try metricsToTry().dropLast() {
            let rows = try tallies(TallyQuery(filter, metrics: [metric]))
            if rows.reduce(0, { $0 + $1.counts.tally(metric).count }) >= 10 { return metric }
        }
        return .sentiment
    }

    /// Refuses a dimension no item has.
    package func check(_ dimension: InsightDimension) throws {
        guard case .segment(let name) = dimension, !isItemAttribute(name) else { return }
        let known = try segmentNames()
        if !known.contains(name) { throw InsightError.unknownSegment(name, known: known) }
    }

    /// Orders keys as the default journey does where they are its steps, else by `weight`, largest first.
    package func order(_ keys: [String], by dimension: InsightDimension, weight: (String) -> Int) throws -> [String] {
        var position: [String: Int] = [:]
        if dimension == .step {
            for (index, step) in (try journey(nil)?.steps ?? []).enumerated() { position[step.code] = index }
        }
        return keys.sorted {
            let (left, right) = (position[$0] ?? Int.max, position[$1] ?? Int.max)
            if left != right { return left < right }
            return weight($0) != weight($1) ? weight($0) > weight($1) : $0 < $1
        }
    }
}
