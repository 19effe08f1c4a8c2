import Feedback
import Readers

/// KoboToolbox submissions: its semicolon CSV, with or without a row of HXL tags, and the JSON of its API.
enum KoboToolbox: VendorTable {
    static let name = "kobo"
    static let title = Phrase(en: "KoboToolbox submissions (CSV, JSON)", fr: "Soumissions KoboToolbox (CSV, JSON)")
    static let family = FormatFamily.survey
    static let sourceName = "kobo"
    static let kind = FeedbackKind.survey
    static let readsJSON = true
    static let timeZone: String? = "UTC"
    static let signatures: [Set<String>] = [["uuid", "submission time"]]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "uuid": .to(.id)
        case "submission time": .to(.createdAt)
        case "id", "validation status", "notes", "status", "submitted by", "version", "tags", "index", "start", "end",
            "today", "deviceid", "username", "meta instanceid", "meta rootuuid", "meta deprecatedid", "formhub uuid",
            "xform id string", "attachments", "geolocation", "bamboo dataset id", "simserial", "subscriberid",
            "phonenumber":
            .ignored
        case _ where name.hasPrefix("validation status ") || name.hasPrefix("attachments "): .ignored
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        let words: Set<String> = ["validation_status_not_approved", "not approved", "non approuvé"]
        for name in ["validation status", "validation status uid"] {
            plan.drop("not_approved", where: columns.index(name), is: words)
        }
    }

    /// A row of tags such as `#adm1+name` under the names.
    static func extraHeaderRows(_ table: TableHead) -> Int {
        guard let row = table.body.first else { return 0 }
        let filled = row.filter { !$0.isEmpty }
        return !filled.isEmpty && filled.allSatisfy { $0.hasPrefix("#") } ? 1 : 0
    }
}
