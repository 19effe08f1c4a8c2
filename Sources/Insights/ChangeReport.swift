public import Feedback
public import FeedbackStore

/// Why a score moved between two periods.
public struct ChangeReport: Sendable, Codable {
    /// The exact split over one dimension: contributions add up to the observed change.
    public struct Split: Sendable, Codable {
        public var dimension: String
        public var rows: [Row]
        /// The fewest rows that explain 80 % of the change together; `nil` when nothing changed.
        public var smallestSet: SmallestSet?

        public init(dimension: String, rows: [Row]) {
            self.dimension = dimension
            self.rows = rows
            smallestSet = SmallestSet(rows)
        }
    }

    public struct Row: Sendable, Codable {
        /// A value of the dimension; `""` for items without one, or without any friction; `*` for groups of customers that are
        /// too small for a row of their own.
        public var key: String
        public var before: ScoreFigure
        public var after: ScoreFigure
        /// Of the scored answers of each period, 0 to 1.
        public var weightBefore: Double
        public var weightAfter: Double
        /// How the part's own score moved, with its test.
        public var change: DifferenceFigure
        /// What the part adds to the change by weighing more or less, in the metric's unit.
        public var mix: Double
        /// What it adds by its own score moving.
        public var rate: Double
        public var contribution: Double
        /// Of the observed change; parts that pull the other way are negative. `nil` when nothing changed.
        public var shareOfChange: Double?
    }

    /// A friction whose share of items changed.
    public struct FrictionRow: Sendable, Codable {
        public var friction: String
        public var before: ShareFigure
        public var after: ShareFigure
        /// In shares, −1 to 1.
        public var change: DifferenceFigure
        /// Named in the second period and never in the first.
        public var isNew: Bool
    }

    public var metric: ScoreMetric
    public var from: Period
    public var to: Period
    public var before: ScoreFigure
    public var after: ScoreFigure
    public var change: DifferenceFigure
    /// `after` − `before` of the plain scores, even under the floor: what the splits add up to. `nil` without answers.
    public var observed: Double?
    public var splits: [Split]
    /// Parts of every dimension split over, by how surely they moved the score the way it moved: the first is where to look.
    public var causes: [ChangeCause]
    /// Over frictions that overlap; `nil` when it was not asked for.
    public var shapley: ShapleySplit?
    /// The ones named more often than chance explains first, then the others by how much they rose.
    public var risenFrictions: [FrictionRow]
    public var risenTerms: [RisingTerm]
    /// What ``risenTerms`` were counted in, when not in every text.
    public var risenTermsDraw: Draw?
    /// Releases between the first day of one period and the last of the other.
    public var marks: [ReleaseMark]

    /// The verdict as a sentence, without figures.
    public var sentence: Label {
        let name = metric.label
        return switch change.verdict {
        case .down:
            Label(Phrase(en: "\(name.en) is down beyond chance", fr: "Le score (\(name.fr)) baisse au-delà du hasard"))
        case .up:
            Label(Phrase(en: "\(name.en) is up beyond chance", fr: "Le score (\(name.fr)) monte au-delà du hasard"))
        case .noClearChange:
            Label(
                Phrase(
                    en: "\(name.en): no clear change; chance alone could explain the difference",
                    fr: "Score (\(name.fr)) : pas d'évolution nette ; le hasard suffit à expliquer l'écart"))
        case .tooFew:
            Label(
                Phrase(
                    en: "\(name.en): too few answers to compare (10 are needed in each period)",
                    fr: "Score (\(name.fr)) : trop peu de réponses pour comparer (il en faut 10 par période)"))
        }
    }
}
