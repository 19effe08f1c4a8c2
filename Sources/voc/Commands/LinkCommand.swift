import ArgumentParser
import Feedback
import FeedbackStore
import Foundation
import Linking
import Pipeline

struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Join items to sessions again, by keys and by odds, or show what joined one.",
        discussion: """
            Keys are used at each import; run this after sessions or items arrived, to link the rest by odds: time since a \
            view of the page, device, browser, language, country, city, and the network of the IP address where voc.yaml \
            allows it (privacy: ip-prefix). Accepted from odds of 0.8 with the next candidate at \
            0.1 or less. Without consent nothing is linked.
            """,
        subcommands: [Run.self, Report.self], defaultSubcommand: Run.self)

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Link all items again (what voc link does).")

        @Option(
            help: ArgumentHelp(
                "Show an item's candidates with method, odds and the weight of each field.", valueName: "id"))
        var explain: String?

        @OptionGroup var acceptance: AcceptanceOption

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                if let explain { return try show(explain, in: store, terminal) }
                let summary = try acceptance.linking(store, global).run()
                if json { return terminal.print(try Records.json(LinkCounts(summary))) }
                LinkPrinter(terminal: terminal).show(summary)
            }
        }

        private func show(_ id: String, in store: FeedbackStore, _ terminal: Terminal) throws {
            guard let record = try store.record(id) else { throw StoreError.noSuchItem(id) }
            if json { return terminal.print(try Records.json(record.links.map(ExplainedLink.init))) }
            let printer = LinkPrinter(terminal: terminal)
            for link in record.links { show(link, terminal, printer) }
            guard !record.links.contains(where: { $0.target == "session" && $0.accepted }) else { return }
            terminal.print(unlinked(record, terminal))
        }

        private func show(_ link: ItemRecord.Link, _ terminal: Terminal, _ printer: LinkPrinter) {
            let target = link.sessionID.map { "session \($0)" } ?? "\(link.journey ?? "")/\(link.step ?? "")"
            let odds = "p = \(decimal(link.probability, 2, terminal.language))"
            guard link.method == LinkMethod.probable.description, let evidence = LinkEvidence(link.evidence) else {
                return terminal.print("\(target)  \(link.method)  \(odds)  \(displayed(link.evidence))")
            }
            let state =
                link.accepted ? terminal.text("accepted", "accepté") : terminal.text("not accepted", "non accepté")
            terminal.print("\(target)  \(link.method)  \(odds)  \(state)")
            printer.show(evidence)
        }

        /// Why no session is accepted, as far as the item and its candidates tell.
        private func unlinked(_ record: ItemRecord, _ terminal: Terminal) -> String {
            let odds = record.links.filter { $0.target == "session" }.map(\.probability).sorted(by: >)
            if record.consent == false { return LinkPrinter.words(for: .refused)[terminal.language] }
            if record.createdAt == nil { return LinkPrinter.words(for: .undated)[terminal.language] }
            guard let best = odds.first else {
                return terminal.text(
                    "No session: no key is shared with one, and none fits well enough to be a candidate.",
                    "Aucune session : aucune clé commune, et aucune qui convienne assez pour être candidate.")
            }
            let second = odds.dropFirst().first ?? 0
            if best >= 0.8, second <= 0.1 { return LinkPrinter.words(for: .unsure)[terminal.language] }
            let (first, next) = (decimal(best, 2, terminal.language), decimal(second, 2, terminal.language))
            return terminal.text(
                "Not linked: the best candidate has \(first) (0.80 wanted), the next one \(next) (0.10 at most).",
                "Non relié : le meilleur candidat a \(first) (il faut 0,80), le suivant \(next) (0,10 au plus).")
        }
    }

    struct Report: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "How right links by odds are: precision and recall on items whose keys are held out.")

        @OptionGroup var acceptance: AcceptanceOption

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                guard let found = try acceptance.linking(store, global).check(),
                    found.check.onSite.answers + found.check.later.answers > 0
                else {
                    if json { return terminal.print(try Records.json(LinkReport(HeldOutCheck(), LinkModel()))) }
                    return terminal.print(
                        terminal.text(
                            "No item has a key that names a stored session: nothing to hold out. Run voc link once both are imported.",
                            "Aucun retour n'a de clé qui nomme une session de la base : rien à mettre de côté. Lancez voc link une fois les deux importés."
                        ))
                }
                if json { return terminal.print(try Records.json(LinkReport(found.check, found.model))) }
                LinkPrinter(terminal: terminal).show(found.check, found.model)
            }
        }
    }
}

