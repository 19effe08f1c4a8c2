public import ArgumentParser
import BundledData
public import Feedback
import FeedbackStore
import Lexicons
import Linking

struct CorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Say that a tag is wrong, or what is missing: every count follows at once.",
        discussion: """
            voc correct R_17 --remove delivery.late --add delivery.missing --sentiment negative. Codes are those of voc top, \
            voc show and the journey; --step takes a step of the default journey. A correction outlives re-imports as long as \
            the text stays. With no item, lists all corrections; --labels writes the corrected texts as labels for voc eval \
            and voc lexicon learn.
            """)

    @Argument(help: ArgumentHelp("An item's id, ours or its source's. None lists what was corrected.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("A friction, intent or emotion that is there. Repeatable.", valueName: "code"))
    var add: [String] = []

    @Option(help: ArgumentHelp("One that is not there. Repeatable.", valueName: "code"))
    var remove: [String] = []

    @Option(help: ArgumentHelp("The text's attitude.", valueName: "positive|neutral|negative|mixed"))
    var sentiment: SentimentLabel?

    @Option(help: ArgumentHelp("Where in the journey the item belongs.", valueName: "step"))
    var step: String?

    @Option(help: ArgumentHelp("Which of its texts, from 1, where it has several.", valueName: "n"))
    var text: Int?

    @Flag(help: "Write the corrected texts as labels, one JSON object a line.")
    var labels = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let hasChange = !add.isEmpty || !remove.isEmpty || sentiment != nil || step != nil
        guard hasChange == (id != nil) else {
            throw ValidationError(
                id == nil
                    ? "Give the item's id before what to change."
                    : "Say what is wrong: --add, --remove, --sentiment or --step.")
        }
        guard text.map({ $0 > 0 }) ?? true else { throw ValidationError("--text counts from 1.") }
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            guard let id else { return try list(store, terminal) }
            let made = try store.correct(
                id, text: text.map { $0 - 1 }, try changes(terminal), now: MomentArgument.now.milliseconds)
            let rows = made.map(CorrectionRow.init)
            if output.json { return terminal.print(try Records.json(rows)) }
            if output.csv { return terminal.print(CorrectionRow.csv(rows)) }
            guard !rows.isEmpty else {
                return terminal.note(terminal.text("The item says so already.", "Le retour le dit déjà."))
            }
            for row in rows { terminal.print(row.line(terminal)) }
        }
    }

    private func list(_ store: FeedbackStore, _ terminal: Terminal) throws {
        let corrections = try store.corrections()
        if labels { return try printLabels(corrections, store, terminal) }
        let rows = corrections.map(CorrectionRow.init)
        if output.json { return terminal.print(try Records.json(rows)) }
        if output.csv { return terminal.print(CorrectionRow.csv(rows)) }
        guard !rows.isEmpty else {
            return terminal.note(terminal.text("Nothing was corrected yet.", "Rien n'a encore été corrigé."))
        }
        for row in rows { terminal.print(row.line(terminal)) }
    }

    // MARK: What is asked for

    private func changes(_ terminal: Terminal) throws -> [TagChange] {
        let kinds = try kindsByCode()
        let frictions = try global.workspace.catalog().frictions
        var changes: [TagChange] = []
        for code in remove { changes.append(TagChange(kind: try kind(of: code, kinds, terminal), from: code)) }
        for code in add {
            changes.append(
                TagChange(kind: try kind(of: code, kinds, terminal), to: code, severity: frictions[code]?.severity ?? 3)
            )
        }
        if let sentiment { changes.append(TagChange(kind: .sentiment, to: sentiment.rawValue)) }
        if let step {
            let steps = try global.workspace.journeys().main.steps.map(\.code)
            guard steps.contains(step) else { throw Failure(unknown(step, steps, terminal)) }
            changes.append(TagChange(kind: .step, to: step))
        }
        return changes
    }

    /// Every code a text can be tagged with, but sentiments and steps.
    private func kindsByCode() throws -> [String: AnnotationKind] {
        var kinds: [String: AnnotationKind] = [:]
        for category in try global.workspace.lexiconSet().categories
        where [.friction, .intent, .emotion].contains(category.kind) {
            kinds[category.code] = category.kind
        }
        return kinds
    }

    private func kind(
        of code: String, _ kinds: [String: AnnotationKind], _ terminal: Terminal
    ) throws -> AnnotationKind {
        guard let kind = kinds[code] else {
            throw Failure(unknown(code, kinds.keys.filter { $0.prefix(3) == code.prefix(3) }.sorted(), terminal))
        }
        return kind
    }

    private func unknown(_ code: String, _ near: [String], _ terminal: Terminal) -> String {
        let list = near.joined(separator: ", ")
        return near.isEmpty
            ? terminal.text(
                "there is no code '\(code)'. voc top --json and voc show print codes",
                "aucun code « \(code) ». voc top --json et voc show affichent les codes")
            : terminal.text("there is no code '\(code)'. There are \(list)", "aucun code « \(code) ». Il y a \(list)")
    }

    // MARK: Labels

    /// The corrected texts as they stand now, in the form `voc eval` reads.
    private func printLabels(
        _ corrections: [StoredCorrection], _ store: FeedbackStore, _ terminal: Terminal
    ) throws {
        var seen = Set<[String]>()
        for correction in corrections {
            guard let text = correction.text,
                seen.insert(["\(correction.item)", correction.field ?? "", text]).inserted
            else { continue }
            let item = try store.item("\(correction.item)").analysed
            guard let verbatim = item.verbatims.first(where: { $0.verbatim.text == text }) else { continue }
            terminal.print(try Records.jsonLine(LabelRow(verbatim)))
        }
    }

    private struct LabelRow: Encodable {
        var text: String
        var language: String
        var sentiment: String?
        var frictions: [String]
        var intents: [String]

        init(_ verbatim: AnalysedVerbatim) {
            text = verbatim.verbatim.text
            language = verbatim.language.rawValue
            sentiment = verbatim.annotations.first { $0.kind == .sentiment }?.code
            frictions = verbatim.annotations.filter { $0.kind == .friction }.map(\.code)
            intents = verbatim.annotations.filter { $0.kind == .intent }.map(\.code)
        }
    }
}

extension SentimentLabel: ExpressibleByArgument {}

/// One correction in JSON and CSV.
struct CorrectionRow: Encodable {
    var item: Int64
    var externalId: String?
    var field: String?
    /// ISO 8601, UTC.
    var at: String
    var who: String
    var kind: String
    var from: String?
    var to: String?

    init(_ correction: StoredCorrection) {
        (item, externalId, field) = (correction.item, correction.externalID, correction.field)
        at = Timestamp(milliseconds: correction.at).iso8601
        who = correction.who
        kind = correction.change.kind.rawValue
        (from, to) = (correction.change.from, correction.change.to)
    }

    func line(_ terminal: Terminal) -> String {
        let none = terminal.text("none", "rien")
        return "#\(item)  \(kind)  \(from ?? none) → \(to ?? none)  " + terminal.dim("\(at) · \(displayed(who))")
    }

    static func csv(_ rows: [CorrectionRow]) -> String {
        Records.csv(
            header: ["item", "external_id", "field", "at", "who", "kind", "from", "to"],
            rows: rows.map {
                [
                    "\($0.item)", $0.externalId ?? "", $0.field ?? "", $0.at, $0.who, $0.kind, $0.from ?? "",
                    $0.to ?? "",
                ]
            })
    }
}
