public import Feedback

/// Qualtrics response exports with one to three header rows, current, transitional and legacy.
public enum QualtricsCSV: ImportFormat {
    public static let name = "qualtrics-csv"
    public static let title = Phrase(en: "Qualtrics CSV", fr: "CSV Qualtrics")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, let layout = QualtricsLayout(table) else { return nil }
        let rows = layout.headerRows
        return Detection(
            confidence: layout.importRow != nil ? 0.99 : 0.95,
            reasons: [
                Phrase(
                    en: "Qualtrics columns in \(rows) header rows",
                    fr: "des colonnes Qualtrics sur \(rows) lignes d'en-tête")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table, let layout = QualtricsLayout(table) else {
            throw .wrongShape(head.fileName, title)
        }
        let headers = repairedHeaders(layout.tags, columns: layout.tags.count)
        let named = QualtricsDefinition.columns(headers, tags: layout.tags, beside: head.place)
        var plan = try TablePlan(
            file: head.fileName, head: table, headers: headers,
            questions: layout.questions.enumerated().map { named?.questions[$0] ?? $1 },
            known: known(layout, headers: headers).merging(named?.columns ?? [:]) { own, _ in own },
            bodyRow: layout.bodyRow, isSurvey: true, source: "qualtrics",
            kind: .survey,
            options: options)
        plan.dropRules = dropRules(layout)
        plan.decisions += sayUnfinished(layout, table, plan.dropRules)
        if let named { plan.decisions.append(named.decision) }
        if plan.mapping.timeZone == nil, let zone = layout.timeZone, TimeZoneRule(zone) != nil {
            plan.mapping.timeZone = zone
            plan.decisions.append(
                Decision(
                    "time-zone", en: "dates are in \(zone), as the export says",
                    fr: "les dates sont en \(zone), comme l'export l'indique"))
        }
        return .table(plan)
    }

    private static func known(_ layout: QualtricsLayout, headers: [String]) -> [Int: ColumnMapping] {
        var known: [Int: ColumnMapping] = [:]
        let hasRecordedDate = layout.meanings.contains("recordeddate")
        // How the survey was sent is not where the customer was: embedded data that says it comes first.
        let hasOwnChannel = layout.meanings.contains { ["channel", "canal"].contains($0) }
        for (index, meaning) in layout.meanings.enumerated() {
            let header = headers[index]
            if hasOwnChannel, ["channel", "canal"].contains(meaning) {
                known[index] = ColumnMapping(header, to: .channel)
            } else if let target = metadata[meaning] {
                let isDate = meaning == "recordeddate" || meaning == "enddate" && !hasRecordedDate
                let isSentBy = target == .channel && hasOwnChannel
                known[index] = ColumnMapping(header, to: isDate ? .createdAt : isSentBy ? .segment : target)
            } else if let rated = npsPartner(layout.tags[index], in: layout.tags) {
                known[index] = ColumnMapping(header, to: .ignore)
                known[rated] = ColumnMapping(headers[rated], to: .answer, metric: .nps, scale: .nps)
            } else if isDerived(layout.tags[index]) {
                known[index] = ColumnMapping(header, to: .ignore)
            }
        }
        return known
    }

    /// An NPS question is two columns: `Q3_NPS_GROUP` and `Q3`, or "Would you…? - Group" and "Would you…?", which is on 0–10 by definition.
    private static func npsPartner(_ tag: String, in tags: [String]) -> Int? {
        guard let ending = ["_NPS_GROUP", " - Group", " - Groupe", " - Gruppe"].first(where: tag.hasSuffix) else {
            return nil
        }
        return tags.firstIndex(of: String(tag.dropLast(ending.count)))
    }

    /// Timings, display orders, uploaded files and text analytics are not the respondent's words.
    private static func isDerived(_ tag: String) -> Bool {
        [
            "_First Click", "_Last Click", "_Page Submit", "_Click Count", "_Id", "_Name", "_Size", "_Type", "- Topics",
            "- Sentiment Score", "- Sentiment", "- Sentiment Polarity", "- Parent Topics", "- Topic Sentiment Label",
            "- Topic Sentiment Score",
        ].contains { tag.hasSuffix($0) } || tag.contains("_DO_") || tag.hasSuffix("_DO")
    }

    private static let metadata: [String: TargetField] = [
        "responseid": .id, "recordeddate": .createdAt, "startdate": .ignore, "enddate": .ignore, "status": .ignore,
        "ipaddress": .ipAddress, "progress": .ignore, "duration in seconds": .ignore, "finished": .ignore,
        "recipientlastname": .ignore, "recipientfirstname": .ignore, "recipientemail": .email, "emailaddress": .email,
        "externalreference": .respondent, "externaldatareference": .respondent, "locationlatitude": .ignore,
        "locationlongitude": .ignore, "locationaccuracy": .ignore, "distributionchannel": .channel,
        "userlanguage": .language,
        "responseset": .ignore, "name": .ignore, "q recaptchascore": .ignore, "q relevantidduplicate": .ignore,
    ]

    /// Interviews that were not finished count as partial, as in the other survey tools.
    private static func unfinished(_ layout: QualtricsLayout) -> [TablePlan.DropRule] {
        guard let finished = layout.meanings.firstIndex(of: "finished") else { return [] }
        return [
            TablePlan.DropRule(column: finished, values: ["0", "false", "faux", "falsch", "non"], reason: "partial")
        ]
    }

    /// Says so where the first rows hold some.
    private static func sayUnfinished(
        _ layout: QualtricsLayout, _ table: TableHead, _ rules: [TablePlan.DropRule]
    ) -> [Decision] {
        guard let rule = rules.first(where: { $0.reason == "partial" }), case .words(let words) = rule.cells,
            table.rows.dropFirst(layout.bodyRow).contains(where: { row in
                rule.column < row.count && words.contains(row[rule.column].lowercased())
            })
        else { return [] }
        let name = layout.tags[rule.column]
        return [
            Decision(
                "partial",
                en: "responses that were not finished (\"\(name)\" is false) are partial: they are left out and "
                    + "counted",
                fr:
                    "les réponses non terminées (« \(name) » est faux) sont partielles : elles sont laissées de côté et "
                    + "comptées")
        ]
    }

    private static func dropRules(_ layout: QualtricsLayout) -> [TablePlan.DropRule] {
        guard let status = layout.meanings.firstIndex(of: "status") else { return unfinished(layout) }
        return [
            TablePlan.DropRule(
                column: status,
                values: [
                    "1", "survey preview", "aperçu de l'enquête", "aperçu de l’enquête", "umfragevorschau",
                ],
                reason: "preview"),
            TablePlan.DropRule(
                column: status,
                values: [
                    "2", "survey test", "test de l'enquête", "test de l’enquête", "umfragetest",
                ], reason: "test"),
            TablePlan.DropRule(column: status, values: ["8", "spam"], reason: "spam"),
        ] + unfinished(layout)
    }
}

/// Which of the first rows is which.
struct QualtricsLayout {
    let tags: [String]
    let questions: [String?]
    let importRow: Int?
    /// Index of the first response.
    let bodyRow: Int
    let headerRows: Int
    let timeZone: String?
    /// Each column's metadata name, in comparable form.
    let meanings: [String]

