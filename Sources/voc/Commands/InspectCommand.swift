import ArgumentParser
import Feedback
import Foundation
import Ingestion

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Say what an import would do with a file, and write a mapping to edit.")

    @Argument(help: ArgumentHelp("The file.", valueName: "path"))
    var path: String

    @Option(name: .customLong("as"), help: ArgumentHelp("Format, when the content does not tell.", valueName: "format"))
    var format: String?

    @Option(help: ArgumentHelp("Mapping file to try.", valueName: "file"))
    var map: String?

    @Option(name: .customLong("write-map"), help: ArgumentHelp("Write the mapping to this file.", valueName: "file"))
    var mappingPath: String?

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let options = ImportOptions(
                format: format, mapping: try map.map { try Mapping.read(path: $0) },
                masker: try global.workspace.masker(creating: false))
            let (plans, leftOut) = try Importer.plans(path: path, options: options)
            if json {
                let rows = plans.map { PlanRow($0, terminal.language) }
                terminal.print(try rows.count == 1 ? Records.json(rows[0]) : Records.json(rows))
            } else {
                for plan in plans {
                    if plans.count > 1 { terminal.print("\n" + terminal.bold(displayed(plan.file))) }
                    show(plan, terminal)
                }
                for file in leftOut {
                    terminal.note(
                        terminal.text("not imported: ", "non importé : ") + file.message(in: terminal.language))
                }
            }
            try writeMapping(of: plans[0], terminal)
        }
    }

    private func show(_ plan: ImportPlan, _ terminal: Terminal) {
        let share = Int((plan.confidence * 100).rounded())
        terminal.print(terminal.bold("\(plan.title[terminal.language])  (\(plan.format), \(share) %)"))
        for reason in plan.reasons { terminal.print("  · " + displayed(reason[terminal.language])) }
        if let other = plan.runnerUp {
            let share = Int((other.confidence * 100).rounded())
            terminal.print("  · " + terminal.text("next best: ", "ensuite : ") + "\(other.format) (\(share) %)")
        }
        for decision in plan.decisions { terminal.print("  · " + displayed(decision.text[terminal.language])) }
        guard !plan.columns.isEmpty else { return }
        var table = Table(
            [
                (terminal.text("column", "colonne"), .left), (terminal.text("becomes", "devient"), .left),
                ("%", .right),
                (terminal.text("why", "pourquoi"), .left), (terminal.text("sample", "exemple"), .left),
            ], flexible: [0, 3, 4])
        for column in plan.columns {
            table.add([
                column.name, column.shortTarget, "\(Int((column.confidence * 100).rounded()))",
                column.reason[terminal.language], column.samples.first ?? "",
            ])
        }
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func writeMapping(of plan: ImportPlan, _ terminal: Terminal) throws {
        guard let mapping = plan.mapping else { return }
        guard let mappingPath else {
            terminal.note(
                terminal.text(
                    "To change it: voc inspect \(path) --write-map map.yaml, edit it, then voc import \(path) --map map.yaml",
                    "Pour le modifier : voc inspect \(path) --write-map map.yaml, corrigez-le, puis voc import \(path) --map map.yaml"
                ))
            return
        }
        try Data(mapping.yaml.utf8).write(to: URL(fileURLWithPath: mappingPath))
        terminal.note(terminal.text("Mapping written to \(mappingPath)", "Correspondance écrite dans \(mappingPath)"))
    }

    private struct PlanRow: Encodable {
        var file: String
        var format: String
        var confidence: Double
        var reasons: [String]
        var runnerUp: RunnerUp?
        var decisions: [ImportSummary.DecisionRow]
        var columns: [ColumnRow]

        struct RunnerUp: Encodable {
            var format: String
            var confidence: Double
        }

        struct ColumnRow: Encodable {
            var column: String
            var to: String
            var confidence: Double
            var reason: String
        }

        init(_ plan: ImportPlan, _ language: OutputLanguage) {
            file = plan.file
            format = plan.format
            confidence = plan.confidence
            reasons = plan.reasons.map { $0[language] }
            runnerUp = plan.runnerUp.map { RunnerUp(format: $0.format, confidence: $0.confidence) }
            decisions = plan.decisions.map { ImportSummary.DecisionRow(code: $0.code, text: $0.text[language]) }
            columns = plan.columns.map {
                ColumnRow(column: $0.name, to: $0.shortTarget, confidence: $0.confidence, reason: $0.reason[language])
            }
        }
    }
}

extension ColumnReport {
    /// `answer nps 0–10`.
    fileprivate var shortTarget: String {
        ([target.rawValue] + [metric?.rawValue, scale.map { "\($0)" }].compactMap { $0 }).joined(separator: " ")
    }
}
