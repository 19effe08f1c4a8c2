internal import Feedback

/// A scale that says what its numbers stand for: "(1 = très satisfait, 4 = pas du tout satisfait)" in the question, or
/// "4 - Très satisfait" in the answers.
struct LabelledScale: Hashable {
    var range: ClosedRange<Int>
    var direction: RatingScale.Direction
    /// Whether the highest number is one of the ends: no answer goes further.
    var isWhole: Bool

    var scale: RatingScale { RatingScale(Double(range.lowerBound), Double(range.upperBound), direction) }

    /// - Parameter question: in the form ``comparableHeader(_:)`` gives.
    /// - Returns: `nil` where fewer than two numbers are said to be of different worth.
    init?(_ question: String) {
        let words = question.split(separator: " ")
        var points: [(number: Int, worth: Double)] = []
        for (index, word) in words.enumerated() {
            guard word.utf8.count <= 3, let number = Int(word), number >= 0 else { continue }
            let label = words[(index + 1)...].prefix { Int($0) == nil }
            if let worth = Self.worth(label.drop { Self.fillers.contains($0) }) { points.append((number, worth)) }
        }
        self.init(points)
    }

    /// - Parameter answers: each once, as cells have them: "1 - Très satisfait", "Très satisfait (1)".
    init?(answers: some Sequence<String>) {
        var points: [(number: Int, worth: Double)] = []
        for answer in answers {
            let words = comparableHeader(answer).split(separator: " ")
            guard words.count > 1, let number = Int(words[0]) ?? Int(words[words.count - 1]) else { continue }
            let label = Int(words[0]) == nil ? words.dropLast() : words.dropFirst()
            if let worth = Self.worth(label) { points.append((number, worth)) }
        }
        self.init(points)
        if range.lowerBound > 1 { range = 1...range.upperBound }
    }

    private init?(_ points: [(number: Int, worth: Double)]) {
        guard let low = points.min(by: { $0.number < $1.number }), let high = points.max(by: { $0.number < $1.number }),
            low.number < high.number, low.worth != high.worth
        else { return nil }
        range = low.number...high.number
        direction = low.worth > high.worth ? .lowerIsBetter : .higherIsBetter
        isWhole = high.worth == 1 || high.worth == 5
    }

    /// From 1, the worst, to 5 of the longest label these words begin with.
    private static func worth(_ words: ArraySlice<Substring>) -> Double? {
        for count in stride(from: min(words.count, 6), to: 0, by: -1) {
            let label = words.prefix(count).joined(separator: " ")
            if let end = ends[label] { return end }
            for labels in AnswerLabels.allCases {
                if let points = labels.points(label) { return points }
            }
        }
        return nil
    }

    private static let fillers: Set<Substring> = [
        "a", "to", "et", "and", "etant", "being", "est", "is", "signifie", "means", "pour", "for", "le", "la", "the",
    ]
    /// Words for the ends of a scale that are no answers by themselves.
    private static let ends: [String: Double] = [
        "parfait": 5, "parfaite": 5, "perfect": 5, "meilleur": 5, "meilleure": 5, "best": 5,
        "amazing": 5, "fantastic": 5, "wonderful": 5, "awesome": 5, "outstanding": 5, "brilliant": 5,
        "superb": 5, "exceptional": 5, "exceptionnel": 5, "exceptionnelle": 5, "formidable": 5,
        "genial": 5, "ideal": 5, "dreadful": 1, "appalling": 1, "unacceptable": 1, "inacceptable": 1, "deplorable": 1,
        "affreux": 1, "tres decevant": 1, "tres decevante": 1, "very disappointing": 1, "positif": 5, "positive": 5,
        "tres positif": 5, "very positive": 5, "aucun effort": 5, "tres peu d effort": 5, "tres faible effort": 5,
        "no effort": 5, "very low effort": 5, "low effort": 5, "peu d effort": 5, "pire": 1, "worst": 1, "nul": 1,
        "nulle": 1, "negatif": 1, "negative": 1, "tres negatif": 1, "very negative": 1, "horrible": 1, "awful": 1,
        "catastrophique": 1, "beaucoup d effort": 1, "enormement d effort": 1, "effort important": 1, "high effort": 1,
        "very high effort": 1, "a lot of effort": 1, "not easy": 2,
        "not at all easy": 1, "pas facile": 2, "pas du tout facile": 1, "ungenugend": 1, "mangelhaft": 1,
    ]
}
