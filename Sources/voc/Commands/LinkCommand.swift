import ArgumentParser
import Feedback
import FeedbackStore
import Foundation

struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Join items to sessions again, or show what joined one.",
        discussion: "Links are made at each import; run this after sessions arrived late.")

    @Option(help: ArgumentHelp("Show an item's links with method, odds and evidence.", valueName: "id"))
    var explain: String?

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    private struct Counts: Encodable {
        var added: Int
        var items: [String: Int]
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            if let explain { return try show(explain, in: store, terminal) }
            let added = try store.linkSessions()
            let counts = try store.sessionLinkCounts()
            if json {
                let items = Dictionary(counts.map { ($0.method, $0.items) }) { first, _ in first }
                return terminal.print(try Records.json(Counts(added: added, items: items)))
            }
            terminal.print(
                terminal.text("\(added) new links to sessions.", "\(added) nouveaux liens vers des sessions."))
            for row in counts { terminal.print("  \(row.method): \(grouped(row.items, terminal.language))") }
        }
    }

    private func show(_ id: String, in store: FeedbackStore, _ terminal: Terminal) throws {
        guard let record = try store.record(id) else { throw StoreError.noSuchItem(id) }
        if json { return terminal.print(try Records.json(record.links)) }
        guard !record.links.isEmpty else {
            return terminal.print(
                terminal.text(
                    "No link: no step rule matched, and no key is shared with a session.",
                    "Aucun lien : aucune règle d'étape, et aucune clé commune avec une session."))
        }
        for link in record.links {
            let target = link.sessionID.map { "session \($0)" } ?? "\(link.journey ?? "")/\(link.step ?? "")"
            terminal.print(
                "\(target)  \(link.method)  p = \(decimal(link.probability, 2, terminal.language))  \(displayed(link.evidence))"
            )
        }
    }
}
