import Feedback
import Readers

/// A Zendesk view as CSV: subjects, not conversations. The JSON export has the customers' words.
enum ZendeskCSV: VendorTable {
    static let name = "zendesk-csv"
    static let title = Phrase(en: "Zendesk tickets (view CSV)", fr: "Tickets Zendesk (CSV d'une vue)")
    static let family = FormatFamily.support
    static let sourceName = "support"
    static let kind = FeedbackKind.support
    static let signatures: [Set<String>] = [
        ["id", "requester", "subject", "status", "via"], ["id", "requester id", "subject", "created at"],
        ["id", "demandeur", "sujet", "statut", "via"],
    ]

    /// What a view is headed with in French.
    private static let french = [
        "e mail du demandeur": "requester email", "id du demandeur": "requester id", "sujet": "subject",
        "cree": "created at", "date de creation": "created at", "score de satisfaction": "satisfaction score",
        "statut": "status", "priorite": "priority", "groupe": "group", "marqueurs": "tags",
        "type de ticket": "ticket type", "demandeur": "requester", "soumetteur": "submitter", "assigne": "assignee",
        "organisation": "organization", "colonne de totalisation": "summation column", "mis a jour": "updated at",
        "date d echeance": "due date", "resolu": "solved at",
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch french[name] ?? name {
        case "id": .to(.id)
        case "requester email": .to(.email)
        case "requester external id", "requester id": .to(.respondent)
        case "subject": .to(.verbatim, "subject")
        case "via": .to(.channel)
        case "created at": .to(.createdAt)
        case "satisfaction score":
            VendorColumn(
                target: .answer, name: "satisfaction", metric: .csat, scale: .thumb,
                codes: CodeBook(points: [
                    "good": 1, "bad": 0, "bon": 1, "bonne": 1, "bien": 1, "mauvais": 0, "mauvaise": 0, "gut": 1,
                    "schlecht": 0,
                    "good with comment": 1, "bad with comment": 0,
                ]))
        case "status", "priority", "group", "tags": .to(.segment, french[name] ?? name)
        case "ticket type": .to(.segment, "type")
        case "requester", "requester domain", "submitter", "assignee", "organization", "summation column", "updated at",
            "assigned at", "due date", "initially assigned at", "solved at", "resolution time", "group stations",
            "assignee stations", "reopens", "replies":
            .ignored
        case _ where name.contains(" in minutes") || name.contains("business hours"): .ignored
        case _ where fieldKinds.contains { name.hasSuffix($0) }: custom(name)
        default: nil
        }
    }

    private static let fieldKinds = [" list", " txt", " flag", " int", " date", " dec"]

    /// A field the help desk has added, its kind in brackets behind its name.
    private static func custom(_ name: String) -> VendorColumn {
        let own = fieldKinds.first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) } ?? name
        return HeaderDictionary.meaning(of: own)?.target == .orderID ? .to(.orderID) : .to(.segment, own)
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.drop("deleted", where: columns.index("status", "statut"), is: ["deleted", "supprimé"])
    }
}
