internal import Feedback

/// Tables without a format of their own, some of whose columns are known all the same.
enum KnownTables {
    /// What these columns hold, by position.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let tables = [
            SoSciSurvey.columns, DrupalWebform.columns, WordPressComments.columns, SteamTable.columns,
            TicketTable.columns, AskNicelyTable.columns,
        ]
        return tables.lazy.map { $0(headers) }.first { !$0.isEmpty } ?? [:]
    }
}
