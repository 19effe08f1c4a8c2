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
        case _ where name.hasPrefix("points ") || name.hasPrefix("feedback ") && name != "feedback": .ignored
        default: nil
        }
    }
}
