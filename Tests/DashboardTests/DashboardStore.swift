import BundledData
import Dashboard
import Feedback
import FeedbackStore
import Foundation
import Hummingbird
import Logging
import TestSupport

/// A store of invented feedback and the dashboard over it, in a folder removed with the value.
final class DashboardStore: Sendable {
    let store: FeedbackStore
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        try store.save(journeys: [shop])
        try add((0..<120).map(item), file: "avis.csv")
    }

    func add(_ items: [AnalysedItem], file: String) throws {
        let header = BatchHeader(
            file: file, sha256: file, bytes: 1, format: "table", source: "survey", mapping: nil, rules: "rules-1")
        let batch = try BatchSession(store: store, batch: try store.beginBatch(header, now: 0))
        try batch.commit(items.map(BatchRecord.item))
        _ = try batch.finish(decisions: "[]", now: 1)
    }

    func dashboard(
        token: AccessToken? = nil, allowedHosts: [String] = ["localhost"], language: OutputLanguage = .english,
        limits: ServerLimits = ServerLimits(),
        logger: Logger = silence
    ) throws -> Dashboard {
        try Dashboard(
            settings(token: token, allowedHosts: allowedHosts, language: language), logger: logger, limits: limits)
    }

    func settings(
        host: String = "127.0.0.1", port: Int = 0, token: AccessToken? = nil, allowedHosts: [String] = [],
        language: OutputLanguage = .english
    ) throws -> DashboardSettings {
        DashboardSettings(
            storePath: store.path, host: host, port: port, token: token, allowedHosts: allowedHosts, language: language,
            vocabulary: DashboardVocabulary(catalog: try catalog(), stopWords: ["la", "the"]), clock: { noon })
    }
}

let silence = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

/// 26 October 2026, 12:00 UTC.
let noon = Timestamp(CalendarDate(year: 2026, month: 10, day: 26)!, hour: 12, offsetMinutes: 0)
let today = CalendarDate(dayNumber: noon.localDayNumber)

private let shop = StoredJourney(
    code: "shop", labels: #"{"en": "Shop", "fr": "Boutique"}"#, isDefault: true,
    steps: [("pay", "Pay", "Payer"), ("receive", "Receive", "Recevoir")].map { code, en, fr in
        StoredJourney.Step(code: code, labels: #"{"en": "\#(en)", "fr": "\#(fr)"}"#, maps: [])
    })

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
            """, name: "frictions.yaml")
}

/// One answer a day over two months; every third one has its card refused.
func item(_ number: Int) -> AnalysedItem {
    let isBroken = number % 3 == 0
    var item = FeedbackItem(source: "survey", kind: .survey)
    item.externalID = "R/\(number) é"
    item.createdAt = Timestamp(CalendarDate(dayNumber: today.dayNumber - 1 - number % 60), hour: 9)
    item.channel = number % 2 == 0 ? "web" : "app"
    item.answers = [
        Answer(field: "nps", kind: .nps, scale: .nps, given: "\(isBroken ? 2 : 9)", value: isBroken ? 0.2 : 0.9)
    ]
    let sentiment = Annotation(
        kind: .sentiment, code: isBroken ? "negative" : "positive", polarity: 0, score: isBroken ? -0.7 : 0.5,
        confidence: 1,
        severity: 0, span: 0..<0, rule: "sentiment")
    let friction = Annotation(
        kind: .friction, code: "pay.declined", polarity: -0.5, score: 0.9, confidence: 1, severity: 5, span: 0..<8,
        rule: "fr/friction/pay.declined.tsv:4")
    let verbatim = AnalysedVerbatim(
        verbatim: Verbatim(field: "comment", text: isBroken ? "Ma carte est refusée \(number)" : "Tout va bien"),
        language: .french, languageConfidence: 1, needsReview: false,
        annotations: [sentiment] + (isBroken ? [friction] : []))
    let link = StepLink(
        step: StepCode(journey: "shop", step: isBroken ? "pay" : "receive"), method: .rule("page"), probability: 1,
        evidence: "page")
    return AnalysedItem(
        item: item, key: NaturalKey(high: 1, low: UInt64(number)), contentHash: 1, verbatims: [verbatim],
        stepLink: StoredStepLink(link))
}
