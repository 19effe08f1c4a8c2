import Crypto
import Feedback
import FeedbackStore
import Ingestion

/// Names items: the natural key that finds an item again, and the hash that tells whether it changed.
///
/// An item with an id is named by its source and id. One without is named by what it says, and by how many like it came
/// before in the same file: two people who both answered "ok, 10" stay two, and the same file read again gives the same
/// keys.
struct ItemKeys {
    private var buffer: [UInt8] = []
    private var seen: [NaturalKey: Int32] = [:]

    /// A record that an earlier run has stored: only the count of equal items before it matters.
    mutating func skip(_ record: ImportedRecord) {
        if case .item(let item, _) = record { _ = key(of: item) }
    }

    mutating func key(of item: borrowing FeedbackItem) -> NaturalKey {
        buffer.removeAll(keepingCapacity: true)
        append(item.source)
        if let id = item.externalID {
            append(id)
            return NaturalKey(digest: SHA256.hash(data: buffer))
        }
        appendContent(of: item)
        let base = NaturalKey(digest: SHA256.hash(data: buffer))
        let count = seen[base, default: 0]
        seen[base] = count + 1
        if count == 0 { return base }
        append("\(count)")
        return NaturalKey(digest: SHA256.hash(data: buffer))
    }

    mutating func contentHash(of item: borrowing FeedbackItem) -> Int64 {
        buffer.removeAll(keepingCapacity: true)
        appendContent(of: item)
        // Never in the key: allowing it must find the items that are stored.
        if let network = item.network { append(network) }
        return Int64(bitPattern: NaturalKey(digest: SHA256.hash(data: buffer)).high)
    }

    mutating func contentHash(of session: Session) -> Int64 {
        buffer.removeAll(keepingCapacity: true)
        for text in [
            session.source, session.sessionID, session.visitorID, session.respondent, session.channel, session.device,
            session.browser, session.language, session.country, session.city, session.campaign, session.appVersion,
            session.landingPage, session.exitPage, session.replayURL, session.outcome.rawValue,
        ] {
            append(text)
        }
        append(session.startedAt.milliseconds)
        append(session.endedAt.milliseconds)
        append(Int64(session.pageViews))
        append(session.consent.map { $0 ? 1 : 0 } ?? -1)
        if let network = session.network { append(network) }
        for order in session.orderIDs { append(order) }
        for event in session.events {
            append(event.kind.rawValue)
            append(event.at.milliseconds)
            append(event.page)
            append(event.detail)
        }
        return Int64(bitPattern: NaturalKey(digest: SHA256.hash(data: buffer)).high)
    }

    private mutating func appendContent(of item: borrowing FeedbackItem) {
        append(item.kind.rawValue)
        append(item.channel)
        append(item.touchpoint)
        append(item.respondent)
        append(item.declaredLanguage)
        append(item.country)
        append(item.city)
        append(item.device)
        append(item.browser)
        append(item.product)
        append(item.appVersion)
        append(item.pageURL)
        append(item.sessionID)
        append(item.visitorID)
        append(item.orderID)
        append(item.replayURL)
        append(item.createdAt?.milliseconds ?? .min)
        append(Int64(item.createdAt?.offsetMinutes ?? -10_000))
        append(item.consent.map { $0 ? 1 : 0 } ?? -1)
        for segment in item.segments {
            append(segment.name)
            append(segment.value)
        }
        append(Int64(item.answers.count))
        let answers = item.answers.span
        for index in answers.indices {
            append(answers[index].field)
            append(answers[index].kind.rawValue)
            append(answers[index].given)
            append(Int64(bitPattern: (answers[index].value ?? -1).bitPattern))
        }
        for verbatim in item.verbatims {
            append(verbatim.field)
            append(verbatim.text)
        }
    }

    /// Each text goes in with its length, so that no two lists of texts give the same bytes.
    private mutating func append(_ text: String?) {
        guard let text else { return append(Int64(-1)) }
        append(Int64(text.utf8.count))
        buffer.append(contentsOf: text.utf8)
    }

    private mutating func append(_ number: Int64) {
        // Safe: the bytes are those of a local number, read while it lives.
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe buffer.append(contentsOf: $0) }
    }
}
