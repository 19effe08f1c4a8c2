import Feedback
import Readers

/// One submission of an ODK or KoboToolbox form, as the device sends it: an XML document named after the form.
enum ODKSubmission: ImportFormat {
    static let name = "odk-submission"
    static let title = Phrase(en: "ODK submission (XML)", fr: "Soumission ODK (XML)")
    static let family = FormatFamily.survey

    static func detect(_ head: FileHead) -> Detection? {
        guard let xml = head.xml, xml.rootName != "html", xml.firstPaths.contains("\(xml.rootName)/meta/instanceID"),
            xml.elementCounts[xml.rootName] == 1
        else { return nil }
        return Detection(
            confidence: 0.95,
            reasons: [
                Phrase(en: "one document with meta/instanceID", fr: "un document unique avec meta/instanceID")
            ])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let xml = head.xml else { throw .wrongShape(head.fileName, title) }
        var table = FlatTable()
        if let reader = try? XMLRecordReader(MemorySource(head.bytes), recordNames: [xml.rootName]),
            let (root, _) = try? reader.next()
        {
            table.add { root.visitLeaves($0) }
        }
        let names = table.names.map(comparableHeader)
        var known: [Int: ColumnMapping] = [:]
        for (index, name) in names.enumerated() {
            let target: TargetField? =
                switch name {
                case "meta instanceid": .id
                case "end": .createdAt
                case "start": names.contains("end") ? .ignore : .createdAt
                case "id", "id string", "version", "today", "deviceid", "device id", "username", "subscriberid",
                    "phonenumber",
                    "meta instancename", "formhub uuid", "submissiondate":
                    .ignore
                default: nil
                }
            if let target { known[index] = ColumnMapping(table.names[index], to: target) }
        }
        let guesser = ColumnGuesser(
            file: head.fileName, headers: table.names, questions: table.names.map { $0 }, rows: table.cells,
            isSurvey: true)
        let plan = try TablePlan(
            guesser, known: known, headerRows: 0, source: "odk", kind: .survey, options: options)
        return .xml(
            recordNames: [xml.rootName],
            FlatXMLConverter(plan, try plan.converter(file: head.fileName, options: options)))
    }
}
