internal import Feedback

/// Ratings in signs of the keyboard: `++`, `+`, `-`, `--`, or `:-)`, `:-|`, `:-(`.
///
/// Elsewhere a dash says that there is no value, so a column must show the signs of both sides to be one.
struct SignSteps: Hashable {
    private var counts: [String: Int] = [:]
    private var others = 0

    mutating func add(_ cell: ArraySlice<UInt8>) {
        // A spreadsheet keeps "+" from being a formula so.
        let cell = cell.first == 0x27 ? cell.dropFirst() : cell
        guard !cell.isEmpty else { return }
        guard cell.count <= 5 else {
            others += 1
            return
        }
        let text = String(decoding: cell, as: UTF8.self)
        if Self.points[text] == nil { others += 1 } else { counts[text, default: 0] += 1 }
    }

    /// The points of each sign met, on five steps, or on seven where a sign stands three times; `nil` for other columns.
    var steps: (points: [String: Double], scale: RatingScale)? {
        let filled = counts.values.reduce(0, +)
        guard filled > 0, others * 20 <= filled, Set(counts.keys.compactMap { Self.points[$0] }).count > 2 else {
            return nil
        }
        let isFaces = counts.keys.contains { $0.utf8.contains(0x28) || $0.utf8.contains(0x29) }
        let isBothSides = counts["+"] != nil && counts["++"] != nil || counts["++"] != nil && counts["--"] != nil
        guard isFaces || isBothSides else { return nil }
        let isLong = counts["+++"] != nil || counts["---"] != nil
        let points = Self.points.mapValues { isLong && !isFaces ? $0 + 1 : min(max($0, 1), 5) }
        return (points, isLong && !isFaces ? RatingScale(1, 7) : AnswerLabels.scale)
    }

    /// The signs met, the worst first: `-- 1, - 2, + 4`.
    func shown(_ points: [String: Double]) -> String {
        counts.keys.compactMap { sign in points[sign].map { (sign, $0) } }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .map { "\($0.0) \(plain($0.1))" }.joined(separator: ", ")
    }

    private static let points: [String: Double] = [
        "---": 0, "--": 1, "-": 2, "+-": 3, "+/-": 3, "-/+": 3, "±": 3, "=": 3, "+": 4, "++": 5, "+++": 6,
        ":'(": 1, ":((": 1, ":(": 2, ":-(": 2, "=(": 2, ":|": 3, ":-|": 3, ":/": 3, ":-/": 3, ":)": 4, ":-)": 4,
        "=)": 4,
        ";)": 4, ";-)": 4, ":D": 5, ":-D": 5, ":))": 5,
    ]
}

extension ColumnGuesser {
    /// A column whose cells are signs that go from bad to good.
    func signColumn(_ index: Int) -> GuessedColumn? {
        guard let (points, scale) = profiles[index].signs.steps else { return nil }
        let (header, asked) = (headers[index], QuestionWording(question(index)))
        let isSatisfaction = asked.asksSatisfaction || HeaderWords(header).isSatisfaction
        let metric: AnswerKind = asked.asksEase ? .ces : isSatisfaction ? .csat : .rating
        var mapping = ColumnMapping(header, to: .answer, metric: metric, scale: scale, confidence: 0.8)
        mapping.codes = CodeBook(signs: points)
        let steps = profiles[index].signs.shown(points)
        return GuessedColumn(
            mapping: mapping,
            reason: Phrase(
                en: "its answers are signs from bad to good", fr: "ses réponses sont des signes, du pire au meilleur"),
            decision: Decision(
                "scale",
                en:
                    "column \"\(header)\" is read as \(metric.rawValue) on \(scale) from its signs, worst to best (\(steps))",
                fr:
                    "la colonne « \(header) » est lue comme \(metric.rawValue) sur \(scale) d'après ses signes, du pire au "
                    + "meilleur (\(steps))"))
    }
}
