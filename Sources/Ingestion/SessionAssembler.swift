import Feedback

/// Puts events together into sessions, whatever the order they come in, with bounded memory.
///
/// Sessions are given out at the end of the file, in the order of their first events. In a file that is in the order of time
/// those idle for twice ``sessionGap`` are given out once some thousands are open: memory then holds the visits of an hour. In
/// any file, once more than `openLimit` are open, those idle for ``sessionGap`` of event time are given out early; past twice
/// as many, those idle longest.
struct SessionAssembler {
    enum Grouping: Sendable {
        /// The source has session ids: one id is one session.
        case bySessionID
        /// The source only tells visitors apart: a pause longer than the gap begins another session.
        case byVisitor
    }

    /// Seconds without an event after which a visit is over.
    static let sessionGap: Int64 = 1800
    /// Events kept per session; further page views are still counted.
    static let eventLimit = 1000

    private let source: String
    private let grouping: Grouping
    private let openLimit: Int
    /// So many are kept whatever the order.
    private static let calmLimit = 8_192
    private var slots: [OpenSession?] = []
    private var slotOfKey: [String: Int] = [:]
    private var nextSweep: Int
    /// Hashes of the ids given out early, to tell when an event comes too late.
    private var closedEarly = RecentFingerprints()
    private var order = EventOrder()
    private var report = SessionReport()
    /// Whether some form was sent so far, and whether the source has an event of its own for one that was left.
    private var sendsForms = false
    private var tellsAbandons = false

    init(source: String, grouping: Grouping, openLimit: Int = 100_000) {
        self.source = source
        self.grouping = grouping
        self.openLimit = openLimit
        nextSweep = min(openLimit, Self.calmLimit)
    }

    var decisions: [Decision] { report.decisions }
    var openCount: Int { slotOfKey.count }

    mutating func add(_ signal: SessionSignal, at position: RecordPosition, into records: inout [ImportedRecord]) {
        if signal.kind == .form { sendsForms = true }
        if signal.kind == .formAbandon { tellsAbandons = true }
        order.add(signal.at)
        if let slot = slotOfKey[signal.key], slots[slot]?.isAnotherVisit(signal, grouping: grouping) == true {
            close(slot, into: &records)
        }
        if let slot = slotOfKey[signal.key] {
            slots[slot]?.add(signal)
            return
        }
        if slotOfKey.count >= nextSweep {
            sweep(at: signal.at, into: &records)
        } else if slots.count > 2 * slotOfKey.count + 1024 {
            compact()
        }
        slotOfKey[signal.key] = slots.count
        slots.append(OpenSession(signal, source: source, position: position))
    }

    mutating func finish(into records: inout [ImportedRecord]) {
        for slot in slots.indices { close(slot, into: &records) }
        slots = []
        closedEarly = RecentFingerprints()
    }

    // MARK: Giving out

    private mutating func close(_ slot: Int, early: Bool = false, into records: inout [ImportedRecord]) {
        guard let session = slots[slot] else { return }
        slots[slot] = nil
        slotOfKey[session.key] = nil
        let part = part(of: session)
        let addsAbandons = sendsForms && !tellsAbandons && session.unsentForms > 0
        report.add(session, part: part)
        if addsAbandons { report.leftForms += session.unsentForms }
        records.append(session.record(part: part, grouping: grouping, addsAbandons: addsAbandons))
        guard early, grouping == .bySessionID else { return }
        // In the order of time an event comes late by minutes, not by a million visits.
        closedEarly.insert(
            fingerprint(session.key, part: part), limit: order.isKept ? 200_000 : 1_000_000)
    }

    /// 1, or more when an earlier part of the same session has been given out already.
    private func part(of session: OpenSession) -> Int {
        guard grouping == .bySessionID, !closedEarly.isEmpty else { return 1 }
        var part = 1
        while closedEarly.contains(fingerprint(session.key, part: part)) { part += 1 }
        return part
    }

    /// Gives out what is idle; when that is too little, the sessions that were idle longest.
    private mutating func sweep(at now: Timestamp, into records: inout [ImportedRecord]) {
        if slotOfKey.count < openLimit {
            if order.isKept { giveOutIdle(since: order.latest, into: &records) }
            nextSweep = min(openLimit, max(Self.calmLimit, slotOfKey.count + slotOfKey.count / 4))
            return
        }
        let idle = slots.map { $0?.secondsIdle(at: now) ?? -1 }
        let open = idle.filter { $0 >= 0 }
        let isFull = open.count >= 2 * openLimit
        let limit = isFull ? min(Self.sessionGap, open.sorted()[open.count / 2]) : Self.sessionGap
        for slot in slots.indices where idle[slot] > limit || (isFull && idle[slot] == limit) {
            close(slot, early: true, into: &records)
        }
        compact()
        nextSweep = max(openLimit, slotOfKey.count + openLimit / 4)
    }

    private mutating func giveOutIdle(since now: Timestamp, into records: inout [ImportedRecord]) {
        for slot in slots.indices {
            guard let idle = slots[slot]?.secondsIdle(at: now), idle > 2 * Self.sessionGap else { continue }
            close(slot, early: true, into: &records)
        }
        compact()
    }

    /// Drops the slots of sessions that have been given out.
    private mutating func compact() {
        slots.removeAll { $0 == nil }
        for (slot, session) in slots.enumerated() { if let session { slotOfKey[session.key] = slot } }
    }

    private func fingerprint(_ key: String, part: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 &+ UInt64(part)
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}

/// Whether events come in the order of time, give or take ``SessionAssembler/sessionGap``.
private struct EventOrder {
    private(set) var latest = Timestamp.undated
    private(set) var isKept = true

    mutating func add(_ moment: Timestamp) {
        guard moment.isDated else {
            isKept = false
            return
        }
        if !latest.isDated || moment > latest {
            latest = moment
        } else if latest.milliseconds - moment.milliseconds > SessionAssembler.sessionGap * 1000 {
            isKept = false
        }
    }
}

/// What the user is told of the sessions once the file has been read.
private struct SessionReport {
    var cutSessions = 0
    var splitSessions = 0
    var leftForms = 0

    mutating func add(_ session: OpenSession, part: Int) {
        if session.leftOutEvents > 0 { cutSessions += 1 }
        if part == 2 { splitSessions += 1 }
    }

    var decisions: [Decision] {
        var decisions: [Decision] = []
        if cutSessions > 0 {
            decisions.append(
                Decision(
                    "sessions",
                    en:
                        "\(cutSessions) sessions have over \(SessionAssembler.eventLimit) events: the rest only counts as page views",
                    fr:
                        "\(cutSessions) sessions dépassent \(SessionAssembler.eventLimit) événements : le reste n'est compté qu'en pages vues"
                ))
        }
        if leftForms > 0 {
            decisions.append(
                Decision(
                    "sessions",
                    en:
                        "\(leftForms) forms were begun and never sent: counted as left, for the source has no event of that",
                    fr:
                        "\(leftForms) formulaires commencés et jamais envoyés : comptés comme abandonnés, la source n'a pas d'événement pour cela"
                ))
        }
        if splitSessions > 0 {
            decisions.append(
                Decision(
                    "sessions",
                    en:
                        "\(splitSessions) sessions come in parts because the file is not in time order: sort it by time to join them",
                    fr:
                        "\(splitSessions) sessions sont en plusieurs parties car le fichier n'est pas dans l'ordre du temps : triez-le"
                ))
        }
        return decisions
    }
}
