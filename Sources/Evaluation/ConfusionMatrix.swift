public import Feedback

/// How often each label was answered with each other: rows are the labels, columns the answers.
public struct ConfusionMatrix: Hashable, Sendable {
    public let labels: [String]
    /// `counts[row * columns + column]`; the last column counts texts without an answer.
    private var counts: [Int]

    /// - Parameter labels: what can be right; an answer outside them counts as none.
    public init(labels: [String]) {
        self.labels = labels
        counts = Array(repeating: 0, count: labels.count * (labels.count + 1))
    }

    private var columns: Int { labels.count + 1 }

    /// - Precondition: `label` is one of ``labels``.
    public mutating func add(label: String, answer: String?, count: Int = 1) {
        guard let row = labels.firstIndex(of: label) else { preconditionFailure("unknown label \(label)") }
        let column = answer.flatMap { labels.firstIndex(of: $0) } ?? labels.count
        counts[row * columns + column] += count
    }

    /// - Parameter answer: `nil` for texts without an answer.
    public func count(label: String, answer: String?) -> Int {
        guard let row = labels.firstIndex(of: label) else { return 0 }
        return counts[row * columns + (answer.flatMap { labels.firstIndex(of: $0) } ?? labels.count)]
    }

    public var total: Int { counts.reduce(0, +) }
    public var right: Int { labels.indices.reduce(0) { $0 + counts[$1 * columns + $1] } }
    public var unanswered: Int { labels.indices.reduce(0) { $0 + counts[$1 * columns + labels.count] } }

    /// The share answered right; no answer is wrong. `nil` without texts.
    public var accuracy: Double? { total == 0 ? nil : Double(right) / Double(total) }
    public var accuracyInterval: Interval { .wilson(right, of: total) }
    /// The share with an answer, right or wrong.
    public var coverage: Double? { total == 0 ? nil : 1 - Double(unanswered) / Double(total) }

    /// One label against the others.
    public func tags(_ label: String) -> TagCounts {
        guard let index = labels.firstIndex(of: label) else { return TagCounts() }
        let row = (0..<columns).reduce(0) { $0 + counts[index * columns + $1] }
        let column = labels.indices.reduce(0) { $0 + counts[$1 * columns + index] }
        let right = counts[index * columns + index]
        return TagCounts(right: right, wrong: column - right, missed: row - right)
    }

    /// The mean F1 of the labels that occur; `nil` without texts.
    public var macroF1: Double? {
        let known = labels.map(tags).filter { $0.support > 0 }.compactMap(\.f1)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// Cohen's κ: agreement beyond what the frequencies of the labels make by chance. 1 is full agreement, 0 chance.
    ///
    /// - Returns: `nil` without texts, and when both sides always give one and the same label.
    /// - Source: J. Cohen, Educational and Psychological Measurement 20, 1960.
    public var kappa: Double? {
        guard total > 0 else { return nil }
        let all = Double(total)
        let byChance = labels.reduce(0.0) { sum, label in
            let tags = tags(label)
            return sum + Double(tags.support) / all * Double(tags.given) / all
        }
        guard byChance < 1 else { return nil }
        return (Double(right) / all - byChance) / (1 - byChance)
    }

    /// - Precondition: both have the same labels.
    public static func += (left: inout ConfusionMatrix, other: ConfusionMatrix) {
        precondition(left.labels == other.labels, "matrices of different labels cannot be added")
        for index in left.counts.indices { left.counts[index] += other.counts[index] }
    }
}
