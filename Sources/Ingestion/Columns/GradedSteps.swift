internal import Feedback

/// Answers that say how far something holds, in the degrees one questionnaire chose: "Extremely satisfied" to "Not at all
/// satisfied", "Strongly agree", "Agree", "Somewhat agree" and as many on the other side.
///
/// ``AnswerLabels`` knows usual answers by themselves; here the answers of a question are told apart by their degrees, so
/// that a scale with three of them on either side has seven points, and any quality asked for is a rating.
///
/// - Source: SurveyMonkey's question bank (`Extremely`, `Very`, `Somewhat`, `Not so`, `Not at all`), Qualtrics' default
///   choices of seven points (`Extremely`, `Moderately`, `Slightly`; `Strongly`, –, `Somewhat`).
struct GradedSteps: Hashable, Sendable {
    let scale: RatingScale
    let metric: AnswerKind
    private let kind: Kind

    private enum Kind: Hashable {
        case degrees(of: String, DegreeLadder)
        /// The points of each answer of a list.
        case named([String: Double])
    }

    /// - Parameter answers: each once, in the form ``comparableHeader(_:)`` gives, with how many gave it.
    /// - Returns: `nil` where they are no degrees of one quality, or ``AnswerLabels`` tells all of them apart.
    init?(_ answers: [(name: String, count: Int)]) {
        if let named = Self.named(answers) {
            (scale, metric, kind) = (RatingScale(1, named.values.max() ?? 5), .rating, .named(named))
            return
        }
        let (parts, total) = (answers.map { GradedAnswer($0.name) }, answers.reduce(0) { $0 + $1.count })
        let known = zip(answers, parts).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0.count) }
        let given = parts.compactMap(\.self)
        guard known > 0, known * 10 >= total * 9, let root = given.lazy.compactMap(\.root).first,
            given.allSatisfy({ $0.root == nil || $0.root == root }),
            let ladder = DegreeLadder(given, answerCount: total),
            ladder.isOnSeven || !Self.areToldApart(answers.map(\.name))
        else { return nil }
        let isLow = ladder.isOneSided && given.allSatisfy { $0.root == nil || $0.isNegative }
        scale = RatingScale(1, ladder.isOnSeven ? 7 : 5, isLow ? .lowerIsBetter : .higherIsBetter)
        metric = root == "satisfied" ? .csat : .rating
        kind = .degrees(of: root, ladder)
    }

    /// The points of an answer, those nobody gave at first too.
    ///
    /// - Parameter answer: in the form ``comparableHeader(_:)`` gives.
    func points(_ answer: String) -> Double? {
        switch kind {
        case .named(let points): return points[answer]
        case .degrees(let root, let ladder):
            guard let answer = GradedAnswer(answer), answer.root == nil || answer.root == root else { return nil }
            return ladder.points(answer)
        }
    }

    /// The list that nearly all answers are of: three steps of it at least, or the two ends.
    private static func named(_ answers: [(name: String, count: Int)]) -> [String: Double]? {
        let total = answers.reduce(0) { $0 + $1.count }
        return lists.first { list in
            let known = answers.filter { list[$0.name] != nil }
            let steps = Set(known.compactMap { list[$0.name] })
            let isWhole = steps.count > 2 || steps.contains(1) && steps.contains(list.values.max() ?? 0)
            return isWhole && known.reduce(0) { $0 + $1.count } * 10 >= total * 9 && !areToldApart(known.map(\.name))
        }
    }

    /// Answers from the worst to the best, those of one step side by side.
    private static let lists: [[String: Double]] = [
        "poor, bad / fair, average / good / very good / excellent, outstanding",
        "mauvais, mauvaise, insuffisant, insuffisante, mediocre / moyen, moyenne, passable, correct, correcte / bon, bonne, bien "
            + "/ tres bon, tres bonne, tres bien / excellent, excellente",
        "much worse than expected, a lot worse than expected / worse than expected, a little worse than expected / about what i expected, as expected, "
            + "as i expected, about as expected / better than expected, a little better than expected / much better than expected, a lot better than expected",
        "far below expectations, well below expectations, did not meet expectations at all / below expectations, did not meet expectations, "
            + "did not meet my expectations, below my expectations / met expectations, meets expectations, met my expectations "
            + "/ above expectations, exceeded expectations, exceeds expectations, exceeded my expectations, above my expectations "
            + "/ far above expectations, far exceeded expectations, far exceeds expectations, well above expectations",
        "bien en dessous de mes attentes, tres en dessous de mes attentes / en dessous de mes attentes, inferieur a mes attentes, inferieure a mes attentes "
            + "/ conforme a mes attentes, a la hauteur de mes attentes / au dessus de mes attentes, superieur a mes attentes, superieure a mes attentes "
            + "/ bien au dessus de mes attentes, tres au dessus de mes attentes",
        "much worse, far worse / worse, somewhat worse, slightly worse, a little worse / about the same, the same, same / better, somewhat better, "
            + "slightly better, a little better / much better, far better",
        "beaucoup moins bien, bien pire / moins bien, un peu moins bien, pire / pareil, identique, equivalent, aussi bien / mieux, un peu mieux / beaucoup mieux, bien mieux",
        "nul, nulle, nuls, nulles, tres mauvais / passable, mediocre, mauvais, insuffisant / assez bien, assez bon, moyen / bien, bon, bonne / tres bien, tres bon, "
            + "tres bonne, excellent",
        "faible, faibles, tres faible, pas bon, pas bonne, pas bien, a ameliorer / moyen, moyenne, moyens, passable, correct, correcte / bon, bonne, bien, bons, "
            + "satisfaisant / tres bon, tres bonne, tres bien, excellent, excellente",
        "tres insuffisant, tres insuffisante, tres insuffisants / insuffisant, insuffisante, insuffisants / suffisant, suffisante, suffisants "
            + "/ tres suffisant, tres suffisante, tres suffisants, largement suffisant, largement suffisante",
        "needs improvement, needs work, unsatisfactory, unacceptable, below standard, needs to improve / fair, satisfactory, acceptable, adequate, average, ok "
            + "/ good / excellent, outstanding, very good, exceptional",
        "definitely not, definitely no, certainly not, definitely will not, definitely would not / probably not, probably no, probably will not, probably would not "
            + "/ might or might not, maybe, perhaps, may or may not / probably yes, probably, probably will, probably would "
            + "/ definitely yes, definitely, definitely will, definitely would, certainly, absolutely",
        "non pas du tout, pas du tout / non pas vraiment, pas vraiment, non pas tellement, non plutot pas, plutot non / oui assez, oui plutot, assez, plutot oui, "
            + "plutot, oui un peu, oui en partie / oui tout a fait, tout a fait, oui vraiment, oui beaucoup, completement, oui completement",
        "unzufrieden, sehr unzufrieden / weniger zufrieden, eher unzufrieden, teilweise zufrieden / zufrieden, eher zufrieden / sehr zufrieden",
        "tres decu, tres decue, tres decus / decu, decue, decus, plutot decu, plutot decue / satisfait, satisfaite, content, contente, plutot satisfait "
            + "/ tres satisfait, tres satisfaite, tres content, tres contente, ravi, ravie, enchante, enchantee",
        "poor, very poor / below average / average / above average / excellent",
        "mauvais, mediocre / inferieur a la moyenne, en dessous de la moyenne / moyen, dans la moyenne / superieur a la moyenne, au dessus de la moyenne "
            + "/ excellent",
        "very low quality / low quality / neither high nor low quality, average quality / high quality / very high quality",
        "tres mauvaise qualite, tres faible qualite / mauvaise qualite, faible qualite / qualite moyenne, ni bonne ni mauvaise, ni bonne ni mauvaise qualite "
            + "/ bonne qualite / tres bonne qualite, excellente qualite",
        "flop / bof / top",
        "je deteste, deteste, j ai deteste / je n aime pas, n aime pas, je n ai pas aime, pas aime / neutre, indifferent, sans plus, moyen / j aime, aime, j ai aime, "
            + "j aime bien / j adore, adore, j ai adore, j aime beaucoup",
        "hated it, hate it, i hated it / didn t like it, did not like it, disliked it, don t like it, dislike it / it was ok, it was okay, it s ok, ok "
            + "/ liked it, like it, i liked it / loved it, love it, i loved it, really liked it",
        "did not like it, didn t like it / it was ok, it was okay / liked it / really liked it / it was amazing",
    ].map { line in
        var list: [String: Double] = [:]
        for (index, step) in line.split(separator: "/").enumerated() {
            for name in step.split(separator: ",") {
                list[name.split(separator: " ").joined(separator: " ")] = Double(index + 1)
            }
        }
        return list
    }

    /// Whether a list of usual answers has a number of its own for each.
    private static func areToldApart(_ names: [String]) -> Bool {
        AnswerLabels.allCases.contains { family in
            let points = names.map(family.points)
            return points.allSatisfy { $0 != nil } && Set(points).count == names.count
        }
    }
}

