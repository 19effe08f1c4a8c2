public import Feedback

/// Google Forms responses, from the form itself or from its linked sheet: a localised timestamp, then the questions.
public enum GoogleFormsCSV: ImportFormat {
    public static let name = "google-forms-csv"
    public static let title = Phrase(en: "Google Forms CSV", fr: "CSV Google Forms")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, table.headerRow >= 0, let first = table.headers.first,
            timestamps.contains(first.lowercased())
        else { return nil }
        let questions = table.headers.dropFirst().filter { $0.utf8.contains(0x3F) || $0.utf8.count > 30 }.count
        guard questions > 0 else { return nil }
        return Detection(
            confidence: first.lowercased() == "timestamp" ? 0.75 : 0.85,
            reasons: [
                Phrase(
                    en: "starts with \"\(first)\", then questions", fr: "commence par « \(first) », puis des questions")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table else { throw .wrongShape(head.fileName, title) }
        var known = [0: ColumnMapping(table.headers[0], to: .createdAt)]
        for (index, header) in table.headers.enumerated() where addresses.contains(header.lowercased()) {
            known[index] = ColumnMapping(header, to: .email)
        }
        let plan = try TablePlan(
            file: head.fileName, head: table, questions: table.headers.map { $0 }, known: known, isSurvey: true,
            source: "google-forms", kind: .survey, options: options)
        return .table(plan)
    }

    private static let timestamps: Set<String> = [
        "timestamp", "horodateur", "zeitstempel", "marca temporal", "informazioni cronologiche", "carimbo de data/hora",
        "tijdstempel", "タイムスタンプ", "sygnatura czasowa", "отметка времени", "tidsstämpel", "时间戳记", "časová značka",
        "tidsstempel", "aikaleima", "zaman damgası", "időbélyeg", "časové razítko", "marca de temps", "marca de tiempo",
        "marcação de data/hora", "타임스탬프", "時間戳記", "позначка часу", "marcaj temporal",
    ]
    private static let addresses: Set<String> = [
        "username", "email address", "adresse e-mail", "nom d'utilisateur", "e-mail-adresse",
        "dirección de correo electrónico", "endereço de e-mail", "indirizzo email", "indirizzo e-mail", "e-mailadres",
        "nombre de usuario", "nutzername",
    ]
}
