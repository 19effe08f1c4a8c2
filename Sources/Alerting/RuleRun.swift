import Feedback
import FeedbackStore
import Insights

/// Holds what a rule's series says against what people were told.
struct RuleRun {
    let rule: AlertRule
    let clock: AlertClock
    let replay: AlertReplay
    let vocabulary: AlertVocabulary
    let store: FeedbackStore
    let now: Int64

    /// An incident as it is now, and the message that takes.
    struct Change {
        var record: IncidentRecord
        var message: AlertMessage?
        /// Tells this message from the incident's others.
        var id = ""
    }

    /// The end of the period that brought the rule's state.
    var since: Int64 { replay.since.map(end) ?? now }

    private func end(of index: Int) -> Int64 { clock.moment(day: replay.series[index].period.last.dayNumber + 1) }

    func status(_ open: IncidentRecord?, _ known: IncidentRecord?) -> AlertStatus {
        // For a rule that waits for silence, firing is having no data.
        var state = rule.method == .silence && replay.state.isOpen ? AlertState.noData : replay.state
        let isClosed = known?.closedAt != nil && replay.state.isOpen
        if isClosed { state = .normal }
        let closedBy = known?.closedBy ?? ""
        return AlertStatus(
            rule: rule.name, label: Label(rule.labels), method: rule.method,
            metric: rule.method.readsScore ? replay.series.metric : nil, state: state,
            since: replay.since.map { _ in Timestamp(milliseconds: since).iso8601 }, reading: replay.last,
            reason: isClosed
                ? Label(Phrase(en: "closed by \(closedBy)", fr: "clos par \(closedBy)"))
                : AlertStatus.reason(rule, state, replay.last),
            incident: isClosed ? nil : open?.key, acknowledgedBy: isClosed ? nil : known?.acknowledgedBy,
            falseAlarmsPerYear: rule.falseAlarmsPerYear)
    }

    /// The incidents as they are now, each with the message its change takes.
    ///
    /// - Parameter known: the stored ones. One that lies in the same time is the same, even when late data moved its ends.
    func reconcile(with known: [IncidentRecord]) throws -> [Change] {
        var left = known
        var changes: [Change] = []
        for incident in replay.incidents {
            if let index = left.firstIndex(where: { overlaps($0, incident) }) {
                changes.append(try follow(left.remove(at: index), incident))
            } else {
                changes.append(try open(incident))
            }
        }
        for var gone in left where gone.resolvedAt == nil {
            // Data that came late or were taken back: there was nothing, and whoever was told has to know.
            gone.resolvedAt = max(now, gone.firedAt)
            let text = gone.closedAt == nil ? replay.last.map { message(.resolved, gone, nil, $0) } : nil
            changes.append(Change(record: gone, message: text, id: "resolved/void"))
        }
        return changes
    }

    /// What a change puts into the outbox.
    ///
    /// - Parameters:
    ///   - silencedUntil: UTC milliseconds before which the rule keeps quiet.
    ///   - told: channels that carry the news already, in another rule's message.
    ///   - escalates: whether the rule's escalation is set off.
    func notices(_ change: Change, silencedUntil: Int64?, told: Set<ChannelAddress>, escalates: Bool) -> [AlertNotice] {
        guard let message = change.message else { return [] }
        let notBefore = tellingTime(max(now, silencedUntil ?? 0))
        var targets = rule.channels.filter { !told.contains($0) }
        // Those who were called in hear that it is over, if they heard of it.
        if message.kind == .resolved { targets += (rule.escalation?.channels ?? []).filter { !targets.contains($0) } }
        let key = "\(change.record.key)/\(change.id)"
        var notices = [notice(message, key: key, targets, notBefore)]
        if let escalation = rule.escalation, escalates, message.kind == .firing || message.kind == .noData {
            var call = message
            call.kind = .escalation
            let then = tellingTime(notBefore + Int64(escalation.minutes) * 60_000)
            notices.append(notice(call, key: "\(change.record.key)/escalation", escalation.channels, then))
        }
        return notices
    }

    private func notice(_ message: AlertMessage, key: String, _ targets: [ChannelAddress], _ notBefore: Int64)
        -> AlertNotice
    {
        AlertNotice(
            kind: message.kind.rawValue, key: key, targets: targets.map { ($0.scheme, $0.target) }, notBefore: notBefore
        ) { id in
            var message = message
            message.write(incident: id)
            return try AlertCheck.json(message)
        }
    }

