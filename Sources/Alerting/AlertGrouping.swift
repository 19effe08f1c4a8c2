import Feedback
import FeedbackStore

/// Puts the news of one check that share a cause into one message.
///
/// The payment page breaks, and three rules fire: people get one message, of the gravest rule, that names the others. Each
/// incident keeps its own life: an end that comes alone is told alone.
struct AlertGrouping {
    /// A rule's change that takes a message.
    struct News {
        var rule: AlertRule
        var change: RuleRun.Change
        /// The key of the incident that told of this one when it began.
        var knownLead: String?
    }

    private(set) var news: [News]
    /// For each, the place of the one that tells of it.
    private(set) var leads: [Int?]

    init(_ news: [News]) {
        self.news = news
        leads = Array(repeating: nil, count: news.count)
        let order = news.indices.sorted { Self.rank(news[$0], $0) < Self.rank(news[$1], $1) }
        for (position, index) in order.enumerated() {
            leads[index] = order[..<position].first { leads[$0] == nil && shares(index, with: $0) }
        }
        for index in news.indices {
            guard let lead = leads[index], let told = news[index].change.message else { continue }
            let related = AlertMessage.Related(
                rule: told.rule, label: told.label, key: told.key, value: told.reading.value, limit: told.reading.limit,
                count: told.reading.count, method: told.method, metric: told.metric)
            let others = self.news[lead].change.message?.related ?? []
            self.news[lead].change.message?.related = others + [related]
            if told.kind == .firing || told.kind == .noData {
                self.news[index].change.record.leadKey = news[lead].change.record.key
            }
        }
    }

    /// The gravest first, then the one that looks at most feedback, then the first of the file.
    private static func rank(_ news: News, _ position: Int) -> (Int, Int, Int) {
        let filter = news.rule.filter
        let conditions = [
            filter.step, filter.friction, filter.channel, filter.language, filter.source, news.rule.friction,
        ]
        return (news.rule.severity, conditions.count { $0 != nil } + filter.segments.count, position)
    }

    private func shares(_ index: Int, with lead: Int) -> Bool {
        guard let one = news[index].change.message, let other = news[lead].change.message, one.kind == other.kind,
            news[index].rule.name != news[lead].rule.name
        else { return false }
        switch one.kind {
        case .firing, .noData: return !Self.causes(one).isDisjoint(with: Self.causes(other))
        case .update, .resolved: return news[index].knownLead == news[lead].change.record.key
        case .escalation, .test: return false
        }
    }

    /// What a message blames: the category that rose most, the step most of the fall is at, or that nothing arrives.
    private static func causes(_ message: AlertMessage) -> Set<String> {
        if message.method.countsItems {
            let isRise = (message.reading.limit ?? 0) > (message.reading.centre ?? .infinity)
            return [isRise ? "more" : "less"]
        }
        var causes: Set<String> = []
        if let friction = message.cause?.frictions.first?.friction { causes.insert("friction \(friction)") }
        for split in message.cause?.splits ?? [] where split.dimension == "step" || split.dimension == "friction" {
            guard let part = split.parts.first, !part.key.isEmpty, part.share >= 0.5 else { continue }
            causes.insert("\(split.dimension) \(part.key)")
        }
        return causes
    }
}
