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
    private let buffer = HashBuffer()
    /// How often each content came.
    private(set) var seen: [NaturalKey: Int32]

    init(seen: [NaturalKey: Int32] = [:]) { self.seen = seen }

    mutating func key(of item: borrowing FeedbackItem) -> NaturalKey {
        buffer.clear()
        append(item.source)
        if let id = item.externalID {
            append(id)
            return buffer.digest.placed(by: id)
        }
        appendContent(of: item)
        let base = buffer.digest
        let count = seen[base, default: 0]
        seen[base] = count + 1
        if count == 0 { return base }
        append("\(count)")
        return buffer.digest
    }

    func contentHash(of item: borrowing FeedbackItem) -> Int64 {
        buffer.clear()
        appendContent(of: item)
        // Never in the key: allowing it must find the items that are stored.
        if let network = item.network { append(network) }
        return Int64(bitPattern: buffer.digest.high)
    }

    func contentHash(of session: Session) -> Int64 {
        buffer.clear()
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
        return Int64(bitPattern: buffer.digest.high)
    }

    private func appendContent(of item: borrowing FeedbackItem) {
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
        let segments = item.segments.span
        for index in segments.indices {
            append(segments[index].name)
            append(segments[index].value)
        }
        append(Int64(item.answers.count))
        let answers = item.answers.span
        for index in answers.indices {
            append(answers[index].field)
            append(answers[index].kind.rawValue)
            append(answers[index].given)
            append(Int64(bitPattern: (answers[index].value ?? -1).bitPattern))
        }
        let verbatims = item.verbatims.span
        for index in verbatims.indices {
            append(verbatims[index].field)
            append(verbatims[index].text)
        }
    }

    /// Each text goes in with its length, so that no two lists of texts give the same bytes.
    private func append(_ text: borrowing String?) {
        switch text {
        case .some(let text): append(text)
        case .none: buffer.append(-1)
        }
    }

    private func append(_ text: borrowing String) {
        let bytes = text.utf8Span.span
        buffer.append(Int64(bytes.count))
        buffer.append(bytes)
    }

    private func append(_ number: Int64) { buffer.append(number) }
}

/// Bytes that are gathered and hashed, kept from item to item.
@safe private final class HashBuffer {
    private var bytes: UnsafeMutableRawPointer
    private var capacity = 4096
    private var count = 0

    init() { unsafe bytes = .allocate(byteCount: capacity, alignment: 8) }

    deinit { unsafe bytes.deallocate() }

    func clear() { count = 0 }

    /// Appends eight bytes, the lowest first.
    func append(_ number: Int64) {
        makeRoom(for: 8)
        // Safe: there is room, and nobody else has the pointer.
        unsafe bytes.storeBytes(of: number.littleEndian, toByteOffset: count, as: Int64.self)
        count += 8
    }

    func append(_ text: Span<UInt8>) {
        makeRoom(for: text.count)
        unsafe text.withUnsafeBytes { text in
            // Safe: there is room for as many bytes as are copied.
            if let start = text.baseAddress {
                unsafe (bytes + count).copyMemory(from: start, byteCount: text.count)
            }
        }
        count += text.count
    }

    /// The first 16 bytes of the SHA-256 of what was gathered.
    var digest: NaturalKey {
        var hash = SHA256()
        // Safe: as many bytes have been written, and the hash does not keep the pointer.
        unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(start: bytes, count: count))
        return unsafe hash.finalize().withUnsafeBytes { digest in
            // Safe: a digest has 32 bytes.
            unsafe NaturalKey(
                high: UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    private func makeRoom(for more: Int) {
        guard count + more > capacity else { return }
        let larger = max(capacity * 2, count + more)
        let copy = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
        // Safe: both have at least `count` bytes.
        unsafe copy.copyMemory(from: bytes, byteCount: count)
        unsafe bytes.deallocate()
        unsafe bytes = copy
        capacity = larger
    }
}
