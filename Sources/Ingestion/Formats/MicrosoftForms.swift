import Feedback
import Readers

/// Microsoft Forms responses: the workbook it gives, or the CSV an office saves it as.
enum MicrosoftForms: VendorTable {
    static let name = "microsoft-forms"
    static let title = Phrase(en: "Microsoft Forms", fr: "Microsoft Forms")
    static let family = FormatFamily.survey
    static let sourceName = "microsoft-forms"
    static let kind = FeedbackKind.survey
    static let signatures: [Set<String>] = [
        ["id", "start time", "completion time"], ["id", "heure de debut", "heure de fin"],
        ["id", "startzeit", "fertigstellungszeit"], ["id", "hora de inicio", "hora de finalizacion"],
        ["id", "ora di inizio", "ora di completamento"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "id": .to(.id)
        case "completion time", "heure de fin", "fertigstellungszeit", "hora de finalizacion", "ora di completamento":
            .to(.createdAt)
        case "email", "adresse de messagerie", "e mail", "correo electronico", "posta elettronica": .to(.email)
        case "language", "langue", "sprache", "idioma": .to(.language)
        case "start time", "heure de debut", "startzeit", "hora de inicio", "ora di inizio", "name", "nom", "nombre",
            "nome", "last modified time", "heure de la derniere modification", "total points", "total des points",
            "quiz feedback", "commentaires du questionnaire", "grade posted time":
            .ignored
        default: nil
        }
    }

    /// A quiz gives each question two columns more, `Points - Question` and `Feedback - Question`.
    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        let questions = Set(columns.names)
        for (index, name) in columns.names.enumerated() {
            guard let prefix = ["points ", "feedback ", "commentaires "].first(where: name.hasPrefix),
                questions.contains(String(name.dropFirst(prefix.count))),
                let place = plan.mapping.columns.firstIndex(where: { $0.column == columns.headers[index] })
            else { continue }
            plan.mapping.columns[place] = ColumnMapping(columns.headers[index], to: .ignore)
            plan.decisions.removeAll { $0.code == "scale" && $0.text.en.contains("\"\(columns.headers[index])\"") }
        }
    }
}