/// "Somewhat dissatisfied" in its parts.
private struct GradedAnswer {
    /// How far it holds, from weak to strong. Some words are as strong as others.
    enum Degree: Int, CaseIterable, Sendable {
        case slight = 1, some, fair, moderate, plain, very, strong, extreme
    }

    /// What denies it: "not so satisfied" is a little of it, "not at all satisfied" nothing.
    enum Denial: Sendable {
        /// `so`: "not so", which comes with "extremely", whether somebody chose that or not.
        case no, so, little, plain, whole
    }

    /// The quality by one name, "satisfied" of "dissatisfied" too; `nil` for an answer in the middle.
    var root: String?
    /// Whether its own word is the opposite of the quality.
    var isNegative = false
    var degree: Degree?
    var denial = Denial.no

    init?(_ name: String) {
        if Self.isMiddle(name) { return }
        // "Très satisfait(e)"
        var rest = name.hasSuffix(" e") ? String(name.dropLast(2)) : name
        for (words, denial) in Self.denials where rest.hasPrefix(words + " ") {
            self.denial = denial
            rest = String(rest.dropFirst(words.utf8.count + 1))
            break
        }
        for (words, degree) in Self.degrees where rest.hasPrefix(words + " ") {
            self.degree = degree
            rest = String(rest.dropFirst(words.utf8.count + 1))
            break
        }
        if denial != .no, degree != nil { return nil }
        guard let quality = Self.qualities[rest] else { return nil }
        (root, isNegative) = quality
        // "Pas d'accord" is the other side.
        guard root == "agree", denial != .no else { return }
        isNegative = true
        degree = denial == .whole ? .strong : denial == .plain ? .plain : .some
        denial = .no
    }