    private func tellingTime(_ moment: Int64) -> Int64 {
        rule.severity == 1
            ? moment : clock.whenToTell(moment, quietHours: rule.quietHours, quietDays: rule.quietDays)
    }

    private func overlaps(_ record: IncidentRecord, _ incident: AlertReplay.Incident) -> Bool {
        let firedAt = end(of: incident.fired)
        let resolvedAt = incident.resolved.map(end) ?? Int64.max
        return record.key == key(incident) || (record.firedAt < resolvedAt && firedAt < record.resolvedAt ?? Int64.max)
    }

    private func key(_ incident: AlertReplay.Incident) -> String {
        "\(rule.name)@\(replay.series[incident.fired].period.first)"
    }

    /// An incident nobody knows of. One that was over before anyone looked is kept for the list, and told to nobody.
    private func open(_ incident: AlertReplay.Incident) throws -> Change {
        let reading = replay.lastJudged ?? replay.readings[incident.fired]
        let record = IncidentRecord(
            rule: rule.name, key: key(incident), firedAt: end(of: incident.fired),
            resolvedAt: incident.resolved.map(end), severity: rule.severity,
            value: incident.resolved == nil ? reading.value : replay.readings[incident.fired].value,
            limit: reading.limit,
            count: reading.count)
        guard incident.resolved == nil else { return Change(record: record) }
        return Change(record: record, message: try fullMessage(.firing, record, incident, reading), id: "firing")
    }

    private func follow(_ known: IncidentRecord, _ incident: AlertReplay.Incident) throws -> Change {
        var record = known
        if let resolved = incident.resolved {
            guard record.resolvedAt == nil else { return Change(record: record) }
            record.resolvedAt = end(of: resolved)
            guard record.closedAt == nil else { return Change(record: record) }
            let text = message(.resolved, record, incident, replay.readings[resolved])
            return Change(record: record, message: text, id: "resolved/\(replay.series[resolved].period.last)")
        }
        // Late data may say that it was not over after all: it goes on, without a second alarm.
        record.resolvedAt = nil
        guard record.acknowledgedAt == nil, record.closedAt == nil, let reading = replay.lastJudged,
            let told = record.value, rule.isWorse(reading, than: told, metric: replay.series.metric)
        else { return Change(record: record) }
        (record.value, record.limit, record.count) = (reading.value, reading.limit, reading.count)
        let message = try fullMessage(.update, record, incident, reading)
        return Change(record: record, message: message, id: "update/\(reading.period.last)")
    }

    private func fullMessage(
        _ kind: AlertMessage.Kind, _ record: IncidentRecord, _ incident: AlertReplay.Incident, _ reading: AlertReading
    ) throws -> AlertMessage {
        let search = CauseSearch(rule: rule, metric: replay.series.metric, vocabulary: vocabulary, store: store)
        let series = replay.series
        let lastDay = reading.period.last.dayNumber
        var first = series[incident.onset].period.first.dayNumber
        if rule.method == .drop || rule.method == .cusum, let centre = replay.readings[incident.fired].centre {
            // The fall may have begun late in the period before.
            let earliest = series[max(0, incident.onset - 1)].period.first.dayNumber
            let latest = series[incident.onset].period.last.dayNumber
            first = try search.onsetDay(in: earliest...latest, through: lastDay, centre: centre)
        }
        let before = incident.baseline.map(series.period) ?? Period(days: first...max(first, lastDay)).previous
        let normal =
            before.last.dayNumber < first ? before : Period(days: min(before.first.dayNumber, first - 1)...first - 1)
        let cause = try search.cause(from: normal, first: first, last: max(first, lastDay))
        return AlertMessage(
            kind, rule: rule, key: record.key, replay: replay, incident: incident, reading: reading, onset: first,
            cause: cause, vocabulary: vocabulary)
    }

    private func message(
        _ kind: AlertMessage.Kind, _ record: IncidentRecord, _ incident: AlertReplay.Incident?, _ reading: AlertReading
    ) -> AlertMessage {
        let last = max(0, replay.series.entries.count - 1)
        let incident = incident ?? AlertReplay.Incident(onset: last, fired: last)
        let onset = replay.series[incident.onset].period.first.dayNumber
        return AlertMessage(
            kind, rule: rule, key: record.key, replay: replay, incident: incident, reading: reading, onset: onset,
            cause: nil, vocabulary: vocabulary)
    }
}
