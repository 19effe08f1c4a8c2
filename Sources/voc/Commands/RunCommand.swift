import Alerting
import ArgumentParser
import Dispatch
import Feedback
import FeedbackStore
import Foundation
import Insights

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Check the alert rules from time to time and send what is due, until stopped.",
        discussion: """
            Instead of cron. The rules file is read again at each check. One process at a time runs on a store. After a stop \
            the first check catches up. Units for systemd are in deploy/.
            """)

    @Option(help: ArgumentHelp("The rules file.", valueName: "rules.yaml"))
    var rules: String?

    @Option(help: ArgumentHelp("Minutes between two checks.", valueName: "minutes"))
    var every = 15

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...1440).contains(every) else { throw ValidationError("--every takes minutes from 1 to 1440") }
    }

    func run() async throws {
        try await global.reporting { terminal in
            let workspace = global.workspace
            let store = try workspace.openStore()
            // A mistake in the rules is found at once, not at the first check of the night.
            _ = try workspace.alertRules(rules)
            let vocabulary = try workspace.alertVocabulary()
            let surroundings = workspace.channelSurroundings(terminal)
            let scheduler = AlertScheduler(
                store, holder: "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)",
                every: .seconds(60 * every), clock: { MomentArgument.now })
            let work = AlertScheduler.Work(
                check: { now in
                    let file = try workspace.alertRules(rules)
                    let report = try AlertCheck(file.rules, vocabulary: vocabulary, now: now).run(on: store)
                    for status in report.rules where status.state == .error {
                        terminal.complain("\(status.rule): \(status.reason.phrase[terminal.language])")
                    }
                },
                send: { now in
                    let sent = try AlertOutbox(surroundings, now: now.milliseconds).flush(store)
                    for failure in sent.failures { terminal.complain(failure) }
                })
            terminal.note(
                terminal.text(
                    "Checking every \(every) minutes (Ctrl-C stops it).",
                    "Vérification toutes les \(every) minutes (Ctrl-C l'arrête)."))
            let loop = Task { try await scheduler.run(work) { try await Task.sleep(for: $0) } }
            let signals = [SIGINT, SIGTERM].map { number -> any DispatchSourceSignal in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number)
                source.setEventHandler { loop.cancel() }
                source.resume()
                return source
            }
            defer { signals.forEach { $0.cancel() } }
            try await loop.value
        }
    }
}
