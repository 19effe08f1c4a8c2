import ArgumentParser
import Feedback
import FeedbackStore
import Foundation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write every item with its tags: NDJSON, or CSV with one verbatim a line.",
        discussion: "The order and the content do not depend on when or in how many runs things were imported.")

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: ArgumentHelp("jsonl, one item a line, or csv, one verbatim a line.", valueName: "jsonl|csv"))
    var format = Format.jsonl

    @Flag(help: "The same as --format csv.")
    var csv = false

    @OptionGroup var global: GlobalOptions

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case jsonl, csv, parquet

        /// What can be written: Parquet is understood only to be told from a misspelling.
        static var allValueStrings: [String] { ["jsonl", "csv"] }
    }

    func run() throws {
        try global.reporting { terminal in
            if format == .parquet {
                throw Failure(
                    terminal.text(
                        "voc writes no Parquet. Export --format csv, and let DuckDB write it: COPY (FROM read_csv('feedback.csv')) TO 'feedback.parquet'",
                        "voc n'écrit pas de Parquet. Exportez en --format csv, et laissez DuckDB l'écrire : COPY (FROM read_csv('feedback.csv')) TO 'feedback.parquet'"
                    ))
            }
            let csv = csv || format == .csv
            let store = try global.workspace.openStore()
            let file = try outputFile()
            var buffer = Data()
            func flush() throws {
                do {
                    try file.write(contentsOf: buffer)
                } catch {
                    // A reader that went away (`voc export | head`) has had what it wanted.
                    if out == nil { throw ExitStatus.closedPipe }
                    throw error
                }
                buffer.removeAll(keepingCapacity: true)
            }
            if csv { buffer.append(Data((ExportRow.csvHeader + "\n").utf8)) }
            try store.forEachItem { stored in
                let row = ExportRow(stored)
                for line in csv ? row.csvLines : [try Records.jsonLine(row)] { buffer.append(Data((line + "\n").utf8)) }
                if buffer.count > 1 << 20 { try flush() }
            }
            try flush()
        }
    }

    private func outputFile() throws -> FileHandle {
        guard let out else { return .standardOutput }
        guard FileManager.default.createFile(atPath: out, contents: nil), let file = FileHandle(forWritingAtPath: out)
        else {
            throw StoreError.notWritable(path: out)
        }
        return file
    }
}

/// One item as `voc export` and `voc show --json` write it.
struct ExportRow: Encodable {
    var source: String
    var externalId: String?
    var kind: String
    var channel: String?
    var touchpoint: String?
    var createdAt: String?
    var respondent: String?
    var language: String?
    var country: String?
    var city: String?
    /// The pseudonym of the network it was sent from.
    var network: String?
    var device: String?
    var browser: String?
    var product: String?
    var appVersion: String?
    var pageURL: String?
    var sessionId: String?
    var orderId: String?
    var consent: Bool?
    var step: String?
    var stepMethod: String?
    var sentiment: Double?
    var segments: [String: String]
    var answers: [AnswerRow]
    var verbatims: [VerbatimRow]

    struct AnswerRow: Encodable {
        var field: String
        var question: String?
        var kind: String
        var scale: [Double]?
        var given: String
        var value: Double?
    }

    struct VerbatimRow: Encodable {
        var field: String
        var text: String
        var language: String
        var needsReview: Bool
        var annotations: [TagRow]
    }

    struct TagRow: Encodable {
        var kind: String
        var code: String
        var polarity: Double
        var score: Double
        var severity: Int
        var span: [Int]
        var rule: String
    }

    init(_ stored: StoredItem) {
        let (analysed, item) = (stored.analysed, stored.analysed.item)
        source = item.source
        externalId = item.externalID
        kind = item.kind.rawValue
        channel = item.channel
        touchpoint = item.touchpoint
        createdAt = item.createdAt?.iso8601
        respondent = item.respondent
        language = analysed.language?.rawValue
        country = item.country
        city = item.city
        network = item.network.map(networkName)
        device = item.device
        browser = item.browser
        product = item.product
        appVersion = item.appVersion
        pageURL = item.pageURL
        sessionId = item.sessionID
        orderId = item.orderID
        consent = item.consent
        step = analysed.stepLink?.step
        stepMethod = analysed.stepLink?.method
        sentiment = analysed.sentiment
        segments = Dictionary(item.segments.map { ($0.name, $0.value) }) { first, _ in first }
        answers = item.answers.map {
            AnswerRow(
                field: $0.field, question: $0.question, kind: $0.kind.rawValue,
                scale: $0.scale.map { [$0.minimum, $0.maximum] }, given: $0.given, value: $0.value)
        }
        .sorted { ($0.field, $0.given) < ($1.field, $1.given) }
        verbatims = analysed.verbatims.map { verbatim in
            VerbatimRow(
                field: verbatim.verbatim.field, text: verbatim.verbatim.text, language: verbatim.language.rawValue,
                needsReview: verbatim.needsReview,
                annotations: verbatim.annotations.map {
                    TagRow(
                        kind: $0.kind.rawValue, code: $0.code, polarity: $0.polarity, score: $0.score,
                        severity: $0.severity,
                        span: [$0.span.lowerBound, $0.span.upperBound], rule: $0.rule)
                })
        }
    }

    static let csvHeader = Records.csv(
        header: [
            "source", "external_id", "created_at", "kind", "channel", "step", "language", "nps", "csat", "ces",
            "rating",
            "sentiment", "frictions", "intents", "field", "text",
        ], rows: [])

    var csvLines: [String] {
        func given(_ kind: String) -> String { answers.first { $0.kind == kind }?.given ?? "" }
        let item: [String] = [source, externalId ?? "", createdAt ?? "", kind, channel ?? "", step ?? ""]
        let scores: [String] = [given("nps"), given("csat"), given("ces"), given("rating")]
        let texts = verbatims.isEmpty ? [nil] : verbatims.map(Optional.some)
        return texts.map { verbatim in
            func codes(_ kind: String) -> String {
                (verbatim?.annotations ?? []).filter { $0.kind == kind }.map(\.code).joined(separator: " ")
            }
            let tags: [String] = [codes("sentiment"), codes("friction"), codes("intent")]
            let cells: [String] = item + [verbatim?.language ?? language ?? ""] + scores + tags
            return Records.csv(header: cells + [verbatim?.field ?? "", verbatim?.text ?? ""], rows: [])
        }
    }
}
