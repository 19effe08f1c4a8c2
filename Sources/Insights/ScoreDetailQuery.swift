public import Feedback
public import FeedbackStore

/// Scores from the answers themselves: question by question, by another method, weighted, with bootstrap intervals.
///
/// Waves are merged when their questions have one scale; otherwise only where the method allows it, and a note says so.
public struct ScoreDetailQuery: Sendable {
    public var filter: InsightFilter
    /// `nil`: every metric a question asks for.
    public var metric: ScoreMetric?
    /// `nil`: the metric's usual one.
    public var method: ScoreMethod?
    /// Only these fields or question texts, merged into one series; empty for all.
    public var questions: [String]
    public var byQuestion: Bool
    public var dimension: InsightDimension?
    public var every: PeriodLength?
    public var margins: [WeightMargin]
    /// Intervals by resampling rather than by formula.
    public var bootstrap: Bool

    public init(
        filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, method: ScoreMethod? = nil,
        questions: [String] = [], byQuestion: Bool = false, by dimension: InsightDimension? = nil,
        every: PeriodLength? = nil, margins: [WeightMargin] = [], bootstrap: Bool = false
    ) {
        self.filter = filter
        self.metric = metric
        self.method = method
        self.questions = questions
        self.byQuestion = byQuestion
        self.dimension = dimension
        self.every = every
        self.margins = margins
        self.bootstrap = bootstrap
    }

    /// - Throws: ``StoreError``, ``InsightError``.
    public func run(on store: FeedbackStore) throws -> ScoreDetailReport {
        try CustomerGroups.check(filter, on: store)
        if let dimension {
            try store.check(dimension)
            if dimension == .friction { throw InsightError.noSuchBreakdown("friction") }
        }
        for margin in margins {
            try store.check(margin.dimension)
            if margin.dimension == .friction { throw InsightError.noSuchBreakdown("friction") }
        }
        let groups = try groups(of: try chosen(from: store))
        let small = try CustomerGroups.small(dimension, filter, on: store)
        let isHeld = CustomerGroups.isNarrowed(filter)
        let scored = try groups.map { try score($0, small, store) }
        return ScoreDetailReport(
            dimension: dimension?.description, every: every,
            groups: scored.filter { !isHeld || !CustomerGroups.isTooFew($0.overall.count) })
    }

    private func chosen(from store: FeedbackStore) throws -> [RatingQuestion] {
        let all = try store.ratingQuestions()
        for name in questions where !all.contains(where: { $0.isNamed(name) }) {
            throw InsightError.unknownQuestion(name, known: Array(Set(all.map(\.field))).sorted())
        }
        return all.filter { question in
            (questions.isEmpty || questions.contains { question.isNamed($0) })
                && (metric == nil || question.metric == metric)
        }
    }

    struct Group {
        var kind: AnswerKind
        var questions: [RatingQuestion]
        var method: ScoreMethod
    }

    private func groups(of questions: [RatingQuestion]) throws -> [Group] {
        var groups: [(key: String, questions: [RatingQuestion])] = []
        for question in questions {
            let key = byQuestion ? "\(question.id)" : question.version
            if let place = groups.firstIndex(where: { $0.key == key }) {
                groups[place].questions.append(question)
            } else {
                groups.append((key, [question]))
            }
        }
        return try groups.sorted { $0.questions[0].rank < $1.questions[0].rank }.map { _, questions in
            let kind = questions[0].kind
            let known = ScoreMethod.methods(for: kind)
            let method = self.method ?? known[0]
            guard known.contains(method), questions.allSatisfy({ method.fits($0.scale) }) else {
                throw InsightError.methodDoesNotFit(method, questions.first { !method.fits($0.scale) } ?? questions[0])
            }
            if method.family == .mean, Set(questions.map(\.scale)).count > 1 {
                throw InsightError.mixedScales(questions)
            }
            return Group(kind: kind, questions: questions, method: method)
        }
    }

    private func score(
        _ group: Group, _ small: Set<String>, _ store: FeedbackStore
    ) throws -> ScoreDetailReport.Group {
        let every = self.every
        let dimensions = margins.map(\.dimension) + (dimension.map { [$0] } ?? [])
        let rows = try store.ratings(of: group.questions, filter, by: dimensions) {
            every?.start(ofDay: $0) ?? 0
        }
        let weighting = try WeightTable(rows, margins)
        var overall = RatingCounts(group.scale)
        var parts: [Part: (counts: RatingCounts, items: Int)] = [:]
        for row in rows {
            let weight = weighting?.weight(of: row) ?? 1
            let counts = group.onOneScale(row.counts)
            overall.add(counts, weight: weight)
            guard dimension != nil || every != nil, every == nil || row.bucket >= 0 else { continue }
            let part = Part(key: dimension == nil ? nil : row.keys.last, period: every == nil ? nil : row.bucket)
            parts[part, default: (RatingCounts(group.scale), 0)].counts.add(counts, weight: weight)
        }
        let cells = try CustomerGroups.smallCells(
            dimension, filter, from: Set(parts.keys.compactMap(\.period)), on: store)
        let holds = CustomerGroups.isGroup(dimension) || CustomerGroups.isNarrowed(filter)
        let count = parts.count
        if holds {
            parts = parts.filter { part, counts in
                let key = part.key ?? ""
                let isSmall =
                    small.contains(key) || part.period.map { cells.contains(PeopleCell(key: key, start: $0)) } ?? false
                return !isSmall && !CustomerGroups.isTooFew(counts.counts.count)
            }
        }
        let figures = try ordered(Array(parts.keys), store) { parts[$0]?.counts.count ?? 0 }.map { part in
            ScoreDetailReport.Row(
                key: part.key, period: part.period.map { CalendarDate(dayNumber: $0).description },
                score: figure(parts[part]?.counts ?? overall, group.method))
        }
        return ScoreDetailReport.Group(
            kind: group.kind, version: group.questions[0].version, method: group.method,
            scale: group.scale, questions: group.questions, overall: figure(overall, group.method), rows: figures,
            weighting: weighting?.figure, notes: group.notes,
            withheld: holds ? count - parts.count : nil)
    }

