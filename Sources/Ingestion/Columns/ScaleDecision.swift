internal import Feedback

/// Which scale a rating column is on: from its heading, what cells name, and the values seen. Never silent: every
/// answer comes with a ``Decision``, and an NPS column that does not fit 0–10 is refused.
struct ScaleDecision {
    var metric: AnswerKind
    var scale: RatingScale
    /// Numbers off the scale that stand for "no opinion".
    var noAnswers: [Double]
    /// Whether nothing but the values seen says what the scale is.
    private(set) var isGuessed = false
    var decision: Decision

    /// - Parameters:
    ///   - isGrouped: whether another column groups the values into promoters and detractors, so that 0 could be chosen.
    ///   - isOfReview: whether it is the grade of a review: those have five, ten or twenty points, never seven.
    init(
        _ metric: AnswerKind, column: String, question: String, profile: ColumnProfile, isGrouped: Bool = false,
        isOfReview: Bool = false, file: String, line: Int
    ) throws(ImportError) {
        let wording = QuestionWording(question)
        if metric != .nps, let labelled = Self.labelledScale(wording, profile) {
            self.init(Self.isUsual(labelled) ? metric : .rating, labelled, column, profile)
            return
        }
        switch metric {
        case .ces where wording.asksAmountOfEffort:
            let maximum = wording.namedScale?.upperBound ?? wording.highestNumber ?? (profile.fits(1...5) ? 5 : 7)
            let top = profile.fits(1...Double(maximum), isDeclared: true) ? Double(maximum) : 10
            self.init(.ces, RatingScale(1, top, .lowerIsBetter), column, profile)
        case .nps:
            let isUnsure = !isGrouped && Self.looksLikeOneToTen(profile)
            try Self.checkRecommendation(
                column: column, wording: wording, profile: profile, isUnsure: isUnsure, file: file, line: line)
            self.init(.nps, .nps, column, profile)
        case .ces:
            // A dozen answers of which several are 5 and none is more end there.
            let endsAtFive =
                profile.fits(1...5) && (profile.filled >= 30 || profile.filled >= 10 && profile.count(of: 5) > 2)
            let maximum = wording.namedScale?.upperBound ?? (endsAtFive ? 5 : 7)
            let top = profile.fits(1...Double(maximum), isDeclared: true) ? Double(maximum) : 10
            let isEffort = wording.asksEffort && !wording.asksEase && maximum == 5
            self.init(.ces, RatingScale(1, top, isEffort ? .lowerIsBetter : .higherIsBetter), column, profile)
        case .csat:
            let scale = Self.scale(of: profile, named: wording.namedScale)
            // The share of 4s and 5s has a meaning on five points, and on seven brought to five.
            self.init(Self.isUsual(scale) ? .csat : .rating, scale, column, profile)
            isGuessed = wording.namedScale == nil && profile.declaredMaximum == nil
        default:
            var scale = Self.scale(of: profile, named: wording.namedScale)
            if HeaderWords(column).isPain { scale.direction = .lowerIsBetter }
            let isOnSeven = scale.maximum == 7 && wording.namedScale == nil && profile.declaredMaximum == nil
            self.init(.rating, isOfReview && isOnSeven ? RatingScale(1, 10) : scale, column, profile)
            isGuessed = wording.namedScale == nil && profile.declaredMaximum == nil
        }
    }

    /// Whether scores of satisfaction and effort are defined on it: five or seven points from 1 on.
    private static func isUsual(_ scale: RatingScale) -> Bool {
        scale.minimum == 1 && (scale.maximum == 5 || scale.maximum == 7)
    }

    /// The scale whose numbers the question or the answers explain, where the values fit it.
    private static func labelledScale(_ wording: QuestionWording, _ profile: ColumnProfile) -> RatingScale? {
        if let scale = wording.labelledScale?.scale, profile.fits(scale.minimum...scale.maximum, isDeclared: true) {
            return scale
        }
        guard let answers = profile.labelledScale else { return nil }
        var scale = answers.isWhole ? answers.scale : Self.scale(of: profile, named: wording.namedScale)
        scale.direction = answers.direction
        return profile.fits(scale.minimum...scale.maximum, isDeclared: true) ? scale : nil
    }

    private init(_ metric: AnswerKind, _ scale: RatingScale, _ column: String, _ profile: ColumnProfile) {
        self.metric = metric
        self.scale = scale
        let seen = profile.numbers == 0 ? "–" : "\(plain(profile.minimum))…\(plain(profile.maximum))"
        let low = scale.direction == .lowerIsBetter
        noAnswers = profile.noOpinions.filter { !scale.contains($0) }
        let codes = noAnswers.map(plain).joined(separator: ", ")
        decision = Decision(
            "scale",
            en:
                "column \"\(column)\" is read as \(metric.rawValue) on "
                + "\(scale)\(low ? ", low is good" : "") (values \(seen) in the first rows)"
                + (codes.isEmpty ? "" : "; \(codes) stands for no opinion and is no rating"),
            fr:
                "la colonne « \(column) » est lue comme \(metric.rawValue) sur "
                + "\(scale)\(low ? ", bas = bon" : "") (valeurs \(seen) dans les premières lignes)"
                + (codes.isEmpty ? "" : " ; \(codes) signifie sans opinion et n'est pas une note")
        )
    }

