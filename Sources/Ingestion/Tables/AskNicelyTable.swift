internal import Feedback

/// Responses of AskNicely: beside the answer, dates in seconds and marks of the tool, which are no answers.
enum AskNicelyTable {
    private static let marks = [
        "dontcontact", "published", "publishedname", "publishedavatar", "sent", "opened", "lastemailed", "created",
        "email_token", "is_bounce", "is_unsubscribe",
    ]

    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let names = headers.map { $0.lowercased() }
        guard ["answer", "answerlabel", "responded", "person_id"].allSatisfy(names.contains) else { return [:] }
        var columns: [Int: ColumnMapping] = [:]
        for (index, name) in names.enumerated() {
            if name == "responded" {
                columns[index] = ColumnMapping(headers[index], to: .createdAt)
            } else if marks.contains(name) {
                columns[index] = ColumnMapping(headers[index], to: .ignore)
            }
        }
        return columns
    }
}