    private static func isMiddle(_ name: String) -> Bool {
        if ["neutral", "neutre", "undecided", "indifferent", "moyen", "moyennement"].contains(name) { return true }
        return name.hasPrefix("neither ") || name.hasPrefix("ni ")
    }

    private static let denials: [(String, Denial)] = [
        ("not at all", .whole), ("pas du tout", .whole), ("not so", .so), ("not very", .little),
        ("not really", .little), ("not too", .little), ("not that", .little), ("not particularly", .little),
        ("not overly", .little), ("pas tellement", .so), ("pas vraiment", .little), ("pas tres", .little),
        ("pas si", .so), ("plutot pas", .little), ("peu", .little), ("tres peu", .little), ("not", .plain),
        ("pas", .plain), ("non", .plain),
    ]
    private static let degrees: [(String, Degree)] = [
        ("extremely", .extreme), ("extremement", .extreme), ("strongly", .strong), ("completely", .strong),
        ("totally", .strong), ("entirely", .strong), ("fully", .strong), ("tout a fait", .strong),
        ("totalement", .strong), ("completement", .strong), ("entierement", .strong), ("fortement", .strong),
        ("parfaitement", .strong), ("very", .very), ("highly", .very), ("tres", .very), ("moderately", .moderate),
        ("mostly", .moderate), ("generally", .moderate), ("moderement", .moderate), ("moyennement", .moderate),
        ("globalement", .moderate), ("quite", .fair), ("fairly", .fair), ("reasonably", .fair), ("assez", .some),
        ("somewhat", .some), ("rather", .some), ("plutot", .some), ("slightly", .slight), ("a little", .slight),
        ("a bit", .slight), ("legerement", .slight), ("un peu", .slight),
    ]
    /// By word: the quality it is of, and whether it is the opposite.
    private static let qualities: [String: (String, Bool)] = {
        var qualities: [String: (String, Bool)] = [:]
        for line in roots.split(separator: ";") {
            let sides = line.split(separator: "/", omittingEmptySubsequences: false).map {
                $0.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
            }
            for (index, words) in sides.enumerated() {
                for word in words { qualities[word] = (sides[0][0], index == 1) }
            }
        }
        return qualities
    }()

