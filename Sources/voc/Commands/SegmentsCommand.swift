import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct SegmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segments",
        abstract:
            "Groups of customers by rule, and what each says more than the others: segments, personas, RFM cells.",
        discussion: """
            The rules are in seeds/segments.yaml; each run computes them anew. Groups overlap. Under --min customers or items
            a group is named without figures. Then: voc top --where segment=CODE, voc top --by rfm.
            """)

    @Argument(help: ArgumentHelp("A segment: lists its customers, as pseudonyms.", valueName: "segment"))
    var segment: String?

    @Flag(help: "By how recently, how often and for how much customers buy, in thirds (3 the best). Needs orders.")
    var rfm = false

    @Option(name: .customLong("min"), help: ArgumentHelp("Smallest group shown, 5 at least.", valueName: "n"))
    var minimum = SegmentQuery.floor

    @Option(help: ArgumentHelp("How many customers of a segment.", valueName: "n"))
    var limit = 20

    @OptionGroup var filter: FilterOptions

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let rules = try global.workspace.segmentRules()
            try store.updateSegments(rules.map(\.segment))
            if let segment { return try list(segment, rules.map(\.rule), store, terminal) }
            let query = SegmentQuery(filter: try filter.filter(today: FilterOptions.today), minimum: minimum)
            let report = try rfm ? query.runRFM(on: store) : query.run(rules.map(\.rule.code), on: store)
            if json { return terminal.print(try Records.json(report)) }
            let labels = rfm ? [:] : Dictionary(rules.map { ($0.rule.code, $0.rule.label) }) { first, _ in first }
            try show(report, labels, terminal)
        }
    }

    private func show(_ report: SegmentReport, _ labels: [String: Phrase], _ terminal: Terminal) throws {
        let figures = FigurePrinter(language: terminal.language)
        let names = try global.workspace.names(terminal.language)
        guard !report.rows.isEmpty else {
            return terminal.print(
                terminal.text(
                    "No customer has an order yet: import an orders file first.",
                    "Aucun client n'a de commande : importez d'abord un fichier de commandes."))
        }
        var table = Table(
            [
                (terminal.text("group", "groupe"), .left), (terminal.text("customers", "clients"), .right),
                (terminal.text("items", "retours"), .right), (terminal.text("score [95%]", "score [95 %]"), .left),
                (terminal.text("first friction", "premier irritant"), .left),
                (terminal.text("here / elsewhere", "ici / ailleurs"), .left), ("", .left),
            ], flexible: [4])
        for row in report.rows {
            let share = row.frictionShare.map { figures.percent($0.value) } ?? ""
            let elsewhere = row.elsewhere.map { figures.percent($0.value) } ?? ""
            table.add([
                labels[row.code]?[terminal.language] ?? row.code,
                row.customers.map { grouped($0, terminal.language) } ?? "< \(report.minimum)",
                row.items.map { grouped($0, terminal.language) } ?? "–",
                row.score.map(figures.score) ?? terminal.text("too few", "trop peu"),
                row.friction.map { names.friction($0) } ?? "", share.isEmpty ? "" : "\(share) / \(elsewhere)",
                row.difference.map { figures.elsewhere($0.verdict) } ?? "",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        terminal.print(
            terminal.dim(
                terminal.text(
                    "Groups overlap: a customer may be in several. ",
                    "Les groupes se recouvrent : un client peut être dans plusieurs. ")
                    + terminal.text("All: ", "Tous : ") + figures.score(report.score)))
    }

    private func list(
        _ code: String, _ rules: [SegmentRules.Segment], _ store: FeedbackStore, _ terminal: Terminal
    ) throws {
        guard rules.contains(where: { $0.code == code }) else {
            let known = rules.map(\.code).joined(separator: ", ")
            throw Failure(
                terminal.text(
                    "no segment is called '\(code)'. Choose one of \(known)",
                    "aucun segment ne s'appelle « \(code) ». Choisissez parmi \(known)"))
        }
        let rows = try store.customers(in: code, limit: limit)
        if json { return terminal.print(try Records.json(rows)) }
        var table = Table(
            [
                (terminal.text("respondent", "répondant"), .left), (terminal.text("items", "retours"), .right),
                (terminal.text("ideas", "idées"), .right), (terminal.text("visits", "visites"), .right),
                (terminal.text("orders", "commandes"), .right), (terminal.text("revenue", "montant"), .right),
                ("RFM", .left),
            ], flexible: [])
        for row in rows {
            table.add([
                row.respondent, "\(row.items)", "\(row.ideas)", "\(row.sessions)", "\(row.orders)",
                row.revenue.map { decimal($0, 2, terminal.language) } ?? "–", row.rfm ?? "–",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }
}

extension Workspace {
    /// The rules with their conditions read.
    func segmentRules() throws -> [(rule: SegmentRules.Segment, segment: CustomerSegment)] {
        try segmentFile().segments.map { rule in
            let rules = try rule.conditions.map { text in
                guard let condition = CustomerRule(text) else {
                    throw SeedError(
                        file: "seeds/segments.yaml",
                        reason: "segment '\(rule.code)': '\(text)' is no condition. Measures are "
                            + CustomerRule.measures.joined(separator: ", ") + "; an attribute takes = or !=")
                }
                return condition
            }
            return (rule, CustomerSegment(code: rule.code, rules: rules))
        }
    }
}
