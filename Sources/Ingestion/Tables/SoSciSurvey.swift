internal import Feedback

/// The columns that SoSci Survey puts before and after the questions.
enum SoSciSurvey {
    private static func isOne(_ names: [String]) -> Bool {
        ["questnnr", "mode", "finished"].allSatisfy(names.contains)
    }

    /// What its own columns hold, by position; none of another table.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        let names = headers.map(comparableHeader)
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
        let names = plan.headers.map(comparableHeader)
        guard isOne(names) else { return }
        plan.drop("test", where: names.firstIndex(of: "mode"), is: ["pretest", "debug", "test", "preview"])
        plan.drop("test", where: names.firstIndex(of: "q viewer"), is: ["1", "true"])
        plan.drop("partial", where: names.firstIndex(of: "finished"), is: ["0", "false", "no"])
    }
}
