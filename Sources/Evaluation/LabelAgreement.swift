import Feedback
import Readers

/// How far two labellers agree, each in a column of the same file.
public struct LabelAgreement: Sendable {
    /// Agreement on one code: given or not, over all rows.
    public struct Code: Sendable {
        public var code: String
        public var matrix: ConfusionMatrix
        /// The first labeller's against the second's.
        public var counts: TagCounts
    }

    /// Rows that hold both columns.
    public private(set) var texts = 0
    /// Rows where both gave exactly the same.
    public private(set) var same = 0
    /// One answer a row: the table of both. `nil` when a row holds several codes.
    public private(set) var answers: ConfusionMatrix?
    /// Codes in alphabetical order.
    public private(set) var codes: [Code] = []

    /// - Throws: ``EvaluationError`` when no row has both columns.
    public init(of files: [LabelFile], columns first: String, _ second: String) throws(EvaluationError) {
        var pairs: [(Set<String>, Set<String>)] = []
        for file in files {
            for row in file.rows {
                guard let left = LabelColumns.codes(row.values[first]),
                    let right = LabelColumns.codes(row.values[second])
                else { continue }
                pairs.append((Set(left), Set(right)))
            }
        }
        guard !pairs.isEmpty else { throw Self.noColumns(files, first, second) }
        compare(pairs)
    }

    private mutating func compare(_ pairs: [(Set<String>, Set<String>)]) {
        texts = pairs.count
        same = pairs.count { $0.0 == $0.1 }
        let names = Set(pairs.flatMap { $0.0.union($0.1) }).sorted()
        codes = names.map { name in
            var matrix = ConfusionMatrix(labels: ["yes", "no"])
            for (left, right) in pairs {
                matrix.add(label: left.contains(name) ? "yes" : "no", answer: right.contains(name) ? "yes" : "no")
            }
            return Code(code: name, matrix: matrix, counts: matrix.tags("yes"))
        }
        guard pairs.allSatisfy({ $0.0.count <= 1 && $0.1.count <= 1 }) else { return }
        var answers = ConfusionMatrix(labels: names + [Self.nothing])
        for (left, right) in pairs {
            answers.add(label: left.first ?? Self.nothing, answer: right.first ?? Self.nothing)
        }
        self.answers = answers
    }

    /// What a row without a code is counted as.
    public static let nothing = "–"

    /// Cohen's κ of the answers; with several codes a row, the mean κ of the codes by how often they occur.
    public var kappa: Double? {
        if let answers { return answers.kappa }
        var (sum, weights) = (0.0, 0.0)
        for code in codes {
            guard let kappa = code.matrix.kappa else { continue }
            let weight = Double(code.counts.support + code.counts.given)
            sum += kappa * weight
            weights += weight
        }
        return weights > 0 ? sum / weights : nil
    }

    /// All codes together, the first labeller's against the second's.
    public var total: TagCounts { codes.reduce(into: TagCounts()) { $0 += $1.counts } }

    private static func noColumns(_ files: [LabelFile], _ first: String, _ second: String) -> EvaluationError {
        let known = Set(files.flatMap { $0.rows.prefix(100).flatMap(\.values.keys) }).sorted().joined(separator: ", ")
        return EvaluationError(
            file: files.map(\.name).joined(separator: ", "),
            what: .init(
                en: "no row has both columns '\(first)' and '\(second)'",
                fr: "aucune ligne n'a les deux colonnes « \(first) » et « \(second) »"),
            fix: .init(en: "Name two of \(known)", fr: "Nommez-en deux parmi \(known)"))
    }
}
