import Feedback
import Readers

/// Alchemer (SurveyGizmo) responses as a table.
enum AlchemerCSV: VendorTable {
    static let name = "alchemer-csv"
    static let title = Phrase(en: "Alchemer CSV", fr: "CSV Alchemer")
    static let family = FormatFamily.survey
    static let sourceName = "alchemer"
    static let kind = FeedbackKind.survey
    static let signatures: [Set<String>] = [["response id", "time started", "date submitted"]]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "response id": .to(.id)
        case "date submitted": .to(.createdAt)
        case "contact id": .to(.respondent)
        case "language": .to(.language)
        case "referer": .to(.pageURL)
        case "sessionid": .to(.sessionID)
        case "user agent": .to(.browser)
        case "country": .to(.country)
        case "city": .to(.city)
        case "state region": .to(.segment, "region")
        case "ip address": .to(.ipAddress)
        case "time started", "status", "legacy comments", "comments", "tags", "longitude", "latitude", "postal",
            "extended referer", "extended user agent":
            .ignored
        case _ where name.hasPrefix("url variable "): variable(String(name.dropFirst("url variable ".count)))
        default: nil
        }
    }

    /// What the link to the survey carried: a key where its name says so.
    private static func variable(_ name: String) -> VendorColumn {
        switch HeaderDictionary.meaning(of: name)?.target {
        case let key?
        where [.sessionID, .visitorID, .orderID, .email, .respondent, .replayURL, .ipAddress].contains(key): .to(key)
        default: .to(.segment, name)
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.drop("partial", where: columns.index("status"), is: ["partial", "incomplete"])
        plan.drop("disqualified", where: columns.index("status"), is: ["disqualified"])
        plan.drop("test", where: columns.index("status"), is: ["test", "preview"])
    }
}
