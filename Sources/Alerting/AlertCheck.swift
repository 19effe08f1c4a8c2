public import Feedback
public import FeedbackStore
import Foundation
import Insights

/// Evaluates rules up to a moment and stores what changed, with the messages it takes to say so.
///
/// Running it again changes nothing: a period is judged once it is over, an incident is told of once, and again only when it
/// is worse by the rule's amount or over.
public struct AlertCheck: Sendable {
    private let rules: [AlertRule]
    private let vocabulary: AlertVocabulary
    /// UTC milliseconds.
    private let now: Int64

    public init(_ rules: [AlertRule], vocabulary: AlertVocabulary = AlertVocabulary(), now: Timestamp) {
        self.rules = rules
        self.vocabulary = vocabulary
        self.now = now.milliseconds
    }

    /// The moment to check for when none is given: now, or the end of the data when that is later.
    public static func moment(_ store: FeedbackStore, clock: Timestamp) throws -> Timestamp {
        // A day later still is over everywhere on Earth.
        let end = try store.dayRange().map { Timestamp(CalendarDate(dayNumber: $0.upperBound + 1), hour: 12) }
        return end.map { max($0, clock) } ?? clock
    }

    /// - Throws: ``StoreError``. A rule that cannot be evaluated is reported in the state `error`; the others go on.
    public func run(on store: FeedbackStore) throws -> AlertReport {
        var statuses: [AlertStatus] = []
        var findings: [Finding] = []
        for rule in rules {
            do {
                let (status, finding) = try check(rule, store)
                statuses.append(status)
                if let finding { findings.append(finding) }
            } catch let error as InsightError {
                statuses.append(try fail(rule, Label(error.phrase), store))
            }
        }
        try store.record(try outcomes(findings), now: now)
        return AlertReport(now: Timestamp(milliseconds: now).iso8601, rules: statuses)
    }

    /// What a check found of a rule, before what shares a cause is told together.
    private struct Finding {
        var run: RuleRun
        var state: AlertStateRecord
        var changes: [RuleRun.Change]
        var silencedUntil: Int64?
        /// The keys of the incidents that told of this rule's, by key.
        var leads: [String: String]
    }

    private func check(_ rule: AlertRule, _ store: FeedbackStore) throws -> (AlertStatus, Finding?) {
        let clock = AlertClock(rule.timeZone)
        let lastDay = rule.every.start(ofDay: clock.local(now).day) - 1
        let replay = AlertReplay(rule, try AlertSeries(rule, through: lastDay, store: store))
        var memory = try Self.memory(of: rule.name, store)
        let known = try store.incidents(of: rule.name)
        let run = RuleRun(rule: rule, clock: clock, replay: replay, vocabulary: vocabulary, store: store, now: now)
        // A look back at an earlier moment judges, and changes nothing.
        let isLookBack = memory.through.map { lastDay < $0 } ?? false
        let changes = isLookBack ? [] : try run.reconcile(with: known)
        let open = changes.map(\.record).first { $0.resolvedAt == nil }
        var status = run.status(open, known.first { $0.key == open?.key })
        status.silencedUntil = memory.silencedUntil.flatMap { $0 > now ? Timestamp(milliseconds: $0).iso8601 : nil }
        guard !isLookBack else { return (status, nil) }
        (memory.through, memory.status) = (lastDay, status)
        let state = AlertStateRecord(
            rule: rule.name, state: status.state.rawValue, since: run.since, value: status.reading?.value,
            detail: try Self.json(memory), updatedAt: now)
        let all = known.contains { $0.lead != nil } ? try store.incidents() : []
        var leads: [String: String] = [:]
        for record in known { leads[record.key] = all.first { $0.id == record.lead }?.key }
        return (
            status,
            Finding(run: run, state: state, changes: changes, silencedUntil: memory.silencedUntil, leads: leads)
        )
    }

    private func outcomes(_ findings: [Finding]) throws -> [AlertOutcome] {
        // A silenced rule neither tells of others nor is told of by them.
        let places = findings.indices.flatMap { finding in
            findings[finding].changes.indices.filter { findings[finding].changes[$0].message != nil }.map {
                (finding: finding, change: $0)
            }
        }.filter { (findings[$0.finding].silencedUntil ?? 0) <= now }
        let grouping = AlertGrouping(
            places.map { place in
                let finding = findings[place.finding]
                let change = finding.changes[place.change]
                return AlertGrouping.News(
                    rule: finding.run.rule, change: change, knownLead: finding.leads[change.record.key])
            })
        return findings.indices.map { index in
            let finding = findings[index]
            let incidents = finding.changes.indices.map { place -> (record: IncidentRecord, notices: [AlertNotice]) in
                guard let at = places.firstIndex(where: { $0.finding == index && $0.change == place }) else {
                    let change = finding.changes[place]
                    let notices = finding.run.notices(
                        change, silencedUntil: finding.silencedUntil, told: [], escalates: true)
                    return (change.record, notices)
                }
                let change = grouping.news[at].change
                let lead = grouping.leads[at].map { grouping.news[$0].rule }
                let notices = finding.run.notices(
                    change, silencedUntil: nil, told: Set(lead?.channels ?? []), escalates: lead?.escalation == nil)
                return (change.record, notices)
            }
            return AlertOutcome(state: finding.state, incidents: incidents)
        }
    }

    private func fail(_ rule: AlertRule, _ reason: Label, _ store: FeedbackStore) throws -> AlertStatus {
        var memory = try Self.memory(of: rule.name, store)
        let status = AlertStatus(
            rule: rule.name, label: Label(rule.labels), method: rule.method, metric: rule.metric, state: .error,
            reason: reason)
        memory.status = status
        let old = try store.alertState(of: rule.name)
        let since = old?.state == AlertState.error.rawValue ? old?.since ?? now : now
        try store.save(
            alertState: AlertStateRecord(
                rule: rule.name, state: AlertState.error.rawValue, since: since, value: nil,
                detail: try Self.json(memory),
                updatedAt: now))
        return status
    }

    static func memory(of rule: String, _ store: FeedbackStore) throws -> AlertMemory {
        guard let detail = try store.alertState(of: rule)?.detail else { return AlertMemory() }
        return (try? JSONDecoder().decode(AlertMemory.self, from: Data(detail.utf8))) ?? AlertMemory()
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension InsightError {
    var phrase: Phrase { Phrase(en: "\(what.en). \(fix.en).", fr: "\(what.fr). \(fix.fr).") }
}
