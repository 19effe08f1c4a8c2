internal import Feedback
internal import Readers

/// Tells sheets of one workbook that hold other customers from sheets that repeat rows: a copy, a filter, one a shop.
struct SheetCopies {
    /// Rows that two people do not write alike: of the first ones of a sheet, the hashes of those that are long enough.
    private let rows: Set<Int>

    private init(_ plan: ImportPlan) {
        let rows = plan.opening.head.table?.body ?? []
        self.rows = Set(
            rows.lazy.filter { row in row.reduce(0) { $0 + $1.utf8.count } >= 30 }.map {
                $0.filter { !$0.isEmpty }.hashValue
            })
    }

    /// Whether half of the rows of one are rows of the other.
    private func repeats(_ other: SheetCopies) -> Bool {
        let fewer = min(rows.count, other.rows.count)
        return fewer >= 3 && rows.intersection(other.rows).count * 2 >= fewer
    }

    /// The plans of a workbook's sheets with what each has to know of the others; a single one as it is.
    static func marked(_ sheets: [ImportPlan]) -> [ImportPlan] {
        guard sheets.count > 1 else { return sheets }
        var (marked, before): ([ImportPlan], [(plan: ImportPlan, rows: SheetCopies)]) = ([], [])
        for sheet in sheets {
            var plan = sheet
            let rows = SheetCopies(sheet)
            plan.sheet = sheet.opening.inspection.location.sheet.map { $0.workbook.sheets[$0.index].name }
            plan.decide(
                Decision(
                    "sheet-segment", en: "the name of the sheet is kept as the segment \"sheet\"",
                    fr: "le nom de la feuille est gardé comme segment « sheet »"))
            if let copied = before.first(where: { rows.repeats($0.rows) }) {
                plan.repeatsSheet = true
                plan.decide(
                    Decision(
                        "sheet-copy",
                        en: "its rows repeat those of \"\(copied.plan.file)\": rows that are the same count once",
                        fr: "ses lignes répètent celles de « \(copied.plan.file) » : les mêmes comptent une seule fois")
                )
            } else {
                plan.sheetsBefore = before.map(\.plan)
                before.append((sheet, rows))
            }
            marked.append(plan)
        }
        return marked
    }
}

extension ImportPlan {
    /// Says one thing more, before and after the file is read.
    fileprivate mutating func decide(_ decision: Decision) {
        decisions.append(decision)
        opening.decisions.append(decision)
    }
}
