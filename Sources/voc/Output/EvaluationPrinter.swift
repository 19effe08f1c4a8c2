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

    func heading(_ en: String, _ fr: String) {
        terminal.print()
        terminal.print(terminal.bold(terminal.text(en, fr)))
    }

    func printLines(_ table: Table) {
        for line in table.lines(width: max(terminal.width, 100) - 2) { terminal.print("  " + line) }
    }

    func number(_ value: Double?) -> String { value.map { decimal($0, 3, terminal.language) } ?? "–" }

    func range(_ interval: Interval) -> String {
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
        for language in evaluation.byLanguage.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            addMean(of: language, evaluation, to: &table)
        }
        printLines(table)
    }

    /// The mean of the files of one language that can be judged; nothing when there is one only.
    private func addMean(of language: Language, _ evaluation: Evaluation, to table: inout Table) {
        let prefix = "\(language.rawValue).mean_of_files."
        let means = evaluation.metrics.filter { $0.name.hasPrefix(prefix) }
        guard let count = means.map(\.count).max() else { return }
        func cell(_ name: String) -> String { number(means.first { $0.name == prefix + name }?.value) }
        table.add([
            terminal.text("mean of \(count) files", "moyenne de \(count) fichiers"), language.rawValue, "",
            cell("polarity_macro_f1"), cell("ece"), cell("sentiment_macro_f1"), "",
        ])
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
}
