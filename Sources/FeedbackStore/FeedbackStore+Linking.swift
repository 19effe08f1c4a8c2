import GRDB

/// An answer as the session linker reads it; texts that are not given are empty.
public struct LinkingItem: Sendable {
    public var row: Int64
    /// UTC milliseconds.
    public var at: Int64?
    public var pageURL: String
    public var channel: String
    public var device: String
    public var browser: String
    public var language: String
    public var country: String
    public var city: String
    /// The pseudonym of the network; `nil` when none is kept.
    public var network: Int64?
    public var refused: Bool
    /// Whether it names a visit or a visitor that the store could know.
    public var hasKey: Bool
    /// The session that a key joins it to.
    public var exactSession: Int64?
}

/// A session as the session linker reads it.
public struct LinkingSession: Sendable {
    public var row: Int64
    public var startedAt: Int64
    public var endedAt: Int64
    public var hasPurchase: Bool
    public var device: String
    public var browser: String
    public var language: String
    public var country: String
    public var city: String
    public var network: Int64?
    /// Moments and pages, in the order of time.
    public var views: [(at: Int64, page: String)]
}

/// A session that an item may have been given in.
public struct ProbableLink: Sendable {
    public var item: Int64
    public var session: Int64
    public var probability: Double
    public var evidence: String
    public var isAccepted: Bool

    public init(item: Int64, session: Int64, probability: Double, evidence: String, isAccepted: Bool) {
        self.item = item
        self.session = session
        self.probability = probability
        self.evidence = evidence
        self.isAccepted = isAccepted
    }
}

extension FeedbackStore {
    /// Forgets all links to sessions and makes those that keys give again.
    ///
    /// - Returns: how many exact links there are.
    public func relinkExactly() throws -> Int {
        try write { db in
            try db.execute(sql: "DELETE FROM link WHERE target = 'session'")
            return try Self.linkSessions(in: db)
        }
    }

    /// When the first and the last item were written, in UTC milliseconds; `nil` when none has a date.
    public func itemSpan() throws -> ClosedRange<Int64>? {
        try read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT min(created_at), max(created_at) FROM item"),
                let first: Int64 = row[0], let last: Int64 = row[1]
            else { return nil }
            return first...last
        }
    }

    /// Calls `body` with every item, in the order of the store's numbers.
    ///
    /// An item has a key when it names a session, and its source has others that are found by theirs, or when it names a
    /// visitor or a respondent that a session has too.
    public func forEachLinkingItem(_ body: (LinkingItem) -> Void) throws {
        try read { db in
            let rows = try RowReader(db, Self.linkingItems)
            while try rows.next() {
                body(
                    LinkingItem(
                        row: Int64(rows.integer(0)), at: rows.integer(1) == 0 ? nil : Int64(rows.integer(2)),
                        pageURL: rows.text(3), channel: rows.text(4), device: rows.text(5), browser: rows.text(6),
                        language: rows.text(7), country: rows.text(8), city: rows.text(9),
                        network: rows.nonzero(13), refused: rows.integer(10) == 1,
                        hasKey: rows.integer(11) == 1,
                        exactSession: rows.integer(12) < 0 ? nil : Int64(rows.integer(12))))
            }
        }
    }

    private static let linkingItems = """
        WITH named AS (
            SELECT DISTINCT i.source FROM link l JOIN item i ON i.id = l.item WHERE l.method = 'exact:session_id')
        SELECT i.id, i.created_at IS NOT NULL, i.created_at, i.page_url, i.channel, i.device, i.browser,
            i.declared_language, i.country, i.city, i.consent IS 0,
            (i.session_key IS NOT NULL AND (i.source IN named
                    OR EXISTS (SELECT 1 FROM session s WHERE s.session_id = i.session_key)))
                OR (i.visitor_key IS NOT NULL AND EXISTS (
                    SELECT 1 FROM session s WHERE s.visitor_key = i.visitor_key))
                OR (i.respondent IS NOT NULL AND EXISTS (
                    SELECT 1 FROM session s WHERE s.respondent = i.respondent))
                OR (i.order_key IS NOT NULL AND EXISTS (
                    SELECT 1 FROM session_order o WHERE o.order_key = i.order_key)),
            coalesce((SELECT l.session FROM link l WHERE l.item = i.id AND l.target = 'session' AND l.accepted = 1
                AND l.method LIKE 'exact:%'), -1), i.network
        FROM item i ORDER BY i.id
        """

    /// Calls `body` with every session that may be linked and lies in a span, in the order of the store's numbers.
    ///
    /// A session without page views has two: where it began and where it ended.
    ///
    /// - Parameter span: in UTC milliseconds; sessions that ended before it or began after it are left out.
    public func forEachLinkingSession(in span: ClosedRange<Int64>, _ body: (LinkingSession) -> Void) throws {
        try read { db in
            let rows = try RowReader(db, Self.linkingSessions)
            var views = ViewReader(try RowReader(db, Self.views))
            while try rows.next() {
                let row = Int64(rows.integer(0))
                let (start, end) = (Int64(rows.integer(1)), Int64(rows.integer(2)))
                guard end >= span.lowerBound, start <= span.upperBound, rows.integer(11) == 0 else { continue }
                var session = LinkingSession(
                    row: row, startedAt: start, endedAt: end, hasPurchase: rows.integer(3) == 1, device: rows.text(4),
                    browser: rows.text(5), language: rows.text(6), country: rows.text(7), city: rows.text(8),
                    network: rows.nonzero(12), views: try views.views(of: row))
                if session.views.isEmpty {
                    let (first, last) = (rows.text(9), rows.text(10))
                    session.views =
                        end > start ? [(start, first), (end, last.isEmpty ? first : last)] : [(start, first)]
                }
                body(session)
            }
        }
    }

    private static let linkingSessions = """
        SELECT id, started_at, ended_at, outcome = 'purchased', device, browser, language, country, city, landing_page,
            exit_page, consent IS 0, network
        FROM session ORDER BY id
        """

    private static let views = """
        SELECT session, at, page FROM session_event WHERE kind IN ('page_view', '404') ORDER BY session, seq
        """

    /// Replaces all probable links with these, in one transaction.
    ///
    /// - Parameter each: calls its argument with every link.
    public func replaceProbableLinks(_ each: ((ProbableLink) throws -> Void) throws -> Void) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM link WHERE target = 'session' AND method = 'probable'")
            let insert = try RawStatement(
                db,
                """
                INSERT INTO link (item, target, session, method, probability, evidence, accepted)
                VALUES (?, 'session', ?, 'probable', ?, ?, ?)
                """)
            try each { link in
                insert.bind(link.item)
                insert.bind(link.session)
                insert.bind(link.probability)
                insert.bind(link.evidence)
                insert.bind(link.isAccepted ? 1 : 0)
                try insert.run()
            }
        }
    }
}

/// The page views of one session after the other, read beside the sessions.
private struct ViewReader: ~Copyable {
    private let rows: RowReader
    private var isAtRow = false
    private var isAtEnd = false

    init(_ rows: consuming RowReader) { self.rows = rows }

    /// - Parameter session: higher than in the call before.
    mutating func views(of session: Int64) throws -> [(at: Int64, page: String)] {
        var views: [(at: Int64, page: String)] = []
        while !isAtEnd {
            if !isAtRow {
                guard try rows.next() else {
                    isAtEnd = true
                    break
                }
                isAtRow = true
            }
            let owner = Int64(rows.integer(0))
            if owner > session { break }
            if owner == session { views.append((Int64(rows.integer(1)), rows.text(2))) }
            isAtRow = false
        }
        return views
    }
}
