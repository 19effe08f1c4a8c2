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

    typealias Change = (record: IncidentRecord, notice: AlertNotice?)

    /// The end of the period that brought the rule's state.
    var since: Int64 { replay.since.map(end) ?? now }

    private func end(of index: Int) -> Int64 { clock.moment(day: replay.series[index].period.last.dayNumber + 1) }

    func status(_ open: IncidentRecord?, _ known: IncidentRecord?) -> AlertStatus {
        // For a rule that waits for silence, firing is having no data.
        let state = rule.method == .silence && replay.state.isOpen ? AlertState.noData : replay.state
        return AlertStatus(
            rule: rule.name, label: Label(rule.labels), method: rule.method,
            metric: rule.method.readsScore ? replay.series.metric : nil, state: state,
            since: replay.since.map { _ in Timestamp(milliseconds: since).iso8601 }, reading: replay.last,
            reason: AlertStatus.reason(rule, state, replay.last), incident: open?.key,
            acknowledgedBy: known?.acknowledgedBy,
            falseAlarmsPerYear: rule.falseAlarmsPerYear)
    }

    /// The incidents as they are now, each with the message its change takes.
    ///
    /// - Parameter known: the stored ones. One that lies in the same time is the same, even when late data moved its ends.
    func reconcile(with known: [IncidentRecord], silencedUntil: Int64?) throws -> [Change] {
        let notBefore = max(tellingTime, silencedUntil ?? 0)
        var left = known
        var changes: [Change] = []
        for incident in replay.incidents {
            if let index = left.firstIndex(where: { overlaps($0, incident) }) {
                changes.append(try follow(left.remove(at: index), incident, notBefore))
            } else {
                changes.append(try open(incident, notBefore))
            }
        }
        for var gone in left where gone.resolvedAt == nil {
            // Data that came late or were taken back: there was nothing, and whoever was told has to know.
            gone.resolvedAt = max(now, gone.firedAt)
            changes.append(
                (
                    gone,
                    replay.last.map {
                        notice(.resolved, gone, message(.resolved, gone, nil, $0), notBefore, id: "resolved/void")
                    }
                ))
        }
        return changes
    }

    private var tellingTime: Int64 { rule.severity == 1 ? now : clock.whenToTell(now, quietHours: rule.quietHours) }

    private func overlaps(_ record: IncidentRecord, _ incident: AlertReplay.Incident) -> Bool {
        let firedAt = end(of: incident.fired)
        let resolvedAt = incident.resolved.map(end) ?? Int64.max
        return record.key == key(incident) || (record.firedAt < resolvedAt && firedAt < record.resolvedAt ?? Int64.max)
    }

    private func key(_ incident: AlertReplay.Incident) -> String {
        "\(rule.name)@\(replay.series[incident.fired].period.first)"
    }

    /// An incident nobody knows of. One that was over before anyone looked is kept for the list, and told to nobody.
    private func open(_ incident: AlertReplay.Incident, _ notBefore: Int64) throws -> Change {
        let reading = replay.lastJudged ?? replay.readings[incident.fired]
        let record = IncidentRecord(
            rule: rule.name, key: key(incident), firedAt: end(of: incident.fired),
            resolvedAt: incident.resolved.map(end), severity: rule.severity,
            value: incident.resolved == nil ? reading.value : replay.readings[incident.fired].value,
            limit: reading.limit,
            count: reading.count)
        guard incident.resolved == nil else { return (record, nil) }
        let message = try fullMessage(.firing, record, incident, reading)
        return (record, notice(.firing, record, message, notBefore, id: "firing"))
    }

    private func follow(_ known: IncidentRecord, _ incident: AlertReplay.Incident, _ notBefore: Int64) throws -> Change
    {
        var record = known
        if let resolved = incident.resolved {
            guard record.resolvedAt == nil else { return (record, nil) }
            record.resolvedAt = end(of: resolved)
            let text = message(.resolved, record, incident, replay.readings[resolved])
            return (
                record,
                notice(.resolved, record, text, notBefore, id: "resolved/\(replay.series[resolved].period.last)")
            )
        }
        // Late data may say that it was not over after all: it goes on, without a second alarm.
        record.resolvedAt = nil
        guard record.acknowledgedAt == nil, let reading = replay.lastJudged, let told = record.value,
            rule.isWorse(reading, than: told, metric: replay.series.metric)
        else { return (record, nil) }
        (record.value, record.limit, record.count) = (reading.value, reading.limit, reading.count)
        let message = try fullMessage(.update, record, incident, reading)
        return (record, notice(.update, record, message, notBefore, id: "update/\(reading.period.last)"))
    }

    private func fullMessage(
        _ kind: AlertMessage.Kind, _ record: IncidentRecord, _ incident: AlertReplay.Incident, _ reading: AlertReading
    ) throws -> AlertMessage {
        let search = CauseSearch(rule: rule, metric: replay.series.metric, vocabulary: vocabulary, store: store)
        let series = replay.series
        let lastDay = reading.period.last.dayNumber
        var first = series[incident.onset].period.first.dayNumber
        if rule.method == .drop, let centre = replay.readings[incident.fired].centre {
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
            cause: cause)
    }

    private func message(
        _ kind: AlertMessage.Kind, _ record: IncidentRecord, _ incident: AlertReplay.Incident?, _ reading: AlertReading
    ) -> AlertMessage {
        let last = max(0, replay.series.entries.count - 1)
        let incident = incident ?? AlertReplay.Incident(onset: last, fired: last)
        let onset = replay.series[incident.onset].period.first.dayNumber
        return AlertMessage(
            kind, rule: rule, key: record.key, replay: replay, incident: incident, reading: reading, onset: onset,
            cause: nil)
    }

    private func notice(
        _ kind: AlertMessage.Kind, _ record: IncidentRecord, _ message: AlertMessage, _ notBefore: Int64, id: String
    ) -> AlertNotice {
        AlertNotice(
            kind: message.kind.rawValue, key: "\(record.key)/\(id)",
            targets: rule.channels.map { ($0.scheme, $0.target) }, notBefore: notBefore
        ) { id in
            var message = message
            message.write(incident: id)
            return try AlertCheck.json(message)
        }
    }
}
