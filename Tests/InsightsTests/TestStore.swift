import Feedback
import FeedbackStore
import Foundation
import GRDB
import TestSupport

/// A store in a folder of its own, removed with the value.
final class TestStore {
    let store: FeedbackStore
    private let folder: URL
    private var nextKey: UInt64 = 1

    init(_ items: [AnalysedItem] = []) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("voc-insights-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try FeedbackStore.open(path: folder.appendingPathComponent("voc.db").path, mode: .readWrite)
        // Nothing here has to outlive a power cut, and syncing would take longer than the tests.
        try store.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = OFF") }
        try add(items)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func add(_ items: [AnalysedItem]) throws {
        try store.write { db in
            let writer = try BatchWriter(db, batch: 1)
            for var item in items {
                item.key = NaturalKey(high: 0, low: nextKey)
                nextKey += 1
                _ = try writer.store(item, in: db)
            }
            try writer.flush()
        }
    }

    func execute(_ sql: String, _ arguments: [any DatabaseValueConvertible] = []) throws {
        try store.write { db in try db.execute(sql: sql, arguments: StatementArguments(arguments)) }
    }

    func queryPlan(_ sql: String) throws -> [String] {
        try store.read { db in try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] } }
    }

    /// A session joined to an item by an exact key, or by another method.
    func addSession(
        _ id: String, item: Int64, method: String = "exact:session_id", outcome: String = "abandoned", errors: Int = 0
    ) throws {
        try execute(
            """
            INSERT INTO session (batch, source, session_id, started_at, ended_at, page_views, exit_page, outcome, replay_url,
                errors, not_found, rage_clicks, dead_clicks, form_abandons, content_hash)
            VALUES (1, 'replay', ?, 1790000000000, 1790000100000, 3, '/pay', ?, ?, ?, 0, 2, 0, 0, 0)
            """, [id, outcome, "https://replay.example/\(id)", errors])
        try execute(
            """
            INSERT INTO link (item, target, session, method, probability, evidence, accepted)
            SELECT ?, 'session', id, ?, 1, '', 1 FROM session WHERE session_id = ?
            """, [item, method, id])
    }

    func addDefaultJourney(_ steps: [String]) throws {
        try execute("INSERT INTO journey VALUES ('shop', '{\"en\": \"Shop\", \"fr\": \"Boutique\"}', 1)")
        for (index, step) in steps.enumerated() {
            try execute(
                "INSERT INTO journey_step VALUES ('shop', ?, ?, ?)",
                [index, step, "{\"en\": \"\(step)\", \"fr\": \"étape \(step)\"}"])
        }
    }
}

/// 1 September 2026.
let september = CalendarDate(year: 2026, month: 9, day: 1)!.dayNumber

/// An item with what a test wants to say of it.
func item(
    day: Int? = september, step: String? = nil, channel: String? = nil, source: String = "survey",
    respondent: String? = nil,
    segments: [Segment] = [], answers: [Answer] = [], text: String? = nil, language: Language = .french,
    sentiment: Double? = nil, frictions: [(code: String, severity: Int, score: Double)] = []
) -> AnalysedItem {
    var item = FeedbackItem(source: source, kind: .survey)
    item.createdAt = day.map { Timestamp(CalendarDate(dayNumber: $0), hour: 9) }
    item.channel = channel
    item.respondent = respondent
    item.segments = segments
    item.answers = answers
    var tags: [Annotation] = []
    if let sentiment {
        let label = sentiment > 0.1 ? "positive" : sentiment < -0.1 ? "negative" : "neutral"
        tags.append(
            Annotation(
                kind: .sentiment, code: label, polarity: 0, score: sentiment, confidence: 1, severity: 0, span: 0..<0,
                rule: "sentiment"))
    }
    let written = text ?? (tags.isEmpty && frictions.isEmpty ? nil : "texte")
    for friction in frictions {
        tags.append(
            Annotation(
                kind: .friction, code: friction.code, polarity: -0.5, score: friction.score, confidence: 1,
                severity: friction.severity, span: 0..<min(5, written?.utf8.count ?? 0), rule: "\(friction.code):1"))
    }
    let verbatims = written.map {
        [
            AnalysedVerbatim(
                verbatim: Verbatim(field: "comment", text: $0), language: language, languageConfidence: 1,
                needsReview: false,
                annotations: tags)
        ]
    }
    let link = step.map {
        StepLink(step: StepCode(journey: "shop", step: $0), method: .rule("page"), probability: 1, evidence: "page")
    }
    return AnalysedItem(
        item: item, key: NaturalKey(high: 0, low: 0), contentHash: 1, verbatims: verbatims ?? [],
        stepLink: link.map { StoredStepLink($0) })
}

func nps(_ points: Int) -> Answer {
    Answer(field: "nps", kind: .nps, scale: .nps, given: "\(points)", value: Double(points) / 10)
}

func csat(_ points: Int) -> Answer {
    Answer(field: "csat", kind: .csat, scale: .csat, given: "\(points)", value: Double(points - 1) / 4)
}

func ces(_ points: Int) -> Answer {
    Answer(field: "ces", kind: .ces, scale: .ces, given: "\(points)", value: Double(points - 1) / 6)
}

func stars(_ points: Int) -> Answer {
    Answer(field: "stars", kind: .rating, scale: .stars, given: "\(points)", value: Double(points - 1) / 4)
}

let randomSteps: [String?] = ["discover", "pay", "receive", nil]
let randomFrictions = ["delivery.late", "payment.refused", "site.slow", "support.wait"]

/// Items of every shape over 60 days, the same for the same seed; every one carries the segment `all = yes`.
func randomItems(_ count: Int, seed: UInt64) -> [AnalysedItem] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { number in
        var answers: [Answer] = []
        if Bool.random(using: &random) { answers.append(nps(.random(in: 0...10, using: &random))) }
        if Bool.random(using: &random) { answers.append(csat(.random(in: 1...5, using: &random))) }
        if Bool.random(using: &random) { answers.append(ces(.random(in: 1...7, using: &random))) }
        if Bool.random(using: &random) { answers.append(stars(.random(in: 1...5, using: &random))) }
        let frictions = randomFrictions.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.map {
            (code: $0, severity: Int.random(in: 1...5, using: &random), score: Double.random(in: 0...1, using: &random))
        }
        return item(
            day: number % 40 == 0 ? nil : september - 30 + Int.random(in: 0..<60, using: &random),
            step: randomSteps.randomElement(using: &random)!,
            channel: ["web", "app", nil].randomElement(using: &random)!,
            source: ["survey", "reviews"].randomElement(using: &random)!,
            respondent: "p\(Int.random(in: 0..<count, using: &random))",
            segments: [Segment("all", "yes"), Segment("store", ["Lyon", "Lille"].randomElement(using: &random)!)],
            answers: answers, text: "Retour numéro \(number)",
            language: [.french, .english].randomElement(using: &random)!,
            sentiment: Double.random(in: -1...1, using: &random), frictions: frictions)
    }
}

/// As `--json` prints it: refuses a number JSON has no word for.
func json(_ report: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(report), as: UTF8.self)
}
