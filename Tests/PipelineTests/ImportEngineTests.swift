import Analysis
import Feedback
import FeedbackStore
import Ingestion
import Lexicons
import Linking
import Pipeline
import TestSupport
import Testing

@Suite struct ImportEngineTests {
    private static let lexicons = [
        LexiconFile(
            name: "fr/sentiment.tsv", bytes: Array("nul\t-3\nparfait\t3\n".utf8)),
        LexiconFile(name: "fr/friction/delivery.late.tsv", bytes: Array("en retard\t0.9\n".utf8)),
        LexiconFile(name: "fr/language.tsv", bytes: Array("le\t1\nest\t1\nen\t0.5\nlivraison\t1\nretard\t1\n".utf8)),
    ]
    static let journey = """
        code: retail
        default: true
        labels: {fr: Parcours, en: Journey}
        steps:
          - {code: receive, labels: {fr: Recevoir, en: Receive}, match: {frictions: ["delivery.*"]}}
        """

    private func engine() throws -> ImportEngine {
        let set = try LexiconSet.load(files: Self.lexicons)
        let journeys = try JourneySet(files: [("retail.yaml", Self.journey)])
        return ImportEngine(
            analyzer: Analyzer(lexicons: set, traits: ["delivery.late": FrictionTraits(severity: 4, step: "receive")]),
            linker: StepLinker(journeys: journeys, defaultSteps: [:]), rules: set.version)
    }

    private func plan(_ path: String) throws -> ImportPlan {
        try Importer.plan(path: path, options: ImportOptions(masker: Masker(key: Array(repeating: 7, count: 32))))
    }

    private func csv(_ rows: Int, edited: Int? = nil) -> String {
        var text = "Date;Recommanderiez-vous notre boutique ? (0 à 10);Commentaire\n"
        for row in 0..<rows {
            let words =
                row == edited ? "la livraison est parfaite" : "la livraison est en retard, commande numéro \(row)"
            text += "\(10 + row % 18)/09/2026;\(row % 11);\(words)\n"
        }
        return text
    }

