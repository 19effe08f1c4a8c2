import Alerting
import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Foundation
import Insights
import Linking

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Did a score drop beyond chance? Check the rules, with the cause in the message.",
        discussion: """
            For cron: voc alerts check. Exit codes: 0 nothing, 10 a rule fires, 11 a rule has no data, 2 a rule is wrong.
            Without RULES the file alerts.yaml beside the store counts, else the shipped rules.
            """,
        subcommands: [
            Check.self, List.self, History.self, Ack.self, Silence.self, Resolve.self, Backtest.self, Test.self,
            Init.self,
        ])
}

/// The rules a command works with.
struct RulesOption: ParsableArguments {
    @Option(name: .customLong("rules"), help: ArgumentHelp("The rules file.", valueName: "rules.yaml"))
    var path: String?
}

extension Workspace {
    private var storeFolder: String {
        let folder = (storePath as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// The rules file given, else `alerts.yaml` beside the store, else the shipped one.
    func alertRules(_ path: String?) throws -> AlertRuleFile {
        let own = storeFolder + "/alerts.yaml"
        let shipped = try dataFolders().seeds + "/alerts/default.yaml"
        let path = path ?? (FileManager.default.fileExists(atPath: own) ? own : shipped)
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else {
            throw AlertError.unreadable(path)
        }
        return try AlertRuleFile(yaml: text, name: path)
    }

    func alertVocabulary() throws -> AlertVocabulary {
        let catalog = try catalog()
        let steps = try journeys().main.steps
        return AlertVocabulary(
            stopWords: try stopWords(),
            friction: { Phrase(en: catalog.label($0, .english), fr: catalog.label($0, .french)) },
            step: { code in
                steps.first { $0.code == code }?.labels.phrase ?? Phrase(code)
            }, owner: { catalog.frictions[$0]?.owner.map { Phrase(en: $0.en, fr: $0.fr) } })
    }

    /// - Parameter isSilent: the terminal channel prints nothing: the command prints the messages in its own form.
    func channelSurroundings(_ terminal: Terminal, isSilent: Bool = false) -> ChannelSurroundings {
        let environment = ProcessInfo.processInfo.environment
        let allowed = environment["VOC_ALLOW_HOSTS"]?.split(separator: ",").map { $0.lowercased() } ?? []
        let sender = WebSender(allowedHosts: Set(allowed))
        return ChannelSurroundings(
            language: terminal.language, folder: storeFolder, environment: environment,
            now: { MomentArgument.now }, post: { try sender.post($0) },
            sendMail: { try Sendmail.send(to: $0, $1, path: environment["VOC_SENDMAIL"]) },
            show: { text in if !isSilent { terminal.print(text) } })
    }
}

extension AlertsCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Evaluate the rules now, and send what is new.",
            discussion: """
                A period is judged once it is over. Running it again sends nothing again: one incident, one message, an update \
                only when it is worse, and one when it is over.
                """)

        @Argument(help: ArgumentHelp("The rules file.", valueName: "rules.yaml"))
        var rules: String?

        @Option(
            help: ArgumentHelp(
                "Judge as of this moment. By default now, or the end of the data when that is later.", valueName: "time"
            ))
        var now: MomentArgument?

        @Flag(help: "The result as JSON, messages included.")
        var json = false

        @OptionGroup var global: GlobalOptions

        private struct Output: Encodable {
            var report: AlertReport
            var messages: [AlertMessage]
            var failures: [String]

