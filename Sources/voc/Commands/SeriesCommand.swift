import ArgumentParser
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Readers

struct SeriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract:
            "Figures the business already has (conversion, churn, retention, bounce, invitations) beside the scores.",
        discussion: """
            A CSV file with a column of dates and one column a series. 'voc scores --every week --beside conversion' draws one \
            beside the score, 'voc kpi' sets both side by side; a series named 'invited' gives the response rate.
            """,
        subcommands: [Import.self, List.self, Show.self, Remove.self], defaultSubcommand: List.self)

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add the columns of a CSV file; days already there change.")

        @Argument(help: "The file; its first column of dates is the day.", completion: .file())
        var file: String

        @Option(help: ArgumentHelp("Only these columns. Repeatable.", valueName: "name"))
        var only: [String] = []

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let table = try SeriesFile(path: file, language: terminal.language)
                let store = try global.workspace.openStore(creating: true)
                var results: [Result] = []
                for (name, points) in table.series where only.isEmpty || only.contains(name) {
                    let (new, changed) = try store.addSeries(name, points)
                    results.append(Result(name: name, points: points.count, new: new, changed: changed))
                }
                if json { return terminal.print(try Records.json(results)) }
                for result in results {
                    terminal.print(
                        terminal.text(
                            "\(displayed(result.name)): \(result.points) days read, \(result.new) new, \(result.changed) changed",
                            "\(displayed(result.name)) : \(result.points) jours lus, \(result.new) nouveaux, \(result.changed) modifiés"
                        ))
                }
            }
        }

        private struct Result: Encodable {
            var name: String
            var points: Int
            var new: Int
            var changed: Int
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What series there are.")

        @OptionGroup var output: OutputOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let list = try global.workspace.openStore().seriesList()
                if output.json { return terminal.print(try Records.json(list.map(Row.init))) }
                let rows = list.map(Row.init).map { [$0.name, "\($0.points)", $0.first, $0.last] }
                if output.csv {
                    return terminal.print(Records.csv(header: ["name", "points", "first", "last"], rows: rows))
                }
                guard !rows.isEmpty else {
                    return terminal.note(
                        terminal.text(
                            "No series yet. Add some with: voc series import FILE.csv",
                            "Aucune série. Ajoutez-en : voc series import FICHIER.csv"))
                }
                var table = Table([
                    (terminal.text("series", "série"), .left), (terminal.text("days", "jours"), .right),
                    (terminal.text("first", "premier"), .left), (terminal.text("last", "dernier"), .left),
                ])
                for row in rows { table.add(row) }
                for line in table.lines(width: terminal.width) { terminal.print(line) }
            }
        }

        private struct Row: Encodable {
            var name: String
            var points: Int
            var first: String
            var last: String

            init(_ summary: SeriesSummary) {
                name = summary.name
                points = summary.points
                first = CalendarDate(dayNumber: summary.first).description
                last = CalendarDate(dayNumber: summary.last).description
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The points of one series.")

        @Argument(help: "Its name.")
        var name: String

        @OptionGroup var output: OutputOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                let points = try store.series(try store.knownSeries(name, terminal.language))
                if output.json { return terminal.print(try Records.json(points.map(Point.init))) }
                let rows = points.map(Point.init).map { [$0.day, "\($0.value)"] }
                if output.csv { return terminal.print(Records.csv(header: ["day", "value"], rows: rows)) }
                for row in rows { terminal.print("\(row[0])  \(row[1])") }
            }
        }

        private struct Point: Encodable {
            var day: String
            var value: Double

            init(_ point: SeriesPoint) {
                day = CalendarDate(dayNumber: point.day).description
                value = point.value
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Forget a series.")

        @Argument(help: "Its name.")
        var name: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                let count = try store.removeSeries(try store.knownSeries(name, terminal.language))
                terminal.note(terminal.text("\(count) days forgotten.", "\(count) jours oubliés."))
            }
        }
    }
}

extension FeedbackStore {
    /// The name itself when there is such a series.
    func knownSeries(_ name: String, _ language: OutputLanguage) throws -> String {
        let names = try seriesList().map(\.name)
        guard names.contains(name) else {
            let list = names.isEmpty ? "-" : names.joined(separator: ", ")
            throw Failure(
                language == .french
                    ? "aucune série « \(name) ». Séries : \(list)." : "there is no series '\(name)'. Series: \(list).")
        }
        return name
    }
}

/// A table of business figures: one column of dates, the others numbers.
struct SeriesFile {
    var series: [(name: String, points: [SeriesPoint])] = []

    /// - Throws: a ``Failure`` with line and column when the file has no dates, or a cell is no number.
    init(path: String, language: OutputLanguage) throws {
        func failure(_ place: String, _ en: String, _ fr: String) -> Failure {
            Failure(language == .french ? "\(place) : \(fr)." : "\(place): \(en).")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(
                path, "the file cannot be read. Check its name", "le fichier ne peut pas être lu. Vérifiez son nom")
        }
        var bytes = Array(data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let head = Array(bytes.prefix(1 << 18))
        guard let dialect = guessDialect(of: head.span, isWhole: head.count == bytes.count) else {
            throw failure(path, "the file is empty. Give a CSV file", "le fichier est vide. Donnez un fichier CSV")
        }
        var (reader, row) = (CSVReader(MemorySource(bytes), dialect: dialect), CSVRow())
        guard try reader.next(&row), row.count > 1 else {
            throw failure(
                path, "a series needs a column of dates and one of numbers. Give a CSV file with a header",
                "il faut une colonne de dates et une de nombres. Donnez un fichier CSV avec un en-tête")
        }
        let names = (0..<row.count).map { row.string($0).trimmingCharacters(in: .whitespaces) }
        var points = [[Int: Double]](repeating: [:], count: names.count)
        while try reader.next(&row) {
            guard let day = Self.day(row.string(0)) else {
                throw failure(
                    "\(path):\(row.line):1", "this is not a date. Write 2026-09-14 or 14/09/2026",
                    "ce n'est pas une date. Écrivez 2026-09-14 ou 14/09/2026")
            }
            for column in 1..<names.count where !row.string(column).allSatisfy(\.isWhitespace) {
                guard let value = Self.number(row.string(column)) else {
                    throw failure(
                        "\(path):\(row.line):\(column + 1)", "this is not a number. Write 2.5, 2,5 or 2.5 %",
                        "ce n'est pas un nombre. Écrivez 2,5, 2.5 ou 2,5 %")
                }
                points[column][day] = value
            }
        }
        for column in 1..<names.count where !names[column].isEmpty && !points[column].isEmpty {
            let sorted = points[column].sorted { $0.key < $1.key }
            series.append((names[column], sorted.map { SeriesPoint(day: $0.key, value: $0.value) }))
        }
    }

    private static func day(_ text: String) -> Int? {
        let text = text.trimmingCharacters(in: .whitespaces)
        let slashed = text.split(separator: "/").compactMap { Int($0) }
        if slashed.count == 3 {
            return CalendarDate(year: slashed[2], month: slashed[1], day: slashed[0])?.dayNumber
        }
        return Timestamp(iso8601: text)?.localDayNumber
    }

    /// `2.5`, `2,5`, `1 234,5`, `2,5 %`, `95 €`.
    static func number(_ text: String) -> Double? {
        let kept = text.filter { !$0.isWhitespace && !"%€$£\u{202F}\u{A0}".contains($0) }
        return Double(kept) ?? Double(kept.replacing(",", with: "."))
    }
}
