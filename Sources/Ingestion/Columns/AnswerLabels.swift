internal import Feedback

/// Answer options in words that stand for points on a five-point scale.
///
/// Survey tools print these very words; what customers write themselves is in `lexicons/`.
enum AnswerLabels: CaseIterable {
    case satisfaction, quality, agreement, likelihood, ease

    /// The points of a label, 1 to 5.
    ///
    /// - Parameter label: in the form ``comparableHeader(_:)`` gives.
    func points(_ label: String) -> Double? { Self.tables[self]?[label] }

    var metric: AnswerKind {
        switch self {
        case .satisfaction: .csat
        case .ease, .quality, .agreement, .likelihood: .rating
        }
    }

    static let scale = RatingScale(1, 5)

    private static let tables: [AnswerLabels: [String: Double]] = [
        .satisfaction: table(
            "tres insatisfait, tres insatisfaite, pas du tout satisfait, pas du tout satisfaite, very "
                + "dissatisfied, extremely dissatisfied, very unsatisfied",
            "insatisfait, insatisfaite, plutot insatisfait, plutot insatisfaite, pas satisfait, peu satisfait, "
                + "peu satisfaite, dissatisfied, somewhat dissatisfied, unsatisfied",
            "neutre, moyen, moyennement satisfait, ni satisfait ni insatisfait, neutral, neither satisfied nor "
                + "dissatisfied",
            "satisfait, satisfaite, plutot satisfait, plutot satisfaite, assez satisfait, satisfied, somewhat "
                + "satisfied",
            "tres satisfait, tres satisfaite, tout a fait satisfait, very satisfied, extremely satisfied"),
        .quality: table(
            "tres mauvais, tres mauvaise, very bad, very poor, terrible, execrable",
            "mauvais, mauvaise, bad, poor, mediocre", "moyen, moyenne, correct, average, fair, passable, ok, neutral",
            "bon, bonne, bien, good", "tres bon, tres bonne, tres bien, excellent, excellente, very good, great"),
        .agreement: table(
            "pas du tout d accord, strongly disagree", "pas d accord, plutot pas d accord, disagree, somewhat disagree",
            "neutre, ni d accord ni pas d accord, neither agree nor disagree, neutral",
            "d accord, plutot d accord, agree, somewhat agree", "tout a fait d accord, strongly agree"),
        .likelihood: table(
            "tres improbable, very unlikely, extremely unlikely, pas du tout probable, not at all likely",
            "improbable, peu probable, unlikely, somewhat unlikely", "neutre, neutral, neither likely nor unlikely",
            "probable, likely, somewhat likely", "tres probable, very likely, extremely likely"),
        .ease: table(
            "tres difficile, very difficult, very hard",
            "difficile, plutot difficile, difficult, somewhat difficult, hard",
            "neutre, ni facile ni difficile, neither easy nor difficult, neutral",
            "facile, plutot facile, easy, somewhat easy",
            "tres facile, very easy"),
    ]

    private static func table(_ levels: String...) -> [String: Double] {
        var table: [String: Double] = [:]
        for (index, level) in levels.enumerated() {
            for label in level.split(separator: ",") {
                table[label.split(separator: " ").joined(separator: " ")] = Double(index + 1)
            }
        }
        return table
    }
}
