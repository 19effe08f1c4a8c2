import Feedback
import Ingestion
import Testing

/// Tables whose rows are no responses, and lists without columns.
@Suite struct OtherLayoutTests {
    private static let questions = [
        "How likely are you to recommend us? (0-10)", "Satisfaction (1-5)", "What could be better?",
    ]

    private static func answer(_ question: Int, _ row: Int) -> String {
        [String(row % 11), String(row % 5 + 1), "The queue was too long \(row)"][question]
    }

    @Test(arguments: [
        "respondent_id,question,answer", "Id répondant,Question,Réponse", "Client,Critère,Note",
        "response id,Question text,Answer text", "id_repondant,Libellé,reponse_texte", "Customer,Label,Score",
    ])
    func `one row an answer is refused with what to do`(header: String) throws {
        let rows = (0..<12).flatMap { row in
            Self.questions.indices.map { "R\(row),\(Self.questions[$0]),\(Self.answer($0, row))\n" }
        }
        let error = try #require(ImportFixture.refusal(header + "\n" + rows.joined()))
        #expect(error.what.en.contains("each row is one answer") && error.what.fr.contains("à une seule question"))
        #expect(error.fix.en.contains("one row a respondent") && error.line == 1)
    }

    @Test(arguments: [
        "item,user,rating", "Question,Réponse,Date", "Produit,Client,Note",
    ])
    func `a table of products, or of questions that customers ask, is one row a response`(header: String) throws {
        let rows = (0..<12).map { "Produit \($0 % 3) : quel délai \($0) ?,Client numéro \($0 % 4),\($0 % 5 + 1)\n" }
        #expect(ImportFixture.refusal(header + "\n" + rows.joined())?.what.en.contains("one answer") != true)
    }

    @Test func `cases under the questions of a help page are one a row`() throws {
        let motives = [
            "Où est ma commande ?", "Comment annuler ?", "Puis-je être remboursé ?", "Qui appeler le soir ?",
        ]
        let rows = (0..<24).map {
            "Client \($0 % 13);\(motives[($0 * 5 + $0 / 13) % 4]);\($0 % 5 + 1);Trop long, n° \($0)\n"
        }
        #expect(try ImportFixture("Client;Motif;Note;Commentaire\n" + rows.joined()).items.count == 24)
    }

    @Test(arguments: [
        ["Respondent", "1", "2", "3", "4"], ["Question", "Paul", "Léa", "Zoé", "Ali"], ["", "R1", "R2", "R3", "R4"],
    ])
    func `questions down the first column are refused with what to do`(first: [String]) throws {
        let rows =
            [first, ["Date", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"]]
            + Self.questions.indices.map { question in
                [Self.questions[question]] + (0..<4).map { Self.answer(question, $0) }
            }
        let text = rows.map { $0.joined(separator: ";") + "\n" }.joined()
        let error = try #require(ImportFixture.refusal(text))
        #expect(error.what.en.contains("side by side") && error.fix.fr.contains("Transposez"))
    }

    private static let texts = [
        "Le délai de livraison était trop long", "Attente au guichet, et personne pour renseigner", "Sans plus",
        "Le vendeur n'a pas su me répondre", "Prix trop élevés par rapport à internet", "Rien, tout était parfait",
        "Quand serai-je enfin livré ?", "Caisse fermée à midi, dommage pour nous",
        "Le parking est trop petit le samedi",
        "Il faut plus de caisses ouvertes le soir", "Personne ne répond au téléphone",
        "Très bon accueil, merci à Julie",
    ]

    @Test(arguments: [
        ("Qu'est-ce qui vous a déplu ?", 12), ("Que pouvons-nous améliorer pour vous ?", 12), ("Commentaires", 12),
        ("Pourquoi est-ce toujours si long ?", 13), ("Rien à redire, je reviendrai avec plaisir.", 13),
    ])
    func `the first line of a list of texts is its question or a text`(first: String, count: Int) throws {
        let run = try ImportFixture(([first] + Self.texts).joined(separator: "\n") + "\n")
        #expect(run.items.count == count && run.items.allSatisfy { $0.texts.count == 1 })
        #expect((run.decision("header") != nil) == (count == 13))
    }

    @Test(arguments: [
        ("Answer Choices,Responses,", ",Answered,41", ",Skipped,3"),
        ("Choix de réponses,Réponses,", ",Répondues,41", ",Ignorées,3"),
        ("Antwortmöglichkeiten,Beantwortungen,", ",Beantwortet,41", ",Übersprungen,3"),
    ])
    func `totals of each choice are refused with what to export`(head: String, answered: String, skipped: String) throws
    {
        let question =
            "\"Q1. Is the shop easy to reach?\"\n\(head)\nYes,61.00%,25\nNo,39.00%,16\n\(answered)\n\(skipped)\n"
        for text in ["Shop survey\n\n\(question)\n\(question)", question] {
            let error = try #require(ImportFixture.refusal(text))
            #expect(error.what.en.contains("totals of each choice") && error.what.fr.contains("totaux de chaque choix"))
            #expect(error.fix.en.contains("All individual responses") && error.fix.fr.contains("Toutes les réponses"))
        }
    }

    @Test func `totals of a grid of questions are refused too`() throws {
        let error = ImportFixture.refusal(
            "Shop survey\n\nQ1. Rate the shop\n,Bad,,Good,,Total,Weighted Average\nPrices,25.00%,10,75.00%,30,40,1.75\n"
                + "Staff,10.00%,4,90.00%,36,40,1.9\n,,,,,Answered,40\n,,,,,Skipped,2\n")
        #expect(error?.what.en.contains("totals of each choice") == true)
    }

    @Test func `a table whose columns are named as those of totals is read`() throws {
        let run = try ImportFixture(
            "Answer Choices,Responses,Comment\nYes,Skipped,The queue was too long\nNo,Answered,Nobody knew the price\n")
        #expect(run.items.count == 2)
    }

    @Test(arguments: ["# Sources\n\n", "| a | b |\n"]) func `a note with headings is no list of texts`(first: String) {
        #expect(ImportFixture.refusal(first + Self.texts.joined(separator: "\n") + "\n") != nil)
    }
}