    private struct Part: Hashable {
        var key: String?
        var period: Int?
    }

    private func ordered(_ parts: [Part], _ store: FeedbackStore, count: (Part) -> Int) throws -> [Part] {
        var weights: [String: Int] = [:]
        for part in parts { weights[part.key ?? "", default: 0] += count(part) }
        let keys = try store.order(Array(weights.keys), by: dimension ?? .source) { weights[$0] ?? 0 }
        let place = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        return parts.sorted {
            (place[$0.key ?? ""] ?? 0, $0.period ?? 0) < (place[$1.key ?? ""] ?? 0, $1.period ?? 0)
        }
    }

    private func figure(_ counts: RatingCounts, _ method: ScoreMethod) -> MethodFigure {
        let floor = ScoreFloor(count: counts.count)
        var random = SeededRandom(seed: 1)
        let interval = bootstrap ? counts.bootstrap(method, using: &random) : counts.interval(method)
        return MethodFigure(
            value: floor == .tooFew ? nil : counts.value(method), interval: floor == .tooFew ? nil : interval,
            intervalMethod: bootstrap ? "bootstrap" : method.family.intervalName, count: counts.count, floor: floor,
            effectiveCount: margins.isEmpty ? nil : counts.effectiveCount)
    }
}

extension ScoreMetric.Family {
    /// What the intervals of such scores are called.
    fileprivate var intervalName: String {
        switch self {
        case .shareDifference: "adjusted Wald"
        case .share: "Wilson"
        case .mean: "Student t"
        }
    }
}

extension RatingQuestion {
    func isNamed(_ name: String) -> Bool { field == name || text == name }

    /// `nil` for ratings on a scale no metric is read from.
    var metric: ScoreMetric? {
        switch kind {
        case .nps: .nps
        case .csat: .csat
        case .ces: .ces
        case .rating where scale.maximum == 5: .stars
        default: nil
        }
    }

    /// What its answers may be pooled with: `nps`, `csat`, `CES 1.0`, `CES 2.0`, `stars`, or a scale of its own.
    var version: String {
        switch kind {
        case .ces: scale.direction == .lowerIsBetter ? "CES 1.0" : "CES 2.0"
        case .rating: metric == .stars ? "stars" : "rating \(scale)"
        default: kind.rawValue.uppercased()
        }
    }

    var rank: Int {
        ["NPS", "CSAT", "CES 1.0", "CES 2.0", "stars"].firstIndex(of: version) ?? 9
    }
}

extension ScoreDetailQuery.Group {
    /// That of the first question; where others differ, what they are worth is brought onto it.
    fileprivate var scale: RatingScale { questions[0].scale }

    /// A share counts the best answers of each scale, so answers from another one become this one's best, or not.
    fileprivate func onOneScale(_ counts: RatingCounts) -> RatingCounts {
        guard counts.scale != scale else { return counts }
        var moved = RatingCounts(scale)
        for cell in counts.cells {
            let isCounted = method.worth(of: cell.rating, on: counts.scale) > 0
            let best = scale.direction == .higherIsBetter ? scale.maximum : scale.minimum
            let worst = scale.direction == .higherIsBetter ? scale.minimum : scale.maximum
            moved.add(isCounted ? best : worst, count: cell.count)
        }
        return moved
    }

    fileprivate var notes: [Label] {
        var notes: [Label] = []
        let scales = Array(Set(questions.map(\.scale.description))).sorted().joined(separator: ", ")
        if Set(questions.map(\.scale)).count > 1 {
            notes.append(
                Label(
                    Phrase(
                        en:
                            "\(questions.count) questions on different scales (\(scales)): the two best answers of each",
                        fr:
                            "\(questions.count) questions sur des échelles différentes (\(scales)) : les deux meilleures réponses de chacune"
                    )))
        }
        if kind == .ces, scale.direction == .lowerIsBetter {
            notes.append(
                Label(
                    Phrase(
                        en: "CES 1.0: how much effort it took, low is good",
                        fr: "CES 1.0 : l'effort demandé, un score bas est bon")))
        }
        return notes
    }
}