            private enum Key: String, CodingKey { case now, rules, messages, failures }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(report.now, forKey: .now)
                try container.encode(report.rules, forKey: .rules)
                try container.encode(messages, forKey: .messages)
                try container.encode(failures, forKey: .failures)
            }
        }

        func run() throws {
            try global.reporting { terminal in
                let workspace = global.workspace
                let file = try workspace.alertRules(rules)
                let store = try workspace.openStore()
                let moment = try now?.timestamp ?? AlertCheck.moment(store, clock: MomentArgument.now)
                let outbox = AlertOutbox(
                    workspace.channelSurroundings(terminal, isSilent: json), now: moment.milliseconds)
                // What a crash kept from being sent goes first.
                var sent = try outbox.flush(store)
                let check = AlertCheck(file.rules, vocabulary: try workspace.alertVocabulary(), now: moment)
                let report = try check.run(on: store)
                sent += try outbox.flush(store)
                if json {
                    terminal.print(
                        try Records.json(Output(report: report, messages: sent.messages, failures: sent.failures)))
                } else {
                    AlertPrinter(terminal: terminal).print(report.rules)
                }
                for failure in sent.failures {
                    terminal.complain(
                        terminal.text("not sent yet: ", "pas encore envoyé : ") + failure)
                }
                if report.isFiring { throw ExitStatus.alertFires }
                if report.hasErrors { throw ExitStatus.unusable }
                if report.hasNoData { throw ExitStatus.alertHasNoData }
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show where the rules stood at the last check, and the incidents.")

        @OptionGroup var output: OutputOptions
        @OptionGroup var global: GlobalOptions

        private struct Listing: Encodable {
            var rules: [AlertStatus]
            var incidents: [AlertDesk.Incident]
            var record: AlertDesk.Record
        }

        func run() throws {
            try global.reporting { terminal in
                let desk = AlertDesk(try global.workspace.openStore())
                let (statuses, incidents) = (try desk.statuses(), try desk.incidents())
                if output.json {
                    return terminal.print(
                        try Records.json(
                            Listing(
                                rules: statuses, incidents: incidents, record: try desk.record(now: MomentArgument.now))
                        ))
                }
                if output.csv { return terminal.print(csv(incidents)) }
                guard !statuses.isEmpty else {
                    return terminal.note(
                        terminal.text(
                            "No rule was checked yet: voc alerts check", "Aucune règle vérifiée : voc alerts check"))
                }
                let printer = AlertPrinter(terminal: terminal)
                printer.print(statuses)
                printer.printFalseAlarms(try desk.record(now: MomentArgument.now))
                printer.print(incidents)
            }
        }

        private func csv(_ incidents: [AlertDesk.Incident]) -> String {
            Records.csv(
                header: [
                    "id", "rule", "fired_at", "resolved_at", "severity", "value", "limit", "n", "acknowledged_by",
                    "closed_at", "verdict",
                ],
                rows: incidents.map {
                    [
                        "\($0.id)", $0.rule, $0.firedAt, $0.resolvedAt ?? "", "\($0.severity)",
                        $0.value.map { "\($0)" } ?? "",
                        $0.limit.map { "\($0)" } ?? "", $0.count.map { "\($0)" } ?? "", $0.acknowledgedBy ?? "",
                        $0.closedAt ?? "", $0.verdict?.rawValue ?? "",
                    ]
                })
        }
    }

    struct Ack: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that someone looks after an incident: no update is sent any more, only that it is over.")

        @Argument(
            help: ArgumentHelp("The incident's number, as its message and voc alerts list print it.", valueName: "id"))
        var incident: String

        @Option(help: ArgumentHelp("Who; the user of this machine by default.", valueName: "name"))
        var by: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let desk = AlertDesk(try global.workspace.openStore())
                let who = by ?? ProcessInfo.processInfo.environment["USER"] ?? "unknown"
                let done = try desk.acknowledge(incident, by: who, now: MomentArgument.now)
                let name = displayed(done.acknowledgedBy ?? who)
                terminal.note(
                    terminal.text("\(done.key): \(name) looks after it.", "\(done.key) : \(name) s'en occupe."))
            }
        }
    }

    struct Silence: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold a rule's messages back for a while; what is still true then is sent.")

        @Argument(help: ArgumentHelp("The rule's name.", valueName: "rule"))
        var rule: String

        @Option(help: ArgumentHelp("Until when: 2026-10-05, 2026-10-05T08:00.", valueName: "time"))
        var until: MomentArgument

        @OptionGroup var rules: RulesOption
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let found = try global.workspace.alertRules(rules.path).rule(rule)
                let desk = AlertDesk(try global.workspace.openStore())
                try desk.silence(found, until: until.timestamp, now: MomentArgument.now)
                let end = until.timestamp.iso8601
                terminal.note(
                    terminal.text(
                        "\(found.name): no message until \(end).", "\(found.name) : aucun message jusqu'au \(end)."))
            }
        }
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send a test message through a rule's channels.")

        @Argument(help: ArgumentHelp("The rule's name.", valueName: "rule"))
        var rule: String

        @OptionGroup var rules: RulesOption
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let found = try global.workspace.alertRules(rules.path).rule(rule)
                let surroundings = global.workspace.channelSurroundings(terminal)
                try AlertOutbox(surroundings, now: MomentArgument.now.milliseconds).test(found)
                let channels = found.channels.map(\.description).joined(separator: ", ")
                terminal.note(terminal.text("Sent to \(channels).", "Envoyé à \(channels)."))
            }
        }
    }

    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write commented rules to start from.")

        @Argument(
            help: ArgumentHelp("The file to write: alerts.yaml beside the store is found by itself.", valueName: "file")
        )
        var file: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let preset = try global.workspace.dataFolders().seeds + "/alerts/default.yaml"
                guard let data = FileManager.default.contents(atPath: preset) else {
                    throw AlertError.unreadable(preset)
                }
                guard !FileManager.default.fileExists(atPath: file) else { throw AlertError.exists(file) }
                guard FileManager.default.createFile(atPath: file, contents: data) else {
                    throw StoreError.notWritable(path: file)
                }
                terminal.note(
                    terminal.text(
                        "Written: \(file). Edit it, then: voc alerts check \(file)",
                        "Écrit : \(file). Modifiez-le, puis : voc alerts check \(file)"))
            }
        }
    }
}
