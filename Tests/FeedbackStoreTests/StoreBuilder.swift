import Feedback
import FeedbackStore
import TestSupport

/// Makes items and stores for tests.
struct StoreBuilder {
    let folder: TemporaryFolder
    let store: FeedbackStore

    init() throws {
        folder = try TemporaryFolder()
        store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
    }

    /// Runs one batch over the records and ends it.
    @discardableResult
    func run(_ records: [BatchRecord], file: String = "a.csv") throws -> Batch {
        let header = BatchHeader(
            file: file, sha256: "\(file)\(records.count)", bytes: 1, format: "table", source: "shop", mapping: nil,
            rules: "r")
        let session = try BatchSession(store: store, batch: try store.beginBatch(header, now: 1))
        for start in stride(from: 0, to: records.count, by: 7) {
            try session.commit(Array(records[start..<min(start + 7, records.count)]))
        }
        _ = try session.finish(decisions: "[]", now: 2)
        return try store.batch(session.batch.id)
    }

    /// Everything stored, in an order that does not depend on ids.
    func contents() throws -> [AnalysedItem] {
        var items: [AnalysedItem] = []
        try store.forEachItem { items.append($0.analysed) }
        return items
    }
}

/// An item with an NPS answer and one text tagged with a friction.
func makeItem(
    _ id: UInt64, nps: Int? = 3, text: String = "Livré en retard", friction: String? = "delivery.late", hash: Int64 = 1,
    day: Int = 20_000, session: String? = nil, consent: Bool? = nil, step: String? = "receive"
) -> AnalysedItem {
    var item = FeedbackItem(source: "shop", kind: .survey)
    item.externalID = "id-\(id)"
    item.createdAt = Timestamp(milliseconds: Int64(day) * 86_400_000 + 3_600_000, offsetMinutes: 60)
    item.channel = "web"
    item.sessionID = session
    item.consent = consent
    item.segments = [Segment("ville", "Lyon"), Segment("panier \"moyen\"", "45,90\n€")]
    if let nps {
        item.answers = [
            Answer(
                field: "nps", question: "Recommander ?", kind: .nps, scale: .nps, given: "\(nps)",
                value: Double(nps) / 10)
        ]
    }
    var tags: [Annotation] = [
        Annotation(
            kind: .sentiment, code: "negative", polarity: -0.5, score: -0.5, confidence: 0.9, severity: 0,
            span: 0..<text.utf8.count, rule: "sentiment")
    ]
    if let friction {
        tags.append(
            Annotation(
                kind: .friction, code: friction, polarity: -0.5, score: 0.9, confidence: 0.9, severity: 4, span: 0..<4,
                rule: "fr/friction/\(friction).tsv:3"))
    }
    let verbatim = AnalysedVerbatim(
        verbatim: Verbatim(field: "q", question: "Pourquoi ?", text: text), language: .french, languageConfidence: 0.99,
        needsReview: false, annotations: tags)
    let link = step.map {
        StoredStepLink(
            StepLink(
                step: StepCode(journey: "retail", step: $0), method: .rule("page"), probability: 0.9,
                evidence: "page /suivi*"))
    }
    return AnalysedItem(
        item: item, key: NaturalKey(high: 7, low: id).placed(by: "id-\(id)"), contentHash: hash, verbatims: [verbatim],
        stepLink: link)
}
