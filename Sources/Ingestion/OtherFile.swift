import Feedback
import Readers

/// Files that come with exports and hold no feedback themselves: questionnaires, lists of people, tables of contents.
/// Each is refused by name, with the file to import instead.
enum OtherFile {
    /// - Returns: what the file is and what to do, or `nil` when it is none of them.
    static func refusal(_ head: FileHead, file: String) -> ImportError? {
        guard let (what, fix) = kind(of: head) else { return nil }
        return ImportError(file: file, what: what, fix: fix)
    }

    private static func kind(of head: FileHead) -> (what: Phrase, fix: Phrase)? {
        switch head.shape {
        case .xml(let xml): kind(of: xml)
        case .json(let shape): kind(of: shape)
        case .table(let table): kind(of: table)
        case .log(let lines): WhatsAppChat.isOne(lines) ? WhatsAppChat.refusal : nil
        case .mail: nil
        }
    }

    private static func kind(of xml: XMLHead) -> (Phrase, Phrase)? {
        let isLimeSurvey = xml.elementCounts["LimeSurveyDocType"] != nil
        if isLimeSurvey, xml.firstPaths.contains("document/questions") || xml.elementCounts["groups"] != nil {
            return questionnaire("LimeSurvey (.lss)", "the responses (.lsr, CSV)", "les réponses (.lsr, CSV)")
        }
        if isLimeSurvey, xml.elementCounts["responses"] == nil {
            return (
                Phrase(
                    en: "this is LimeSurvey's list of participants", fr: "c'est la liste des participants de LimeSurvey"
                ),
                Phrase(en: "Import the responses (.lsr, CSV)", fr: "Importez les réponses (.lsr, CSV)")
            )
        }
        if xml.rootName == "sss" {
            return questionnaire("Triple-S", "the data file beside it", "le fichier de données à côté")
        }
        if xml.rootName == "html", xml.elementCounts["instance"] != nil,
            xml.elementCounts["bind"] != nil || xml.elementCounts["itext"] != nil
        {
            return (
                Phrase(
                    en: "this is a questionnaire of ODK (XForms): it holds questions, no answers",
                    fr: "c'est un questionnaire ODK (XForms) : il contient des questions, aucune réponse"),
                Phrase(en: "Import the submissions (CSV, JSON)", fr: "Importez les soumissions (CSV, JSON)")
            )
        }
        return nil
    }

    private static func kind(of shape: JSONShape) -> (Phrase, Phrase)? {
        let keys = Set(shape.topLevelKeys)
        let first = shape.firstRecords.first
        if keys.isSuperset(of: ["SurveyEntry", "SurveyElements"]) {
            return questionnaire("Qualtrics (.qsf)", "the responses (CSV, JSON)", "les réponses (CSV, JSON)")
        }
        let questions =
            first?.at("questions.0") ?? shape.firstRecords.lazy.compactMap { $0.at("pages.0.questions.0") }.first
        if questions?["headings"] != nil || first?["headings"] != nil && first?["family"] != nil {
            return questionnaire(
                "SurveyMonkey", "the responses (…/responses/bulk, CSV)", "les réponses (…/responses/bulk, CSV)")
        }
        if shape.firstRecords.contains(where: isOfAlchemerSurvey) {
            return questionnaire(
                "Alchemer", "the responses (CSV, …/surveyresponse)", "les réponses (CSV, …/surveyresponse)")
        }
        if let first, case .string(let text) = first, text.hasPrefix("<") {
            return (
                Phrase(
                    en: "its records are XML documents written as texts",
                    fr: "ses enregistrements sont des documents XML écrits comme textes"),
                Phrase(
                    en: "Export the submissions as CSV or JSON instead",
                    fr: "Exportez plutôt les soumissions en CSV ou en JSON")
            )
        }
        if let user = first?.object, user["team_id"] != nil, user["profile"]?.object != nil {
            return slack(Phrase(en: "Slack's list of people", fr: "la liste des personnes de Slack"))
        }
        if let room = first?.object, room["creator"] != nil, room["members"] != nil, room["purpose"] != nil {
            return slack(Phrase(en: "Slack's list of channels", fr: "la liste des canaux de Slack"))
        }
        if keys.contains("topic_list") || first?["topic_list"] != nil {
            return (
                Phrase(
                    en: "this is a list of topics of a Discourse forum, without what was written in them",
                    fr: "c'est une liste de sujets d'un forum Discourse, sans ce qui y est écrit"),
                Phrase(
                    en: "Import the topics themselves (…/t/NUMBER.json)",
                    fr: "Importez les sujets eux-mêmes (…/t/NUMÉRO.json)")
            )
        }
        if shape.jsPrefix?.contains("__THAR_CONFIG") == true {
            return (
                Phrase(en: "this is the table of contents of an X archive", fr: "c'est le sommaire d'une archive X"),
                Phrase(en: "Import tweets.js of the same archive", fr: "Importez tweets.js de la même archive")
            )
        }
        return nil
    }

    /// A survey of its API, or one of its pages or questions.
    private static func isOfAlchemerSurvey(_ record: JSONValue) -> Bool {
        let type = record["_type"]?.string
        if type == "SurveyPage" || type == "SurveyQuestion" { return true }
        return type == "Survey" && record["pages"] != nil
    }

    private static func kind(of table: TableHead) -> (Phrase, Phrase)? {
        if table.hasColumns("class", "type/scale", "relevance") {
            return questionnaire("LimeSurvey", "the responses (CSV, .lsr)", "les réponses (CSV, .lsr)")
        }
        let names = Set(table.headers.map { HeaderWords($0).spaced })
        if names.isSuperset(of: ["question text", "question type"]), names.isDisjoint(with: answers) {
            return (
                Phrase(
                    en: "this is a list of questions: it holds no answers",
                    fr: "c'est une liste de questions : elle ne contient aucune réponse"),
                Phrase(en: "Import the responses", fr: "Importez les réponses")
            )
        }
        if table.hasColumns("tid", "token", "emailstatus") || table.hasColumns("tid", "token", "validfrom") {
            return (
                Phrase(
                    en: "this is LimeSurvey's list of participants", fr: "c'est la liste des participants de LimeSurvey"
                ),
                Phrase(en: "Import the responses (.lsr, CSV)", fr: "Importez les réponses (.lsr, CSV)")
            )
        }
        return nil
    }

    /// What stands beside a question where it was answered.
    private static let answers: Set<String> = [
        "answer", "answers", "answer text", "response", "responses", "response text", "value", "reply", "score",
        "rating",
        "respondent id", "response id", "comment",
    ]

    private static func slack(_ what: Phrase) -> (Phrase, Phrase) {
        (
            Phrase(en: "this is \(what.en), without any message", fr: "c'est \(what.fr), sans aucun message"),
            Phrase(
                en: "Import the files named after days (channel/2026-03-02.json)",
                fr: "Importez les fichiers nommés d'après les jours (canal/2026-03-02.json)")
        )
    }

    private static func questionnaire(_ vendor: String, _ en: String, _ fr: String) -> (Phrase, Phrase) {
        (
            Phrase(
                en: "this is a questionnaire of \(vendor): it holds questions, no answers",
                fr: "c'est un questionnaire \(vendor) : il contient des questions, aucune réponse"),
            Phrase(
                en: "Import \(en); a questionnaire that stands beside them names their questions",
                fr: "Importez \(fr) ; un questionnaire placé à côté en nomme les questions")
        )
    }
}
