public import Feedback
public import FeedbackStore

/// Scores told apart by question and method.
public struct ScoreDetailReport: Sendable, Codable {
    public struct Group: Sendable, Codable {
        public var kind: AnswerKind
        /// `NPS`, `CSAT`, `CES 1.0`, `CES 2.0`, `stars`, `rating 0–10`.
        public var version: String
        public var method: ScoreMethod
        /// The unit of a mean; CES 1.0 is on its own scale, where low is good.
        public var scale: RatingScale
        public var questions: [RatingQuestion]
        public var overall: MethodFigure
        public var rows: [Row]
        public var weighting: WeightingFigure?
        public var notes: [Label]
        /// Rows that so few people are behind that they could be named; `nil` when the question is not about groups.
        public var withheld: Int?
    }

    public struct Row: Sendable, Codable {
        /// A value of the dimension, `""` for items without one; `nil` when there is no dimension.
        public var key: String?
        /// The first day of the period, ISO 8601; `nil` without periods.
        public var period: String?
        public var score: MethodFigure
    }

    public var dimension: String?
    public var every: PeriodLength?
    public var groups: [Group]
}

/// A score with its interval and n, and how both were made.
public struct MethodFigure: Hashable, Sendable, Codable {
    /// `nil` under ten answers.
    public var value: Double?
    public var interval: Interval?
    /// `adjusted Wald`, `Wilson`, `Student t` or `bootstrap`.
    public var intervalMethod: String
    public var count: Int
    public var floor: ScoreFloor
    /// With weights: how many answers without weights would be as precise.
    public var effectiveCount: Double?
}

/// What weighting cost, and how well it met its targets.
public struct WeightingFigure: Hashable, Sendable, Codable {
    /// n over the effective n.
    public var designEffect: Double
    public var smallestWeight: Double
    public var largestWeight: Double
    /// How far the worst margin is from its target, as a share: above 0 where the cap on weights kept it from being met.
    public var largestError: Double
}

/// The population's shares of one dimension's values.
public struct WeightMargin: Hashable, Sendable {
    public var dimension: InsightDimension
    /// Shares, in any unit. `*` stands for every value not named.
    public var targets: [(value: String, share: Double)]

    /// - Parameter text: `channel=web:60,app:30,*:10`.
    /// - Throws: ``InsightError/badMargin(_:)``.
    public init(_ text: String) throws(InsightError) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw .badMargin(text) }
        dimension = InsightDimension(String(parts[0]))
        targets = []
        for part in parts[1].split(separator: ",") {
            guard let colon = part.lastIndex(of: ":"), let share = Double(part[part.index(after: colon)...]), share >= 0
            else { throw .badMargin(text) }
            targets.append((String(part[..<colon]), share))
        }
        guard targets.contains(where: { $0.share > 0 }) else { throw .badMargin(text) }
    }

    public static func == (left: WeightMargin, right: WeightMargin) -> Bool {
        left.dimension == right.dimension && left.targets.elementsEqual(right.targets) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(dimension)
        for target in targets { hasher.combine(target.value) }
    }

    func level(of value: String) -> Int? {
        targets.firstIndex { $0.value == value } ?? targets.firstIndex { $0.value == "*" }
    }
}

/// The weights of a selection, one a combination of the margins' values.
struct WeightTable {
    private let margins: [WeightMargin]
    private var weights: [[Int]: Double] = [:]
    let figure: WeightingFigure

    /// - Parameter rows: their first keys are the margins' values.
    /// - Returns: `nil` without margins.
    init?(_ rows: [RatingRow], _ margins: [WeightMargin]) throws(InsightError) {
        guard !margins.isEmpty else { return nil }
        self.margins = margins
        var counts: [[Int]: Double] = [:]
        for row in rows {
            var levels: [Int] = []
            for (margin, value) in zip(margins, row.keys) {
                guard let level = margin.level(of: value) else {
                    throw .noTarget(margin: margin.dimension.description, value: value)
                }
                levels.append(level)
            }
            counts[levels, default: 0] += Double(row.counts.count)
        }
        let cells = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let raking = Raking(
            cells: cells.map { ($0.key, $0.value) }, targets: margins.map { $0.targets.map(\.share) })
        for (cell, weight) in zip(cells, raking.weights) { weights[cell.key] = weight }
        figure = WeightingFigure(
            designEffect: raking.designEffect, smallestWeight: raking.weights.min() ?? 1,
            largestWeight: raking.weights.max() ?? 1, largestError: raking.largestError)
    }

    func weight(of row: RatingRow) -> Double {
        weights[zip(margins, row.keys).compactMap { $0.level(of: $1) }] ?? 1
    }
}
