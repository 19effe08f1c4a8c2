import Feedback
import Foundation
import Ingestion
import Testing

@Suite struct QualtricsCSVTests {
    private let export = """
        StartDate,EndDate,Status,IPAddress,Finished,RecordedDate,ResponseId,RecipientEmail,UserLanguage,Q1_NPS_GROUP,Q1,Q2,session_id
        Date de début,Date de fin,Type de réponse,Adresse IP,Terminé,Date d'enregistrement,ID de réponse,E-mail,Langue,Recommandation - Groupe,Recommandation,"Pourquoi
        cette note ?",session_id
        "{""ImportId"":""startDate"",""timeZone"":""Europe/Paris""}","{""ImportId"":""endDate"",""timeZone"":""Europe/Paris""}","{""ImportId"":""status""}","{""ImportId"":""ipAddress""}","{""ImportId"":""finished""}","{""ImportId"":""recordedDate"",""timeZone"":""Europe/Paris""}","{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}","{""ImportId"":""userLanguage""}","{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}","{""ImportId"":""session_id""}"
        2026-03-02 09:11:04,2026-03-02 09:12:40,IP Address,203.0.113.7,True,2026-03-02 09:12:41,R_1abc,lea@exemple.fr,FR,Detractor,4,"Carte refusée deux fois.
        Personne au chat.",s-77120
        2026-03-02 10:00:00,2026-03-02 10:01:00,Survey Preview,,True,2026-03-02 10:01:00,R_2abc,,FR,Promoter,10,essai,
        2026-03-03 10:00:00,2026-03-03 10:01:00,IP Address,,True,2026-03-03 10:01:00,R_3abc,,EN,Promoter,10,,

        """

    @Test func `three header rows are no responses`() throws {
        let run = try ImportFixture(export)
        #expect(run.plan.format == "qualtrics-csv")
        #expect(run.items.map(\.externalID) == ["R_1abc", "R_3abc"] && run.drops == ["preview"])
        let item = run.items[0]
        #expect(item.createdAt?.iso8601 == "2026-03-02T08:12:41Z")
        #expect(
            item.answers == [
                Answer(field: "Q1", question: "Recommandation", kind: .nps, scale: .nps, given: "4", value: 0.4)
            ])
        #expect(
            item.verbatims == [
                Verbatim(
                    field: "Q2", question: "Pourquoi cette note ?", text: "Carte refusée deux fois.\nPersonne au chat.")
            ])
        #expect((item.sessionID, item.declaredLanguage, item.source) == ("s-77120", "FR", "qualtrics"))
        #expect(item.respondent == ImportFixture.masker.pseudonym("lea@exemple.fr"))
        #expect(!"\(run.items)".contains("203.0.113"))
        #expect(run.positions.map(\.line) == [5, 8])
    }

    @Test func `the ImportId row may be a Python dictionary`() throws {
        let run = try ImportFixture(
            "ResponseID,ResponseSet,StartDate,EndDate,Finished,Status,Q3_TEXT\nResponseID,ResponseSet,StartDate,EndDate,Finished,Status,Pourquoi ?\n{'ImportId': 'responseId'},{'ImportId': 'responseSet'},{'ImportId': 'startDate'},{'ImportId': 'endDate'},{'ImportId': 'finished'},{'ImportId': 'status'},{'ImportId': 'QID3-TEXT'}\nR_1,Default,2026-03-02 09:11:04,2026-03-02 09:12:04,1,0,trop lent\n"
        )
        #expect(run.plan.format == "qualtrics-csv" && run.items.map(\.texts) == [["trop lent"]])
    }

    @Test(arguments: [
        "Date de début,Type de réponse,Progression,Durée (en secondes),Terminé,Date d'enregistrement,ID de réponse,Langue de l'utilisateur,Nous recommanderiez-vous ? - Groupe,Nous recommanderiez-vous ?,Que changer ?,Q2_DO",
        "Start Date,Response Type,Progress,Duration (in seconds),Finished,Recorded Date,Response ID,User Language,Would you recommend us? - Group,Would you recommend us?,What should we change?,Q2_DO",
    ])
    func `the row of labels alone says the same as that of codes`(labels: String) throws {
        let isFrench = labels.hasPrefix("Date")
        let rows = [
            ("Adresse IP", "IP Address", "R_1a", "Trop d'attente au guichet"),
            ("Aperçu de l'enquête", "Survey Preview", "R_2b", "Un essai"),
            ("Adresse IP", "IP Address", "R_3c", "Des horaires plus larges"),
        ].map {
            "2026-03-13 09:11:04,\(isFrench ? $0.0 : $0.1),100,96,Vrai,2026-03-13 09:12:41,\($0.2),FR,Passif,7,\($0.3),1|2\n"
        }
        let run = try ImportFixture("\(labels)\n" + rows.joined())
        #expect(run.plan.format == "qualtrics-csv" && run.drops == ["preview"])
        #expect(run.items.map(\.externalID) == ["R_1a", "R_3c"])
        #expect(run.items.allSatisfy { $0.answers.map(\.kind) == [.nps] && $0.texts.count == 1 })
        #expect(run.items[0].createdAt?.iso8601.hasPrefix("2026-03-13T09:12:41") == true)
    }

    @Test func `the legacy export names its columns in the second row`() throws {
        let run = try ImportFixture(
            "\u{FEFF}V1,V2,V5,V7,V9,Q1,\nResponseID,ResponseSet,EmailAddress,Status,EndDate,Que changer ?,\nR_1,Set,a@b.fr,0,2026-03-02 09:12:04,les délais de livraison,\nR_2,Set,,2,2026-03-02 09:12:04,test,\n"
        )
        #expect(run.items.map(\.externalID) == ["R_1"] && run.drops == ["test"])
        #expect(run.items[0].createdAt != nil && run.items[0].verbatims.first?.question == "Que changer ?")
    }
}

