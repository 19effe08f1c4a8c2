import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Foundation
import Insights
import Yams

struct UrgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "urgent", abstract: "Whom to call today: urgent and leaving customers, the longest waiting first.",
        discussion: "Waiting times stand against the channel's target, from seeds/service-levels.yaml.")

    @Option(help: ArgumentHelp("How far back from the newest item, in days.", valueName: "days"))
    var days = 2

    @Option(help: ArgumentHelp("What waiting counts up to: 2026-10-26T09:00. Now by default.", valueName: "time"))
    var now: MomentArgument?

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 30

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let query = UrgentQuery(
                filter: try filter.filter(today: FilterOptions.today), now: now?.timestamp ?? MomentArgument.now,
                days: days, targets: try global.workspace.serviceLevels(), limit: limit)
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            show(report, terminal)
        }
    }

    private func show(_ report: UrgentReport, _ terminal: Terminal) {
        guard report.total > 0 else {
            return terminal.print(
                terminal.text(
                    "Nobody to call: no urgent item since \(report.since).",
                    "Personne à rappeler : aucun retour urgent depuis \(report.since)."))
        }
        terminal.print(
            terminal.bold(
                terminal.text(
                    "\(report.total) to answer, \(report.late) later than the channel's target",
                    "\(report.total) à rappeler, dont \(report.late) au-delà du délai du canal")))
        var table = Table(
            [
                ("id", .right), (terminal.text("waiting", "attente"), .right),
                (terminal.text("target", "délai"), .right),
                (terminal.text("channel", "canal"), .left), (terminal.text("why", "motif"), .left),
                (terminal.text("text", "texte"), .left),
            ], flexible: [5])
        for row in report.rows {
            let reasons = row.reasons.map { reason(String($0), terminal) }.joined(separator: ", ")
            table.add([
                "\(row.itemID)", duration(row.waitedMinutes, terminal) + (row.isLate ? " !" : "  "),
                duration(row.targetMinutes, terminal), row.channel ?? row.source, reasons, row.text,
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func reason(_ code: String, _ terminal: Terminal) -> String {
        switch code {
        case "urgent": terminal.text("urgent", "urgent")
        case "churn_risk": terminal.text("leaving", "départ")
        default: code
        }
    }

    /// `5 min`, `3 h`, `2 d 4 h`.
    private func duration(_ minutes: Int, _ terminal: Terminal) -> String {
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 1440 { return "\(minutes / 60) h" }
        let hours = minutes / 60 % 24
        return "\(minutes / 1440) \(terminal.text("d", "j"))" + (hours > 0 ? " \(hours) h" : "")
    }

    private func csv(_ report: UrgentReport) -> String {
        Records.csv(
            header: ["id", "created_at", "channel", "reasons", "waited_minutes", "target_minutes", "late", "text"],
            rows: report.rows.map { row in
                [
                    "\(row.itemID)", row.createdAt, row.channel ?? "", row.reasons.joined(separator: " "),
                    "\(row.waitedMinutes)", "\(row.targetMinutes)", "\(row.isLate)", row.text,
                ]
            })
    }
}

extension Workspace {
    /// How long customers may wait, by channel.
    func serviceLevels() throws -> ServiceLevels {
        var levels: [String: Int] = try seed("service-levels.yaml")
        guard let otherwise = levels.removeValue(forKey: "default"), levels.values.allSatisfy({ $0 > 0 }) else {
            throw Failure(
                options.language == .french
                    ? "service-levels.yaml : il faut « default » et des minutes positives. Corrigez le fichier."
                    : "service-levels.yaml: it needs 'default' and positive minutes. Correct the file.")
        }
        return ServiceLevels(byChannel: levels, otherwise: otherwise)
    }

    /// What the ranking of frictions weighs.
    func priorityWeights() throws -> PriorityWeights { try seed("priority.yaml") }

    private func seed<Value: Decodable>(_ name: String) throws -> Value {
        let path = try dataFolders().seeds + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(
                options.language == .french
                    ? "\(path) : le fichier manque. Reprenez celui qui est livré."
                    : "\(path): the file is missing. Take the shipped one.")
        }
        do { return try YAMLDecoder().decode(Value.self, from: data) } catch {
            let reason = String("\(error)".split(separator: "\n").first ?? "")
            throw Failure(
                options.language == .french
                    ? "\(path) : \(reason). Corrigez le fichier, ou reprenez celui qui est livré."
                    : "\(path): \(reason). Correct the file, or take the shipped one.")
        }
    }
}
