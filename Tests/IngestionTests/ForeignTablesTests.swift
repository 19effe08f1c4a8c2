import Feedback
import Foundation
import Ingestion
import Testing

/// Tables of tools that have no format of their own here: what names that programs write, other languages and answers in
/// words are read as.
@Suite struct ForeignTablesTests {
    @Test func `names that programs write say what a column holds`() throws {
        let run = try ImportFixture(
            """
            consumer_displayName,consumer_id,consumer_countryCode,id,dates_updatedDate,dates_publishedDate,rating,review_text,\
            reply_message,reply_publishedDate,context.sessionId,reviewUrl
            Alix B,c1,FR,r1,2026-04-01T00:00:00Z,2026-03-02T09:11:04Z,1,Colis perdu et aucune réponse,\
            "Bonjour, nous sommes désolés de lire cela",2026-03-03T09:00:00Z,s1,https://www.trustpilot.com/reviews/r1
            Bao C,c2,BE,r2,2026-04-01T00:00:00Z,2026-03-04T09:11:04Z,5,Très bien reçu au téléphone,,,s2,\
            https://www.trustpilot.com/reviews/r2

            """)
        let expected: [(String, TargetField)] = [
            ("consumer_displayName", .ignore), ("consumer_id", .respondent), ("consumer_countryCode", .country),
            ("id", .id),
            ("dates_publishedDate", .createdAt), ("rating", .answer), ("review_text", .verbatim),
            ("reply_message", .reply),
            ("reply_publishedDate", .ignore), ("context.sessionId", .sessionID), ("reviewUrl", .ignore),
        ]
        for (column, target) in expected { #expect(run.target(column) == target, "\(column)") }
        #expect(run.items.map(\.texts) == [["Colis perdu et aucune réponse"], ["Très bien reçu au téléphone"]])
        #expect(run.items.map(\.sessionID) == ["s1", "s2"])
    }

    @Test(arguments: [
        ("responseFromOwnerText", TargetField.reply), ("developerResponse", .reply), ("Réponse du vendeur", .reply),
        ("Company reply text", .reply), ("customer_email", .email), ("ID du répondant", .respondent),
        ("Customer user ID", .respondent), ("Contact Name", .ignore), ("nom_client", .ignore), ("Your name", .ignore),
        ("Conversation ID", .id), ("numero_commande", .orderID), ("$session_id", .sessionID),
        ("attributes.visitorId", .visitorID), ("Réponse magasin", .reply), ("Customer external id", .respondent),
        ("user.nickname", .respondent), ("Id interview", .id), ("Submission IP", .ipAddress), ("close_notes", .reply),
    ])
    func `a name is understood by its words`(name: String, target: TargetField) throws {
        let rows = (0..<4).map { "k\($0)x,Délai trop long pour le colis \($0)\n" }.joined()
        #expect(try ImportFixture("\(name),avis\n\(rows)").target(name) == target)
    }

    @Test(arguments: ["review_type", "comment_count", "avis_status", "nom_magasin", "review_source", "Product Name"])
    func `a label or a figure about texts is no text and names nobody`(name: String) throws {
        let rows = (0..<30).map { "\($0 % 3 == 0 ? "Alpha" : "Beta"),Délai trop long pour le colis \($0)\n" }.joined()
        let target = try ImportFixture("\(name),avis\n\(rows)").target(name)
        #expect(target == .segment || target == .product)
    }

    @Test func `figures about a customer are not the customer, and of two ids the one that does not repeat is the key`()
        throws
    {
        let run = try ImportFixture(
            "Post ID,Comment ID,Number of customer messages,Agence,url,comment\n"
                + "p1,c1,3,Agence-12,https://example.org/avis-1,Délai trop long\n"
                + "p1,c2,1,Agence-14,https://example.org/avis-2,Accueil parfait\n")
        #expect(run.items.map(\.externalID) == ["c1", "c2"] && run.items.allSatisfy { $0.respondent == nil })
        #expect(run.plan.columns.first { $0.name == "Agence" }?.metric == nil)
        #expect(run.plan.columns.first { $0.name == "url" }?.metric == nil)
    }

    @Test func `a column headed Réponse beside reviews is the company's`() throws {
        let run = try ImportFixture(
            "Date;Note;Avis;Réponse\n02/03/2026;4,5/5;Très bien, livré vite;Merci beaucoup pour votre avis !\n"
                + "13/03/2026;5,0 sur 5 étoiles;Parfait;\n")
        #expect(run.target("Réponse") == .reply)
        #expect(run.items.map(\.texts) == [["Très bien, livré vite"], ["Parfait"]])
        #expect(run.items.map { $0.rated("Note")?.ratedPoints } == [4.5, 5])
    }

    @Test(arguments: [
        ("Rédigé le 6 décembre 2024", "2024-12-06"), ("Commenté en France le 3 janvier 2026", "2026-01-03"),
        ("Reviewed in the United States on January 3, 2021", "2021-01-03"),
        ("Avis publié le : 13/02/2026", "2026-02-13"),
        ("Date of experience: March 3, 2024", "2024-03-03"), ("2025/03/02 9:11:04 p. m. CET", "2025-03-02"),
        ("6 de diciembre de 2024", "2024-12-06"), ("14. März 2025", "2025-03-14"), ("3 mei 2024", "2024-05-03"),
    ])
    func `a date is read with the words before it, in any of the usual languages`(cell: String, day: String) throws {
        let run = try ImportFixture("date_avis;avis\n\(cell);Délai trop long\n\(cell);Accueil parfait\n")
        #expect(run.target("date_avis") == .createdAt && run.rejections.isEmpty)
        #expect(run.items.allSatisfy { $0.createdAt?.iso8601.hasPrefix(day) == true })
    }

    @Test func `a sentence that ends with a date is a text`() throws {
        let run = try ImportFixture(
            "id;avis\n1;J'ai commandé le 3 mars 2026 et rien reçu\n2;Le colis du 4 mars 2026 est arrivé cassé\n")
        #expect(run.items.count == 2 && run.target("avis") == .verbatim)
    }

    @Test func `groups of the NPS give its score where there are no numbers`() throws {
        let rows = "A1;Promoteur;Rapide\nA2;Détracteur;Vendeur pressé\nA3;Passif;Correct\nA4;Promoteur;\n"
        let run = try ImportFixture("Identifiant;NPS;Verbatim\n" + rows)
        #expect(run.items.map { $0.rated("NPS")?.kind } == [.nps, .nps, .nps, .nps])
        #expect(run.items.map { $0.rated("NPS")?.ratedPoints } == [10, 3, 8, 10])
        #expect(run.decision("scale")?.contains("promoters count as 10") == true)

        let both = try ImportFixture(
            "Id;Note NPS (0 à 10);Groupe;Avis\nA1;9;Promoteur;Rapide\nA2;2;Détracteur;Trop lent\n")
        #expect(both.items.allSatisfy { $0.answers.filter { $0.kind == .nps }.count == 1 })
    }

    @Test func `scores already computed are refused as such`() throws {
        let error = try #require(
            ImportFixture.refusal("Équipe,Mois,CSAT,NPS\nA,mars,87,61\nB,mars,91,75\nC,mai,88,64\n"))
        #expect(error.what.en.contains("already computed") && error.what.fr.contains("déjà calculés"))
    }

