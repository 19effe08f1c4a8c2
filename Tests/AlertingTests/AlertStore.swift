import Alerting
import Feedback
import FeedbackStore
import Foundation
import GRDB
import Synchronization
import TestSupport

typealias SplitMix = SplitMix64

extension SplitMix64 {
    init(_ seed: UInt64) { self.init(seed: seed) }

    /// A normal draw, by Box and Muller.
    mutating func normal() -> Double {
        let radius = (-2 * log(Double.random(in: 1e-300..<1, using: &self))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
}

/// Monday 3 August 2026.
let monday = CalendarDate(year: 2026, month: 8, day: 3)!.dayNumber

/// A store in a folder of its own, removed with the value.
final class AlertStore {
    let store: FeedbackStore
    let folder: String
    private var nextKey: UInt64 = 1

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("voc-alerting-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try FeedbackStore.open(path: folder + "/voc.db", mode: .readWrite)
        // Nothing here has to outlive a power cut, and syncing would take longer than the tests.
        try store.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = OFF") }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Adds one week of answers to "would you recommend us?".
    ///
    /// - Parameter payBad: so many of the answers are detractors at the step `pay`, each with a text and a session.
    func addWeek(_ week: Int, promoters: Int, detractors: Int, passives: Int = 10, payBad: Int = 0) throws {
        let first = monday + 7 * week
        var items: [AnalysedItem] = []
        for number in 0..<promoters {
            items.append(item(first + number % 7, 10, step: number % 2 == 0 ? "pay" : "receive"))
        }
        for number in 0..<passives { items.append(item(first + number % 7, 7, step: "receive")) }
        for number in 0..<detractors { items.append(item(first + number % 7, 2, step: "receive")) }
        for number in 0..<payBad {
            items.append(
                item(
                    first + number % 7, 0, step: "pay", text: "La page de la banque tourne en boucle \(week)-\(number)")
            )
        }
        try add(items)
    }

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

    /// Joins a session to the first item with a text of a day.
    func addSession(_ id: String, day: Int) throws {
        try store.write { db in
            try db.execute(
                sql: """
                    INSERT INTO session (batch, source, session_id, started_at, ended_at, page_views, exit_page, outcome,
                        replay_url, errors, not_found, rage_clicks, dead_clicks, form_abandons, content_hash)
                    VALUES (1, 'replay', ?1, ?2 * 86400000 + 32400000, ?2 * 86400000 + 32500000, 3, '/paiement/3ds',
                        'abandoned', 'https://replay.example/' || ?1, 1, 0, 2, 0, 0, 0)
                    """, arguments: [id, day])
            try db.execute(
                sql: """
                    INSERT INTO link (item, target, session, method, probability, evidence, accepted)
                    SELECT (SELECT v.item FROM verbatim v JOIN item i ON i.id = v.item WHERE i.day = ?2 ORDER BY v.id LIMIT 1),
                        'session', id, 'exact:session_id', 1, '', 1 FROM session WHERE session_id = ?1
                    """, arguments: [id, day])
        }
    }

    func execute(_ sql: String) throws { try store.write { db in try db.execute(sql: sql) } }
}

private func item(_ day: Int, _ points: Int, step: String, text: String? = nil) -> AnalysedItem {
    var item = FeedbackItem(source: "survey", kind: .survey)
    item.createdAt = Timestamp(CalendarDate(dayNumber: day), hour: 9)
    item.answers = [Answer(field: "nps", kind: .nps, scale: .nps, given: "\(points)", value: Double(points) / 10)]
    let verbatims = text.map { text in
        let tag = Annotation(
            kind: .friction, code: "pay.declined", polarity: -0.5, score: 0.9, confidence: 1, severity: 5, span: 0..<10,
            rule: "fr/friction/pay.declined.tsv:3")
        return [
            AnalysedVerbatim(
                verbatim: Verbatim(field: "comment", text: text), language: .french, languageConfidence: 1,
                needsReview: false, annotations: [tag])
        ]
    }
    let link = StepLink(
        step: StepCode(journey: "shop", step: step), method: .rule("page"), probability: 1, evidence: "page")
    return AnalysedItem(
        item: item, key: NaturalKey(high: 0, low: 0), contentHash: 1, verbatims: verbatims ?? [],
        stepLink: StoredStepLink(link))
}

/// What reached the terminal channel.
final class Shown: Sendable {
    private let texts = Mutex<[String]>([])

    var all: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
}

/// Noon UTC of the Monday after a week: it is over everywhere.
func after(week: Int, hour: Int = 12) -> Timestamp {
    Timestamp(CalendarDate(dayNumber: monday + 7 * week + 7), hour: hour)
}

func npsRule(channels: [String] = ["terminal"]) -> AlertRule {
    var rule = AlertRule(name: "nps", method: .drop)
    rule.labels = Phrase(en: "NPS, whole journey", fr: "NPS, tout le parcours")
    rule.metric = .nps
    rule.timeZone = "Europe/Paris"
    rule.minimum = 30
    rule.severity = 2
    rule.channels = channels.map { ChannelAddress($0) }
    return rule
}
