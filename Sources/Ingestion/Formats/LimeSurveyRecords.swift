import Feedback
import Readers

/// LimeSurvey responses as JSON, from its remote control: one object a response, in newer versions under its number.
enum LimeSurveyJSON: ImportFormat {
    static let name = "limesurvey-json"
    static let title = Phrase(en: "LimeSurvey responses (JSON)", fr: "Réponses LimeSurvey (JSON)")
    static let family = FormatFamily.survey

    static func detect(_ head: FileHead) -> Detection? {
        guard let shape = head.json else { return nil }
        let names = flattened(shape).names
        // "id. Response ID" heads a column of the CSV.
        guard LimeSurveyColumns(names).isLimeSurvey, names.first?.hasPrefix("id. ") != true else { return nil }
        return Detection(confidence: 0.97, reasons: [limeSurveyReason])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let shape = head.json else { throw .notJSON(head, format: name) }
        let plan = try LimeSurveyPlan.plan(flattened(shape), head: head, options: options)
        return .json(
            Converter(flat: FlatJSONConverter(plan, try plan.converter(file: head.fileName, options: options))))
    }

    private static func flattened(_ shape: JSONShape) -> FlatTable {
        var table = FlatTable()
        for record in shape.firstRecords where record.object != nil { table.add { unwrapped(record).visitLeaves($0) } }
        return table
    }

    /// `{"12": {"id": "12", …}}` is the response inside.
    private static func unwrapped(_ value: JSONValue) -> JSONValue {
        guard let members = value.object?.members, members.count == 1, let inner = members.first,
            inner.key.utf8.allSatisfy(\.isDigit), inner.value.object != nil
        else { return value }
        return inner.value
    }

    private struct Converter: JSONConverter, FlatteningConverter {
        var flat: FlatJSONConverter
        var plan: TablePlan { flat.plan }
        var decisions: [Decision] { flat.decisions }

        mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
            var record = record
            record.value = unwrapped(record.value)
            flat.convert(record, context: context, into: &records)
        }
    }
}

/// The responses of a LimeSurvey archive (`.lsr`), named by the questionnaire (`.lss`) beside them.
enum LimeSurveyLSR: ImportFormat {
    static let name = "limesurvey-lsr"
    static let title = Phrase(en: "LimeSurvey responses (LSR, XML)", fr: "Réponses LimeSurvey (LSR, XML)")
    static let family = FormatFamily.survey

    static func detect(_ head: FileHead) -> Detection? {
        guard let xml = head.xml, xml.rootName == "document", xml.elementCounts["LimeSurveyDocType"] != nil,
            xml.firstPaths.contains("document/responses/rows/row") || xml.firstPaths.contains("document/responses")
        else { return nil }
        return Detection(confidence: 0.99, reasons: [limeSurveyReason])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard head.xml != nil else { throw .wrongShape(head.fileName, title) }
        var table = FlatTable()
        if let reader = try? XMLRecordReader(MemorySource(head.bytes), recordNames: ["row"]) {
            while table.cells.count < TableHead.sampledRows, let (row, _) = try? reader.next() {
                table.add { row.visitLeaves($0) }
            }
        }
        let plan = try LimeSurveyPlan.plan(table, head: head, options: options)
        return .xml(
            recordNames: ["row"], FlatXMLConverter(plan, try plan.converter(file: head.fileName, options: options)))
    }
}

private let limeSurveyReason = Phrase(
    en: "LimeSurvey's own fields (submit date, last page)",
    fr: "les champs propres à LimeSurvey (date de soumission, dernière page)")

/// What the records of both files share: the columns of a LimeSurvey table.
private enum LimeSurveyPlan {
    static func plan(_ table: FlatTable, head: FileHead, options: ImportOptions) throws(ImportError) -> TablePlan {
        var columns = LimeSurveyColumns(table.names)
        let (known, decisions) = columns.known(withQuestionnaireBeside: head.place)
        let guesser = ColumnGuesser(
            file: head.fileName, headers: table.names, questions: columns.questions, rows: table.cells, isSurvey: true)
        var plan = try TablePlan(
            guesser, known: known, headerRows: 0, source: "limesurvey", kind: .survey, options: options)
        plan.dropRules = columns.dropRules
        plan.decisions += decisions
        return plan
    }
}