    init?(_ table: TableHead) {
        let rows = table.rowsBelowTitles
        guard let first = rows.first else { return nil }
        importRow = rows.prefix(5).firstIndex { Self.isImportRow($0) }
        let second = rows.count > 1 ? rows[1] : []
        let names = Self.namesOfColumns(first)
        let isLegacy = names.first == "v1" && second.contains { comparableHeader($0) == "responseid" }
        let isCurrent =
            names.contains("responseid") && names.contains("finished")
            && (names.contains("recordeddate") || names.contains("responseset"))
        guard importRow != nil || isLegacy || isCurrent else { return nil }
        // Exports end with a comma: the last column has no name.
        tags = first.last?.isEmpty == true ? first.dropLast() : first
        if let importRow {
            headerRows = importRow + 1
        } else if isLegacy {
            headerRows = 2
        } else {
            // Rows 2 and 3 deleted by hand: the second row is a response already.
            let id = names.firstIndex(of: "responseid") ?? 0
            let isLabelled = names != first.map(comparableHeader)
            headerRows = isLabelled || second.count > id && second[id].hasPrefix("R_") ? 1 : 2
        }
        bodyRow = table.titleRows + headerRows
        let texts = headerRows > 1 && importRow != 1 ? second : []
        questions = tags.indices.map { index in
            index < texts.count && !texts[index].isEmpty ? plainHeader(texts[index]) : nil
        }
        meanings = tags.indices.map { index in
            let tag = names[index]
            let isPlaceholder = tag.utf8.first == 0x76 && tag.utf8.dropFirst().allSatisfy(\.isDigit)
            return isLegacy && isPlaceholder && index < second.count ? comparableHeader(second[index]) : tag
        }
        timeZone = importRow.flatMap { Self.timeZone(in: rows[$0]) }
    }

