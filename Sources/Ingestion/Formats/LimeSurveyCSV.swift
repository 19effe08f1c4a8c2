public import Feedback
internal import Readers

/// LimeSurvey result exports, headed by codes, by full texts in the survey's language, or by both (`q1. How…`).
public enum LimeSurveyCSV: ImportFormat {
    public static let name = "limesurvey-csv"
    public static let title = Phrase(en: "LimeSurvey CSV", fr: "CSV LimeSurvey")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, table.headerRow >= 0 else { return nil }
        let columns = LimeSurveyColumns(table.rows[table.headerRow])
        guard columns.isLimeSurvey else { return nil }
        return Detection(
            confidence: 0.97,
            reasons: [
                Phrase(
                    en: "LimeSurvey's own columns (submit date, last page)",
                    fr: "les colonnes propres à LimeSurvey (date de soumission, dernière page)")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table, table.headerRow >= 0 else { throw .wrongShape(head.fileName, title) }
        var columns = LimeSurveyColumns(table.rows[table.headerRow])
        let (known, decisions) = columns.known(withQuestionnaireBeside: head.place)
        var plan = try TablePlan(
            file: head.fileName, head: table, headers: columns.headers, questions: columns.questions,
            known: known,
            isSurvey: true, source: "limesurvey", kind: .survey, options: options)
        plan.dropRules = columns.dropRules
        plan.decisions += decisions
        return .table(plan)
    }
}

/// LimeSurvey's "VV" export: tab-separated, question texts in the first row, codes in the second, `{newline}` escapes.
public enum LimeSurveyVV: ImportFormat {
    public static let name = "limesurvey-vv"
    public static let title = Phrase(en: "LimeSurvey VV", fr: "LimeSurvey VV")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, table.dialect.delimiter == 0x09, table.rows.count > 1,
            table.rows[1].contains("submitdate"), table.rows[1].first == "id"
        else { return nil }
        return Detection(
            confidence: 0.99,
            reasons: [
                Phrase(
                    en: "tab-separated with LimeSurvey's codes in row 2",
                    fr: "tabulations, avec les codes LimeSurvey en ligne 2")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table, table.rows.count > 1 else { throw .wrongShape(head.fileName, title) }
        var columns = LimeSurveyColumns(table.rows[1])
        columns.questions = columns.headers.indices.map { index in
            index < table.rows[0].count && !table.rows[0][index].isEmpty ? plainHeader(table.rows[0][index]) : nil
        }
        var unescaped = table
        unescaped.rows = table.rows.map { $0.map { unescapedVV($0) } }
        var plan = try TablePlan(
            file: head.fileName, head: unescaped, headers: columns.headers, questions: columns.questions,
            known: columns.known,
            bodyRow: 2, isSurvey: true, source: "limesurvey", kind: .survey, options: options)
        plan.dropRules = columns.dropRules
        plan.unescapesVV = true
        return .table(plan)
    }
}

/// Undoes `{newline}`, `{cr}`, `{tab}`, `{lbrace}`, `{quote}`; a question that was not shown is empty.
func unescapedVV(_ cell: String) -> String {
    guard cell.utf8.contains(0x7B) else { return cell }
    if cell == "{question_not_shown}" { return "" }
    var result: [UInt8] = []
    let bytes = Array(cell.utf8)
    var index = 0
    while index < bytes.count {
        if bytes[index] == 0x7B, let (name, byte) = escapesVV.first(where: { bytes[index...].starts(with: $0.name) }) {
            result.append(byte)
            index += name.count
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}

private let escapesVV: [(name: [UInt8], byte: UInt8)] = [
    (Array("{newline}".utf8), 0x0A), (Array("{cr}".utf8), 0x0D), (Array("{tab}".utf8), 0x09),
    (Array("{lbrace}".utf8), 0x7B),
    (Array("{quote}".utf8), 0x22),
]

/// The columns of a LimeSurvey export, whichever way they are headed.
struct LimeSurveyColumns {
    let headers: [String]
    var questions: [String?]
    private let codes: [String]

    init(_ row: [String]) {
        var cells = row.map { plainHeader($0) }
        // Old versions end each line with a separator.
        if cells.last?.isEmpty == true { cells.removeLast() }
        let isCoded = cells.first?.hasPrefix("id. ") == true
        var (names, questions, codes) = ([String](), [String?](), [String]())
        for cell in cells {
            let split = isCoded ? Self.split(cell) : nil
            names.append(split?.code ?? cell)
            questions.append(split?.text ?? (isCoded || !cell.utf8.contains(0x20) ? nil : cell))
            codes.append(split?.code ?? Self.translated[comparableHeader(cell)] ?? cell)
        }
        headers = repairedHeaders(names, columns: names.count)
        self.questions = questions
        self.codes = codes
    }

    /// `q1. How…` gives the code and the question.
    private static func split(_ cell: String) -> (code: String, text: String)? {
        let bytes = Array(cell.utf8)
        guard
            let dot = bytes.indices.first(where: { bytes[$0] == 0x2E && $0 + 1 < bytes.count && bytes[$0 + 1] == 0x20 }
            ),
            dot > 0, !bytes[..<dot].contains(0x20)
        else { return nil }
        return (String(decoding: bytes[..<dot], as: UTF8.self), String(decoding: bytes[(dot + 2)...], as: UTF8.self))
    }

    var isLimeSurvey: Bool {
        codes.contains("submitdate") && (codes.contains("lastpage") || codes.contains("startlanguage"))
            || codes.contains("id") && codes.contains("lastpage") && codes.contains("startlanguage")
    }

    var known: [Int: ColumnMapping] {
        var known: [Int: ColumnMapping] = [:]
        let date = codes.contains("submitdate") ? "submitdate" : "datestamp"
        for (index, code) in codes.enumerated() {
            let target: TargetField? =
                switch code {
                case "id": .id
                case date: .createdAt
                case "startlanguage": .language
                case "token": .respondent
                case "refurl": .pageURL
                case "email": .email
                case "ipaddr": .ipAddress
                case "submitdate", "datestamp", "lastpage", "seed", "startdate", "interviewtime", "firstname",
                    "lastname":
                    .ignore
                case _
                where code.hasPrefix("groupTime")
                    || code.hasSuffix("Time") && (code.hasPrefix("Q") || isCode(code.dropLast(4))):
                    .ignore
                default: nil
                }
            if let target { known[index] = ColumnMapping(headers[index], to: target) }
        }
        return known
    }

    /// Whether a column is headed by the code of a question, `NPS` or `NPS[SQ001]`.
    private func isCode(_ name: Substring) -> Bool {
        codes.contains { $0 == name || $0.hasPrefix(name) && $0.dropFirst(name.count).first == "[" }
    }

    /// A response without a submit date was never sent off.
    var dropRules: [TablePlan.DropRule] {
        guard let date = codes.firstIndex(of: "submitdate") else { return [] }
        return [TablePlan.DropRule(column: date, values: ["", "n", "null"], reason: "incomplete")]
    }

    /// Full-text headings in the languages LimeSurvey is mostly used in here.
    private static let translated: [String: String] = [
        "response id": "id", "date submitted": "submitdate", "last page": "lastpage", "start language": "startlanguage",
        "seed": "seed", "access code": "token", "token": "token", "date started": "startdate",
        "date last action": "datestamp",
        "ip address": "ipaddr", "referrer url": "refurl", "total time": "interviewtime",
        "id de la reponse": "id", "date de soumission": "submitdate", "derniere page": "lastpage",
        "langue de depart": "startlanguage", "tete de serie": "seed", "code d acces": "token",
        "date de lancement": "startdate",
        "date de la derniere action": "datestamp", "adresse ip": "ipaddr", "url referente": "refurl",
        "temps total": "interviewtime",
        "antwort id": "id", "datum abgeschickt": "submitdate", "letzte seite": "lastpage",
        "start sprache": "startlanguage",
        "startsprache": "startlanguage", "zufallsstartwert": "seed", "datum gestartet": "startdate",
        "datum letzte aktivitat": "datestamp",
    ]
}