@Suite struct SurveyMonkeyCSVTests {
    @Test func `two header rows become one question each`() throws {
        let run = try ImportFixture(
            """
            Respondent ID,Collector ID,Date Created,Date Modified,IP Address,Email Address,"How likely are you to recommend us?","Which of these did you use?",,,"What should we improve?"
            ,,,,,,Response,App,Website,Other (please specify),Open-Ended Response
            118052219061,446111201,03/02/2026 09:10:22 AM,03/25/2026 09:12:41 AM,203.0.113.7,,3,App,,kiosk in the mall,"Too slow, ""really""."
            118052219062,446111201,03/02/2026 09:10:22 PM,03/26/2026 09:12:41 PM,203.0.113.8,a@b.fr,10,App,Website,,

            """)
        #expect(run.plan.format == "surveymonkey-csv" && run.items.count == 2)
        let item = run.items[0]
        #expect(item.externalID == "118052219061" && item.createdAt?.iso8601 == "2026-03-25T09:12:41Z")
        #expect(item.rated("How likely are you to recommend us?")?.kind == .nps)
        #expect(item.given("Which of these did you use? | App") == "App")
        #expect(item.texts == ["kiosk in the mall", "Too slow, \"really\"."])
        #expect(item.verbatims[1].question == "What should we improve?")
        #expect(run.items[1].createdAt?.iso8601 == "2026-03-26T21:12:41Z")
    }
}

@Suite struct TypeformCSVTests {
    @Test func `markup goes from the questions, partial responses are left out`() throws {
        let run = try ImportFixture(
            """
            #,*How likely* are you to recommend us?,<strong>What</strong> made you choose that?,App,Other,Other,session_id,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags
            zwrffw6ykfo82ft1twvz,2,"Coupon didn't work, then the chat closed",App,,,s-77120,completed,2026-03-02 08:10:03,,2026-03-02 08:12:41,4bbb884ccc,
            ywrffw6ykfo82ft1twvz,9,,,,,,partial,2026-03-02 08:10:03,,,4bbb884ccd,

            """)
        #expect(run.plan.format == "typeform-csv" && run.drops == ["partial"])
        let item = try #require(run.items.first)
        #expect(item.rated("How likely are you to recommend us?")?.value == 0.2)
        #expect(item.verbatims.first?.question == "What made you choose that?")
        #expect((item.externalID, item.sessionID) == ("zwrffw6ykfo82ft1twvz", "s-77120"))
        #expect(item.createdAt == Timestamp(milliseconds: 1_772_439_161_000, offsetMinutes: 0))
        #expect(!"\(item)".contains("4bbb884ccc"))
    }
}

@Suite struct GoogleFormsCSVTests {
    @Test func `a localised timestamp and questions make a form`() throws {
        let run = try ImportFixture(
            """
            Horodateur,Adresse e-mail,"Sur une échelle de 0 à 10, recommanderiez-vous ?","Qu'avez-vous utilisé ?",Commentaire
            2026/03/02 9:12:41 AM UTC+1,lea@exemple.fr,9,Site web;Boutique,"Rapide, merci 🙂"
            2026/03/02 10:02:07 PM UTC+1,,2,Téléphone,"45 min d'attente
            et raccroché"

            """)
        #expect(run.plan.format == "google-forms-csv")
        #expect(run.items.map { $0.createdAt?.iso8601 } == ["2026-03-02T08:12:41Z", "2026-03-02T21:02:07Z"])
        #expect(run.items.map(\.texts) == [["Rapide, merci 🙂"], ["45 min d'attente\net raccroché"]])
        #expect(run.items[1].answers.first { $0.kind == .nps }?.value == 0.2)
        #expect(run.items[0].respondent != nil && run.items[1].respondent == nil)
    }
}

