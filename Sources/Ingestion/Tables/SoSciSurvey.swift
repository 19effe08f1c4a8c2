internal import Feedback

/// The columns that SoSci Survey puts before and after the questions.
enum SoSciSurvey {
    private static func isOne(_ names: [String]) -> Bool {
        ["questnnr", "mode", "finished"].allSatisfy(names.contains)
    }

    /// The codes of the columns, which may stand before what a second header row says: `CASE – Interview-Nummer`.
    private static func codes(_ headers: [String]) -> [String] {
        headers.map { header in
            let code = header.split(separator: " ", maxSplits: 2)
            return comparableHeader(code.count == 3 && code[1] == "–" ? String(code[0]) : header)
        }
    }

    /// What its own columns hold, by position; none of another table.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let names = codes(headers)
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
        case "case": .id
        case "started": .createdAt
        case "language": .language
        case "serial", "ref", "questnnr", "mode", "finished", "q viewer", "lastpage", "maxpage", "lastdata", "missing",
            "missrel", "time sum", "time rsi", "deg time", "mailsent":
            .ignore
        case _ where name.count == 7 && name.hasPrefix("time") && name.dropFirst(4).allSatisfy(\.isNumber): .ignore
        default: nil
        }
    }

    /// Interviews that were not finished, and those of people who tried the questionnaire out.
    static func dropDrafts(_ plan: inout TablePlan) {
        let names = codes(plan.headers)
        guard isOne(names) else { return }
        plan.drop("test", where: names.firstIndex(of: "mode"), is: ["pretest", "debug", "test", "preview", "admin"])
        plan.drop("test", where: names.firstIndex(of: "q viewer"), is: ["1", "true"])
        plan.drop("partial", where: names.firstIndex(of: "finished"), is: ["0", "false", "no"])
    }
}
