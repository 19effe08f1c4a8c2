import Feedback
import TestSupport
import Testing

@testable import Ingestion

@Suite struct SessionAssemblerTests {
    private func signal(
        _ key: String, second: Int, _ kind: SessionEventKind? = .pageView, page: String? = "/", id: String? = nil
    ) -> SessionSignal {
        var signal = SessionSignal(key: key, at: Timestamp(milliseconds: Int64(second) * 1000), kind: kind, page: page)
        signal.facts.sessionID = id
        signal.facts.visitorID = "v-\(key)"
        return signal
    }

    private func sessions(_ signals: [SessionSignal], _ grouping: SessionAssembler.Grouping, openLimit: Int = 1000)
        -> [Session]
    {
        var assembler = SessionAssembler(source: "test", grouping: grouping, openLimit: openLimit)
        var records: [ImportedRecord] = []
        for (index, signal) in signals.enumerated() {
            assembler.add(signal, at: RecordPosition(line: index + 1), into: &records)
        }
        assembler.finish(into: &records)
        return records.compactMap { if case .session(let session, _) = $0 { session } else { nil } }
    }

    @Test func `events come out in time order, whatever the order they came in`() throws {
        let session = try #require(
            sessions(
                [
                    signal("a", second: 30, page: "/c"), signal("a", second: 0, page: "/a"),
                    signal("a", second: 10, page: "/b"),
                ], .bySessionID
            )
            .first)
        #expect(session.events.map(\.page) == ["/a", "/b", "/c"])
        #expect((session.landingPage, session.exitPage, session.pageViews) == ("/a", "/c", 3))
        #expect(session.endedAt.milliseconds - session.startedAt.milliseconds == 30_000)
    }

    @Test func `an event that the export holds twice counts once`() {
        let twice = [signal("a", second: 1), signal("a", second: 1), signal("a", second: 2)]
        #expect(sessions(twice, .bySessionID).first?.pageViews == 2)
        // A log has no ids: two requests in one second are two.
        #expect(sessions(twice, .byVisitor).first?.pageViews == 3)
    }

    @Test func `a visitor's pause of over 30 minutes begins another session, a session id never splits`() {
        let visits = [signal("a", second: 0), signal("a", second: 1800), signal("a", second: 3601)]
        #expect(sessions(visits, .byVisitor).map(\.pageViews) == [2, 1])
        #expect(sessions(visits, .bySessionID).map(\.pageViews) == [3])
    }

    @Test func `a session id in a visitor's request names the visit and another id begins another`() {
        let visits = [
            signal("a", second: 0), signal("a", second: 5, id: "s1"), signal("a", second: 9),
            signal("a", second: 12, id: "s2"),
        ]
        #expect(sessions(visits, .byVisitor).map(\.sessionID) == ["s1", "s2"])
    }

    @Test(arguments: [
        ([(SessionEventKind.pageView, "/")], SessionOutcome.browsed),
        ([(.addToCart, "/p")], .abandoned), ([(.checkout, "/x")], .abandoned),
        ([(.pageView, "/paiement/3ds")], .abandoned),
        ([(.addToCart, "/p"), (.purchase, "/x")], .purchased),
        ([(.pageView, "/paiement"), (.pageView, "/commande/confirmation")], .purchased),
    ])
    func `the outcome follows from what happened`(events: [(SessionEventKind, String)], expected: SessionOutcome) {
        let signals = events.enumerated().map { signal("a", second: $0.offset, $0.element.0, page: $0.element.1) }
        #expect(sessions(signals, .bySessionID).map(\.outcome) == [expected])
    }

    @Test func `a session keeps a thousand events and counts the page views beyond`() throws {
        var signals = (0..<1500).map { signal("a", second: $0) }
        signals.append(signal("a", second: 1500, .purchase))
        let session = try #require(sessions(signals, .bySessionID).first)
        #expect(session.events.count == SessionAssembler.eventLimit + 1)
        #expect(session.pageViews == 1500)
        #expect(session.outcome == .purchased)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `bounded or not, a file in time order gives the same sessions`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var signals: [SessionSignal] = []
        for visit in 0..<400 {
            for step in 0..<Int.random(in: 1...6, using: &random) {
                signals.append(signal("s\(visit)", second: visit * 300 + step * 60))
            }
        }
        signals.sort { $0.at < $1.at }
        let key = { (session: Session) in session.sessionID }
        let bounded = sessions(signals, .bySessionID, openLimit: 20).sorted { key($0) < key($1) }
        #expect(bounded == sessions(signals, .bySessionID).sorted { key($0) < key($1) })
    }

    @Test(arguments: [true, false]) func `memory stays bounded when nobody is idle or the file is shuffled`(
        isShuffled: Bool
    ) {
        var random = SplitMix64(seed: 7)
        var signals = (0..<5000).map { signal("s\($0 % 2500)", second: isShuffled ? $0 * 10 : $0 / 100) }
        if isShuffled { signals.shuffle(using: &random) }
        var assembler = SessionAssembler(source: "test", grouping: .bySessionID, openLimit: 100)
        var records: [ImportedRecord] = []
        var most = 0
        for signal in signals {
            assembler.add(signal, at: RecordPosition(line: 1), into: &records)
            most = max(most, assembler.openCount)
        }
        assembler.finish(into: &records)
        #expect(most <= 250)
        // No id leaves twice: later parts are numbered, and the import says so.
        let ids = records.compactMap { if case .session(let session, _) = $0 { session.sessionID } else { nil } }
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains { $0.hasSuffix("#2") } == !assembler.decisions.isEmpty)
    }

    private func form(_ key: String, second: Int, name: String? = nil, page: String = "/contact") -> SessionSignal {
        var begun = signal(key, second: second, nil, page: page)
        begun.beginsForm = true
        begun.detail = name
        return begun
    }

    private func left(_ sessions: [Session]) -> [String: [SessionEvent]] {
        Dictionary(
            sessions.map { ($0.visitorID ?? "", $0.events.filter { $0.kind == .formAbandon }) },
            uniquingKeysWith: +)
    }

    @Test func `a form that is begun and never sent is left, where the source sends forms`() {
        var sent = signal("b", second: 30, .form, page: "/contact")
        sent.detail = "contact"
        let visits = [
            signal("a", second: 0), form("a", second: 10, name: "contact"), form("a", second: 20, name: "contact"),
            form("b", second: 5, name: "contact"), sent, form("c", second: 7, page: "/compte"),
            signal("c", second: 60, .purchase, page: "/merci"), form("d", second: 1, page: "/recherche"),
            signal("d", second: 2, .search, page: "/recherche"), form("e", second: 3, page: "/avis"),
        ]
        let left = left(sessions(visits, .bySessionID))
        #expect(
            left["v-a"] == [
                SessionEvent(
                    kind: .formAbandon, at: Timestamp(milliseconds: 20_000), page: "/contact", detail: "contact")
            ])
        #expect(left["v-e"]?.map(\.page) == ["/avis"])
        for done in ["v-b", "v-c", "v-d"] { #expect(left[done] == [], "\(done)") }
    }

    @Test func `nothing is worked out where no form is ever sent, or where the source tells of those that were left`() {
        #expect(left(sessions([form("a", second: 0)], .bySessionID))["v-a"] == [])
        let told = [
            form("a", second: 0), signal("b", second: 0, .form, page: "/x"), signal("c", second: 0, .formAbandon),
        ]
        #expect(left(sessions(told, .bySessionID))["v-a"] == [])
    }

    @Test func `in the order of time only the visits of an hour or two are kept open`() {
        var assembler = SessionAssembler(source: "test", grouping: .bySessionID)
        var (records, most) = ([ImportedRecord](), 0)
        // Four visits a second, of three events within two minutes; events come up to ten minutes late.
        for number in 0..<120_000 {
            for event in 0..<3 {
                let late = (number * 7 + event * 13) % 600
                assembler.add(
                    signal("s\(number)", second: number / 4 + event * 60 - late, page: "/\(event)"),
                    at: RecordPosition(line: 1), into: &records)
            }
            most = max(most, assembler.openCount)
        }
        #expect(most < 25_000, "\(most)")
        assembler.finish(into: &records)
        #expect(records.count == 120_000)
        #expect(assembler.decisions.isEmpty)
    }

    @Test func `in any other order sessions stay open until there are very many`() {
        var assembler = SessionAssembler(source: "test", grouping: .bySessionID)
        var records: [ImportedRecord] = []
        for round in 0..<2 {
            for number in 0..<30_000 {
                assembler.add(
                    signal("s\(number)", second: (number * 7919) % 30_000 * 5 + round * 60),
                    at: RecordPosition(line: 1),
                    into: &records)
            }
        }
        #expect(records.isEmpty && assembler.openCount == 30_000)
        assembler.finish(into: &records)
        #expect(records.count == 30_000)
    }

    @Test func `memory of what was given out early stops growing`() {
        var recent = RecentFingerprints()
        for hash in 0..<100_000 as Range<UInt64> {
            recent.insert(hash, limit: 1000)
            #expect(recent.contains(hash) && (hash < 1000 || recent.contains(hash - 999)))
        }
        #expect(recent.count <= 2000 && !recent.contains(5))
    }
}
