import Feedback
import Ingestion
import Testing

/// What survey tools put beside questions: groups of scores, days of invitation, details of who answered, footers.
@Suite struct SurveyToolsTests {
    @Test(arguments: [
        ("answer", "answerlabel", ["promoter", "passive", "detractor"]),
        ("Note", "Groupe", ["Promoteur", "Passif", "Détracteur"]),
        ("Rating", "Group", ["Promoter", "Passive", "Detractor"]),
    ])
    func `numbers that a column of promoters groups are an NPS`(score: String, group: String, names: [String]) throws {
        let run = try ImportFixture(
            "id,\(score),\(group),comment\n" + "a1,9,\(names[0]),Très bon accueil au magasin\n"
                + "a2,7,\(names[1]),Un peu long en caisse\n" + "a3,2,\(names[2]),Paiement refusé deux fois\n")
        #expect(run.items.map { $0.answers.map(\.kind) } == [[.nps], [.nps], [.nps]])
        #expect(run.items[2].answers[0].value == 0.2 && run.target(group) == .segment)
    }

    @Test func `numbers that no column groups so are no NPS`() throws {
        let run = try ImportFixture(
            "id,Note,Groupe,comment\na1,9,Détracteur,Très bon accueil\na2,7,Promoteur,Un peu long\na3,2,Passif,Refusé\n"
        )
        #expect(run.plan.columns.first { $0.name == "Note" }?.metric == .rating)
    }

    @Test(arguments: [("nps", AnswerKind.nps, "10"), ("csat", .csat, "5"), ("other", .rating, "10")])
    func `the kind of survey says what its score measures`(type: String, kind: AnswerKind, high: String) throws {
        let rows = (0..<4).map { "r\($0),\($0 == 0 ? high : "\($0 + 1)"),\(type),Texte libre du client \($0)\n" }
            .joined()
        let run = try ImportFixture("id,score,survey_type,comment\n" + rows)
        #expect(run.plan.columns.first { $0.name == "score" }?.metric == kind)
    }

    @Test(arguments: [
        ("sent,opened,responded", "responded"), ("Date sent,Date responded", "Date responded"),
        ("answered_at,created_at", "answered_at"),
    ])
    func `the day of the answer comes before those of the invitation`(dates: String, wanted: String) throws {
        let count = dates.split(separator: ",").count
        let rows = (0..<4).map { row in
            "\(row * 3)," + (0..<count).map { "2026-03-0\(row + 1) 0\($0 + 1):00:00" }.joined(separator: ",") + "\n"
        }
        #expect(try ImportFixture("NPS,\(dates)\n" + rows.joined()).target(wanted) == .createdAt)
    }

    @Test func `the day a case was opened comes before that of the answer`() throws {
        let rows = (1..<5).map { "\($0)00,2026-03-0\($0),2026-03-1\($0),Rien ne marche depuis \($0) jours\n" }.joined()
        let run = try ImportFixture("Ticket ID,Opened,Responded at,Description\n" + rows)
        #expect(run.target("Opened") == .createdAt)
    }

    @Test func `a block of contact details gives groups and no names`() throws {
        let run = try ImportFixture(
            """
            Respondent ID,Collector ID,Date Created,Date Modified,Tell us why,Your details,,,,,
            ,,,,Open-Ended Response,Name,Company,Address,City/Town,ZIP/Postal Code,Phone Number
            1,4,03/02/2026 09:12:41 AM,03/02/2026 09:14:41 AM,Checkout failed on my phone,Ann Ray,Ash Ltd,12 Main Street,Leeds,LS1 4AB,020 7946 0018
            2,4,03/13/2026 09:12:41 AM,03/13/2026 09:14:41 AM,Love the new dashboard,Bob Orr,Fir Ltd,3 Mill Lane,Bath,BA1 1AA,020 7946 0019

            """)
        #expect(run.items.map { $0.segments.map(\.value) } == [["Ash Ltd", "LS1 4AB"], ["Fir Ltd", "BA1 1AA"]])
        #expect(run.items.map(\.texts) == [["Checkout failed on my phone"], ["Love the new dashboard"]])
        #expect(run.items.map(\.city) == ["Leeds", "Bath"] && run.items.allSatisfy { $0.answers.isEmpty })
    }

    @Test(arguments: [
        ("grp-nom", TargetField.ignore), ("identite/prenom", .ignore), ("Coordonnées [Société]", .segment),
        ("Société", .segment), ("Code postal", .segment), ("Prénom", .ignore), ("Contact information: City", .city),
        ("Adresse 1", .ignore),
    ])
    func `a detail of who answered is no text and no rating`(name: String, target: TargetField) throws {
        let rows = (0..<20).map { "Alpha \(Character(UnicodeScalar(UInt8(65 + $0)))),Délai trop long \($0)\n" }.joined()
        let run = try ImportFixture("\"\(name)\",avis\n" + rows)
        #expect(run.target(name) == target)
    }

