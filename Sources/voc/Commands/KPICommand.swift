import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Foundation
import Insights
import Readers

struct KPICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi",
        abstract: "Indicators before and after, with their evolution, and the return on what was spent.",
        discussion: """
            From the store: every score and every business series (voc series) over two periods. From a CSV file with the \
            columns kpi, before, after: the same table of figures you have. --cost and --benefit add (benefit − cost) ÷ cost.
            """)

    @Argument(help: "A table of figures: kpi, before, after (or indicateur, avant, après).", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("The period before.", valueName: "period"))
    var before: String?

    @Option(help: ArgumentHelp("The period after.", valueName: "period"))
    var after: String?

    @Option(help: ArgumentHelp("What was spent.", valueName: "amount"))
    var cost: Double?

    @Option(help: ArgumentHelp("What it brought.", valueName: "amount"))
    var benefit: Double?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard file != nil || before != nil && after != nil || cost != nil else {
            throw ValidationError("Give a file, --before and --after, or --cost and --benefit.")
        }
        if (before == nil) != (after == nil) { throw ValidationError("--before and --after go together.") }
        if (cost == nil) != (benefit == nil) { throw ValidationError("--cost and --benefit go together.") }
        if let cost, cost <= 0 { throw ValidationError("--cost is more than 0.") }
    }

    func run() throws {
        try global.reporting { terminal in
            var report = KPIReport(before: nil, after: nil, rows: [], investment: nil)
            if let before, let after {
                let today = FilterOptions.today
                report = try KPIQuery(
                    filter: try filter.filter(today: today), before: try Period(before, today: today),
                    after: try Period(after, today: today)
                ).run(on: try global.workspace.openStore())
            }
            if let file { report.rows += try Self.rows(of: file, terminal.language) }
            if let cost, let benefit { report.investment = KPIReport.Investment(cost: cost, benefit: benefit) }
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            show(report, terminal)
        }
    }

    private func show(_ report: KPIReport, _ terminal: Terminal) {
        let figures = FigurePrinter(language: terminal.language)
        var table = Table(
            [
                (terminal.text("indicator", "indicateur"), .left),
                (report.before?.description ?? terminal.text("before", "avant"), .right),
                (report.after?.description ?? terminal.text("after", "après"), .right),
                (terminal.text("evolution", "évolution"), .right),
                (terminal.text("change [95%]", "écart [95 %]"), .left), (terminal.text("verdict", "verdict"), .left),
            ], flexible: [0])
        for row in report.rows {
            func value(_ number: Double?) -> String {
                guard let number else { return "–" }
                return row.metric.map { figures.number(number, $0) } ?? plain(number, terminal)
            }
            table.add([
                row.metric?.label[terminal.language] ?? row.name, value(row.before), value(row.after),
                row.evolution.map { whole($0, terminal) } ?? "",
                row.metric.flatMap { metric in
                    row.change?.value.map { figures.change($0, row.change?.interval, metric) }
                } ?? "",
                row.change?.verdict.label[terminal.language] ?? "",
            ])
        }
        if !report.rows.isEmpty { for line in table.lines(width: terminal.width) { terminal.print(line) } }
        if let investment = report.investment {
            terminal.print(
                terminal.text("Return on investment: ", "Retour sur investissement : ")
                    + terminal.bold(whole(investment.returned, terminal).replacing("+", with: ""))
                    + "  (\(plain(investment.benefit, terminal)) − \(plain(investment.cost, terminal))) ÷ \(plain(investment.cost, terminal))"
            )
        }
    }

    private func whole(_ share: Double, _ terminal: Terminal) -> String {
        decimal(share * 100, 0, terminal.language, signed: true) + (terminal.language == .french ? "\u{202F}%" : "%")
    }

    private func plain(_ number: Double, _ terminal: Terminal) -> String {
        number == number.rounded() && abs(number) < 1e15
            ? grouped(Int(number), terminal.language) : decimal(number, 2, terminal.language)
    }

    private func csv(_ report: KPIReport) -> String {
        Records.csv(
            header: ["kpi", "before", "after", "n_before", "n_after", "evolution", "low", "high", "p", "verdict"],
            rows: report.rows.map { row in
                [
                    row.name, Records.cell(row.before), Records.cell(row.after), "\(row.countBefore)",
                    "\(row.countAfter)",
                ]
                    + [row.evolution, row.change?.interval?.low, row.change?.interval?.high, row.change?.pValue].map(
                        Records.cell) + [row.change?.verdict.rawValue ?? ""]
            })
    }

    private static func rows(of path: String, _ language: OutputLanguage) throws -> [KPIReport.Row] {
        func failure(_ place: String, _ en: String, _ fr: String) -> Failure {
            Failure(language == .french ? "\(place) : \(fr)." : "\(place): \(en).")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(
                path, "the file cannot be read. Check its name", "le fichier ne peut pas être lu. Vérifiez son nom")
        }
        let bytes = Array(data)
        let head = Array(bytes.prefix(1 << 18))
        guard let dialect = guessDialect(of: head.span, isWhole: head.count == bytes.count) else { return [] }
        var (reader, row) = (CSVReader(MemorySource(bytes), dialect: dialect), CSVRow())
        var rows: [KPIReport.Row] = []
        guard try reader.next(&row) else { return [] }
        while try reader.next(&row) {
            guard let before = SeriesFile.number(row.string(1)), let after = SeriesFile.number(row.string(2)) else {
                throw failure(
                    "\(path):\(row.line):2", "expected an indicator and two numbers: conversion,2.5,3.8",
                    "il faut un indicateur et deux nombres : conversion;2,5;3,8")
            }
            rows.append(
                KPIReport.Row(
                    name: row.string(0), before: before, after: after, evolution: KPIReport.evolution(before, after)))
        }
        return rows
    }
}
