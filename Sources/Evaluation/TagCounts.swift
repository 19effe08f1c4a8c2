public import Feedback

/// How often a tag was given and right, given and wrong, and left out.
public struct TagCounts: Hashable, Sendable {
    /// Given, and a labeller gave it too.
    public var right = 0
    /// Given, and no labeller did.
    public var wrong = 0
    /// Not given, though a labeller did.
    public var missed = 0

    public init(right: Int = 0, wrong: Int = 0, missed: Int = 0) {
        (self.right, self.wrong, self.missed) = (right, wrong, missed)
    }

    /// How often labellers gave the tag.
    public var support: Int { right + missed }
    /// How often the analyser gave it.
    public var given: Int { right + wrong }
    public var isEmpty: Bool { right + wrong + missed == 0 }

    /// The share of the tags given that are right; `nil` when none was given.
    public var precision: Double? { given == 0 ? nil : Double(right) / Double(given) }
    /// The share of the labellers' tags that were given; `nil` when there is none.
    public var recall: Double? { support == 0 ? nil : Double(right) / Double(support) }
    /// The harmonic mean of both, 0 to 1; `nil` when there is nothing to count.
    public var f1: Double? { isEmpty ? nil : 2 * Double(right) / Double(2 * right + wrong + missed) }

    public var precisionInterval: Interval { .wilson(right, of: given) }
    public var recallInterval: Interval { .wilson(right, of: support) }

    /// F1 is 2*j* ÷ (1 + *j*), where *j* is the share of right ones among right, wrong and missed ones: Wilson's
    /// interval of *j*, carried over.
    public var f1Interval: Interval {
        let share = Interval.wilson(right, of: right + wrong + missed)
        return Interval(low: 2 * share.low / (1 + share.low), high: 2 * share.high / (1 + share.high))
    }

    public static func += (left: inout TagCounts, other: TagCounts) {
        left.right += other.right
        left.wrong += other.wrong
        left.missed += other.missed
    }
}

/// The counts of every code of one kind: frictions, areas, intents or steps.
public struct TagTable: Hashable, Sendable {
    public private(set) var codes: [String: TagCounts] = [:]
    /// Texts whose tags were compared.
    public private(set) var texts = 0

    public init() {}

    /// All codes together: what the micro average is taken of.
    public var total: TagCounts { codes.values.reduce(into: TagCounts()) { $0 += $1 } }

    public var microF1: Double? { total.f1 }

    /// The mean F1 of the codes that labellers gave at least once; `nil` when they gave none.
    public var macroF1: Double? {
        // In the order of their names: sums of the same numbers are the same to the last digit.
        let known = codes.filter { $0.value.support > 0 }.sorted { $0.key < $1.key }.compactMap(\.value.f1)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// Compares the tags given to one text with the labels; `optional` ones are neither right nor wrong.
    public mutating func add(given: Set<String>, labels: Set<String>, optional: Set<String> = []) {
        texts += 1
        for code in labels {
            if given.contains(code) {
                codes[code, default: TagCounts()].right += 1
            } else {
                codes[code, default: TagCounts()].missed += 1
            }
        }
        for code in given.subtracting(labels).subtracting(optional) { codes[code, default: TagCounts()].wrong += 1 }
    }

    /// Compares one answer with the labels that are all accepted; no label means that no answer is right.
    public mutating func add(answer: String?, accepted: [String]) {
        texts += 1
        if let answer, accepted.contains(answer) {
            codes[answer, default: TagCounts()].right += 1
            return
        }
        if let answer { codes[answer, default: TagCounts()].wrong += 1 }
        if let first = accepted.first { codes[first, default: TagCounts()].missed += 1 }
    }

    public static func += (left: inout TagTable, other: TagTable) {
        left.texts += other.texts
        for (code, counts) in other.codes { left.codes[code, default: TagCounts()] += counts }
    }
}
