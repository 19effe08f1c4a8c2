public import Feedback
internal import Readers

/// A survey's data with its Triple-S definition beside it: fixed columns or CSV, codes written out as their labels.
public enum TripleS: ImportFormat {
    public static let name = "triple-s"
    public static let title = Phrase(en: "Triple-S (SSS with ASC or CSV)", fr: "Triple-S (SSS avec ASC ou CSV)")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, let definition = table.definition else { return nil }
        return Detection(
            confidence: 0.99,
            reasons: [
                Phrase(
                    en: "a Triple-S definition of \(definition.variables.count) variables stands beside it",
                    fr: "une définition Triple-S de \(definition.variables.count) variables se trouve à côté")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table, let definition = table.definition else { throw .wrongShape(head.fileName, title) }
        var known: [Int: ColumnMapping] = [:]
        for (index, variable) in definition.variables.enumerated() {
            if variable.isSerial {
                known[index] = ColumnMapping(table.headers[index], to: .id)
            } else if variable.kind == .multiple {
                known[index] = ColumnMapping(table.headers[index], to: .answer, metric: .choice)
            }
        }
        let plan = try TablePlan(
            file: head.fileName, head: table, questions: definition.variables.map { $0.label.isEmpty ? nil : $0.label },
            known: known, bodyRow: 0, isSurvey: true, source: name, kind: .survey, options: options)
        return .table(plan)
    }
}