@Suite struct LimeSurveyTests {
    @Test(arguments: [
        "\"id. ID de la réponse\";\"submitdate. Date de soumission\";\"lastpage. Dernière page\";\"startlanguage. Langue de départ\";\"seed. Tête de série\";\"NPS. Recommanderiez-vous ?\";\"Q2[SQ001]. Canaux utilisés [Site web]\";\"VERB. Pourquoi ?\"",
        "\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"seed\";\"NPS\";\"Q2[SQ001]\";\"VERB\"",
        "\"ID de la réponse\";\"Date de soumission\";\"Dernière page\";\"Langue de départ\";\"Tête de série\";\"Recommanderiez-vous ?\";\"Canaux utilisés [Site web]\";\"Pourquoi ?\"",
    ])
    func `codes, texts and both head the same responses`(header: String) throws {
        let run = try ImportFixture(
            "\u{FEFF}\(header)\r\n\"12\";\"2026-03-02 09:12:41\";\"3\";\"fr\";\"1183942\";\"3\";\"Oui\";\"Livraison en retard\nde 6 jours\"\r\n\"13\";\"\";\"1\";\"fr\";\"99\";;;\r\n\r\n"
        )
        #expect(run.plan.format == "limesurvey-csv")
        let item = try #require(run.items.first)
        #expect((item.externalID, item.declaredLanguage) == ("12", "fr"))
        #expect(item.createdAt?.iso8601 == "2026-03-02T09:12:41Z")
        #expect(item.answers.first { $0.kind == .nps }?.value == 0.3)
        #expect(item.texts == ["Livraison en retard\nde 6 jours"] && run.drops == ["incomplete"])
    }

    @Test func `a VV file has its codes in row 2 and its escapes undone`() throws {
        let run = try ImportFixture(
            "Response ID\tToken\tDate submitted\tLast page\tStart language\tPourquoi ?\t\nid\ttoken\tsubmitdate\tlastpage\tstartlanguage\tVERB\t\n7\tabc\t2026-03-02 09:12:41\t2\tfr\tligne une{newline}ligne {lbrace}deux\t\n8\tdef\t2026-03-02 09:12:41\t2\tfr\t{question_not_shown}\t\n"
        )
        #expect(run.plan.format == "limesurvey-vv")
        #expect(run.items.map(\.texts) == [["ligne une\nligne {deux"]] && run.drops == ["empty"])
        #expect(run.items[0].verbatims[0].question == "Pourquoi ?")
    }
}

@Suite struct GooglePlayCSVTests {
    private let export = """
        Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link
        com.ex.app,112,4.2.0,fr,a52sxq,2026-03-02T08:12:41Z,1772439161000,2026-03-02T08:12:41Z,1772439161000,1,,"Plante au démarrage
        depuis la maj 😡",2026-03-03T08:12:41Z,1772525561000,Écrivez à aide@ex.app,http://play.google.com/console/developers/1/app/2/user-feedback/review-details?reviewId=gp%3AAOqpX&corpus=PUBLIC_REVIEWS
        com.ex.app,,,en,a06,2026-03-02T09:12:41Z,1772442761000,2026-03-02T09:12:41Z,1772442761000,5,,,,,,

        """

    @Test(arguments: [String.Encoding.utf8, .utf16, .utf16LittleEndian, .utf16BigEndian])
    func `reviews are read in UTF-16, with or without a mark`(encoding: String.Encoding) throws {
        let run = try ImportFixture(export, encoding: encoding)
        #expect(run.plan.format == "google-play-csv" && run.items.count == 2)
        let item = run.items[0]
        #expect(
            (item.externalID, item.appVersion, item.product, item.declaredLanguage) == (
                "gp:AOqpX", "4.2.0", "com.ex.app", "fr"
            ))
        #expect(item.texts == ["Plante au démarrage\ndepuis la maj 😡"])
        #expect(item.segments == [Segment("company_reply", "Écrivez à [email]")])
        #expect(item.rated("stars")?.value == 0 && item.kind == .review)
        #expect(run.items[1].externalID == nil && run.items[1].rated("stars")?.value == 1)
        #expect(item.createdAt?.iso8601 == "2026-03-02T08:12:41Z")
    }
}

@Suite struct ImportFormatsTests {
    @Test func `every format has its own name`() {
        let names = ImportFormats.all.map { $0.name }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { ImportFormats.named($0) != nil })
    }

    @Test func `an unknown format is refused with the known ones`() throws {
        #expect { try ImportFixture("a,b\n1,2\n", format: "qualtrix") } throws: { error in
            (error as? ImportError)?.fix.en.contains("qualtrics-csv") == true
        }
    }
}
