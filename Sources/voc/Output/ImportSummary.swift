import Feedback
import FeedbackStore
import Ingestion
import Pipeline

/// The JSON of `voc import`.
struct ImportSummary: Encodable {
    var batches: [Row]
    var skipped: [SkippedFile]

    struct Row: Encodable {
        var batch: Int64?
        var file: String
        var format: String
        var source: String
        var confidence: Double
        var read: Int
        var new: Int
        var updated: Int
        var duplicate: Int
        var dropped: Int
        var quarantined: Int
        var linkedSessions: Int
        var resumedAt: Int
        var dropReasons: [String: Int]
        var unusedColumns: [String]
        var decisions: [DecisionRow]
        var rejections: [RejectionRow]
    }

    struct DecisionRow: Encodable {
        var code: String
        var text: String
    }

    struct RejectionRow: Encodable {
        var line: Int
        var column: Int
        var reason: String
    }

    init(_ reports: [ImportReport], skipped: [SkippedFile], _ language: OutputLanguage) {
        self.skipped = skipped
        batches = reports.map { report in
            Row(
                batch: report.batch, file: report.file, format: report.format, source: report.source,
                confidence: report.confidence, read: report.counts.read, new: report.counts.new,
                updated: report.counts.updated, duplicate: report.counts.duplicate, dropped: report.counts.dropped,
                quarantined: report.counts.quarantined, linkedSessions: report.linkedSessions,
                resumedAt: report.resumedAt,
                dropReasons: Dictionary(report.dropReasons.map { ($0.reason, $0.count) }, uniquingKeysWith: +),
                unusedColumns: report.unusedColumns,
                decisions: report.decisions.map { DecisionRow(code: $0.code, text: $0.text[language]) },
                rejections: report.rejections.map {
                    RejectionRow(line: $0.position.line, column: $0.position.column, reason: $0.reason[language])
                })
        }
    }

    var csv: String {
        Records.csv(
            header: ["batch", "file", "format", "read", "new", "updated", "duplicate", "dropped", "quarantined"],
            rows: batches.map { row in
                [
                    row.batch.map(String.init) ?? "", row.file, row.format,
                ] + [row.read, row.new, row.updated, row.duplicate, row.dropped, row.quarantined].map(String.init)
            })
    }
}