/// How sure links by odds must be.
struct AcceptanceOption: ParsableArguments {
    @Option(
        name: .customLong("right"),
        help: ArgumentHelp(
            "How often accepted links must be right together, by their own odds; 0 accepts each from 0.8 on.",
            valueName: "0…1"))
    var rightTogether = LinkAcceptance().rightTogether

    func linking(_ store: FeedbackStore, _ global: GlobalOptions) throws -> SessionLinking {
        SessionLinking(
            store: store, acceptance: LinkAcceptance(rightTogether: rightTogether),
            usesNetworks: try global.workspace.settings().keepsNetworks)
    }

    func validate() throws {
        guard (0...1).contains(rightTogether) else { throw ValidationError("--right is from 0 to 1.") }
    }
}

/// What `voc link --json` prints.
private struct LinkCounts: Encodable {
    var items: Int
    var exact: [String: Int]
    var probable: Int
    var unlinked: [String: Int]
    var model: ModelRecord?

    init(_ summary: SessionLinking.Summary) {
        items = summary.items
        exact = summary.exact
        probable = summary.probable
        unlinked = reasonRecord(summary.unlinked)
        model = summary.model.map(ModelRecord.init)
    }
}

private struct ModelRecord: Encodable {
    var exactPairs: Int
    var rounds: Int
    var converged: Bool
    var withoutVisit: Double
    var errors: [String: Double]

    init(_ model: LinkModel) {
        exactPairs = model.exactPairs
        rounds = model.iterations
        converged = model.hasConverged
        withoutVisit = model.withoutVisit
        errors = Dictionary(uniqueKeysWithValues: LinkField.allCases.map { ($0.name, model.errors[$0.rawValue]) })
        errors["network"] = model.networkError
    }
}

private func reasonRecord(_ reasons: [UnlinkedReason: Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: reasons.map { ($0.key.rawValue, $0.value) })
}

/// What `voc link report --json` prints.
private struct LinkReport: Encodable {
    struct Bin: Encodable {
        var from: Double
        var to: Double
        var items: Int
        var right: Int
        var expected: Double
    }

    struct Group: Encodable {
        var items: Int
        var accepted: Int
        var right: Int
        var precision: Double?
        var recall: Double?
        var unlinked: [String: Int]
        var bins: [Bin]

        init(_ group: HeldOutCheck.Group) {
            items = group.answers
            accepted = group.accepted
            right = group.right
            precision = group.precision
            recall = group.recall
            unlinked = reasonRecord(group.reasons)
            bins = group.bins.map {
                Bin(from: $0.from, to: $0.to, items: $0.links, right: $0.right, expected: $0.expected)
            }
        }
    }

    var onSite: Group
    var later: Group
    var model: ModelRecord

    init(_ check: HeldOutCheck, _ model: LinkModel) {
        onSite = Group(check.onSite)
        later = Group(check.later)
        self.model = ModelRecord(model)
    }
}

/// One link of `voc link --explain ID --json`.
private struct ExplainedLink: Encodable {
    struct Weight: Encodable {
        var name: String
        var detail: String
        var bits: Double
    }

    var target: String
    var journey: String?
    var step: String?
    var sessionID: String?
    var sessionSource: String?
    var replayURL: String?
    var method: String
    var probability: Double
    var evidence: String
    var accepted: Bool
    var weights: [Weight]?

    init(_ link: ItemRecord.Link) {
        target = link.target
        journey = link.journey
        step = link.step
        sessionID = link.sessionID
        sessionSource = link.sessionSource
        replayURL = link.replayURL
        method = link.method
        probability = link.probability
        evidence = link.evidence
        accepted = link.accepted
        weights = LinkEvidence(link.evidence)?.parts.map { Weight(name: $0.name, detail: $0.detail, bits: $0.bits) }
    }
}
