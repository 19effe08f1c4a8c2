public import Feedback
import FeedbackStore
import Foundation
public import Insights

/// An alert's incident, as a report lists it.
public struct ReportedIncident: Sendable {
    public enum Unit: Sendable, Equatable {
        case score(ScoreMetric)
        case items
        /// A share of items in percent.
        case share
    }

    public var key: String
    public var rule: String
    /// What the rule is called; `nil` before its first message.
    public var label: Label?
    public var unit: Unit?
    /// UTC milliseconds.
    public var firedAt: Int64
    /// When the figures came back, or someone closed it.
    public var endedAt: Int64?
    public var value: Double?
    public var limit: Double?
    public var count: Int?
    public var acknowledgedBy: String?
    /// `confirmed` or `falseAlarm`, as whoever closed it said.
    public var verdict: String?

    init(_ record: IncidentRecord) {
        let told = try? JSONDecoder().decode(Told.self, from: Data(record.message.utf8))
        key = record.key
        rule = record.rule
        label = told?.label
        unit = told.flatMap { told in
            told.method == "volume" || told.method == "silence"
                ? .items : told.method == "friction" ? .share : told.metric.map(Unit.score)
        }
        firedAt = record.firedAt
        endedAt = [record.resolvedAt, record.closedAt].compactMap(\.self).min()
        value = record.value
        limit = record.limit
        count = record.count
        acknowledgedBy = record.acknowledgedBy
        verdict = record.verdict
    }

    /// What of an incident's last message a report needs.
    private struct Told: Decodable {
        var label: Label
        var method: String
        var metric: ScoreMetric?
    }

    var firedDay: Int { Timestamp(milliseconds: firedAt).date.dayNumber }
    var endedDay: Int? { endedAt.map { Timestamp(milliseconds: $0).date.dayNumber } }
}
