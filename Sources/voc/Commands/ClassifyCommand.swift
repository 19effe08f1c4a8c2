import Analysis
import ArgumentParser
import Feedback
import Foundation
import Lexicons
import Pipeline

struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "The analyser as a filter: NDJSON in, NDJSON out, same order, constant memory.",
        discussion:
            #"In: {"id": 7, "text": "…", "language": "fr"?}, one object a line. A bad line gets {"id": …, "error": "…"} and the run goes on (exit 3)."#
    )

    @Option(help: ArgumentHelp("How many cores to use; all by default.", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("Input: ndjson, or text with one text a line.", valueName: "ndjson|text"))
    var format = "ndjson"

    @Option(
        help: ArgumentHelp(
            "Which outputs, comma-separated: language,sentiment,frictions,intents,emotions,steps,needsReview.",
            valueName: "fields"))
    var fields: String?

    @Flag(help: "Add the arithmetic behind each answer.")
    var explain = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard ["ndjson", "text"].contains(format) else {
            throw ValidationError("--format is ndjson or text, not '\(format)'.")
        }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is from 1 to 256.") }
    }

    func run() async throws {
        try await global.reporting { terminal in
            var options = ClassifyOptions()
            options.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
            options.explain = explain
            options.format = format == "text" ? .text : .ndjson
            if let fields { options.fields = try Self.fields(named: fields) }
            let analyzer = try global.workspace.analyzer()
            let summary = try await classify(
                from: STDIN_FILENO, to: STDOUT_FILENO, analyzer: analyzer, options: options)
            guard summary.errors > 0 else { return }
            terminal.note(
                terminal.text(
                    "\(summary.errors) of \(summary.lines) lines could not be read; each has its \"error\" in the output.",
                    "\(summary.errors) lignes sur \(summary.lines) illisibles ; chacune porte son « error » dans la sortie."
                ))
            throw ExitStatus.quarantined
        }
    }

    private static func fields(named list: String) throws -> Set<ClassifyOptions.Field> {
        Set(
            try list.split(separator: ",").map { name in
                guard let field = ClassifyOptions.Field(rawValue: String(name)) else {
                    let known = ClassifyOptions.Field.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Failure("there is no output '\(name)'. Use \(known).")
                }
                return field
            })
    }
}