    // MARK: Net promoter score

    private static func checkRecommendation(
        column: String, wording: QuestionWording, profile: ColumnProfile, isUnsure: Bool, file: String, line: Int
    ) throws(ImportError) {
        let named = wording.namedScale
        let fits = profile.fits(0...10, isDeclared: true)
        if named == 0...10 && fits || profile.numbers == 0 { return }
        let fix = Phrase(
            en:
                "Write a mapping file (voc inspect makes one) with scale: [0, 10] if 0 could be chosen, "
                + "else with metric: rating and its real scale, and pass it with --map",
            fr:
                "Écrivez un fichier de correspondance (voc inspect en crée un) avec scale: [0, 10] si 0 "
                + "pouvait être choisi, sinon avec metric: rating et l'échelle réelle, puis passez-le avec "
                + "--map"
        )
        if let named, named.lowerBound != 0 || named.upperBound != 10 {
            throw ImportError(
                file: file, line: line,
                what: Phrase(
                    en:
                        "column \"\(column)\" asks for a recommendation on "
                        + "\(named.lowerBound)–\(named.upperBound), but NPS is defined on 0–10 only",
                    fr:
                        "la colonne « \(column) » demande une recommandation sur "
                        + "\(named.lowerBound)–\(named.upperBound), mais le NPS n'est défini que sur 0–10"
                ),
                fix: fix)
        }
        if !fits, profile.maximum > 10, profile.fits(-100...100) {
            throw ImportError(
                file: file, line: line,
                what: Phrase(
                    en:
                        "column \"\(column)\" holds values from \(plain(profile.minimum)) to \(plain(profile.maximum)): "
                        + "scores already computed, not the answers of customers, which go from 0 to 10",
                    fr: "la colonne « \(column) » contient des valeurs de \(plain(profile.minimum)) à "
                        + "\(plain(profile.maximum)) : des scores déjà calculés, pas les réponses des clients, de 0 à 10"
                ),
                fix: fix)
        }
        if isUnsure || !fits {
            throw ImportError(
                file: file, line: line,
                what: Phrase(
                    en:
                        "column \"\(column)\" is headed as NPS, which is given from 0 to 10, but holds "
                        + "values from \(plain(profile.minimum)) to \(plain(profile.maximum))",
                    fr:
                        "la colonne « \(column) » porte un titre de NPS, noté de 0 à 10, mais contient des "
                        + "valeurs de \(plain(profile.minimum)) à \(plain(profile.maximum))"
                ),
                fix: fix)
        }
    }

    /// Several ones but no zero: among people who answer on 0–10, zero is given more often than one. A single one is chance.
    private static func looksLikeOneToTen(_ profile: ColumnProfile) -> Bool {
        guard profile.count(of: 0) == 0, profile.maximum == 10, profile.numbers >= 10 else { return false }
        return profile.count(of: 1) >= 3 || profile.count(of: 1) > 0 && profile.distinctNumbers >= 10
    }

    // MARK: Any other rating

    private static func scale(of profile: ColumnProfile, named: ClosedRange<Int>?) -> RatingScale {
        if let named, profile.fits(Double(named.lowerBound)...Double(named.upperBound), isDeclared: true) {
            return RatingScale(Double(named.lowerBound), Double(named.upperBound))
        }
        if profile.minimum < 0, let end = [1.0, 2, 3, 5, 10, 100].first(where: { profile.fits(-$0...$0) }) {
            return RatingScale(-end, end)
        }
        let hasZero = profile.count(of: 0) > 0 || profile.minimum > 0 && profile.minimum < 1
        if let declared = profile.declaredMaximum, declared >= profile.maximum {
            return RatingScale(declared <= 5 && !hasZero ? 1 : 0, declared)
        }
        if hasZero, profile.fits(0...1), profile.isInteger { return .thumb }
        let usual: [(Double, Double)] = hasZero ? [(0, 5), (0, 10), (0, 20)] : [(1, 5), (1, 7), (1, 10), (0, 20)]
        for (minimum, maximum) in usual where profile.fits(minimum...maximum) { return RatingScale(minimum, maximum) }
        return RatingScale(0, 100)
    }
}

/// `3` for 3.0, `3.5` for 3.5.
func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
}