    /// The names of the columns in comparable form; where only the row of labels was kept, what they are labels of.
    private static func namesOfColumns(_ row: [String]) -> [String] {
        let names = row.map(comparableHeader)
        let labelled = names.map { labels[$0] ?? $0 }
        let isLabelled = ["responseid", "finished", "recordeddate", "status", "progress"].allSatisfy(labelled.contains)
        return isLabelled ? labelled : names
    }

    private static let labels: [String: String] = [
        "start date": "startdate", "end date": "enddate", "response type": "status", "ip address": "ipaddress",
        "duration in seconds": "duration in seconds", "recorded date": "recordeddate", "response id": "responseid",
        "recipient last name": "recipientlastname", "recipient first name": "recipientfirstname",
        "recipient email": "recipientemail", "external data reference": "externaldatareference",
        "location latitude": "locationlatitude", "location longitude": "locationlongitude",
        "distribution channel": "distributionchannel", "user language": "userlanguage",
        "date de debut": "startdate", "date de fin": "enddate", "type de reponse": "status", "adresse ip": "ipaddress",
        "progression": "progress", "duree en secondes": "duration in seconds", "termine": "finished",
        "terminee": "finished", "date d enregistrement": "recordeddate", "date enregistree": "recordeddate",
        "id de reponse": "responseid", "id de la reponse": "responseid",
        "nom de famille du destinataire": "recipientlastname", "nom du destinataire": "recipientlastname",
        "prenom du destinataire": "recipientfirstname", "e mail du destinataire": "recipientemail",
        "adresse e mail du destinataire": "recipientemail", "reference de donnees externe": "externaldatareference",
        "reference de donnees externes": "externaldatareference", "latitude": "locationlatitude",
        "longitude": "locationlongitude", "latitude du lieu": "locationlatitude",
        "longitude du lieu": "locationlongitude", "canal de distribution": "distributionchannel",
        "langue de l utilisateur": "userlanguage",
        "startdatum": "startdate", "enddatum": "enddate", "antworttyp": "status", "ip adresse": "ipaddress",
        "fortschritt": "progress", "dauer in sekunden": "duration in seconds", "fertig": "finished",
        "abgeschlossen": "finished", "aufzeichnungsdatum": "recordeddate", "antwort id": "responseid",
        "nachname des empfangers": "recipientlastname", "vorname des empfangers": "recipientfirstname",
        "e mail adresse des empfangers": "recipientemail", "externe datenreferenz": "externaldatareference",
        "breitengrad": "locationlatitude", "langengrad": "locationlongitude",
        "verteilungskanal": "distributionchannel", "benutzersprache": "userlanguage",
    ]

    /// Four in five cells are `{"ImportId":…}`, as JSON or with single quotes.
    private static func isImportRow(_ row: [String]) -> Bool {
        let filled = row.filter { !$0.isEmpty }
        let marked = filled.filter { $0.hasPrefix("{\"ImportId\"") || $0.hasPrefix("{'ImportId'") }
        return filled.count >= 2 && marked.count * 5 >= filled.count * 4
    }

    private static func timeZone(in row: [String]) -> String? {
        for cell in row {
            let parts = cell.split(whereSeparator: { $0 == "\"" || $0 == "'" })
            guard let name = parts.firstIndex(of: "timeZone"), name + 2 < parts.count else { continue }
            return String(parts[name + 2])
        }
        return nil
    }
}
