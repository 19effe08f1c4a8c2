import Analysis
import Feedback
import FeedbackStore
import Ingestion
import Lexicons
import Linking
import Pipeline
import TestSupport
import Testing

@Suite struct SessionStepTests {
    private static let journey = """
        code: retail
        default: true
        labels: {fr: Parcours, en: Journey}
        steps:
          - {code: pay, labels: {fr: Payer, en: Pay}, match: {pages: ["/paiement*"], touchpoints: [caisse]}}
          - {code: receive, labels: {fr: Recevoir, en: Receive}, match: {frictions: ["delivery.*"]}}
        """

    private func engine() throws -> (ImportEngine, JourneySet) {
        let set = try LexiconSet.load(files: [
            LexiconFile(name: "fr/friction/delivery.late.tsv", bytes: Array("en retard\t0.9\n".utf8)),
            LexiconFile(name: "fr/language.tsv", bytes: Array("le\t1\nest\t1\nen\t0.5\nretard\t1\n".utf8)),
        ])
        let journeys = try JourneySet(files: [("retail.yaml", Self.journey)])
        let engine = ImportEngine(
            analyzer: Analyzer(lexicons: set, traits: ["delivery.late": FrictionTraits(severity: 4, step: "receive")]),
            linker: StepLinker(journeys: journeys, defaultSteps: [:]), rules: set.version)
        return (engine, journeys)
    }

    private static let feedback = """
        id,date,comment,session_id,touchpoint
        a,2026-03-02T08:10:00Z,le site est en retard,s-1,
        b,2026-03-02T08:10:00Z,le site est en retard,s-2,
        c,2026-03-02T08:10:00Z,le site est en retard,s-1,caisse
        """
    private static let events = """
        {"event":"$pageview","distinct_id":"d","timestamp":"2026-03-02T08:00:00Z","properties":{"$session_id":"s-1","$current_url":"https://s.example/"}}
        {"event":"$pageview","distinct_id":"d","timestamp":"2026-03-02T08:05:00Z","properties":{"$session_id":"s-1","$current_url":"https://s.example/paiement/carte"}}
        {"event":"$pageview","distinct_id":"d","timestamp":"2026-03-02T08:30:00Z","properties":{"$session_id":"s-1","$current_url":"https://s.example/aide"}}
        {"event":"$pageview","distinct_id":"e","timestamp":"2026-03-02T08:05:00Z","properties":{"$session_id":"s-2","$current_url":"https://s.example/"}}
        """

    private func links(_ store: FeedbackStore) throws -> [String: String] {
        var links: [String: String] = [:]
        try store.forEachItem { stored in
            let link = stored.analysed.stepLink
            links[stored.analysed.item.externalID ?? ""] = "\(link?.step ?? "") \(link?.method ?? "")"
        }
        return links
    }

    @Test(arguments: [["avis.csv", "events.json"], ["events.json", "avis.csv"]])
    func `a session's last pages outrank the text, never a touchpoint; undo gives the text's step back`(order: [String])
        throws
    {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let (engine, journeys) = try engine()
        let texts = ["avis.csv": Self.feedback, "events.json": Self.events]
        var batches: [String: Int64] = [:]
        for name in order {
            let path = try folder.write(texts[name] ?? "", to: name)
            let options = ImportOptions(masker: Masker(key: Array(repeating: 7, count: 32)))
            let report = try engine.run(try Importer.plan(path: path, options: options), into: store, now: 1)
            batches[name] = report.batch
        }
        #expect(
            try links(store) == ["a": "pay rule:session", "b": "receive rule:friction", "c": "pay rule:touchpoint"])
        let check = try JourneyCheck(journeys, store: store)
        #expect(check.steps[0].methods == ["session": 1, "touchpoint": 1])
        #expect(check.steps[0].rules.first { $0.kind == "touchpoint" }?.items == 1)
        #expect(check.steps[1].rules.map { "\($0.kind) \($0.text) \($0.items)" } == ["friction delivery.* 1"])
        #expect((check.items, check.unassigned) == (3, 0))
        let counted = try store.tallies(TallyQuery(InsightFilter(), by: [.step])).map {
            "\($0.keys[0]) \($0.counts.items)"
        }
        #expect(counted.sorted() == ["pay 2", "receive 1"])
        _ = try store.undo(batch: try #require(batches["events.json"]), now: 5)
        #expect(
            try links(store) == [
                "a": "receive rule:friction", "b": "receive rule:friction", "c": "pay rule:touchpoint",
            ])
    }
}