    @Test(arguments: ["Phone", "Address", "Company"]) func `a rating of the phone is a rating`(name: String) throws {
        let rows = (0..<20).map { "\($0 % 5 + 1),\($0 % 4 + 1),Délai trop long \($0)\n" }.joined()
        let run = try ImportFixture("How satisfied are you? | \(name),How satisfied are you? | Name,avis\n" + rows)
        #expect(run.items[0].answers.count == 2)
    }

    @Test(arguments: [
        "Avez-vous autre chose à ajouter ?", "Autres remarques", "Anything else you would like to tell us?",
        "Que pourrions-nous améliorer ?",
    ])
    func `an open question that most answer with nothing holds texts`(question: String) throws {
        let nothings = ["RAS", "Non", "Néant", "Rien", "None"]
        let rows = (0..<30).map { row in
            "\(row % 11),\(row % 10 == 7 ? "La borne \(row) ne lit pas la carte" : nothings[row % 5])\n"
        }
        let run = try ImportFixture("NPS,\"\(question)\"\n" + rows.joined())
        #expect(run.target(question) == .verbatim)
    }

    @Test func `a question about reasons with a few labels is a choice`() throws {
        let labels = ["Le prix", "La proximité", "Aucun", "Le choix des produits"]
        let rows = (0..<30).map { "\($0 % 11),\(labels[$0 % 4])\n" }.joined()
        let run = try ImportFixture("NPS,Pourquoi avez-vous choisi notre magasin ?\n" + rows)
        #expect(run.plan.columns[1].metric == .choice)
    }

    @Test func `a question with yes and no stays one`() throws {
        let rows = (0..<30).map { "\($0 % 11),\($0 % 3 == 0 ? "Oui" : "Non")\n" }.joined()
        #expect(try ImportFixture("NPS,Avez-vous des remarques ?\n" + rows).plan.columns[1].metric == .boolean)
    }

    @Test(arguments: [
        "Ce qui pourrait être amélioré", "Points à améliorer", "Points forts", "Ce que vous avez aimé", "Best thing",
        "What could we improve",
    ])
    func `what was good or bad is told in words`(name: String) throws {
        let rows = (0..<12).map { "\($0 % 11),Formation \($0) utile\n" }.joined()
        #expect(try ImportFixture("Note;\(name)\n".replacing(";", with: ",") + rows).target(name) == .verbatim)
    }

    @Test func `long texts with commas are no lists though rows repeat`() throws {
        let texts = (0..<6).map { shop in
            "\"Le vendeur du magasin \(shop) a refusé le remboursement, puis il a dit que la garantie ne couvrait pas "
                + "cet appareil, et personne ne m'a rappelé depuis le \(shop + 1) mars, malgré trois lettres\""
        }
        let rows = (0..<24).map { "D\($0),\(texts[$0 % 6])\n" }.joined()
        #expect(try ImportFixture("dossier,details\n" + rows).target("details") == .verbatim)
    }

    @Test func `the levels of a scale, each in its column, are one question`() throws {
        let run = try ImportFixture(
            """
            Date;Très satisfait;Satisfait;Insatisfait;Très insatisfait;Commentaire
            02/03/2026;X;;;;Rien à dire, accueil parfait
            03/03/2026;;x;;;Attente un peu longue
            14/03/2026;;;;X;Personne au téléphone depuis hier
            Nombre total :;1;1;0;1;
            n=3;;;;;

            """)
        #expect(run.items.map { $0.answers.map(\.kind) } == [[.csat], [.csat], [.csat]])
        #expect(run.items.map { $0.answers[0].value } == [1, 0.75, 0] && run.drops == ["total", "total"])
        #expect(run.items.map { $0.answers[0].given } == ["Très satisfait", "Satisfait", "Très insatisfait"])
        #expect(Set(run.items.flatMap { $0.answers.map(\.field) }).count == 1)
    }

    @Test func `ones without a zero are refused under the name of the NPS, save where promoters are told beside them`()
        throws
    {
        let scores = (0..<40).map { $0 % 10 + 1 }
        let rows = scores.map { "\($0),Délai trop long\n" }.joined()
        #expect(ImportFixture.refusal("NPS,avis\n" + rows) != nil)
        let grouped = scores.map { "\($0),\($0 > 8 ? "Promoter" : $0 > 6 ? "Passive" : "Detractor"),Délai trop long\n" }
        let run = try ImportFixture("NPS,Groupe,avis\n" + grouped.joined())
        #expect(run.items.count == 40 && run.items[0].answers[0].scale == .nps)
    }

