import Alerting
import ArgumentParser
import Feedback
import FeedbackStore
import Foundation

extension AlertsCommand {
    struct Resolve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close an incident by hand, and say whether it was real.",
            discussion: """
                Nothing more is sent of it and its rule counts as calm until it fires anew. Verdicts are counted beside the false \
                alarms to expect: voc alerts list.
                """)

        @Argument(help: ArgumentHelp("The incident's number.", valueName: "id"))
        var incident: String

        @Flag(help: "There was something.")
        var confirmed = false

        @Flag(help: "There was nothing.")
        var falseAlarm = false

        @Option(help: ArgumentHelp("What to remember of it.", valueName: "text"))
        var note: String?

        @Option(help: ArgumentHelp("Who; the user of this machine by default.", valueName: "name"))
        var by: String?

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            if confirmed && falseAlarm { throw ValidationError("--confirmed or --false-alarm, not both") }
        }

        func run() throws {
            try global.reporting { terminal in
                let desk = AlertDesk(try global.workspace.openStore())
                let who = by ?? ProcessInfo.processInfo.environment["USER"] ?? "unknown"
                try desk.close(
                    incident, confirmed ? .confirmed : falseAlarm ? .falseAlarm : nil, by: who, note: note,
                    now: MomentArgument.now)
                terminal.note(terminal.text("Incident \(incident) is closed.", "Incident \(incident) clos."))
            }
        }
    }

    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what happened to incidents, and who did what.")

        @Argument(help: ArgumentHelp("The incident's number; all by default.", valueName: "id"))
        var incident: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let all = try AlertDesk(try global.workspace.openStore()).incidents()
                let shown = all.filter { incident == nil || "\($0.id)" == incident || $0.key == incident }
                if let incident, shown.isEmpty { throw AlertError.unknownIncident(incident) }
                for one in shown { AlertPrinter(terminal: terminal).printHistory(one) }
            }
        }
    }

    struct Backtest: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show when rules would have fired: tells nobody and changes nothing.",
            discussion: "Periods before --from only teach what is normal. Values are in the rule's metric.")

        @Argument(help: ArgumentHelp("The rules file.", valueName: "rules.yaml"))
        var rules: String?

        @Option(help: ArgumentHelp("The first moment to judge.", valueName: "time"))
        var from: MomentArgument?

        @Option(help: ArgumentHelp("As if it were then; by default now, or the end of the data.", valueName: "time"))
        var to: MomentArgument?

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let file = try global.workspace.alertRules(rules)
                let store = try global.workspace.openStore()
                let end = try to?.timestamp ?? AlertCheck.moment(store, clock: MomentArgument.now)
                let report = try AlertBacktest(file.rules, from: from?.timestamp, to: end).run(on: store)
                if json { return terminal.print(try Records.json(report)) }
                AlertPrinter(terminal: terminal).print(report)
            }
        }
    }
}