    /// The words of a quality / those of its opposite.
    private static let roots =
        "satisfied, satisfait, satisfaite, satisfaits, satisfaites / dissatisfied, unsatisfied, insatisfait, insatisfaite, insatisfaits;"
        + "agree, d accord / disagree, en desaccord;"
        + "likely, probable, likely to recommend / unlikely, improbable;"
        + "easy, facile, simple, easy to use, easy to understand / difficult, hard, difficile, complique, compliquee;"
        + "happy, pleased, content, contente, heureux, heureuse / unhappy, displeased, mecontent, mecontente;"
        + "good, bon, bonne, bonnes, bons / bad, poor, mauvais, mauvaise, mauvaises;"
        + "clear, clearly, clair, claire, clairs, claires, clairement, comprehensible, understandable / unclear, confusing, confus, confuse;"
        + "fast, quick, quickly, prompt, promptly, timely, rapide, rapides, rapidement / slow, lent, lente, slowly, lentement;"
        + "helpful, utile, utiles, useful / unhelpful, inutile, inutiles, useless;"
        + "comfortable, comfortably, confortable, confortables, a l aise / uncomfortable, inconfortable, inconfortables;"
        + "friendly, polite, courteous, aimable, aimables, accueillant, accueillante, courtois, courtoise, poli, polie, sympathique "
        + "/ unfriendly, rude, desagreable, desagreables, impoli;"
        + "professional, professionnel, professionnelle, competent, competente, knowledgeable / unprofessional, incompetent;"
        + "responsive, reactif, reactive, reactifs, disponible, disponibles, available / unresponsive, indisponible;"
        + "clean, propre, propres / dirty, sale, sales;"
        + "reliable, fiable, fiables / unreliable, pas fiable;"
        + "effective, efficient, effectively, efficiently, efficace, efficaces, efficacement / ineffective, inefficient, inefficace;"
        + "convenient, pratique, pratiques / inconvenient;"
        + "relevant, pertinent, pertinente, pertinents, pertinentes, appropriate, adapte, adaptee, adaptes, adaptees / irrelevant, inadapte;"
        + "well, bien / badly, poorly, mal;"
        + "confident, confiant, confiante; valuable; interesting, interessant, interessante, interessants; enjoyable, agreable, agreables, pleasant "
        + "/ unpleasant; intuitive, intuitif; attractive, appealing, visually appealing, attrayant, attrayante; accurate; organized, well organized; attentive; "
        + "engaging; informative; trustworthy, credible; safe, en securite / unsafe; affordable, abordable, abordables / expensive, cher, chere; fair, equitable / unfair; "
        + "welcome, welcoming; supported, soutenu, soutenue; valued, valorise, valorisee; motivated, motive, motivee; prepared, prepare, preparee; innovative, "
        + "innovant, innovante; unique; high quality; a l ecoute; accessible, accessibles; convivial, conviviale; stressful / relaxed"
}

/// The points of degrees, by which of them a questionnaire has.
private struct DegreeLadder: Hashable, Sendable {
    let isOneSided: Bool
    let isOnSeven: Bool
    private var points: [Rung: Double] = [:]

    private struct Rung: Hashable, Sendable {
        var isNegative: Bool
        var denial: GradedAnswer.Denial
        var degree: GradedAnswer.Degree?

        init(_ answer: GradedAnswer) {
            (isNegative, denial, degree) = (answer.isNegative, answer.denial, answer.degree)
        }
    }

