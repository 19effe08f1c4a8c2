import ArgumentParser
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Insights

struct PrivacyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy", abstract: "Erase a person, hand out what is stored of them, remove what is too old.",
        discussion: """
            A person is named by pseudonym (r_…), e-mail, customer number or platform:account; what is given is turned into \
            the pseudonym here and kept nowhere. Every command leaves a line in the audit trail.
            """,
        subcommands: [Erase.self, Access.self, Retention.self, Trail.self, Wipe.self])

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase everything of one person, or one item, from the store and from the file's bytes.",
            discussion: """
                Exports and reports written before are not changed. A later import of an old export leaves the person \
                out (counted as: erased). Rows put aside hold no identity: voc privacy retention removes them.
                """)

        @Argument(help: ArgumentHelp("Pseudonym, e-mail or customer id.", valueName: "key"))
        var key: String?

        @Option(help: ArgumentHelp("One item only, by its id.", valueName: "id"))
        var item: String?

        @Flag(name: .customLong("dry-run"), help: "Say what would go; change nothing.")
        var dryRun = false

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard (key == nil) != (item == nil) else { throw ValidationError("Give one person, or one --item.") }
        }

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                let subject: DataSubject =
                    if let item { .item(item) } else { .respondent(try global.workspace.pseudonym(of: key ?? "")) }
                let report = try store.erase(subject, isRehearsal: dryRun, now: now())
                if !dryRun { try store.wipe() }
                if json { return terminal.print(try Records.json(report)) }
                terminal.print(report.sentence(terminal, isRehearsal: dryRun))
            }
        }
    }

    struct Access: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Everything stored of one person, as JSON: items with texts, answers and tags, and visits.")

        @Argument(help: ArgumentHelp("Pseudonym, e-mail or customer id.", valueName: "key"))
        var key: String

        @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file, readable by you only.", valueName: "file"))
        var out: String?

        @OptionGroup var global: GlobalOptions

        private struct Everything: Encodable {
            var respondent: String
            var items: [ExportRow]
            var sessions: [VisitRow]
            var orders: [OrderRecord]
        }

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                let respondent = try global.workspace.pseudonym(of: key)
                let found = try store.everything(of: respondent)
                try store.audit(
                    "access",
                    [
                        "respondent": respondent, "items": "\(found.items.count)",
                        "sessions": "\(found.sessions.count)",
                    ], now: now())
                let text = try Records.json(
                    Everything(
                        respondent: respondent, items: found.items.map(ExportRow.init),
                        sessions: found.sessions.map(VisitRow.init),
                        orders: try store.history(ofRespondent: respondent).orders.map(OrderRecord.init)))
                guard let out else { return terminal.print(text) }
                guard
                    FileManager.default.createFile(
                        atPath: out, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
                else {
                    throw StoreError.notWritable(path: out)
                }
                terminal.note(
                    terminal.text(
                        "\(found.items.count) items and \(found.sessions.count) visits written to \(out)",
                        "\(found.items.count) retours et \(found.sessions.count) visites écrits dans \(out)"))
            }
        }
    }

    struct Retention: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove what is older than the retention period.",
            discussion: """
                Made for cron. The period is 36 months unless voc.yaml beside the store says otherwise (privacy: \
                retention: 24 months; retention-by-source: …). Items go by the day they were written, visits by their \
                end, rows put aside and kept versions by their import. Networks of IP addresses go when voc.yaml does not \
                allow them any more.
                """)

        @Option(
            name: .customLong("older-than"),
            help: ArgumentHelp("A period (24m, 90d, '3 ans') or a day (2024-01-01).", valueName: "period"))
        var olderThan: String?

        @Option(help: ArgumentHelp("Only this source.", valueName: "name"))
        var source: String?

        @Flag(name: .customLong("dry-run"), help: "Say what would go; change nothing.")
        var dryRun = false

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let settings = try global.workspace.settings()
                let store = try global.workspace.openStore()
                var total = ErasureReport()
                for pass in passes(settings) {
                    total.add(
                        try store.purge(
                            before: try cutoff(pass.period), source: pass.source, except: pass.except,
                            isRehearsal: dryRun, now: now()))
                }
                if !settings.keepsNetworks { total.networks = try store.forgetNetworks(isRehearsal: dryRun) }
                if !dryRun, !total.isEmpty { try store.wipe() }
                if json { return terminal.print(try Records.json(total)) }
                terminal.print(total.sentence(terminal, isRehearsal: dryRun))
            }
        }

        /// Sources with a period of their own, then all others.
        private func passes(_ settings: WorkspaceSettings) -> [(source: String?, except: [String], period: String)] {
            if let source {
                let own = settings.retentionBySource.first { $0.source == source }?.period
                return [(source, [], olderThan ?? own ?? settings.retention)]
            }
            if let olderThan { return [(nil, [], olderThan)] }
            return settings.retentionBySource.map { ($0.source, [], $0.period) }
                + [(nil, settings.retentionBySource.map(\.source), settings.retention)]
        }

        /// UTC milliseconds of the first day that stays.
        private func cutoff(_ period: String) throws -> Int64 {
            let today = Timestamp(milliseconds: now()).date
            return Int64(try Period(period, today: today).first.dayNumber) * 86_400_000
        }
    }

    struct Trail: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "audit", abstract: "Who erased, handed out, exported, corrected or undid what, and when.")

        @OptionGroup var output: OutputOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let rows = try global.workspace.openStore().auditTrail()
                if output.json { return terminal.print(try Records.json(rows)) }
                if output.csv {
                    return terminal.print(
                        Records.csv(
                            header: ["at", "who", "action", "detail"],
                            rows: rows.map { [$0.at, $0.who, $0.action, $0.detail] }))
                }
                for row in rows {
                    terminal.print("\(row.at)  \(displayed(row.who))  \(row.action)  \(displayed(row.detail))")
                }
            }
        }
    }

    struct Wipe: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rewrite the store's file so that nothing deleted is left in its bytes.",
            discussion: "Erasing and retention do it themselves; undo does not. Needs free space of the store's size.")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                try global.workspace.openStore().wipe()
                terminal.note(terminal.text("The file is rewritten.", "Le fichier est réécrit."))
            }
        }
    }
}

