import Analysis
import ArgumentParser
import Evaluation
import Feedback
import Foundation

struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "How good the analyser is on texts you labelled: precision, recall, F1, the worst errors.",
        discussion: """
            LABELS are JSON lines or CSV with a column text and any of: sentiment (positive, neutral, negative, mixed), \
            stars (1-5), frictions, intents, step, lang; frictions_optional and intents_optional hold codes that count \
            neither way. A cell may hold several codes, separated by ; or |. Columns that are not there are not judged. \
            The worst errors quote the texts, on standard output only; --json names their lines.
            """)

    @Argument(help: ArgumentHelp("Files of labelled texts.", valueName: "labels"))
    var files: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Instead: how far two columns of labels agree (Cohen's κ).", valueName: "column-a column-b"))
    var agreement: [String] = []

    @Option(help: ArgumentHelp("A saved --json result to compare with.", valueName: "file"))
    var baseline: String?

    @Option(
        help: ArgumentHelp(
            "Fail (exit 1) when the micro-F1 of frictions or the macro-F1 of praise against blame is under this, 0 to 1.",
            valueName: "f1"))
    var failUnder: Double?

    @Option(help: ArgumentHelp("How many of the worst errors to show.", valueName: "n"))
    var worst = 20

    @Option(help: ArgumentHelp("How many cores to use; all by default.", valueName: "n"))
    var threads: Int?

    @Flag(help: "Analyse each text in the language it is labelled with.")
    var trustLanguage = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    private static let mostProblems = 20

    /// What `--agreement` took beyond its two columns are files.
    private var allFiles: [String] { files + agreement.dropFirst(2) }

    func validate() throws {
        if agreement.count == 1 { throw ValidationError("--agreement takes two columns.") }
        guard !allFiles.isEmpty else { throw ValidationError("Give at least one file of labelled texts.") }
        if let failUnder, !(0...1).contains(failUnder) { throw ValidationError("--fail-under is from 0 to 1.") }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is from 1 to 256.") }
        guard worst >= 0 else { throw ValidationError("--worst is 0 or more.") }
    }

    func run() async throws {
        try await global.reporting { terminal in
            var labels: [LabelFile] = []
            for path in allFiles { labels.append(try LabelFile(path: path)) }
            if agreement.count >= 2 { return try printAgreement(labels, terminal) }
            var texts: [LabelledText] = []
            for file in labels { texts += try file.texts() }
            let lexicons = try global.workspace.lexiconSet()
            for problem in LabelProblem.all(in: texts, lexicons: lexicons).prefix(Self.mostProblems) {
                terminal.complain(problem.message(terminal.language))
            }
            let analyzer = global.workspace.analyzer(lexicons, try global.workspace.catalog())
            let evaluation = await Evaluation(
                of: texts, analyzer: analyzer, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
                trustsLanguage: trustLanguage)
            let before = try baseline.map(EvaluationRecord.init(path:))
            try printResult(evaluation, analyzer, before, terminal)
            try failWhenUnder(evaluation, terminal)
        }
    }

    private func printResult(
        _ evaluation: Evaluation, _ analyzer: Analyzer, _ before: EvaluationRecord?, _ terminal: Terminal
    ) throws {
        let record = EvaluationRecord(evaluation, rules: analyzer.ruleVersion, files: allFiles, worst: worst)
        let comparison = before.map { BaselineComparison(before: $0.metrics, after: record.metrics) }
        if output.json { return terminal.print(try Records.json(record)) }
        if output.csv { return terminal.print(record.csv) }
        let printer = EvaluationPrinter(terminal: terminal, catalog: try global.workspace.catalog())
        printer.print(record, evaluation)
        if let comparison { printer.print(comparison, rules: before?.rules ?? "") }
        guard worst > 0 else { return }
        MistakePrinter(terminal: terminal, analyzer: analyzer, trustsLanguage: trustLanguage).print(
            evaluation, limit: worst)
    }

    private func failWhenUnder(_ evaluation: Evaluation, _ terminal: Terminal) throws {
        guard let failUnder else { return }
        let under = evaluation.metrics.filter { $0.isHeadline && $0.value < failUnder }
        guard !under.isEmpty else { return }
        for metric in under {
            let value = decimal(metric.value, 3, terminal.language)
            let bar = decimal(failUnder, 3, terminal.language)
            terminal.complain(
                terminal.text("\(metric.name) is \(value), under \(bar)", "\(metric.name) vaut \(value), sous \(bar)"))
        }
        throw ExitStatus.failed
    }

    private func printAgreement(_ labels: [LabelFile], _ terminal: Terminal) throws {
        let agreement = try LabelAgreement(of: labels, columns: self.agreement[0], self.agreement[1])
        let record = AgreementRecord(agreement)
        if output.json { return terminal.print(try Records.json(record)) }
        if output.csv { return terminal.print(record.csv) }
        AgreementPrinter(terminal: terminal).print(agreement)
    }
}
