import Feedback
package import FeedbackStore

/// A piece of a stored verbatim, as written.
public struct Quote: Hashable, Sendable, Codable {
    public var itemID: Int64
    public var externalID: String?
    public var source: String
    /// ISO 8601 date.
    public var date: String?
    public var step: String?
    public var channel: String?
    public var language: String
    /// A substring of the verbatim: the whole of it, or a window around the words that earned the tag.
    public var text: String
    public var isWhole: Bool
    /// Those words, as UTF-8 byte offsets into ``text``: start, end.
    public var span: [Int]
    /// How strong the evidence is, 0 to 1.
    public var score: Double
    public var severity: Int
    public var rule: String

    /// - Parameter limit: the most UTF-8 bytes to show.
    package init(_ row: QuoteRow, limit: Int = 240) {
        let bytes = Array(row.text.utf8)
        let span = row.span.clamped(to: 0..<bytes.count)
        let window = Self.window(of: bytes, around: span, limit: limit)
        itemID = row.itemID
        externalID = row.externalID
        source = row.source
        date = row.day.map { CalendarDate(dayNumber: $0).description }
        step = row.step
        channel = row.channel
        language = row.language
        text = String(decoding: bytes[window], as: UTF8.self)
        isWhole = window.count == bytes.count
        let shown = span.clamped(to: window)
        self.span = [shown.lowerBound - window.lowerBound, shown.upperBound - window.lowerBound]
        score = row.score
        severity = row.severity
        rule = row.rule
    }

    /// At most `limit` bytes around the span, cut between words where there is a blank, never inside a character.
    private static func window(of bytes: [UInt8], around span: Range<Int>, limit: Int) -> Range<Int> {
        guard bytes.count > limit else { return 0..<bytes.count }
        var start = max(0, min(span.lowerBound - (limit - span.count) / 2, bytes.count - limit))
        if span.count >= limit { start = span.lowerBound }
        var end = start + limit
        if start > 0 {
            let blank = bytes[start..<max(start, span.lowerBound)].prefix(40).firstIndex(of: 0x20)
            start = blank.map { $0 + 1 } ?? start
        }
        if end < bytes.count {
            let blank = bytes[min(end, max(span.upperBound, end - 40))..<end].lastIndex(of: 0x20)
            end = blank ?? end
        }
        while start < end, isContinuation(bytes[start]) { start += 1 }
        while end > start, end < bytes.count, isContinuation(bytes[end]) { end -= 1 }
        return start..<end
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

/// A visit an item was written in, joined by a key both carry.
public struct SessionReference: Hashable, Sendable, Codable {
    public var sessionID: String
    public var source: String
    public var replayURL: String?
    /// ISO 8601, UTC.
    public var startedAt: String
    public var outcome: String
    public var device: String?
    public var exitPage: String?
    public var itemID: Int64
    /// `exact:session_id`, `exact:order`…
    public var method: String

    package init(_ row: SessionRow) {
        sessionID = row.sessionID
        source = row.source
        replayURL = row.replayURL
        startedAt = Timestamp(milliseconds: row.startedAt).iso8601
        outcome = row.outcome
        device = row.device
        exitPage = row.exitPage
        itemID = row.itemID
        method = row.method
    }
}