private func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

extension ErasureReport {
    fileprivate mutating func add(_ other: ErasureReport) {
        items += other.items
        sessions += other.sessions
        quarantined += other.quarantined
        revisions += other.revisions
        messages += other.messages
        networks += other.networks
    }

    fileprivate func sentence(_ terminal: Terminal, isRehearsal: Bool) -> String {
        guard !isEmpty else {
            return terminal.text("Nothing of this is stored.", "Rien de cela n'est enregistré.")
        }
        func number(_ value: Int) -> String { grouped(value, terminal.language) }
        var parts = [
            terminal.text("\(number(items)) items", "\(number(items)) retours"),
            terminal.text("\(number(sessions)) visits", "\(number(sessions)) visites"),
            terminal.text("\(number(quarantined)) rows put aside", "\(number(quarantined)) lignes mises de côté"),
            terminal.text("\(number(revisions)) earlier versions", "\(number(revisions)) versions antérieures"),
            terminal.text("\(number(messages)) messages", "\(number(messages)) messages"),
        ]
        if networks > 0 {
            parts.append(
                terminal.text("\(number(networks)) IP networks", "\(number(networks)) réseaux d'adresses IP"))
        }
        let verb =
            isRehearsal
            ? terminal.text("Would go: ", "Partiraient : ") : terminal.text("Erased: ", "Effacés : ")
        return verb + parts.joined(separator: ", ") + "."
    }
}

func networkName(_ pseudonym: Int64) -> String { "n_" + String(UInt64(bitPattern: pseudonym), radix: 16) }

/// A visit as it is handed out to the person it was.
struct VisitRow: Encodable {
    var source: String
    var sessionId: String
    var startedAt: String
    var endedAt: String
    var device: String?
    var browser: String?
    var country: String?
    var city: String?
    /// The pseudonym of the network of its IP address.
    var network: String?
    var campaign: String?
    var outcome: String
    var orders: [String]
    var events: [Event]

    struct Event: Encodable {
        var kind: String
        var at: String
        var page: String?
    }

    init(_ session: Session) {
        source = session.source
        sessionId = session.sessionID
        startedAt = session.startedAt.iso8601
        endedAt = session.endedAt.iso8601
        device = session.device
        browser = session.browser
        country = session.country
        city = session.city
        network = session.network.map(networkName)
        campaign = session.campaign
        outcome = session.outcome.rawValue
        orders = session.orderIDs
        events = session.events.map { Event(kind: $0.kind.rawValue, at: $0.at.iso8601, page: $0.page) }
    }
}
