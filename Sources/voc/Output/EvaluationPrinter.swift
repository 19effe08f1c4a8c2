import BundledData
import Evaluation
import Feedback

/// Prints how the analyser does: sentiment, language, tags, each with n and interval, languages apart.
struct EvaluationPrinter {
    var terminal: Terminal
    var catalog: FrictionCatalog

    func print(_ record: EvaluationRecord, _ evaluation: Evaluation) {
        let files = record.files.count
        terminal.print(
            terminal.text(
                "\(record.texts) texts of \(files) \(files == 1 ? "file" : "files"), lexicons \(record.rules)",
                "\(record.texts) textes de \(files) \(files == 1 ? "fichier" : "fichiers"), lexiques \(record.rules)"))
        let groups = Language.allCases.compactMap { language in
            evaluation.byLanguage[language].map { (language.rawValue, $0) }
        }
        printSentiment(groups)
        printConfusion(groups)
        printFiles(evaluation)
        printLanguages(groups + [(terminal.text("all", "toutes"), evaluation.all)])
        printTags(groups)
        printCodes(record)
    }

    func print(_ comparison: BaselineComparison, rules: String) {
        heading("Against the saved result (lexicons \(rules))", "Par rapport au résultat gardé (lexiques \(rules))")
        let moved = comparison.moved()
        guard !moved.isEmpty else {
            return terminal.print(terminal.text("  no figure moved", "  aucun chiffre n'a bougé"))
        }
        var table = Table([
            (terminal.text("figure", "chiffre"), .left), (terminal.text("before", "avant"), .right),
            (terminal.text("now", "maintenant"), .right), (terminal.text("change", "écart"), .right),
        ])
        for change in moved {
            let difference = change.difference.map { decimal($0, 3, terminal.language, signed: true) }
            table.add([change.name, number(change.before), number(change.after), difference ?? ""])
        }
        printLines(table)
    }

    private func heading(_ en: String, _ fr: String) {
        terminal.print()
        terminal.print(terminal.bold(terminal.text(en, fr)))
    }

    private func printLines(_ table: Table) {
        for line in table.lines(width: max(terminal.width, 100) - 2) { terminal.print("  " + line) }
    }

    private func number(_ value: Double?) -> String { value.map { decimal($0, 3, terminal.language) } ?? "–" }

    private func range(_ interval: Interval) -> String {
        let separator = terminal.language == .french ? " ; " : ", "
        return
            "[\(decimal(interval.low, 3, terminal.language))\(separator)\(decimal(interval.high, 3, terminal.language))]"
    }

    private func printSentiment(_ groups: [(name: String, scores: AnalysisScores)]) {
        let groups = groups.filter { $0.scores.polarity.total + $0.scores.sentiment.total > 0 }
        guard !groups.isEmpty else { return }
        heading("Sentiment", "Tonalité")
        var table = Table([
            (terminal.text("language", "langue"), .left), (terminal.text("praise or blame", "éloge ou blâme"), .right),
            (terminal.text("accuracy", "exactitude"), .left), ("macro-F1", .right),
            (terminal.text("answered", "répondu"), .right), ("ECE", .right), ("Brier", .right),
            (terminal.text("three-way", "trois classes"), .right), (terminal.text("accuracy", "exactitude"), .left),
            ("macro-F1", .right),
        ])
        for (name, scores) in groups {
            let (polarity, sentiment) = (scores.polarity, scores.sentiment)
            table.add([
                name, "\(polarity.total)", accuracy(polarity), number(polarity.macroF1), number(polarity.coverage),
                number(scores.calibration.expectedError), number(scores.calibration.brier), "\(sentiment.total)",
                accuracy(sentiment), number(sentiment.macroF1),
            ])
        }
        printLines(table)
    }

    private func accuracy(_ matrix: ConfusionMatrix) -> String {
        guard let accuracy = matrix.accuracy else { return "–" }
        return "\(number(accuracy)) \(range(matrix.accuracyInterval))"
    }

    private func printConfusion(_ groups: [(name: String, scores: AnalysisScores)]) {
        for (name, scores) in groups where scores.sentiment.total > 0 {
            heading(
                "\(name): labels (rows) against answers, mixed counted as neutral",
                "\(name) : étiquettes (lignes) contre réponses, mitigé compté comme neutre")
            let labels = scores.sentiment.labels
            var table = Table([("", .left)] + labels.map { (word($0), .right) } + [("F1", .right)])
            for label in labels {
                let cells = labels.map { "\(scores.sentiment.count(label: label, answer: $0))" }
                table.add([word(label)] + cells + [number(scores.sentiment.tags(label).f1)])
            }
            printLines(table)
        }
    }

    private func word(_ label: String) -> String {
        switch SentimentLabel(rawValue: label) {
        case .positive: terminal.text("positive", "positif")
        case .neutral: terminal.text("neutral", "neutre")
        case .negative: terminal.text("negative", "négatif")
        case .mixed: terminal.text("mixed", "mitigé")
        case nil: label
        }
    }

    private func printFiles(_ evaluation: Evaluation) {
        guard evaluation.byFile.count > 1 else { return }
        heading("By file", "Par fichier")
        var table = Table(
            [
                (terminal.text("file", "fichier"), .left), (terminal.text("language", "langue"), .left),
                (terminal.text("texts", "textes"), .right), (terminal.text("two-way F1", "F1 à 2"), .right),
                ("ECE", .right), (terminal.text("three-way F1", "F1 à 3"), .right),
                (terminal.text("frictions F1", "F1 irritants"), .right),
            ], flexible: [0])
        for (file, languages) in evaluation.byFile.sorted(by: { $0.key < $1.key }) {
            for (language, scores) in languages.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                table.add([
                    String(file.split(separator: "/").last ?? ""), language.rawValue, "\(scores.texts)",
                    number(scores.polarity.macroF1), number(scores.calibration.expectedError),
                    number(scores.sentiment.macroF1), number(scores.frictions.microF1),
                ])
            }
        }
        printLines(table)
        for metric in evaluation.metrics where metric.name.contains(".mean_of_files.") {
            terminal.print("  \(metric.name) = \(number(metric.value))  (\(metric.count))")
        }
    }

    private func printLanguages(_ groups: [(name: String, scores: AnalysisScores)]) {
        guard groups.contains(where: { $0.scores.languages.total > 0 }) else { return }
        heading("Language", "Langue")
        let short = AnalysisScores.shortTextWords
        var table = Table([
            (terminal.text("language", "langue"), .left), (terminal.text("texts", "textes"), .right),
            (terminal.text("accuracy", "exactitude"), .left),
            (terminal.text("of \(short) words or fewer", "de \(short) mots au plus"), .right),
            (terminal.text("accuracy", "exactitude"), .left),
        ])
        for (name, scores) in groups where scores.languages.total > 0 {
            table.add([
                name, "\(scores.languages.total)", accuracy(scores.languages), "\(scores.shortTextLanguages.total)",
                accuracy(scores.shortTextLanguages),
            ])
        }
        printLines(table)
    }

    private func printTags(_ groups: [(name: String, scores: AnalysisScores)]) {
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
    private func printCodes(_ record: EvaluationRecord) {
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
