import Feedback
import Readers

/// The CSV of a Triple-S pair, with the questionnaire (`.sss`) beside it that names its columns and labels its codes.
enum TripleSCSV: ImportFormat {
    static let name = "triple-s-csv"
    static let title = Phrase(en: "Triple-S data (CSV with .sss)", fr: "Données Triple-S (CSV avec .sss)")
    static let family = FormatFamily.survey

    static func detect(_ head: FileHead) -> Detection? {
        guard let (definition, file, columns) = pair(head), columns.count * 2 > definition.variables.count else {
            return nil
        }
        return Detection(
            confidence: 0.97,
            reasons: [
                Phrase(
                    en: "\(columns.count) columns are variables of \(file) beside it",
                    fr: "\(columns.count) colonnes sont des variables de \(file), à côté")
            ])
    }

    private static func pair(
        _ head: FileHead
    ) -> (TripleSQuestionnaire, file: String, columns: [Int: TripleSQuestionnaire.Variable])? {
        guard let table = head.table, let (definition, file) = TripleSQuestionnaire.beside(head.path), definition.isCSV
        else {
            return nil
        }
        let header = definition.skip > 0 && !table.rows.isEmpty ? table.rows[0].map { plainHeader($0) } : []
        var columns: [Int: TripleSQuestionnaire.Variable] = [:]
        for variable in definition.variables {
            let index = variable.start - 1
            // With a header the names must agree: another questionnaire may stand in the folder.
            guard header.isEmpty || header.indices.contains(index) && header[index] == variable.name else { continue }
            columns[index] = variable
        }
        return (definition, file, columns)
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table, let (definition, file, variables) = pair(head) else {
            throw .wrongShape(head.fileName, title)
        }
        let width = max(table.rows.map(\.count).max() ?? 0, definition.variables.count)
        let headers = repairedHeaders((0..<width).map { variables[$0]?.name ?? "" }, columns: width)
        var known: [Int: ColumnMapping] = [:]
        for (index, variable) in variables { known[index] = variable.mapping(headers[index]) }
        var plan = try TablePlan(
            file: head.fileName, head: table, headers: headers,
            questions: headers.indices.map { variables[$0]?.label }, known: known, bodyRow: definition.skip,
            isSurvey: true, source: "triple-s", kind: .survey, options: options)
        plan.decisions.append(SurveyDefinition.decision(file, variables.count))
        return .table(plan)
    }
}