    /// - Parameter answerCount: how many answers there are: a few may lack the ends.
    init?(_ answers: [GradedAnswer], answerCount: Int) {
        let sided = answers.filter { $0.root != nil }
        let isDenied = sided.contains { $0.denial != .no }
        isOneSided = isDenied || Set(sided.map(\.isNegative)).count < 2
        if isOneSided {
            isOnSeven = false
            guard isDenied, let points = Self.oneSided(sided) else { return nil }
            self.points = points
            return
        }
        let sides = [false, true].map { side in
            Set(sided.filter { $0.isNegative == side }.map { $0.degree ?? .plain }).sorted { $0.rawValue < $1.rawValue }
        }
        let longest = sides[0].count >= sides[1].count ? sides[0] : sides[1]
        // "Mal, Assez bien, Bien, Très bien": one bad answer below three good ones, and not for want of answers.
        if longest.count == 3, min(sides[0].count, sides[1].count) == 1, let root = sided.lazy.compactMap(\.root).first,
            answerCount >= 20 || ["good", "well"].contains(root)
        {
            isOnSeven = false
            let hasMoreGood = sides[0].count == 3
            for degree in GradedAnswer.Degree.allCases {
                let rank = Double(max(1, longest.count { $0.rawValue <= degree.rawValue }))
                set(hasMoreGood ? 2 + rank : 5, false, degree)
                set(hasMoreGood ? 1 : 4 - rank, true, degree)
            }
            return
        }
        isOnSeven = longest.count == 3
        // Too few to know that nobody agrees strongly.
        guard longest.count == 3 || longest.count == 2 && (longest.last != .plain || answerCount >= 20) else {
            return nil
        }
        for degree in GradedAnswer.Degree.allCases {
            // The rank among those there are, the next weaker one for any other.
            let rank = Double(max(1, longest.count { $0.rawValue <= degree.rawValue }))
            for side in [false, true] {
                let isStrongest = degree == sides[side ? 1 : 0].last
                let step = isStrongest && sides[side ? 1 : 0].count > 1 ? Double(longest.count) : rank
                let middle = isOnSeven ? 4.0 : 3
                set(side ? middle - step : middle + step, side, degree)
            }
        }
    }

    private mutating func set(_ value: Double, _ isNegative: Bool, _ degree: GradedAnswer.Degree) {
        points[Rung(GradedAnswer(isNegative, degree))] = value
        if degree == .plain { points[Rung(GradedAnswer(isNegative, nil))] = value }
    }

    /// The points of an answer in a ladder that goes from nothing to much.
    private static func oneSided(_ answers: [GradedAnswer]) -> [Rung: Double]? {
        guard answers.count > 2 else { return nil }
        let isNegative = answers[0].isNegative
        guard answers.allSatisfy({ $0.isNegative == isNegative }) else { return nil }
        let degrees = Set(answers.filter { $0.denial == .no }.map { $0.degree ?? .plain })
        let denials = Set(answers.map(\.denial)).subtracting([.no])
        let upper = degrees.sorted { $0.rawValue < $1.rawValue }
        guard let top = upper.last, top.rawValue >= GradedAnswer.Degree.plain.rawValue else { return nil }
        let hasExtreme = top == .extreme || denials.contains(.so)
        let hasMiddle = hasExtreme || degrees.contains(.plain) && top != .plain || upper.count > 2
        var points: [Rung: Double] = [:]
        for degree in GradedAnswer.Degree.allCases {
            let value: Double =
                switch degree {
                case .slight: 2
                case .extreme, .strong: 5
                case .very: hasExtreme ? 4 : 5
                case .plain: top == .plain ? 5 : hasExtreme && degrees.contains(.very) ? 3 : 4
                case .some, .fair, .moderate: hasMiddle ? 3 : 4
                }
            points[Rung(GradedAnswer(isNegative, degree))] = value
            if degree == .plain { points[Rung(GradedAnswer(isNegative, nil))] = value }
        }
        var answer = GradedAnswer(isNegative, nil)
        let plain = denials.contains(.whole) ? 2.0 : 1
        for (denial, value) in [(GradedAnswer.Denial.whole, 1.0), (.so, 2), (.little, 2), (.plain, plain)] {
            answer.denial = denial
            points[Rung(answer)] = value
        }
        return points
    }

    func points(_ answer: GradedAnswer) -> Double? {
        answer.root == nil ? (isOnSeven ? 4 : 3) : points[Rung(answer)]
    }
}

extension GradedAnswer {
    fileprivate init(_ isNegative: Bool, _ degree: Degree?) { (self.isNegative, self.degree) = (isNegative, degree) }
}
