internal import Feedback

/// Reviews of Steam as its API names their members, in a table: a thumb, not stars.
enum SteamTable {
    /// What its own columns hold, by position; none of another table.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let names = headers.map(comparableHeader)
        guard isOne(names) else { return [:] }
        let hasText = names.contains("review")
        var known: [Int: ColumnMapping] = [:]
        for (index, name) in names.enumerated() {
            known[index] = column(name, hasText: hasText)?.mapping(headers[index])
        }
        return known
    }

    static func isOne(_ names: [String]) -> Bool {
        let hasThumb = names.contains("voted up") || names.contains("recommended")
        let hasText = names.contains("review") || names.contains("review text")
        return hasThumb && hasText
            && (names.contains("recommendationid") || names.contains("author steamid") || names.contains("steamid")
                || names.contains("steam purchase"))
    }

    private static func column(_ name: String, hasText: Bool) -> VendorColumn? {
        switch name {
        case "recommendationid", "review id": .to(.id)
        case "review": .to(.verbatim)
        case "review text": hasText ? nil : .to(.verbatim)
        case "voted up", "recommended": thumb
        case "timestamp created": .to(.createdAt)
        case "author steamid", "steamid": .to(.respondent)
        case "votes up", "votes helpful": .to(.segment, "helpful_votes")
        case "author playtime at review": .to(.segment, "minutes_played_at_review")
        case "steam purchase": .to(.segment, "purchased_on_steam")
        case "received for free": .to(.segment, "received_for_free")
        case "written during early access": .to(.segment, "early_access")
        case "developer response": .to(.reply)
        case "timestamp updated", "timestamp dev responded", "votes funny", "weighted vote score", "comment count",
            "author num games owned", "author num reviews", "author playtime forever",
            "author playtime last two weeks", "author last played", "hidden in steam china", "author personaname":
            .ignored
        default: nil
        }
    }

    private static var thumb: VendorColumn {
        var column = VendorColumn.rating("recommended", .rating, .thumb)
        column.codes = CodeBook(points: [
            "true": 1, "1": 1, "yes": 1, "recommended": 1, "false": 0, "0": 0, "no": 0, "not recommended": 0,
        ])
        return column
    }

    static func complete(_ plan: inout TablePlan) {
        guard isOne(plan.headers.map(comparableHeader)) else { return }
        plan.kind = .review
        plan.name("steam")
    }
}
