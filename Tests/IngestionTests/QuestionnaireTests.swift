import Feedback
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Questionnaires beside an export name its questions and label its codes.
@Suite struct QuestionnaireTests {
    /// Writes the files into one folder and imports the first of them.
    private func run(_ files: [(name: String, text: String)]) throws -> ImportFixture {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in files {
            try file.text.write(to: folder.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
        }
        return try ImportFixture(path: folder.appendingPathComponent(files[0].name).path)
    }

    private static let qsf = """
        {"SurveyEntry": {"SurveyID": "SV_1"}, "SurveyElements": [
          {"Element": "SQ", "PrimaryAttribute": "QID1", "Payload": {"QuestionText": "Recommanderiez-vous <b>la boutique</b> ?", "DataExportTag": "Q1", "Selector": "NPS", "Choices": []}},
          {"Element": "SQ", "PrimaryAttribute": "QID2", "Payload": {"QuestionText": "Pourquoi ?", "DataExportTag": "Q2", "Choices": []}},
          {"Element": "SQ", "PrimaryAttribute": "QID5", "Payload": {"QuestionText": "Où avez-vous acheté ?", "DataExportTag": "Q5", "Choices": {"1": {"Display": "Site"}, "2": {"Display": "Magasin"}}, "RecodeValues": {"1": "1", "2": "7"}}}]}
        """

    @Test func `a .qsf names the question ids of a JSON export and its choices`() throws {
        let run = try run([
            (
                "answers.json",
                """
                {"responses": [{"responseId": "R_1", "values": {"recordedDate": "2026-03-02T08:12:41Z", "_recordId": "R_1", "status": 0, "QID1": 4, "QID1_NPS_GROUP": 1, "QID2_TEXT": "Trop lent", "QID5": "7"}, "labels": {}, "displayedFields": []}]}
                """
            ), ("survey.qsf", Self.qsf),
        ])
        let item = try #require(run.items.first)
        #expect(item.rated("QID1")?.question == "Recommanderiez-vous la boutique ?")
        #expect(item.rated("QID1")?.kind == .nps)
        #expect(item.given("QID5") == "Magasin")
        #expect(item.verbatims.first?.question == "Pourquoi ?")
        #expect(run.decision("definition")?.contains("survey.qsf") == true)
    }

    @Test func `a .qsf packed with the export names its questions too`() throws {
        let zip = ZipBuilder([
            "reponses/answers.json": """
            {"responses": [{"responseId": "R_1", "values": {"recordedDate": "2026-03-02T08:12:41Z", "_recordId": "R_1", "status": 0, "QID1": 4, "QID1_NPS_GROUP": 1, "QID2_TEXT": "Trop lent", "QID5": "7"}, "labels": {}, "displayedFields": []}]}
            """, "Enquête.qsf": Self.qsf,
        ])
        let run = try ImportFixture(Data(zip.bytes), named: "export.zip")
        let item = try #require(run.items.first)
        #expect(item.rated("QID1")?.question == "Recommanderiez-vous la boutique ?")
        #expect(item.given("QID5") == "Magasin")
        #expect(run.decision("definition")?.contains("Enquête.qsf") == true)
    }

    @Test func `a .qsf labels the numeric codes of a table`() throws {
        let head =
            #""{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID5""}","{""ImportId"":""QID2_TEXT""}""#
        let run = try run([
            (
                "answers.csv",
                """
                RecordedDate,ResponseId,Q5,Q2
                Recorded Date,Response ID,Où avez...,Pourquoi ?
                \(head)
                2026-03-02 08:12:41,R_1,7,Trop lent à la caisse
                2026-03-03 08:12:41,R_2,1,
                """
            ), ("survey.qsf", Self.qsf),
        ])
        #expect(run.plan.format == "qualtrics-csv")
        #expect(run.items.map { $0.given("Q5") } == ["Magasin", "Site"])
        #expect(run.items.first?.rated("Q5")?.question == "Où avez-vous acheté ?")
    }

    @Test func `a .lss labels the codes of a CSV export`() throws {
        let run = try run([
            (
                "results-survey7.csv",
                """
                id,submitdate,lastpage,startlanguage,canal,pourquoi
                1,2026-03-02 08:12:41,1,fr,A2,Trop lent
                2,2026-03-02 08:13:41,1,fr,A1,
                """
            ),
            (
                "survey7.lss",
                """
                <?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>
                <answers><rows><row><aid>1</aid><qid>1</qid><code>A1</code></row><row><aid>2</aid><qid>1</qid><code>A2</code></row></rows></answers>
                <answer_l10ns><rows><row><id>1</id><aid>1</aid><answer>Site</answer></row><row><id>2</id><aid>2</aid><answer>Magasin</answer></row></rows></answer_l10ns>
                <questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><sid>7</sid><gid>1</gid><type>L</type><title>canal</title></row>
                <row><qid>2</qid><parent_qid>0</parent_qid><sid>7</sid><gid>1</gid><type>T</type><title>pourquoi</title></row></rows></questions>
                <question_l10ns><rows><row><id>1</id><qid>1</qid><question>Où avez-vous acheté ?</question></row><row><id>2</id><qid>2</qid><question><![CDATA[Pourquoi ? <script>var a = 1;</script>]]></question></row></rows></question_l10ns></document>
                """
            ),
        ])
        #expect(run.items.map { $0.given("canal") } == ["Magasin", "Site"])
        #expect(run.items[0].verbatims.first?.question == "Pourquoi ?")
    }

    @Test func `ticked boxes of a Triple-S file become the labels that were ticked`() throws {
        let run = try run([
            (
                "data.csv",
                """
                Serial,Q1,Fin,Q3
                1,0101,20260302,Trop lent à la caisse du magasin
                2,0000,20260303,Rien à dire de spécial
                """
            ),
            (
                "data.sss",
                """
                <sss version="2.0"><survey><record ident="A" format="csv" skip="1">
                <variable ident="1" type="quantity" use="serial"><name>Serial</name><label>Serial</label><position start="1"/></variable>
                <variable ident="2" type="multiple"><name>Q1</name><label>Utilisé</label><position start="2"/><values><value code="1">Site</value><value code="2">Appli</value><value code="3">Magasin</value><value code="4">Téléphone</value></values></variable>
                <variable ident="3" type="date"><name>Fin</name><label>Fin</label><position start="3"/></variable>
                <variable ident="4" type="character"><name>Q3</name><label>Pourquoi ?</label><position start="4"/></variable>
                </record></survey></sss>
                """
            ),
        ])
        #expect(run.plan.format == "triple-s")
        #expect(run.items.map { $0.given("Q1") } == ["Appli; Téléphone", nil])
        #expect(run.items.first?.createdAt?.iso8601 == "2026-03-02T00:00:00Z")
        #expect(run.items.map(\.externalID) == ["1", "2"])
    }

    @Test func `a questionnaire of another survey changes nothing`() throws {
        let run = try run([
            (
                "answers.csv",
                """
                Serial,Note,Avis
                1,4,Trop lent à la caisse du magasin
                2,5,Rien à dire de spécial sur la visite
                """
            ),
            (
                "other.sss",
                """
                <sss version="2.0"><survey><record ident="A" format="csv" skip="1"><variable ident="1" type="single"><name>X1</name><label>X</label><position start="1"/></variable><variable ident="2" type="single"><name>X2</name><label>X</label><position start="2"/></variable></record></survey></sss>
                """
            ),
        ])
        #expect(run.plan.format == "table")
    }
}

/// Dates and times in columns of their own, and other habits of tables.
@Suite struct SplitColumnsTests {
    @Test(
        arguments: [
            ("22:03", "22:03:00"), ("9:05:30", "09:05:30"), ("10:03 PM", "22:03:00"), ("12:10 am", "00:10:00"),
            ("9h05", "09:05:00"),
            ("0.5", "12:00:00"),
        ])
    func `a time in a column of its own completes the date`(cell: String, expected: String) throws {
        let run = try ImportFixture(
            "Date,Time,Comment\n2026-03-02,\(cell),The queue was far too long today\n",
            mapping: Mapping(columns: [
                ColumnMapping("Date", to: .createdAt), ColumnMapping("Time", to: .timeOfDay),
                ColumnMapping("Comment", to: .verbatim),
            ]))
        #expect(run.items.first?.createdAt?.iso8601 == "2026-03-02T\(expected)Z")
    }

