internal import Feedback

/// The columns that Drupal's forms (Webform, Framaforms) put before the questions.
enum DrupalWebform {
    private static func isOne(_ names: [String]) -> Bool {
        guard names.contains(where: drafts.contains) else { return false }
        return names.contains("sid") && names.contains { ["serie", "serial", "uid"].contains($0) }
            || names.contains("submission id") && names.contains("serial number")
    }

    private static let drafts: Set<String> = ["brouillon", "draft", "in draft"]

    /// The names without the group that some exports put over them.
    private static func names(_ headers: [String]) -> [String] {
        headers.map { header in
            let name = comparableHeader(header)
            let group = ["details de la soumission ", "submission details "].first(where: name.hasPrefix)
            return String(name.dropFirst(group?.count ?? 0))
        }
    }

    /// What its own columns hold, by position; none of another table.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let names = names(headers)
        guard isOne(names) else { return [:] }
        var known: [Int: ColumnMapping] = [:]
        for (index, name) in names.enumerated() {
            guard let target = target(name) else { continue }
            known[index] = ColumnMapping(headers[index], to: target)
        }
        return known
    }

    private static func target(_ name: String) -> TargetField? {
        switch name {
        case "sid", "submission id": .id
        case "heure", "time", "submitted time", "heure de soumission", "created": .createdAt
        case "adresse ip", "ip address": .ipAddress
        case "nom d utilisateur", "username": .respondent
        case "serie", "serial", "uid", "serial number", "submission uuid", "submission uri", "completed", "changed",
            "current page", "completed time", "modified time", "heure de modification",
            "heure d achevement", "heure de completion":
            .ignore
        case _ where drafts.contains(name): .ignore
        default: nil
        }
    }

    /// Forms that somebody saved and did not send.
    static func dropDrafts(_ plan: inout TablePlan) {
        let names = names(plan.headers)
        guard isOne(names) else { return }
        plan.drop(
            "draft", where: names.firstIndex(where: drafts.contains), is: ["oui", "yes", "1", "true", "vrai", "ja"])
    }
}
