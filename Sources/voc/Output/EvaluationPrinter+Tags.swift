import BundledData
import Evaluation
import Feedback

extension EvaluationPrinter {
    func printTags(_ groups: [(name: String, scores: AnalysisScores)]) {
        guard groups.contains(where: { group in group.scores.tables.contains { $0.table.texts > 0 } }) else { return }
        heading("Tags", "Étiquettes")
        var table = Table([
            (terminal.text("language", "langue"), .left), (terminal.text("kind", "genre"), .left),
            (terminal.text("texts", "textes"), .right), (terminal.text("labelled", "étiquetés"), .right),
            (terminal.text("precision", "précision"), .right), (terminal.text("recall", "rappel"), .right),
            ("micro-F1", .left), ("macro-F1", .right),
        ])
        for (name, scores) in groups {
            for (kind, tags) in scores.tables where tags.texts > 0 {
                let total = tags.total
                let micro = total.f1.map { "\(number($0)) \(range(total.f1Interval))" } ?? "–"
                table.add([
                    name, kindName(kind), "\(tags.texts)", "\(total.support)", number(total.precision),
                    number(total.recall), micro, number(tags.macroF1),
                ])
            }
        }
        printLines(table)
        for (name, scores) in groups where scores.praising > 0 {
            let figures = FigurePrinter(language: terminal.language)
            let share = figures.percent(Double(scores.praisingWithFriction) / Double(scores.praising))
            let interval = Interval.wilson(scores.praisingWithFriction, of: scores.praising)
            terminal.print(
                terminal.text(
                    "  \(name): \(share) of \(scores.praising) positive texts carry a friction \(range(interval))",
                    "  \(name) : \(share) des \(scores.praising) textes positifs portent un irritant \(range(interval))"
                ))
        }
    }

    private func kindName(_ kind: String) -> String {
        switch kind {
        case "frictions": terminal.text("frictions", "irritants")
        case "areas": terminal.text("areas", "domaines")
        case "intents": terminal.text("intents", "intentions")
        default: terminal.text("steps", "étapes")
        }
    }

    private func singular(_ kind: String) -> String {
        switch kind {
        case "areas": terminal.text("area", "domaine")
        case "intents": terminal.text("intent", "intention")
        default: terminal.text("step", "étape")
        }
    }

    /// One line a code, the most frequent first.
    func printCodes(_ record: EvaluationRecord) {
        let kinds = ["frictions", "areas", "intents", "steps"]
        for language in Language.allCases.map(\.rawValue) {
            let tags = record.tags.filter { $0.language == language && kinds.contains($0.kind) }
            guard !tags.isEmpty else { continue }
            heading("\(language): each tag", "\(language) : chaque étiquette")
            var table = Table(
                [
                    (terminal.text("tag", "étiquette"), .left), (terminal.text("labelled", "étiquetés"), .right),
                    (terminal.text("given", "donnés"), .right), (terminal.text("precision", "précision"), .left),
                    (terminal.text("recall", "rappel"), .left), ("F1", .left),
                    (terminal.text("meaning", "sens"), .left),
                ], flexible: [6])
            for kind in kinds {
                for tag in tags.filter({ $0.kind == kind }).sorted(by: { $0.counts.support > $1.counts.support }) {
                    table.add(cells(tag))
                }
            }
            printLines(table)
        }
    }

    private func cells(_ tag: EvaluationRecord.Tag) -> [String] {
        let counts = tag.counts
        func cell(_ value: Double?, _ interval: Interval) -> String {
            value.map { "\(number($0)) \(range(interval))" } ?? "–"
        }
        return [
            tag.code, "\(counts.support)", "\(counts.given)", cell(counts.precision, counts.precisionInterval),
            cell(counts.recall, counts.recallInterval), cell(counts.f1, counts.f1Interval),
            tag.kind == "frictions" ? catalog.label(tag.code, terminal.language) : singular(tag.kind),
        ]
    }
}
