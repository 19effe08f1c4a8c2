public import Feedback

/// SurveyMonkey "all responses" exports with two header rows, and condensed ones with one.
public enum SurveyMonkeyCSV: ImportFormat {
    public static let name = "surveymonkey-csv"
    public static let title = Phrase(en: "SurveyMonkey CSV", fr: "CSV SurveyMonkey")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, let layout = Layout(table.rowsBelowTitles) else { return nil }
        let text =
            layout.headerRows == 2
            ? Phrase(en: "SurveyMonkey's two header rows", fr: "les deux lignes d'en-tête de SurveyMonkey")
            : Phrase(
                en: "starts with Respondent ID, then questions", fr: "commence par Respondent ID, puis des questions")
        return Detection(confidence: layout.headerRows == 2 || layout.hasCollector ? 0.98 : 0.85, reasons: [text])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table, let layout = Layout(table.rowsBelowTitles) else {
            throw .wrongShape(head.fileName, title)
        }
        let headers = repairedHeaders(layout.names, columns: layout.names.count)
        let plan = try TablePlan(
            file: head.fileName, head: table, headers: headers, questions: layout.questions, known: known(headers),
            bodyRow: table.titleRows + layout.headerRows, isSurvey: true, source: "surveymonkey", kind: .survey,
            options: options)
        return .table(plan)
    }

    private static func known(_ headers: [String]) -> [Int: ColumnMapping] {
        var known: [Int: ColumnMapping] = [:]
        let names = headers.map { comparableHeader($0).split(separator: " ").joined() }
        let hasEnd = names.contains { endNames.contains($0) }
        for (index, name) in names.enumerated() {
            let target: TargetField? =
                switch name {
                case _ where respondentNames.contains(name): .id
                case _ where endNames.contains(name): .createdAt
                case _ where startNames.contains(name): hasEnd ? .ignore : .createdAt
                case _ where collectorNames.contains(name): .ignore
                case "ipaddress": .ipAddress
                case "firstname", "lastname": .ignore
                case "emailaddress": .email
                case "customdata1", "donneespersonnalisees1", "datospersonalizados1": .segment
                default: nil
                }
            if let target { known[index] = ColumnMapping(headers[index], to: target) }
        }
        return known
    }

    // The languages of the interface, without blanks.
    private static let respondentNames: Set<String> = [
        "respondentid", "iddurepondant", "idrepondant", "identifiantdurepondant", "teilnehmerid", "befragtenid",
        "iddelencuestado", "idencuestado", "iddorespondente", "iddoentrevistado", "idrispondente", "iddelrispondente",
    ]
    private static let collectorNames: Set<String> = [
        "collectorid", "iddecollecteur", "idducollecteur", "kollektorid", "iddelrecopilador", "idrecopilador",
        "iddocoletor", "idcollettore", "iddelcollettore",
    ]
    private static let startNames: Set<String> = [
        "datecreated", "startdate", "datedebut", "datededebut", "datedecreation", "startdatum", "fechadeinicio",
        "datadeinicio", "datainizio", "datadiinizio",
    ]
    private static let endNames: Set<String> = [
        "datemodified", "enddate", "datedefin", "datefin", "datedemodification", "enddatum", "fechadefinalizacion",
        "fechadefin", "datadetermino", "datafine", "datadifine", "einddatum",
    ]

    private struct Layout {
        let names: [String]
        let questions: [String?]
        let headerRows: Int
        let hasCollector: Bool

        init?(_ rows: [[String]]) {
            guard let first = rows.first, let id = first.first, Self.isName(id, respondentNames) else { return nil }
            hasCollector = first.count > 1 && Self.isName(first[1], collectorNames)
            let second = rows.count > 1 ? rows[1] : []
            let isSecondHeader = second.first?.isEmpty == true && second.contains { Self.isPlaceholder($0) }
            headerRows = isSecondHeader ? 2 : 1
            guard isSecondHeader else {
                // A lone "Respondent ID" column may stand in any table: questions must follow, and not CheckMarket's columns.
                let isOther = first.count > 1 && comparableHeader(first[1]) == "contactid"
                guard
                    hasCollector
                        || !isOther
                            && first.dropFirst().contains(where: { $0.utf8.count > 30 || $0.utf8.contains(0x3F) })
                else { return nil }
                names = first
                questions = first.map { plainHeader($0) }
                return
            }
            var (names, questions, question) = ([String](), [String?](), "")
            for index in 0..<max(first.count, second.count) {
                if index < first.count, !first[index].isEmpty { question = plainHeader(first[index]) }
                let option = index < second.count ? plainHeader(second[index]) : ""
                names.append(option.isEmpty || Self.isPlaceholder(option) ? question : "\(question) | \(option)")
                questions.append(question)
            }
            (self.names, self.questions) = (names, questions)
        }

        private static func isName(_ cell: String, _ names: Set<String>) -> Bool {
            names.contains(comparableHeader(cell).split(separator: " ").joined())
        }

        private static func isPlaceholder(_ cell: String) -> Bool {
            [
                "response", "open ended response", "reponse", "reponse ouverte", "reponse libre", "antwort",
                "offene antwort", "freie antwort", "beantwortung", "respuesta", "respuesta abierta", "resposta",
                "resposta aberta", "risposta", "risposta aperta", "risposta libera", "reactie", "open antwoord",
            ].contains(comparableHeader(cell))
        }
    }
}