    @Test(arguments: ["NSP", "Ne sait pas", "Non concerné(e)", "Not applicable", "Keine Angabe"])
    func `an answer that says there is none is none, and the row is kept`(none: String) throws {
        let run = try ImportFixture(
            "Id;Q2. Les délais sont respectés;Avis\n1;Plutôt d'accord;Bien\n2;Pas d'accord;Trop long\n"
                + "3;\(none);Rien à dire\n4;Tout à fait d'accord;Parfait\n")
        #expect(run.items.count == 4 && run.rejections.isEmpty)
        #expect(run.items.map { $0.answers.first?.ratedPoints } == [4, 2, nil, 5])
    }

    @Test(arguments: [
        ("Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?", AnswerKind.nps),
        ("¿Qué probabilidad hay de que nos recomiende a un amigo?", .nps), ("Consiglieresti il nostro negozio?", .nps),
        ("Zou u ons aanbevelen?", .nps), ("O quanto recomendaria a nossa loja?", .nps),
    ])
    func `a recommendation is asked for in other languages too`(question: String, kind: AnswerKind) throws {
        let rows = (0..<12).map { "\($0);\($0 % 11);Délai trop long pour le colis \($0)\n" }.joined()
        let run = try ImportFixture("id;\(question);commentaire\n\(rows)")
        #expect(run.items.allSatisfy { $0.answers.first?.kind == kind })
    }

