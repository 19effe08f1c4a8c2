/// What stands beside numbers in the cells of one column: the labels of a scale, a unit, or what somebody wrote.
struct LabelledNumbers {
    /// Cells with words beside their number.
    private var cells = 0
    private var labels: [String: Int] = [:]
    private var numbers: Set<Double> = []
    private var pairs: Set<String> = []

    mutating func add(_ text: ArraySlice<UInt8>, _ number: Double) {
        guard text.contains(where: { $0.isLetter || $0 >= 0x80 }), labels.count < 400 else { return }
        let label = Self.label(of: text)
        guard !label.isEmpty else { return }
        cells += 1
        labels[label, default: 0] += 1
        numbers.insert(number)
        pairs.insert("\(label) \(number)")
    }

    /// Whether they are no labels of numbers at all: neither does a number go with one label nor a label with one number,
    /// as in "2 days", "3 days", "2 weeks", or each cell has words of its own.
    func areTexts(among count: Int) -> Bool {
        guard cells * 2 >= count, labels.count > 1 else { return isOneText }
        if labels.keys.allSatisfy(Self.units.contains) { return true }
        let mixes = pairs.count * 4 > max(labels.count, numbers.count) * 5
        return (mixes || labels.count > 12) && !areKnown
    }

    /// The same under the name of a text: anything but stars, grades out of a maximum and known labels.
    func areWords(among count: Int, hasMaximum: Bool) -> Bool {
        cells * 2 >= count && !areKnown && !(hasMaximum && labels.count == 1) && !isUnit
    }

    /// What steps of a scale they name, two at least: "1 - Strongly disagree" to "5 - Strongly agree", or its two ends alone.
    var steps: AnswerLabels? {
        guard labels.count > 1, areKnown, pairs.count == labels.count else { return nil }
        return AnswerLabels.allCases.max { known(by: $0) < known(by: $1) }
    }

    private func known(by family: AnswerLabels) -> Int {
        labels.reduce(0) { family.points($1.key) == nil ? $0 : $0 + $1.value }
    }

    /// "3 days", "12 days".
    private var isUnit: Bool { labels.count == 1 && labels.keys.first?.utf8.contains(0x20) == false }

    /// "1 Gate Street" all over.
    private var isOneText: Bool {
        labels.count == 1 && numbers.count == 1 && cells > 2 && !isUnit && !areKnown
    }

    /// Whether most are labels of answers: "Très satisfait".
    private var areKnown: Bool {
        let known = labels.reduce(0) { sum, label in
            let isKnown =
                AnswerLabels.promoterGroup(label.key) != nil
                || AnswerLabels.allCases.contains { $0.points(label.key) != nil }
            return isKnown ? sum + label.value : sum
        }
        return known * 2 >= cells
    }

    /// The words of a cell but for those that count stars: "5.0 out of 5 stars Broken" gives "broken".
    private static func label(of text: ArraySlice<UInt8>) -> String {
        let words = comparableHeader(String(decoding: text.prefix(120), as: UTF8.self)).split(separator: " ")
            .filter { !counting.contains($0) && !$0.utf8.allSatisfy(\.isDigit) }
        // One day, two days.
        if words.count == 1, words[0].hasSuffix("s") { return String(words[0].dropLast()) }
        return words.joined(separator: " ")
    }

    /// Two of them in one column are no one number.
    private static let units: Set<String> = [
        "second", "seconde", "minute", "min", "hour", "heure", "h", "day", "jour", "j", "week", "semaine", "month",
        "moi",
        "year", "an", "annee", "tag", "tage", "woche", "wochen", "monat", "monate", "jahr", "jahre",
    ]
    private static let counting: Set<Substring> = [
        "star", "stars", "etoile", "etoiles", "stern", "sterne", "sternen", "estrella", "estrellas", "stella", "stelle",
        "estrela", "estrelas", "sterren", "ster", "out", "of", "sur", "von", "de", "su", "van", "rated", "rating",
        "note",
        "score", "s", "point", "points", "pt", "pts",
    ]
}
