import Feedback

/// A session whose events are still coming in.
struct OpenSession {
    let key: String
    let position: RecordPosition
    private var session: Session
    private var declaredID: String?
    private var dropReason: String?
    private var pageViews = 0
    private(set) var leftOutEvents = 0
    private var countedPageViews: Int?
    private var duration: Double?
    private var seenIDs: Set<Int> = []
    /// Whether an event without an id came: only then may equal events be the same one.
    private var hasNamelessEvents = false
    private var forms = BegunForms()

    init(_ signal: SessionSignal, source: String, position: RecordPosition) {
        key = signal.key
        self.position = position
        // A visitor's key may hold an address and never leaves this type; a session id does.
        session = Session(source: source, sessionID: "", startedAt: signal.at, endedAt: signal.at)
        add(signal)
    }

    /// Whether the signal begins another visit of the same visitor.
    func isAnotherVisit(_ signal: SessionSignal, grouping: SessionAssembler.Grouping) -> Bool {
        guard grouping == .byVisitor else { return false }
        if let declaredID, let id = signal.facts.sessionID, id != declaredID { return true }
        return secondsIdle(at: signal.at) > SessionAssembler.sessionGap
    }

    /// Seconds from the session to `moment`, whichever comes first; 0 for a moment within it.
    func secondsIdle(at moment: Timestamp) -> Int64 {
        max(0, moment.milliseconds - session.endedAt.milliseconds, session.startedAt.milliseconds - moment.milliseconds)
            / 1000
    }

    mutating func add(_ signal: SessionSignal) {
        if signal.at.isDated {
            session.startedAt = session.startedAt.isDated ? min(session.startedAt, signal.at) : signal.at
            session.endedAt = max(session.endedAt, signal.at)
        }
        session.learn(signal.facts)
        declaredID = declaredID ?? signal.facts.sessionID
        dropReason = dropReason ?? signal.facts.dropReason
        countedPageViews = countedPageViews ?? signal.facts.pageViews
        duration = duration ?? signal.facts.duration
        forms.add(signal)
        guard let kind = signal.kind, isFirst(signal) else { return }
        guard session.events.count < SessionAssembler.eventLimit + (kind == .purchase ? 100 : 0) else {
            leftOutEvents += 1
            if kind == .pageView { pageViews += 1 }
            return
        }
        session.events.append(
            SessionEvent(kind: kind, at: signal.at, page: signal.page, detail: signal.detail, value: signal.value))
    }

    /// Forms that were begun and never sent.
    var unsentForms: Int { forms.abandons.count }

    private mutating func isFirst(_ signal: SessionSignal) -> Bool {
        guard let id = signal.id else {
            hasNamelessEvents = true
            return true
        }
        return seenIDs.count >= 4 * SessionAssembler.eventLimit || seenIDs.insert(id.hashValue).inserted
    }

    /// The session as it stands now, or that it was left out.
    ///
    /// Where the source has session ids, equal events at one moment are one event that the export holds twice.
    ///
    /// - Parameter addsAbandons: adds an event for each form that was begun and never sent.
    func record(part: Int, grouping: SessionAssembler.Grouping, addsAbandons: Bool = false) -> ImportedRecord {
        if let dropReason { return .dropped(reason: dropReason, position) }
        var session = session
        if addsAbandons { session.events += forms.abandons }
        if !session.startedAt.isDated { session.forgetTimes() }
        session.events = Self.ordered(session.events, mergesRepeats: grouping == .bySessionID && hasNamelessEvents)
        session.sessionID = declaredID ?? (grouping == .bySessionID ? key : visitID)
        if part > 1 { session.sessionID += "#\(part)" }
        let pages = session.events.filter { $0.kind == .pageView }
        session.pageViews = max(pages.count + pageViews, pages.isEmpty ? countedPageViews ?? 0 : 0)
        if let duration, duration > 0, duration < 1e8 {
            session.endedAt = max(
                session.endedAt,
                Timestamp(
                    milliseconds: session.startedAt.milliseconds + Int64((duration * 1000).rounded()),
                    offsetMinutes: session.startedAt.offsetMinutes))
        }
        session.landingPage = pages.first?.page
        session.exitPage = pages.last?.page
        session.outcome = Self.outcome(of: session)
        return .session(session, position)
    }

    /// The same for the same visit whenever the file is read.
    private var visitID: String { "\(session.visitorID ?? "visitor")-\(session.startedAt.milliseconds / 1000)" }

    private static func ordered(_ events: [SessionEvent], mergesRepeats: Bool) -> [SessionEvent] {
        let sorted = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(
            \.element)
        guard mergesRepeats else { return sorted }
        var kept: [SessionEvent] = []
        var seen: Set<SessionEvent> = []
        for event in sorted {
            if kept.last?.at != event.at { seen.removeAll(keepingCapacity: true) }
            if seen.insert(event).inserted { kept.append(event) }
        }
        return kept
    }

    /// From what happened; from the pages where the source names no events.
    private static func outcome(of session: Session) -> SessionOutcome {
        let kinds = Set(session.events.map(\.kind))
        if kinds.contains(.purchase) || !session.orderIDs.isEmpty { return .purchased }
        let pages = session.events.compactMap(\.page)
        if pages.contains(where: SalesPages.isConfirmation) { return .purchased }
        if kinds.contains(.addToCart) || kinds.contains(.checkout) { return .abandoned }
        return pages.contains(where: SalesPages.isCheckout) ? .abandoned : .browsed
    }
}

extension Session {
    /// Begins at 0, with events in the order they came in.
    fileprivate mutating func forgetTimes() {
        let zero = Timestamp(milliseconds: 0)
        (startedAt, endedAt) = (zero, zero)
        for index in events.indices { events[index].at = zero }
    }
}