    @Test func `an import stores, tags, places and counts`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let report = try engine().run(try plan(try folder.write(csv(1200), to: "avis.csv")), into: store, now: 1)
        #expect(report.counts.new == 1200 && report.counts.isBalanced)
        var (late, placed) = (0, 0)
        try store.forEachItem { stored in
            late += stored.analysed.verbatims[0].annotations.contains { $0.code == "delivery.late" } ? 1 : 0
            placed += stored.analysed.stepLink?.step == "receive" ? 1 : 0
        }
        #expect(late == 1200 && placed == 1200)
    }

    private func sheet(_ rows: [(String, String)]) -> [[Spreadsheet.Cell]] {
        [[.text("Satisfaction (1 à 5)"), .text("Commentaire")]] + rows.map { [.number($0.0), .text($0.1)] }
    }

    @Test func `equal rows of two sheets are two customers, of the same workbook read again the same ones`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let march = sheet([("5", "RAS"), ("2", "livraison en retard"), ("5", "RAS")])
        let april = sheet([("5", "RAS"), ("4", "parfait")])
        let options = ImportOptions(masker: Masker(key: Array(repeating: 7, count: 32)))
        func imported(_ book: Spreadsheet, _ name: String, sheet: String = "") throws -> (new: Int, known: Int) {
            let path = try folder.write(book.bytes, to: name)
            let engine = try engine()
            return try Importer.plans(path: path + sheet, options: options).plans.reduce(into: (0, 0)) { sum, plan in
                let counts = try engine.run(plan, into: store, now: 1).counts
                sum = (sum.0 + counts.new, sum.1 + counts.duplicate)
            }
        }
        #expect(try imported(Spreadsheet(["Mars": march]), "mars.xlsx") == (3, 0))
        let both = Spreadsheet(["Avril": april, "Mars": march])
        #expect(try imported(both, "avis.xlsx") == (2, 3))
        #expect(try imported(both, "copie.xlsx") == (0, 5))
        for name in [":Mars", ":Avril"] { #expect(try imported(both, "avis.xlsx", sheet: name).new == 0) }
        var sheets: [String] = []
        try store.forEachItem { stored in
            sheets += stored.analysed.item.segments.filter { $0.name == "sheet" }.map(\.value)
        }
        #expect(sheets.sorted() == ["Avril", "Mars"])
    }

    @Test func `a sheet that repeats rows of another adds nothing`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let rows = (0..<12).map { ("\($0 % 5 + 1)", "la livraison numéro \($0) est en retard, encore une fois") }
        let book = Spreadsheet(["Base": sheet(rows), "Lyon": sheet(Array(rows[..<5]))])
        let path = try folder.write(book.bytes, to: "avis.xlsx")
        let options = ImportOptions(masker: Masker(key: Array(repeating: 7, count: 32)))
        let engine = try engine()
        let reports = try Importer.plans(path: path, options: options).plans.map {
            try engine.run($0, into: store, now: 1)
        }
        #expect(reports.map(\.counts.new) == [12, 0] && reports.map(\.counts.duplicate) == [0, 5])
        #expect(reports[1].decisions.contains { $0.code == "sheet-copy" })
    }

    @Test func `texts that come again are stored, tagged and found as the first`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        var text = "Date;Recommanderiez-vous notre boutique ? (0 à 10);Commentaire\n"
        for row in 0..<1500 {
            text += "\(10 + row % 18)/09/2026;\(row % 11);\(row % 3 == 0 ? "parfait" : "la livraison est en retard")\n"
        }
        _ = try engine().run(try plan(try folder.write(text, to: "avis.csv")), into: store, now: 1)
        var found: [String: Set<[AnalysedVerbatim]>] = [:]
        try store.forEachItem { stored in
            found[stored.analysed.verbatims[0].verbatim.text, default: []].insert(stored.analysed.verbatims)
        }
        #expect(found.mapValues(\.count) == ["parfait": 1, "la livraison est en retard": 1])
        #expect(
            found["la livraison est en retard"]?.first?.first?.annotations.contains { $0.code == "delivery.late" }
                == true)
        #expect(try store.search(SearchExpression("retard"), filter: InsightFilter(), limit: 5).total == 1000)
    }

    /// A review pasted a month later is a copy too; the export that brought the first one, imported again, marks nothing.
    @Test func `a text pasted from an earlier file is marked, the same items again are not`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let review =
            "la lampe commandée pour le salon est arrivée en deux jours, bien emballée, et la lumière est très douce"
        func file(_ name: String, _ rows: [String]) throws -> ImportPlan {
            let header = "Date;Recommanderiez-vous notre boutique ? (0 à 10);Commentaire\n"
            return try plan(try folder.write(header + rows.joined(separator: "\n") + "\n", to: name))
        }
        func marked() throws -> [String] {
            var names: [String] = []
            try store.forEachItem { stored in
                let isCopy = stored.analysed.item.segments.contains { $0.name == "near_duplicate" }
                if isCopy { names.append(stored.analysed.verbatims[0].verbatim.text) }
            }
            return names
        }
        let first = ["12/09/2026;9;\(review)", "13/09/2026;2;rien à dire"]
        _ = try engine().run(try file("a.csv", first), into: store, now: 1)
        #expect(try marked().isEmpty)
        let rehearsal = try engine().dryRun(try file("b.csv", first + ["14/10/2026;10;\(review) !!"]), against: store)
        let report = try engine().run(
            try file("b.csv", first + ["14/10/2026;10;\(review) !!"]), into: store, now: 2)
        #expect(report.counts.new == 1 && report.counts.duplicate == 2)
        #expect(try marked() == [review + " !!"])
        #expect(report.decisions.contains { $0.code == "near-duplicates" && $0.text.en.hasPrefix("1 ") })
        #expect(rehearsal.decisions.map(\.text) == report.decisions.map(\.text))
    }

    @Test func `the same file again imports nothing new`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let path = try folder.write(csv(300), to: "avis.csv")
        _ = try engine().run(try plan(path), into: store, now: 1)
        let again = try engine().run(try plan(path), into: store, now: 2)
        #expect(again.counts.duplicate == 300 && again.counts.new == 0)
    }

    @Test func `equal answers of two people stay two`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let text =
            "Date;Recommanderiez-vous ? (0 à 10);Commentaire\n"
            + String(repeating: "12/09/2026;10;la livraison est ok\n", count: 5)
        let path = try folder.write(text, to: "avis.csv")
        #expect(try engine().run(try plan(path), into: store, now: 1).counts.new == 5)
        #expect(try engine().run(try plan(path), into: store, now: 2).counts.duplicate == 5)
    }

    @Test func `a dry run says what the import then does, and writes nothing`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        _ = try engine().run(try plan(try folder.write(csv(200), to: "avis.csv")), into: store, now: 1)
        let edited = try folder.write(csv(250, edited: 3), to: "avis2.csv")
        let (rehearsal, before) = (try engine().dryRun(try plan(edited), against: store), try store.rowCounts().items)
        #expect(try store.rowCounts().items == before)
        let done = try engine().run(try plan(edited), into: store, now: 2)
        #expect(rehearsal.counts == done.counts)
        #expect(done.counts.new > 0 && done.counts.duplicate > 0)
    }

    @Test func `a file that breaks off in the middle is taken back`() throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        var json = "[\n"
        for row in 0..<4000 {
            json +=
                #"{"reviewId": "r\#(row)", "stars": \#(1 + row % 5), "text": "la livraison est en retard \#(row) \#(String(repeating: "x", count: 100))", "createdAt": "2026-09-01T10:00:00Z"},"#
                + "\n"
        }
        let path = try folder.write(json + "{broken", to: "reviews.json")
        #expect(throws: ImportError.self) { try engine().run(try plan(path), into: store, now: 1) }
        #expect(try store.rowCounts() == (0, 0, 0))
    }
}