    @Test func `a column of times is found without being told`() throws {
        let run = try ImportFixture(
            """
            Date;Heure;Commentaire
            02/03/2026;22:03;La caisse était fermée à cette heure
            14/03/2026;09:15;Personne pour répondre à ma question
            """)
        #expect(run.items.map { $0.createdAt?.iso8601 } == ["2026-03-02T22:03:00Z", "2026-03-14T09:15:00Z"])
    }

    @Test(arguments: [("25:00"), ("9:75"), ("soon"), ("")]) func `what is no time is none`(cell: String) {
        #expect(TimeOfDay.milliseconds(cell) == nil)
    }

    @Test func `eight digits under a date's name are a date, elsewhere a number`() throws {
        let run = try ImportFixture(
            """
            date,ref,commentaire
            20260302,20260302,La caisse était fermée à cette heure
            20260314,20260199,Personne pour répondre à ma question
            """)
        #expect(run.items.map { $0.createdAt?.iso8601 } == ["2026-03-02T00:00:00Z", "2026-03-14T00:00:00Z"])
        #expect(run.target("ref") != .createdAt)
    }

    @Test(
        arguments: [
            ("French", "fr"), ("français", "fr"), ("fr", "fr"), ("pt-BR", "pt-BR"),
        ])
    func `languages and countries named in words get their codes`(name: String, code: String) throws {
        let run = try ImportFixture("Language,Country,Comment\n\(name),France,The queue was far too long today\n")
        #expect(run.items.first?.declaredLanguage == code && run.items.first?.country == "FR")
    }

