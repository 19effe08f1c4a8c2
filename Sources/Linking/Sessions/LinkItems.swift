/// The answers to be linked, column by column.
struct LinkItems {
    private(set) var rows: [Int64] = []
    private(set) var times: [Int32] = []
    /// 0 when the answer names none.
    private(set) var pages: [Int32] = []
    /// Numbers in ``LinkProfiles``.
    private(set) var profiles: [Int32] = []
    private(set) var groups: [Int32] = []
    /// The visit that a key joins the answer to, and that the model may learn from; -1 where there is none.
    var exactVisits: [Int32] = []
    /// The visit that a key joins an answer to which is linked as if it had none, to measure how well that goes.
    var heldOutVisits: [Int32] = []
    /// The city of each profile.
    var cities: [Int32] = []

    var count: Int { rows.count }

    mutating func add(row: Int64, time: Int32, page: Int32, profile: Int32, group: Int32) {
        rows.append(row)
        times.append(time)
        pages.append(page)
        profiles.append(profile)
        groups.append(group)
        exactVisits.append(-1)
        heldOutVisits.append(-1)
    }

    func city(_ item: Int) -> Int32 { cities[Int(profiles[item])] }
}

/// Answers that come the same way: of one channel, with a page or without.
struct LinkGroup: Hashable {
    var channel: String
    var hasPage: Bool

    /// Fewer exact pairs say nothing of when the answers of a group come.
    private static let minimumPairs = 10

    /// Whether the group answers on the spot: most of those whose visit is known did; else those that name a page.
    func answersOnSite(exactPairs: Int, withinTheHour: Int) -> Bool {
        exactPairs >= Self.minimumPairs ? 2 * withinTheHour >= exactPairs : hasPage
    }
}
