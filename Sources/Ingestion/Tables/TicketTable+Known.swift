internal import Feedback

/// The tables that are known, and what their columns hold. Column names only, in English and French.
extension TicketTable {
    static let all: [TicketTable] = [
        jira, serviceNow, complaints, salesforceComments, salesforceMails, salesforceCases, helpScout, redmine, glpi,
        answered, otherDesks, ideas,
    ]

    private static func known(_ lists: (VendorColumn, String)...) -> [String: VendorColumn] {
        var columns: [String: VendorColumn] = [:]
        for (column, list) in lists {
            for name in names(list) { columns[name] = column }
        }
        return columns
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    private static func marks(_ lists: String...) -> [Set<String>] { lists.map { Set(names($0)) } }

    /// Who works on a case, and who else it names.
    static let people: Set<String> = Set(
        names(
            """
            assignee, assignee id, assignee name, assigned to, assigned agent, agent assigned, assigned operator, agent,
            agent name, agent email, owner, owner name, ticket owner, case owner, proprietaire du ticket, teammate assigned,
            assigne a, affecte a, attribue a, attribue a technicien, technicien, intervenant, operator, operator name,
            responsable, beneficiaire, creator, creator id, creator name, created by, created by portal user, opened by,
            closed by, resolved by, updated by, sys created by, sys updated by, supplied name, suppliedname, from name,
            to address, toaddress, cc address, ccaddress, bcc address, bccaddress, fromname, from, to, submitter,
            response by, responded by, user name, authorname, author name, createur, project lead, project lead id,
            watchers, watchers id, user firstname, userfirstname, userlastname, visitor name, nickname,
            assigned to technician, proprietaire, nom de l assigne, a
            """))

    /// What all help desks name alike.
    private static let ofDesks: [String: VendorColumn] = known(
        (.ignored, people.joined(separator: ",")),
        (
            .to(.verbatim),
            """
            summary, resume, subject, sujet, objet, short description, description breve, breve description, ticket subject,
            sujet du ticket, ticket name, nom du ticket, conversation subject, description, ticket description,
            description du ticket, contenu, issue details, first message, first message body, premier message, first post,
            preview, extract, conversation rating remark, survey comment, rating comments, happiness comment,
            satisfaction commentaire, satisfaction comment, ticket satisfaction comment, csat comment, commentaire satisfaction,
            rating remark, apercu, extrait
            """
        ),
        (
            .to(.reply),
            """
            last teammate reply, last reply, last agent reply, last notes, dernieres notes, suivis, suivis description,
            solution, solution solution, response, reponse, close notes, notes de cloture, notes de fermeture,
            resolution notes, notes de resolution, public comments, derniere reponse, followups, followups description
            """
        ),
        (
            .to(.channel),
            "ticket channel, initial channel, source channel, origin, origine, canal ticket, channel, canal"
        ),
        (.to(.segment), "state, status, etat, statut, statut ticket, priority, priorite, urgency, urgence, impact"),
        // The company's, as often as not.
        (.ignored, "last message, last message body, dernier message, age")
    )

    private static func desk(_ own: [String: VendorColumn]) -> [String: VendorColumn] {
        ofDesks.merging(own) { _, own in own }
    }

    private static let jira = TicketTable(
        marks: marks(
            "issue key, summary", "issue key, description", "cle de ticket, resume", "cle du ticket, resume",
            "cle, resume, rapporteur", "key, summary, reporter"),
        kind: .support,
        columns: desk(
            known(
                (.to(.id), "issue key, cle de ticket, cle du ticket, cle, key"),
                (.to(.respondent), "reporter id, id du rapporteur, rapporteur id"),
                (.to(.segment), "resolution, status, etat, statut, issue type, type de ticket, priority, priorite"),
                (.ignored, "log work, journal de travail, issue id, id de ticket"))),
        notes: ["comment", "comments", "commentaire", "commentaires"])

    private static let serviceNow = TicketTable(
        marks: marks(
            "number, short description, state", "number, short description, priority",
            "number, short description, opened at", "number, short description, opened",
            "number, short description, description", "number, caller id", "number, caller, description",
            "number, comments and work notes", "numero, description breve", "numero, breve description",
            "numero, commentaires et notes de travail"),
        kind: .support,
        columns: desk(
            known(
                (.to(.id), "number, numero"), (.to(.createdAt), "opened at, opened, ouvert, ouvert le"),
                (
                    .to(.respondent),
                    "caller id, caller, appelant, demandeur, opened for, requested for, contact, consumer"
                ), (.ignored, "sys id"),
                // What agents write for each other.
                (.ignored, "work notes, notes de travail"))),
        notes: [
            "comments", "additional comments", "comments and work notes", "commentaires",
            "commentaires supplementaires",
            "commentaires et notes de travail",
        ])

    private static let complaints = TicketTable(
        marks: marks(
            "complaint id, consumer complaint narrative", "complaint id, complaint what happened",
            "complaint id, timely response", "complaint id, timely", "complaint id, company response to consumer"),
        kind: .support,
        columns: known(
            (.to(.id), "complaint id"), (.to(.createdAt), "date received"),
            (.to(.verbatim), "consumer complaint narrative, complaint what happened"),
            (.to(.reply), "company public response"), (.to(.channel), "submitted via"), (.to(.product), "product"),
            (
                .to(.segment),
                """
                sub product, issue, sub issue, company, state, zip code, tags, consumer consent provided, timely response,
                timely, consumer disputed, company response to consumer, company response
                """
            ),
            (.ignored, "score, index, type, id, sort, date sent to company, has narrative, date indexed")),
        writesMonthFirst: true)

    private static let salesforceCases = TicketTable(
        marks: marks(
            "casenumber, subject", "casenumber, description", "case number, subject", "case number, description",
            "case id, subject", "numero de la requete, objet", "numero de requete, objet"),
        kind: .support,
        columns: desk(
            known(
                (.to(.email), "suppliedemail, supplied email"),
                (
                    .to(.reply),
                    "comments, internal comments, casecomments records commentbody, commentaires internes, commentaires"
                ))))

    private static let salesforceComments = TicketTable(
        marks: marks(
            "commentbody, ispublished", "commentbody, parentid", "comment body, parent id", "comment body, published",
            "comment body, is published"),
        kind: .support,
        columns: known(
            (.to(.verbatim), "commentbody, comment body"), (.to(.segment, "case"), "parentid, parent id, case number"),
            (.to(.respondent), "createdbyid, created by id"),
            (.ignored, "createdby name, created by name, created by"), (.to(.createdAt), "createddate, created date")))

    private static let salesforceMails = TicketTable(
        marks: marks(
            "textbody, incoming", "text body, incoming", "htmlbody, incoming", "html body, incoming"),
        kind: .support,
        columns: desk(
            known(
                (.to(.verbatim), "textbody, text body"), (.to(.email), "fromaddress, from address"),
                (.to(.createdAt), "messagedate, message date"), (.to(.segment, "case"), "parentid, parent id"),
                (.ignored, "status, incoming, headers, htmlbody, html body"))))

    private static let helpScout = TicketTable(
        marks: marks(
            "conversation number, subject, rating", "conversation number, customer",
            "number, mailbox, customer, subject"),
        kind: .support,
        columns: desk(
            known(
                (.to(.id), "conversation number"),
                (
                    VendorColumn(
                        target: .answer, name: "satisfaction", metric: .csat, scale: .thumb,
                        codes: CodeBook(points: [
                            "great": 1, "good": 1, "okay": 0.5, "ok": 0.5, "not good": 0, "notgood": 0, "bad": 0,
                        ])), "rating, satisfaction rating"
                ))))

    private static let redmine = TicketTable(
        marks: marks("tracker, subject", "tracker, sujet"), kind: .support,
        columns: desk(
            known(
                (.to(.createdAt), "created, created on, cree, cree le"), (.ignored, "updated, mis a jour, updated on"))
        ).merging(["": .to(.id)]) { own, _ in own })

    private static let glpi = TicketTable(
        marks: marks(
            "titre, demandeur, description", "titre, demandeur, contenu", "titre, demandeur, date d ouverture",
            "titre, demandeur demandeur", "title, requester requester", "title, requester, opening date"),
        kind: .support,
        columns: desk(known((.to(.verbatim), "titre, title"), (.to(.respondent), "requester requester, requester"))))

    static let otherDesks = TicketTable(
        marks: marks(
            "ticket id, subject", "ticket id, ticket subject", "ticket id, ticket name",
            "ticket id, ticket description",
            "id du ticket, sujet", "id du ticket, sujet du ticket", "id du ticket, nom du ticket",
            "ticket number, subject", "ticketnumber, subject", "numero du ticket, sujet",
            "conversation id, conversation rating", "conversation id, first message", "conversation id, direction",
            "chat id, transcript, rate", "chat id, visitor name", "session id, transcript, email",
            "no d incident, description", "numero d incident, description", "rfc number, description"),
        kind: .support,
        columns: desk(
            known(
                (.to(.createdAt), "ticket created timestamp, created date"),
                (
                    .to(.respondent),
                    "from, de, customer user id, customeruserid, utilisateur client, associated contact ids, associated contact id"
                ),
                (.to(.id), "ticket"),
                (
                    VendorColumn(
                        target: .answer, name: "satisfaction", metric: .csat, scale: .thumb,
                        codes: CodeBook(points: [
                            "good": 1, "okay": 0.5, "bad": 0, "bien": 1, "moyen": 0.5, "mauvais": 0,
                        ])),
                    "happiness rating"
                ))))

    /// Tickets with what the agent answered, as they are gathered to train models.
    private static let answered = TicketTable(
        marks: marks("subject, body, answer", "subject, body, answer, queue", "subject, description, answer, priority"),
        kind: .support,
        columns: desk(known((.to(.verbatim), "subject, body, description"), (.to(.reply), "answer"))))

    private static let ideas = TicketTable(
        marks: marks(
            "title, votes, status", "title, votes, response", "title, supporters", "suggestion title", "idea name",
            "idea title", "note title, note text", "title, details, board", "titre, votes, statut", "titre de l idee"),
        kind: .survey,
        columns: known(
            (.ignored, people.joined(separator: ",")),
            (.to(.id), "suggestion id, idea reference, idea id, postid, post id, id"),
            (
                .to(.verbatim),
                """
                title, titre, suggestion title, idea name, idea title, titre de l idee, note title, description, details,
                suggestion body, suggestion text, idea description, note text, text, texte, body, content
                """
            ),
            (
                .to(.reply),
                """
                response, reponse, admin response, official response, reponse officielle, status note, status update,
                status comment, admin comment, team response, response text, reponse de l equipe, public response
                """
            ),
            (
                VendorColumn(target: .answer, metric: .number),
                "votes, vote count, idea votes, supporters, supporting accounts, score, endorsements, soutiens"
            ),
            (.ignored, "url, display url, link")),
        foreign: ["rating", "stars", "imdb rating", "review", "year", "genre"])
}