    @Test func `a key that a spreadsheet has rounded joins nothing and is counted`() throws {
        let run = try ImportFixture(
            """
            Session ID,Order ID,Comment
            5.40E+17,CMD-1,The queue was far too long today
            5.40E+17,CMD-2,Nobody was there to help me out
            """)
        #expect(run.items.map(\.sessionID) == [nil, nil])
        #expect(run.items.map(\.orderID) == ["CMD-1", "CMD-2"])
        #expect(run.decision("id")?.contains("rounded") == true)
    }

    @Test func `the lines of a conversation are one item, the agent's apart`() throws {
        let run = try ImportFixture(path: FormatSamplesTests.sample("conversation-csv").path)
        #expect(run.items.map(\.externalID) == ["c-1", "c-3"])
        #expect(run.items[0].texts == ["Bonjour, mon colis n'est pas arrivé\nCela fait trois semaines que j'attends"])
        #expect(run.items[0].segments.contains(Segment("company_reply", "Je regarde cela tout de suite")))
        #expect(run.drops == ["company_reply"])
    }

    @Test func `a comment on the rating of a chat is one text beside its lines`() throws {
        let run = try ImportFixture(
            """
            chat_id,thread_id,created_at,visitor_email,operator_name,rate,rate_comment,message_author,message_text
            P0,K0,2026-03-02 08:12:41,lea@example.fr,Anna,rated_bad,Pas aidée,visitor,Mon colis est perdu
            P0,K0,2026-03-02 08:13:41,lea@example.fr,Anna,rated_bad,Pas aidée,operator,Je cherche
            P1,K1,2026-03-02 09:12:41,max@example.fr,Anna,rated_good,,visitor,Où est ma facture ?
            P1,K1,2026-03-02 09:13:41,max@example.fr,Anna,rated_good,,operator,Dans votre compte
            """)
        #expect(run.plan.format == "conversation-csv" && run.items.map(\.externalID) == ["P0", "P1"])
        #expect(run.items.map(\.texts) == [["Mon colis est perdu", "Pas aidée"], ["Où est ma facture ?"]])
        #expect(run.items[0].segments.contains(Segment("company_reply", "Je cherche")))
    }

    @Test func `an option no one ticks in the first rows is not lost`() throws {
        let rows = (0..<260).map {
            "R_\($0),2026-03-0\($0 % 9 + 1) 08:12:41,fr,\($0 == 250 ? "Appli" : ""),La caisse était lente \($0)"
        }
        let run = try ImportFixture(
            "id,submitdate,startlanguage,Q2[SQ001],avis\n" + rows.joined(separator: "\n") + "\n",
            format: "limesurvey-csv")
        #expect(run.items.count == 260)
        #expect(run.items[250].given("Q2[SQ001]") == "Appli")
    }
}
