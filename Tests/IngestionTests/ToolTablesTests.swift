import Feedback
import Ingestion
import Testing

/// Tables as tools and offices head them: what a short name, a label or a neighbour says of a column.
@Suite struct ToolTablesTests {
    @Test(arguments: [
        ("Rating", ["positive", "negative", "neutral"], [1, 0, 0.5]),
        ("CSAT", ["Positif", "Négatif", "Neutre"], [1, 0, 0.5]),
        ("Temperature", ["Gold Star", "Red Light", "Green Light"], [1, 0, 0.75]),
    ])
    func `buttons are ratings, comment or none`(header: String, labels: [String], values: [Double]) throws {
        let rows = labels.enumerated().map {
            "\($0),2026-03-0\($0 + 2),\($1),\($0 == 0 ? "Somebody called me back" : "")"
        }
        let run = try ImportFixture("Response Id,Date,\(header),Comment\n" + rows.joined(separator: "\n") + "\n")
        #expect(run.items.map { $0.answers.first?.value } == values)
    }

    @Test func `what a program thinks of a text is no rating`() throws {
        let run = try ImportFixture(
            "Date,Message,Sentiment\n2026-03-02,My parcel is lost,negative\n2026-03-03,Thanks to all of you,positive\n")
        #expect(run.items.count == 2 && run.items.allSatisfy { $0.answers.isEmpty })
    }

    @Test func `aspects beside a rating of the whole are rated on its scale`() throws {
        let run = try ImportFixture(
            "Date,Commentaire,Note globale,Personnel,Propreté,Nuits\n2026-03-02,La rue est bruyante,7,10,7.5,2\n"
                + "2026-03-03,La chambre sent le tabac,4,5,2.5,1\n2026-03-04,,10,10,10,3\n")
        let item = try #require(run.items.first)
        #expect(item.answers.filter { $0.kind == .rating }.count == 3)
        #expect(Set(item.answers.compactMap(\.scale)).count == 1)
        #expect(item.answers.first { $0.field == "Nuits" }?.kind == .number)
    }

    @Test func `short names of satisfaction, ids and languages in codes are known`() throws {
        let run = try ImportFixture(
            "respid;date;sat_globale;sat_prix;lang;verbatim\n101;2026-03-02;8;0;12;Le conseiller rappelle vite\n"
                + "102;2026-03-03;2;9;12;Personne ne répond\n103;2026-03-04;;;12;\n")
        #expect(run.items.map(\.externalID) == ["101", "102"])
        #expect(run.items[0].answers.map(\.scale) == [RatingScale(1, 10), RatingScale(0, 10)])
    }

    @Test func `the words of a ticket and of its rating are texts, its people and grades none`() throws {
        let run = try ImportFixture(
            "Ticket id,Created datetime,Created by name,Priority,First message,Satisfaction score,Satisfaction comment\n"
                + "7,2026-03-02 08:12,Alix,3 - Moderate,The dress is torn,2,slow\n8,2026-03-03 08:12,Bo,4 - Low,Which size?,5,\n"
        )
        let item = try #require(run.items.first)
        #expect(item.texts == ["The dress is torn", "slow"])
        #expect(item.segments == [Segment("Priority", "3 - Moderate")])
        #expect(item.answers.map(\.kind) == [.csat])
    }

    @Test(arguments: [
        ("Case Number,Date,Subject,Description\n", FeedbackKind.support),
        ("Réseau,Profil,Date,Message\n", .social), ("Auteur,J'aime,Date,Contenu du commentaire\n", .social),
        ("Réseau,Date,Note,Commentaire\n", .survey), ("Store,Version,Author,Rating,Body\n", .review),
    ])
    func `names tell what the rows are`(header: String, kind: FeedbackKind) throws {
        let columns = header.split(separator: ",").dropLast(2).enumerated()
        func row(_ number: Int) -> String {
            columns.map {
                "\($1)" == "Date" ? "2026-03-0\(number)" : "\($1)" == "J'aime" ? "\(number)" : "A\($0)\(number)"
            }
            .joined(separator: ",")
        }
        let last =
            header.contains("Note")
            ? ["4,The net is down", "2,It never works"] : ["2026-03-04,The net is down", "2026-03-05,It never works"]
        let run = try ImportFixture(header + row(2) + ",\(last[0])\n" + row(3) + ",\(last[1])\n")
        #expect(run.items.map(\.kind) == [kind, kind])
    }

    @Test func `options ticked in one cell, each with a column of its own, are no text`() throws {
        let run = try ImportFixture(
            "Submission ID,Submitted at,Ce qui vous a plu ?,Ce qui vous a plu ? (Accueil),Ce qui vous a plu ? (Prix),Un commentaire ?\n"
                + "a1,2026-03-02 08:12,\"Accueil, Prix\",true,true,Rien de plus\na2,2026-03-03 08:12,,false,false,Le colis est ouvert\n"
                + "a3,2026-03-04 08:12,Accueil,true,false,\n")
        #expect(run.items.map(\.texts) == [["Rien de plus"], ["Le colis est ouvert"], []])
        #expect(run.items[0].answers.first { $0.field == "Ce qui vous a plu ?" }?.kind == .choice)
    }

    @Test(arguments: [
        "Id,Title,Text,Votes,Response\n7,Dark mode,My eyes hurt at night,12,We look into it soon\n8,Excel,CSV is not enough for us,4,\n",
        "Post Id,Message,Response Text\n7,My refund never came to me,Please write to us now\n8,The app is slow again,\n",
    ])
    func `a response beside what a customer wrote is the company's`(table: String) throws {
        let run = try ImportFixture(table)
        #expect(run.items[0].segments.contains { $0.name == "company_reply" })
        #expect(!run.items[0].texts.contains { $0.contains("Please") || $0.contains("soon") })
    }

    @Test func `an option whose only value is its name is a ticked box`() throws {
        let rows = (0..<12).map {
            "a\($0),How was it \($0) for you,\($0 % 3 == 0 ? "Panic Disorder" : ""),2026-03-0\($0 % 9 + 1) 08:12:41,2026-03-0\($0 % 9 + 1) 08:15:41,n\($0)"
        }
        let run = try ImportFixture(
            "#,Why did you come?,Panic Disorder,Start Date (UTC),Submit Date (UTC),Network ID\n"
                + rows.joined(separator: "\n") + "\n")
        let boxes = run.items.flatMap(\.answers).filter { $0.field == "Panic Disorder" }
        #expect(boxes.count == 4 && boxes.allSatisfy { $0.kind == .choice })
    }
}
