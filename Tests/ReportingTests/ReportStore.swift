import BundledData
import Feedback
import FeedbackStore
import Foundation
import Insights
import Reporting
import TestSupport

/// A store of invented feedback in a folder of its own, removed with the value.
final class ReportStore {
    let store: FeedbackStore
    private let folder: TemporaryFolder

    init(_ items: [AnalysedItem] = [], sessions: [Session] = []) throws {
        folder = try TemporaryFolder()
        store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        try store.save(journeys: [shop])
        guard !items.isEmpty else { return }
        let header = BatchHeader(
            file: "/home/someone/avis.csv", sha256: "00", bytes: 1, format: "table", source: "survey", mapping: nil,
            rules: "rules-7")
        let batch = try BatchSession(store: store, batch: try store.beginBatch(header, now: 0))
        try batch.commit(sessions.map { BatchRecord.session($0, contentHash: 1) } + items.map(BatchRecord.item))
        try batch.commit([.rejected(line: 3, column: 1, reason: Phrase("no date"), raw: "<script>")])
        _ = try batch.finish(decisions: "[]", now: 1)
    }

    func data(_ filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil) throws -> ReportData {
        try ReportData(
            from: store,
            request: ReportRequest(
                filter: filter, metric: metric, frustration: .even, emotionSides: try emotions().sides,
                generatedAt: noon))
    }

    func page(_ language: OutputLanguage, _ filter: InsightFilter = InsightFilter()) throws -> String {
        ReportPage(data: try data(filter), catalog: try catalog(), emotions: try emotions(), language: language).html
    }
}

private let shop = StoredJourney(
    code: "shop", labels: #"{"en": "Shop", "fr": "Boutique"}"#, isDefault: true,
    steps: [("choose", "Choose", "Choisir"), ("pay", "Pay", "Payer"), ("receive", "Receive", "Recevoir")].map {
        code, en, fr in
        StoredJourney.Step(code: code, labels: #"{"en": "\#(en)", "fr": "\#(fr)"}"#, maps: [])
    })

/// 26 October 2026, 12:00 UTC.
let noon = Timestamp(CalendarDate(year: 2026, month: 10, day: 26)!, hour: 12)
let lastDay = CalendarDate(year: 2026, month: 10, day: 25)!.dayNumber

func catalog() throws -> FrictionCatalog {
    try FrictionCatalog(
        yaml: """
            areas:
              pay: {fr: "Paiement", en: "Payment"}
            frictions:
              pay.declined:
                labels: {fr: "Paiement refusé", en: "Payment declined"}
                definition: {fr: "La carte ne passe pas.", en: "The card is refused."}
                severity: 5
                step: pay
                remedies: {fr: ["Autre moyen de payer"], en: ["Another way to pay"]}
                owner: {fr: "Équipe paiement", en: "Payment team"}
              delivery.late:
                labels: {fr: "Retard <b>livraison</b>", en: "Late <b>delivery</b>"}
                definition: {fr: "Après la date promise.", en: "After the promised day."}
                severity: 3
                step: receive
            """, name: "frictions.yaml")
}

func emotions() throws -> EmotionCatalog {
    try EmotionCatalog(
        yaml: "anger: {side: -1, fr: colère, en: rage}\njoy: {side: 1, fr: joie, en: joy}", name: "emotions.yaml")
}

/// What a hostile export would say.
let hostile = #"<script>alert("1")</script> & <img src=x onerror='a()'> Carte refusée ‮tset "#

/// Eight weeks of feedback whose payments break in the last four.
func brokenPayments(text: String = "Ma carte est refusée à chaque fois, c’est décourageant") -> [AnalysedItem] {
    var random = SplitMix64(seed: 11)
    return (0..<640).map { number in
        let day = lastDay - number % 56
        let isLate = day > lastDay - 28
        let step = ["choose", "pay", "receive"][number % 3]
        let isBroken = isLate && step == "pay" && number % 4 != 0
        let points = isBroken ? Int.random(in: 0...5, using: &random) : Int.random(in: 6...10, using: &random)
        let friction = isBroken ? "pay.declined" : number % 9 == 0 ? "delivery.late" : nil
        return item(
            number, day: day, step: step, points: points, friction: friction, sentiment: isBroken ? -0.7 : 0.5,
            text: friction == nil ? "Tout va bien" : "\(text) \(number)")
    }
}

/// - Parameter friction: tagged on the words `refusée`, or on the start of the text when it does not say that.
func item(
    _ number: Int, day: Int?, step: String?, points: Int, friction: String?, sentiment: Double, text: String
) -> AnalysedItem {
    var item = FeedbackItem(source: "survey", kind: .survey)
    item.externalID = "R-\(number)"
    item.createdAt = day.map { Timestamp(CalendarDate(dayNumber: $0), hour: 9) }
    item.channel = number % 2 == 0 ? "web" : "app"
    item.respondent = "p\(number)"
    item.sessionID = number % 5 == 0 ? "s\(number)" : nil
    item.answers = [Answer(field: "nps", kind: .nps, scale: .nps, given: "\(points)", value: Double(points) / 10)]
    var tags = [
        Annotation(
            kind: .sentiment, code: sentiment > 0 ? "positive" : "negative", polarity: 0, score: sentiment,
            confidence: 1,
            severity: 0, span: 0..<0, rule: "sentiment")
    ]
    if let friction {
        tags.append(
            Annotation(
                kind: .friction, code: friction, polarity: -0.5, score: 0.9, confidence: 1,
                severity: friction == "pay.declined" ? 5 : 3, span: span(of: "refusée", in: text),
                rule: "fr/friction/\(friction).tsv:4"))
    }
    if friction == "pay.declined" || number % 6 == 0 {
        tags.append(
            Annotation(
                kind: .emotion, code: friction == "pay.declined" ? "anger" : "joy", polarity: 0, score: 0.9,
                confidence: 1, severity: 0, span: 0..<5, rule: "emotions:1"))
    }
    let verbatim = AnalysedVerbatim(
        verbatim: Verbatim(field: "comment", text: text), language: .french, languageConfidence: 1, needsReview: false,
        annotations: tags)
    let link = step.map {
        StepLink(step: StepCode(journey: "shop", step: $0), method: .rule("page"), probability: 1, evidence: "page")
    }
    return AnalysedItem(
        item: item, key: NaturalKey(high: 1, low: UInt64(number)), contentHash: 1, verbatims: [verbatim],
        stepLink: link.map { StoredStepLink($0) })
}

private func span(of word: String, in text: String) -> Range<Int> {
    guard let range = text.range(of: word) else { return 0..<min(5, text.utf8.count) }
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return start..<start + word.utf8.count
}

/// The visits some of the items were written in.
func visits(replay: String = "https://replay.example/visit") -> [Session] {
    (0..<128).map { number in
        var session = Session(
            source: "replay", sessionID: "s\(number * 5)", startedAt: Timestamp(CalendarDate(dayNumber: lastDay)),
            endedAt: Timestamp(CalendarDate(dayNumber: lastDay), hour: 1))
        session.replayURL = replay
        session.exitPage = "/pay"
        session.outcome = .abandoned
        return session
    }
}
