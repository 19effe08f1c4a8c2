internal import Feedback

/// One column a step of a scale, "Très satisfait", "Satisfait"…, with a mark in that of the answer: one question together.
struct LevelColumns {
    /// What the columns become, by position.
    private(set) var columns: [Int: GuessedColumn] = [:]

    init(headers: [String], rows: [[String]], profiles: [ColumnProfile]) {
        var first = headers.startIndex
        while first < headers.endIndex {
            guard let run = Run(headers: headers, profiles: profiles, first: first) else {
                first += 1
                continue
            }
            if run.isAnsweredOnce(in: rows) {
                for (index, column) in run.columns(headers, profiles) { columns[index] = column }
            }
            first = run.range.upperBound
        }
    }

    /// What a mark in the column at `index` stands for.
    func codes(_ index: Int) -> CodeBook? { columns[index]?.mapping.codes }

    /// Neighbours whose names are steps of one scale, and whose cells are marks.
    private struct Run {
        let family: AnswerLabels
        let range: Range<Int>
        let points: [Double]
        let block: String

        init?(headers: [String], profiles: [ColumnProfile], first: Int) {
            let parts = Self.parts(headers[first])
            let families = AnswerLabels.allCases.filter { $0 != .faces && $0.points(parts.label) != nil }
            var best: (AnswerLabels, Int)?
            for family in families {
                var end = first
                while end < headers.count, profiles[end].holdsMarks(or: Self.parts(headers[end]).label),
                    Self.parts(headers[end]).block == parts.block, family.points(Self.parts(headers[end]).label) != nil
                {
                    end += 1
                }
                if end > best?.1 ?? first { best = (family, end) }
            }
            guard let (family, end) = best else { return nil }
            range = first..<end
            points = range.compactMap { family.points(Self.parts(headers[$0]).label) }
            self.family = family
            block = parts.block
            guard range.count > 2, Set(points).count == range.count, range.contains(where: { profiles[$0].filled > 0 })
            else { return nil }
        }

        /// The question and the step: "Accueil – Satisfait".
        private static func parts(_ header: String) -> (block: String, label: String) {
            guard let part = BlockHeader(header) else { return ("", comparableHeader(header)) }
            return (part.block, part.name)
        }

        /// The step as the file has it.
        private static func label(_ header: String) -> String {
            guard let part = BlockHeader(header) else { return header }
            return part.label
        }

        /// No row has two marks, or one in twenty at most.
        func isAnsweredOnce(in rows: [[String]]) -> Bool {
            let counts = rows.map { row in range.count { $0 < row.count && !row[$0].isEmpty } }
            return counts.count { $0 > 1 } * 20 <= counts.count { $0 > 0 }
        }

        func columns(_ headers: [String], _ profiles: [ColumnProfile]) -> [(Int, GuessedColumn)] {
            let question =
                block.isEmpty ? family.metric.rawValue : BlockHeader(headers[range.lowerBound])?.title ?? block
            let steps = zip(range, points).sorted { $0.1 < $1.1 }.map { headers[$0.0] }.joined(separator: ", ")
            return zip(range, points).map { index, point in
                var mapping = ColumnMapping(
                    headers[index], to: .answer, name: question, metric: family.metric, scale: AnswerLabels.scale,
                    confidence: 0.85)
                mapping.codes = profiles[index].marks(for: Self.label(headers[index]), points: point)
                let reason = Phrase(
                    en: "a step of a scale, with a mark for the answer",
                    fr: "un degré d'une échelle, coché pour la réponse")
                return (
                    index,
                    GuessedColumn(
                        mapping: mapping, reason: reason,
                        decision: index == range.lowerBound ? decision(question, steps) : nil)
                )
            }
        }

        private func decision(_ question: String, _ steps: String) -> Decision {
            Decision(
                "scale",
                en:
                    "columns \(steps) are the steps of one scale with a mark for the answer, worst to best: they are read as "
                    + "one \(family.metric.rawValue) on \(AnswerLabels.scale), named \"\(question)\"",
                fr: "les colonnes \(steps) sont les degrés d'une seule échelle, cochés pour la réponse, du pire au "
                    + "meilleur : elles sont lues comme une \(family.metric.rawValue) sur \(AnswerLabels.scale), nommée "
                    + "« \(question) »")
        }
    }
}

extension ColumnProfile {
    /// Whether all cells are marks such as "X", or name the column itself.
    fileprivate func holdsMarks(or label: String) -> Bool {
        filled == 0
            || values.count <= 2
                && values.allSatisfy { Self.marks.contains($0.lowercased()) || comparableHeader($0) == label }
    }

    private static let marks: Set<String> = [
        "x", "1", "oui", "yes", "v", "ok", "✓", "✔", "☑", "☒", "•", "true", "vrai", "✗", "✘",
    ]

    /// What a mark stands for; the usual ones too, where no row has any yet.
    fileprivate func marks(for label: String, points: Double) -> CodeBook {
        var book = CodeBook()
        for mark in Self.marks.union(values.map { $0.lowercased() }) {
            book.points[comparableHeader(mark)] = points
            book.labels[mark] = label
        }
        return book
    }
}
