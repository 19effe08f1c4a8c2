import Feedback
import Readers

/// Submissions from ODK Central: the CSV of its ZIP, and the JSON of its OData feed.
enum ODKCentral: VendorTable {
    static let name = "odk"
    static let title = Phrase(en: "ODK submissions (CSV, OData JSON)", fr: "Soumissions ODK (CSV, JSON OData)")
    static let family = FormatFamily.survey
    static let sourceName = "odk"
    static let kind = FeedbackKind.survey
    static let readsJSON = true
    static let timeZone: String? = "UTC"
    static let signatures: [Set<String>] = [
        ["key", "submissiondate", "meta instanceid"], ["key", "submissiondate", "formversion"],
        ["id", "system submissiondate"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "key", "id": .to(.id)
        case "submissiondate", "system submissiondate": .to(.createdAt)
        case "meta instanceid", "meta instancename", "submitterid", "submittername", "attachmentspresent",
            "attachmentsexpected", "status", "reviewstate", "deviceid", "edits", "formversion", "start", "end", "today":
            .ignored
        case _ where name.hasPrefix("system ") || name.hasPrefix("set of ") || name.contains("odata"): .ignored
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        for name in ["reviewstate", "system reviewstate"] {
            plan.drop("not_approved", where: columns.index(name), is: ["rejected"])
        }
    }
}