    @Test(arguments: [
        ["Sehr zufrieden", "Zufrieden", "Unzufrieden"], ["Muy satisfecho", "Satisfecho", "Insatisfecho"],
        ["Très satisfait(e)", "Satisfait(e)", "Insatisfait(e)"], ["Extremely Happy", "Happy", "Unhappy"],
    ])
    func `answers in words are steps of a scale in other languages too`(labels: [String]) throws {
        let rows = labels.enumerated().map { "\($0.offset);\($0.element);Délai trop long pour le colis\n" }.joined()
        let run = try ImportFixture("id;satisfaction;commentaire\n\(rows)")
        #expect(run.items.map { $0.answers.first?.ratedPoints } == [5, 4, 2])
    }

    @Test func `lists of answers are choices, and a box that is ticked is one`() throws {
        let run = try ImportFixture(
            """
            Horodateur,Qu'est-ce qui vous a plu ?,Ce que vous avez aimé ? | Prix,Pourquoi ?,Quel est votre nom ?
            2026/03/02 09:11:04,"Accueil, Prix",Prix,Trop d'attente en caisse,Alix
            2026/03/03 09:11:04,"Prix, Délai, Accueil",,Rien à redire sur le service,Bao
            2026/03/04 09:11:04,"Délai, Accueil",Prix,Le choix est très réduit,Cléo

            """)
        let kinds = run.plan.columns.map { $0.metric ?? .text }
        #expect(kinds[1] == .choice && kinds[2] == .choice)
        #expect(run.items[0].texts == ["Trop d'attente en caisse"])
        #expect(
            run.items.allSatisfy { item in item.answers.allSatisfy { !["Alix", "Bao", "Cléo"].contains($0.given) } })
    }

    @Test func `telephone numbers are left out whatever the column is called`() throws {
        let run = try ImportFixture(
            "joindre;avis\n06 12 34 56 78;Délai trop long\n+33 6 98 76 54 32;Accueil parfait\n0145236987;Rien à dire\n")
        #expect(run.target("joindre") == .ignore)
    }

    @Test func `a time asked for is not when the form was sent`() throws {
        let run = try ImportFixture(
            "Horodateur,À quelle heure venez-vous ?,Pourquoi ?\n2026/03/02 09:11:04,18:30:00,Moins de monde le soir\n"
                + "2026/03/03 10:11:04,19:00:00,Après le travail\n")
        #expect(run.items.map { $0.createdAt?.iso8601.contains("T09:11:04") } == [true, false])
    }

    @Test func `the votes of a post are no rating, and what Reddit removed is no text`() throws {
        let run = try ImportFixture(
            "id,author,title,selftext,score,num_comments,created_utc,subreddit\n"
                + "a1,al,The new app is a mess,I cannot log in since the update,120,3,1772442664,bank\n"
                + "a2,bo,Fees went up again,[removed],5,2,1772442700,bank\n")
        #expect(run.items.count == 2 && run.items.allSatisfy { item in !item.answers.contains { $0.kind.isRating } })
        #expect(run.items[1].texts == ["Fees went up again"])
    }

    @Test func `the name of the place in every row is no title`() throws {
        let run = try ImportFixture(
            "[{\"reviewId\": \"1\", \"title\": \"Shop Lyon\", \"text\": \"Attente trop longue\", \"stars\": 2}, "
                + "{\"reviewId\": \"2\", \"title\": \"Shop Lyon\", \"text\": \"Très bien\", \"stars\": 5}]",
            named: "a.json")
        #expect(run.items.map(\.texts) == [["Attente trop longue"], ["Très bien"]])
    }

    @Test func `a list of questions and answers gives each question its column`() throws {
        let answers =
            "[{\"question\": {\"title\": \"How likely are you to recommend us?\"}, \"value\": \"#\"}, "
            + "{\"question\": {\"title\": \"Why?\"}, \"value\": \"Delivery took weeks, # of them\"}]"
        let records = (0..<3).map {
            "{\"id\": \"\($0)\", \"createdAt\": \"2026-03-0\($0 + 1)T09:11:04Z\", \"answers\": "
                + answers.replacingOccurrences(of: "#", with: "\($0 + 2)") + "}"
        }
        let run = try ImportFixture("{\"data\": [\(records.joined(separator: ", "))]}", named: "a.json")
        #expect(run.items.map { $0.answers.map(\.ratedPoints) } == [[2], [3], [4]])
        #expect(run.items.allSatisfy { $0.answers[0].kind == .nps })
        #expect(run.items[0].texts == ["Delivery took weeks, 2 of them"])
    }

    @Test func `a rating that comes as value and as label counts once`() throws {
        let records = (0..<4).map {
            "{\"id\": \"\($0)\", \"nps\": {\"value\": \($0 + 5), \"label\": \"\($0 + 5)\"}, \"comment\": \"Trop long, jour \($0)\"}"
        }
        let run = try ImportFixture("[\(records.joined(separator: ", "))]", named: "a.json")
        #expect(run.items.allSatisfy { $0.answers.count == 1 })
    }

    @Test func `SurveyMonkey is known in French`() throws {
        let run = try ImportFixture(
            """
            ID du répondant,ID du collecteur,Date de début,Date de fin,Adresse IP,Adresse e-mail,Prénom,Nom de famille,\
            Recommanderiez-vous notre boutique ?,Êtes-vous satisfait(e) ?,,Qu'est-ce qui vous a déçu(e) ?
            ,,,,,,,,Réponse,Accueil,Prix,Réponse ouverte
            118512345671,43,2026-03-02 09:11:04,2026-03-02 09:14:22,,,,,9,Très satisfait,Satisfait,Le délai était trop long
            118512345672,43,2026-03-02 10:11:04,2026-03-02 10:14:22,,,,,4,Insatisfait,Très insatisfait,

            """)
        #expect(run.plan.format == "surveymonkey-csv")
        #expect(run.items.map(\.externalID) == ["118512345671", "118512345672"])
        #expect(run.items[0].answers.map(\.kind) == [.nps, .csat, .csat])
        #expect(run.items[0].createdAt?.iso8601.contains("T09:14:22") == true)
    }

    @Test func `what inspect says of a column is what the format decided`() throws {
        let run = try ImportFixture(
            "Response ID,Score,Comment,Permalink,Created At\n1,9,Very quick,https://app.delighted.com/r/1,2026-03-02 09:11:04\n"
                + "2,3,Never came,https://app.delighted.com/r/2,2026-03-03 09:11:04\n", format: "delighted-csv")
        #expect(run.plan.columns.first { $0.name == "Score" }?.metric == .nps)
        #expect(run.items.allSatisfy { $0.answers.first?.kind == .nps })
    }

    @Test(arguments: [
        ("Satisfaction globale (1 = très satisfait, 4 = pas du tout satisfait)", "1–4 down", ["1", "2", "3", "4"]),
        ("Overall satisfaction (1 = very satisfied, 5 = very dissatisfied)", "1–5 down", ["1", "2", "4", "5"]),
        ("Note (1 = excellent, 6 = mauvais)", "1–6 down", ["1", "2", "4", "6"]),
        ("Note (1 : très mauvais, 4 : très bon)", "1–4 up", ["1", "2", "3", "4"]),
        ("Effort (1 = très facile, 5 = très difficile)", "1–5 down", ["1", "2", "3", "5"]),
        ("Quel niveau d'effort avez-vous dû fournir ? (1 = très faible, 5 = très élevé)", "1–5 down", ["1", "2", "5"]),
        ("How much effort did you have to put in?", "1–5 down", ["1", "2", "5"]),
        ("C'était facile (1 à 7)", "1–7 up", ["1", "2", "7"]), ("Satisfaction (de 1 à 4)", "1–4 up", ["1", "3", "4"]),
        ("Satisfaction sur 4", "1–4 up", ["1", "3", "4"]), ("Note (/10)", "0–10 up", ["2", "5", "4"]),
        (
            "Note", "1–4 down",
            ["1 - Très satisfait", "2 - Satisfait", "3 - Peu satisfait", "4 - Pas du tout satisfait"]
        ),
        ("Note", "1–4 up", ["Très satisfait (4)", "Satisfait (3)", "Pas satisfait (2)"]),
        (
            "Satisfaction", "1–5 up",
            ["Très satisfait", "Plutôt satisfait", "Plutôt pas satisfait", "Pas du tout satisfait"]
        ),
        ("Êtes-vous satisfait de l'accueil ?", "1–5 up", ["Oui, tout à fait", "Plutôt non", "Non, pas du tout"]),
        ("Satisfaction (1 à 5)", "1–5 up", ["1", "5", "NSP"]),
    ])
    func `a scale is read as its question or its answers explain it`(header: String, scale: String, cells: [String])
        throws
    {
        let rows = cells.enumerated().map { "2026-03-\(10 + $0.offset);\"\($0.element)\";Colis reçu avec retard\n" }
        let run = try ImportFixture("Date;\"\(header)\";Commentaire\n\(rows.joined())")
        let found = try #require(run.plan.columns.first { $0.name == header }?.scale)
        #expect("\(found) \(found.direction.rawValue)" == scale)
    }

    @Test(
        arguments: [
            (["😡", "🙁", "😐", "🙂", "😀"], [1, 2, 3, 4, 5], "1–5"), (["👎", "👍🏽"], [0, 1], "0–1"),
            (["Bad", "Good"], [0, 1], "0–1"),
            (["Not good", "Okay", "Great"], [2, 3, 5], "1–5"), (["Nul", "Bof", "Super"], [1, 3, 5], "1–5"),
            (["ONE", "FOUR", "FIVE"], [1, 4, 5], "1–5"), (["Une étoile", "Cinq étoiles"], [1, 5], "1–5"),
            (["Noté 1 sur 5 étoiles", "Noté 4,5 sur 5 étoiles"], [1, 4.5], "1–5"),
            (["Rated 2.0 out of 5", "5 stars out of 5"], [2, 5], "1–5"),
            (["2 étoiles sur 5", "4 out of 5 stars"], [2, 4], "1–5"),
        ] as [([String], [Double], String)])
    func `ratings in words, signs and sentences of one's own are told, and said`(
        answers: [String], points: [Double], scale: String
    ) throws {
        let rows = (0..<20).map { "\(10 + $0)/03/2026;\(answers[$0 % answers.count]);Attente trop longue \($0)\n" }
        let run = try ImportFixture("Date;Note;Commentaire\n" + rows.joined())
        #expect(run.items.count == 20 && run.rejections.isEmpty)
        #expect(run.items.prefix(points.count).map { $0.rated("Note")?.ratedPoints } == points)
        #expect(run.decision("scale")?.contains("rating on \(scale)") == true)
    }

    @Test func `words in no known order are not made a rating, and that is said`() throws {
        let rows = (0..<12).map { "\(["Vert", "Orange", "Rouge"][$0 % 3]);Attente trop longue \($0)\n" }
        let run = try ImportFixture("Note;Commentaire\n" + rows.joined())
        #expect(run.target("Note") == .segment && run.decision("scale")?.contains("no known order") == true)
    }

    @Test(arguments: [
        ("Satisfaction (1 à 5)", [1, 2, 3, 4, 5], 99, AnswerKind.csat), ("Satisfaction", [1, 3, 4, 5], -1, .csat),
        ("NPS (0 à 10)", [0, 6, 8, 9, 10], 98, .nps), ("Recommandation", [0, 3, 9, 10], -1, .nps),
        ("Accueil, note (1 à 5)", [1, 2, 4, 5], 9, .rating), ("Satisfaction", [1, 2, 3, 4, 5], 9, .csat),
    ])
    func `a code for no opinion is no rating, whatever its share`(
        header: String, points: [Int], code: Int, kind: AnswerKind
    ) throws {
        let rows = (0..<40).map { "R\($0);\($0 % 4 == 0 ? code : points[$0 % points.count]);Attente longue \($0)\n" }
        let run = try ImportFixture("Id;\(header);Commentaire\n" + rows.joined())
        #expect(run.items.count == 40 && run.rejections.isEmpty)
        #expect(run.items.count { $0.answers.isEmpty } == 10)
        #expect(run.items.allSatisfy { $0.answers.allSatisfy { $0.kind == kind } })
        #expect(run.decision("scale")?.contains("\(code) stands for no opinion") == true)
    }

    @Test(arguments: [
        ("Note sur 100", ["12", "55", "99", "98"]), ("Recommandation (0 à 10)", ["0", "8", "9", "10"]),
        ("Note", ["-1", "0", "1", "1"]), ("Note", ["1", "9", "7", "8"]),
    ])
    func `nines and ones of a scale are ratings`(header: String, cells: [String]) throws {
        let rows = (0..<24).map { "R\($0);\(cells[$0 % 4]);Attente longue \($0)\n" }
        let run = try ImportFixture("Id;\(header);Commentaire\n" + rows.joined())
        #expect(run.decision("scale")?.contains("no opinion") != true)
    }

    @Test(arguments: ["Respondent", "Répondant", "Participant", "N° répondant"])
    func `a column that numbers respondents holds no ratings`(name: String) throws {
        let rows = (1...8).map { "\($0);\($0 % 5 + 1);The queue was too long \($0)\n" }
        let run = try ImportFixture("\(name);Satisfaction;Comment\n" + rows.joined())
        #expect(run.target(name) == .respondent && run.items.allSatisfy { $0.answers.count == 1 })
    }

    @Test(arguments: [
        ("13.03.2026", "read as dd.MM.yyyy"), ("2026/03/13", "read as yyyy/MM/dd"),
        ("13 mars 2026", "dates with the month in words"), ("March 13, 2026", "dates with the month in words"),
        ("mars 2026", "months and years"), ("2026-03-13T09:11:04Z", "read as yyyy-MM-dd"),
    ])
    func `the style of dates is said as cells show it`(cell: String, style: String) throws {
        let rows = (0..<4).map { "\(cell);Attente trop longue \($0)\n" }
        let run = try ImportFixture("Date;Commentaire\n" + rows.joined())
        #expect(run.decision("dates")?.contains(style) == true && run.items.allSatisfy { $0.createdAt != nil })
    }

    @Test func `the mean of a place, of a month or of a sentiment is no rating by a customer`() throws {
        let places = try ImportFixture(
            "rating,review_rating,review_text\n4.2,1,The staff was rude to us\n4.2,2,We waited forty minutes\n"
                + "4.2,5,Lovely evening\n")
        #expect(places.target("rating") == .ignore && places.target("review_rating") == .answer)
        for name in ["Note moyenne", "Sentiment Score", "avg_rating", "Score de sentiment"] {
            let run = try ImportFixture("\(name);Commentaire\n0,4;Trop long\n0,9;Parfait, merci\n")
            #expect(run.plan.columns.first { $0.name == name }?.metric?.isRating != true, "\(name)")
        }
        // Grades of a survey may be broken, and those of a product given by each customer.
        let grades = try ImportFixture(
            "product_rating,delivery_rating,comment\n4,2,Late again\n5,5,Perfect delivery\n")
        #expect(grades.target("product_rating") == .answer && grades.target("delivery_rating") == .answer)
    }

    @Test(arguments: [
        "Property reply", "Client Response", "Suite donnée", "Réponse structure 1", "Commentaire agence",
        "Réponse de la direction", "Case Comments", "Commentaire du conseiller", "Solution - Solution",
    ])
    func `what the company wrote is no text of a customer`(name: String) throws {
        let run = try ImportFixture(
            "Date;Note;Commentaire client;\(name)\n13/03/2026;1;Attente trop longue au guichet;Client rappelé, geste commercial\n"
                + "14/03/2026;5;Parfait;Remercié par courrier le jour même\n")
        #expect(run.target(name) == .reply)
        #expect(run.items.map(\.texts) == [["Attente trop longue au guichet"], ["Parfait"]])
    }

    @Test(arguments: [
        ("Date de réponse", "Date de l'avis", "Réponse"), ("Dernière modification", "Date d'ouverture", "Statut"),
        ("Closed Date", "Opened Date", "Status"), ("Invitation sent", "Response received", "Agency"),
    ])
    func `when a customer wrote comes before when a company acted`(other: String, wanted: String, third: String) throws
    {
        let run = try ImportFixture(
            "\(other);\(wanted);Commentaire;\(third)\n13/04/2026;13/03/2026;Colis reçu avec retard;Bonjour et merci\n"
                + "14/04/2026;14/03/2026;Très bon accueil;\n")
        #expect(run.target(wanted) == .createdAt)
    }

    @Test func `a translation stands for nothing new, unless it is all there is`() throws {
        let both = try ImportFixture("Review,Translated Review\nLivré en retard,Delivered late\nTrès bien,Very good\n")
        #expect(both.items.map(\.texts) == [["Livré en retard"], ["Très bien"]])
        let alone = try ImportFixture(
            "Rating,Translated Review\n1,Delivered very late again\n5,Very good shop for us\n")
        #expect(alone.items.map(\.texts) == [["Delivered very late again"], ["Very good shop for us"]])
    }

    @Test func `reviews that nobody was shown and lines that sum up are left out`() throws {
        let reviews = try ImportFixture(
            "Review Text,Rating,Moderation Status\nToo pricey,1,Rejected\nFine by me,4,Approved\n")
        #expect(reviews.items.map(\.texts) == [["Fine by me"]])
        let tickets = try ImportFixture(
            "Ticket ID,Description,Statut\n1,Remboursement refusé sans raison,Refusé\n2,Colis perdu,Ouvert\n")
        #expect(tickets.items.count == 2)
        let totals = try ImportFixture(
            "Date;Agence;NPS (0 à 10);Commentaire\n13/03/2026;Lyon;0;Attente trop longue\n14/03/2026;Paris;9;Parfait\n"
                + ";Moyenne;4,5;\n")
        #expect(totals.items.count == 2)
    }

    @Test func `the long dates of a French Excel are dates, mardi too`() throws {
        let run = try ImportFixture(
            "Date;Note;Commentaire\nlundi 2 mars 2026;4;Bon accueil\nmardi 3 mars 2026;2;Attente\nmar. 10 mars 2026;5;Parfait\n"
        )
        #expect(run.target("Date") == .createdAt)
        #expect(
            run.items.compactMap { $0.createdAt?.iso8601.prefix(10) } == ["2026-03-02", "2026-03-03", "2026-03-10"])
    }

    @Test func `one response is enough to know its scores, and names in columns of a form tool are left out`() throws {
        let run = try ImportFixture("Date;NPS (0 à 10);Satisfaction (1 à 5);Commentaire\n13/03/2026;0;1;Trop long\n")
        #expect(run.items.first?.answers.map(\.kind) == [.nps, .csat])
        let names = try ImportFixture(
            "Nom (Prénom),Nom (Nom de famille),Commentaire\nAnne,Morel,Trop long\nAnne,Morel,Très bon accueil\n")
        #expect(names.items.allSatisfy { $0.segments.isEmpty })
    }

    @Test(arguments: [
        #"[{"place":"Lyon","votes":[{"rating":5,"text":"Très bon accueil"},{"rating":1,"text":"Attente"}],"#
            + #""others":[{"rating":5,"text":"Très bon accueil"},{"rating":1,"text":"Attente"}]}]"#,
        #"{"review":{"0":"Très bon accueil en magasin","1":"Attente interminable"},"rating":{"0":5,"1":1}}"#,
        #"{"-Nx1":{"rating":5,"comment":"Très bon accueil"},"-Nx2":{"rating":1,"comment":"Attente"}}"#,
    ])
    func `several reviews in one JSON record are refused rather than glued together`(json: String) {
        #expect(throws: ImportError.self) { try ImportFixture(json, named: "file.json") }
    }
}

extension Answer {
    /// The points on the answer's own scale: ``Answer/value`` goes from 0, the worst, to 1.
    fileprivate var ratedPoints: Double? {
        guard let value, let scale else { return nil }
        let points = scale.minimum + value * (scale.maximum - scale.minimum)
        return (points * 10).rounded() / 10
    }
}