    @Test func `interviews of Qualtrics that were not finished are left out, and that is said`() throws {
        let run = try ImportFixture(
            """
            StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,Q1,Q2,Q2_4_TEXT
            Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,Why?,How did you hear about us? - Selected Choice,How did you hear about us? - Other - Text
            2026-03-02 09:11:04,2026-03-02 09:12:40,IP Address,True,2026-03-02 09:12:41,R_1a,Checkout kept failing,Social media,
            2026-03-13 09:11:04,2026-03-13 09:12:40,IP Address,False,2026-03-13 09:12:41,R_1b,Love the dashboard,Other,My dentist

            """)
        #expect(run.items.count == 1 && run.drops == ["partial"] && run.decision("partial") != nil)
        #expect(run.plan.columns.first { $0.name == "Q2" }?.metric == .choice)
        #expect(run.target("Q2_4_TEXT") == .verbatim)
    }

    @Test(arguments: [
        (
            "q.json",
            #"{"responses":[{"responseId":"R_1","values":{"status":0,"finished":1,"recordedDate":"2026-03-02T08:12:41Z","_recordId":"R_1","QID2_TEXT":"The basket empties itself"}},{"responseId":"R_2","values":{"status":0,"finished":0,"recordedDate":"2026-03-02T08:12:41Z","_recordId":"R_2","QID2_TEXT":"I gave up"}}]}"#
        ),
        (
            "q.xml",
            "<?xml version=\"1.0\"?><Responses><Response><status>0</status><finished>1</finished><recordedDate>2026-03-02T08:12:41Z</recordedDate><_recordId>R_1</_recordId><QID2_TEXT>The basket empties itself</QID2_TEXT></Response><Response><status>0</status><finished>0</finished><recordedDate>2026-03-02T08:12:41Z</recordedDate><_recordId>R_2</_recordId><QID2_TEXT>I gave up</QID2_TEXT></Response></Responses>"
        ),
    ])
    func `they are left out of the other exports of Qualtrics too`(name: String, text: String) throws {
        let run = try ImportFixture(text, named: name)
        #expect(run.items.map(\.externalID) == ["R_1"] && run.drops == ["partial"])
    }

    @Test func `fields of Salesforce are known in capitals`() throws {
        let run = try ImportFixture(
            """
            ID,OWNERID,ISDELETED,NAME,CREATEDDATE,NPS_SCORE__C,COMMENTS__C
            a01x1,005x1,false,SR-1,2026-03-02T09:12:41.000Z,9,Helpful agent on the phone
            a01x2,005x1,false,SR-2,2026-03-13T09:12:41.000Z,3,Nobody called me back

            """)
        #expect(run.target("COMMENTS__C") == .verbatim && run.target("OWNERID") == .ignore)
        #expect(run.items.map { $0.answers.map(\.kind) } == [[.nps], [.nps]])
    }

    @Test(arguments: ["Comment procédez-vous pour payer ?", "Comment payez-vous vos achats ?"])
    func `how one does something is a choice`(question: String) throws {
        let rows = (0..<12).map { "\($0 % 11),\(["Par carte", "En espèces", "Par chèque"][$0 % 3])\n" }.joined()
        #expect(try ImportFixture("NPS,\(question)\n" + rows).plan.columns[1].metric == .choice)
    }

    @Test func `a score in a file named for the NPS is one`() throws {
        let rows = (0..<12).map { "c\($0),\($0 % 11),Délai trop long \($0)\n" }.joined()
        let run = try ImportFixture("account,score,comment\n" + rows, named: "nps_responses.csv")
        #expect(run.plan.columns.first { $0.name == "score" }?.metric == .nps)
    }

    @Test(arguments: [
        (["A - Très bien", "B - Bien", "C - Moyen", "D - Mauvais"], AnswerKind.rating),
        (["tres_satisfait", "satisfait", "peu_satisfait", "pas_du_tout"], .csat),
    ])
    func `steps behind a letter or as codes are ratings`(steps: [String], kind: AnswerKind) throws {
        let rows = (0..<12).map { "\(steps[$0 % 4]),Délai trop long \($0)\n" }.joined()
        let run = try ImportFixture("Accueil,avis\n" + rows)
        #expect(run.plan.columns[0].metric == kind && run.items[0].answers[0].value == 1)
    }

    @Test(arguments: ["Delivery:Rate the following", "Response: rate your agent"])
    func `what is to be rated is no share of visits`(question: String) throws {
        let steps = ["Very satisfied", "Satisfied", "Dissatisfied"]
        let rows = (0..<12).map { "\(steps[$0 % 3]),Délai trop long \($0)\n" }.joined()
        #expect(try ImportFixture("\(question),avis\n" + rows).plan.columns[0].metric == .csat)
    }

    @Test func `two underscores in a name stay, and the addresses of senders are such`() throws {
        let run = try ImportFixture(
            "From: (Name),From: (Address),Score__c,Body\nAnn Ray,a@example.com,4,Paiement refusé deux fois\n"
                + "Bob Orr,b@example.com,5,Très bon accueil au magasin\n")
        #expect(run.target("From: (Address)") == .email && run.target("From: (Name)") == .ignore)
        #expect(run.target("Score__c") == .answer)
    }
}
