internal import Feedback

extension CodeBook {
    /// What a customer may answer to the one question of a help desk.
    static let supportVerdicts = CodeBook(points: [
        "good": 1, "bad": 0, "good with comment": 1, "bad with comment": 0, "rated good": 1, "rated bad": 0,
    ])
    /// What stands there while the customer has not answered.
    static let unansweredVerdicts: Set<String> = ["offered", "unoffered", "not offered", "not rated", "unrated"]
}

extension ColumnGuesser {
    /// "good", "bad" and "offered" of a help desk or a chat: its satisfaction in two points.
    func supportVerdict(_ index: Int) -> GuessedColumn? {
        let name = comparableHeader(headers[index])
        let isSatisfaction = HeaderDictionary.meaning(ofHeader: headers[index])?.metric == .csat
        guard isSatisfaction || Self.chatRatings.contains(name), profiles[index].isSupportVerdicts else { return nil }
        var column = answer(
            index, .csat, 0.9, en: "a help desk's satisfaction: good or bad",
            fr: "la satisfaction d'un service d'assistance : bonne ou mauvaise")
        column.mapping.scale = .thumb
        column.mapping.codes = .supportVerdicts
        return column
    }

    /// The issue of a complaint beside its sub-issue: two levels of one list, not the customer's words.
    func complaintIssue(_ index: Int) -> GuessedColumn? {
        let name = comparableHeader(headers[index])
        guard ["issue", "sub issue"].contains(name) else { return nil }
        guard headers.contains(where: { comparableHeader($0) == "sub issue" }) else { return nil }
        return made(
            index, .segment, 0.8, en: "what the complaint is filed under", fr: "la rubrique de la réclamation")
    }

    private static let chatRatings: Set<String> = ["rate", "chat rate", "chat rating", "conversation rating"]
}
