import Feedback
import Readers

/// Delighted survey responses as a table: score, comment, and what Delighted knows of the page and the device.
enum DelightedCSV: VendorTable {
    static let name = "delighted-csv"
    static let title = Phrase(en: "Delighted CSV", fr: "CSV Delighted")
    static let family = FormatFamily.survey
    static let sourceName = "delighted"
    static let kind = FeedbackKind.survey
    static let timeZone: String? = "UTC"
    static let signatures: [Set<String>] = [
        ["score", "comment", "delighted source"], ["score", "comment", "delighted page url"],
        ["score", "comment", "permalink"], ["score", "comment", "survey response id"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        // Where the id is left out, the response's own address tells it from others.
        case "survey response id", "response id", "permalink": .to(.id)
        case "comment": .to(.verbatim, "comment")
        case "created at", "created at utc": .to(.createdAt)
        case "updated at", "updated at utc", "updated", "name", "phone", "phone number", "notes", "survey type":
            .ignored
        case "email": .to(.email)
        case "person id": .to(.respondent)
        case "tags": .to(.segment, "tags")
        case "delighted source": .to(.channel)
        case "delighted page url": .to(.pageURL)
        case "delighted browser": .to(.browser)
        case "delighted device type": .to(.device)
        case _ where name.hasPrefix("delighted "): .ignored
        default: nil
        }
    }

    /// On 0–10 Delighted asks for a recommendation only; everything else it asks is on five points or fewer.
    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        // What a shop adds are properties of who answers ("Magasin"), not questions.
        for index in plan.mapping.columns.indices where plan.mapping.columns[index].metric == .choice {
            let column = plan.mapping.columns[index]
            guard !column.column.utf8.contains(UInt8(ascii: "?")), column.column.utf8.count < 40 else { continue }
            plan.mapping.columns[index] = ColumnMapping(column.column, to: .segment, confidence: column.confidence)
        }
        guard let score = columns.index("score") else { return }
        let values = columns.cells(score).compactMap { parsedNumber($0) }
        guard let high = values.max(), high > 5, high <= 10, values.allSatisfy({ $0 >= 0 }),
            let index = plan.mapping.columns.firstIndex(where: { $0.column == columns.headers[score] })
        else { return }
        plan.mapping.columns[index].target = .answer
        plan.mapping.columns[index].metric = .nps
        plan.mapping.columns[index].scale = .nps
        plan.mapping.columns[index].name = "score"
        plan.decisions.removeAll { $0.code == "scale" && $0.text.en.contains("\"\(columns.headers[score])\"") }
        plan.decisions.append(
            Decision(
                "scale",
                en:
                    "column \"\(columns.headers[score])\" is read as nps on 0–10: Delighted has no other survey with values over 5",
                fr: "la colonne « \(columns.headers[score]) » est lue comme nps sur 0–10 : Delighted n'a pas d'autre "
                    + "enquête avec des valeurs au-delà de 5"))
    }
}
