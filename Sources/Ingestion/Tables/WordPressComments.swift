internal import Feedback

/// The table of comments of WordPress, which holds the product reviews of WooCommerce too: as a dump or a report has it, or
/// records of its API.
enum WordPressComments {
    private static func isOne(_ names: [String]) -> Bool {
        if isOfAPI(names) { return true }
        guard names.contains("comment content") else { return false }
        return names.count { marks.contains($0) } >= 2
    }

    /// Whether the names are those of `wp/v2/comments`.
    private static func isOfAPI(_ names: [String]) -> Bool {
        ["content rendered", "author name", "post", "parent", "date gmt"].allSatisfy(names.contains)
    }

    /// The name a column has in the table of comments.
    private static func nameInTable(_ name: String) -> String {
        switch name {
        case "content rendered": "comment content"
        case "author name": "comment author"
        case "date", "parent", "id", "type": "comment \(name)"
        case "author": "user id"
        case "post": "comment post id"
        case "date gmt": "comment date gmt"
        case "status": "comment approved"
        case "author url", "link": "comment author url"
        default: name.hasPrefix("author avatar urls") ? "comment agent" : name
        }
    }

    private static func names(_ headers: [String]) -> [String] {
        let names = headers.map(comparableHeader)
        return isOfAPI(names) ? names.map(nameInTable) : names
    }

    private static let marks: Set<String> = [
        "comment id", "comment post id", "comment author", "comment date", "comment date gmt", "comment approved",
        "comment parent", "comment agent", "comment karma", "comment type", "comment author email", "comment author ip",
    ]

    /// What its own columns hold, by position; none of another table.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let names = names(headers)
        guard isOne(names) else { return [:] }
        let hasEmail = names.contains("comment author email")
        let hasUniversalTime = names.contains("comment date gmt")
        var known: [Int: ColumnMapping] = [:]
        for (index, name) in names.enumerated() {
            let target: TargetField
            var segment: String?
            switch name {
            case "comment id": target = .id
            case "comment content": target = .verbatim
            case "comment author email": target = .email
            case "comment author": target = hasEmail ? .ignore : .respondent
            case "comment author ip": target = .ipAddress
            case "comment date gmt": target = .createdAt
            case "comment date": target = hasUniversalTime ? .ignore : .createdAt
            case "comment post id": (target, segment) = (.segment, "post")
            case "comment agent", "comment approved", "comment parent", "comment karma", "comment author url",
                "comment type", "user id":
                target = .ignore
            default: continue
            }
            known[index] = ColumnMapping(headers[index], to: target, name: segment)
        }
        return known
    }

    /// The comments that were never shown, those that no person wrote, and what the shop answered.
    static func complete(_ plan: inout TablePlan) {
        let names = names(plan.headers)
        guard isOne(names) else { return }
        func index(_ name: String) -> Int? { names.firstIndex(of: name) }
        plan.drop("spam", where: index("comment approved"), is: ["spam"])
        plan.drop("deleted", where: index("comment approved"), is: ["trash", "post-trashed"])
        plan.drop("not_approved", where: index("comment approved"), is: ["0", "hold", "false"])
        plan.drop(
            "automatic", where: index("comment type"), is: ["pingback", "trackback", "order_note", "action_log"])
        if let author = index("comment author") { plan.personalColumns.insert(author) }
        if let email = index("comment author email") { plan.personalColumns.insert(email) }
        let isShop = index("rating") != nil || index("stars") != nil
        if plan.kind == .survey || plan.kind == .social { plan.kind = isShop ? .review : .social }
        plan.name("wordpress")
        guard let parent = index("comment parent") else { return }
        // Under the reviews of a shop, who answers and is at home there is the shop.
        if isShop, let user = index("user id") {
            plan.dropRules.append(
                TablePlan.DropRule(column: user, cells: .filled, within: parent, reason: "company_reply"))
        }
        if let author = index("comment author") {
            plan.dropRules.append(
                TablePlan.DropRule(
                    column: author, cells: .words(["admin", "administrator", "administrateur", "webmaster"]),
                    within: parent, reason: "company_reply"))
        }
    }
}
