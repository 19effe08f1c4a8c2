internal import Feedback

/// A table as trackers, help desks, registers of complaints and idea boards export it: a few names tell which one, and with
/// it what the others hold, however few rows there are.
struct TicketTable: Sendable {
    /// Groups of names, in the form ``comparableHeader(_:)`` gives: a table that has all of one group is such a table.
    let marks: [Set<String>]
    let kind: FeedbackKind
    let columns: [String: VendorColumn]
    /// Columns whose cells hold notes with their authors.
    var notes: Set<String> = []
    /// Whether days that could be months are days of an American register.
    var writesMonthFirst = false
    /// Names that tables of another kind have beside the same ones.
    var foreign: Set<String> = []

    static func of(_ headers: [String]) -> TicketTable? {
        let names = Set(headers.map(name))
        let known = all.first { table in
            table.marks.contains { $0.isSubset(of: names) } && table.foreign.isDisjoint(with: names)
        }
        return known ?? (isOfDesk(headers) ? otherDesks : nil)
    }

    /// "Conversation Number" or "N° de ticket" beside "Subject" or "Premier message".
    private static func isOfDesk(_ headers: [String]) -> Bool {
        headers.contains { subjects.contains(ownName($0)) } && headers.contains(where: isNumberOfCase)
    }

    private static func isNumberOfCase(_ header: String) -> Bool {
        let words = HeaderWords(header).words
        guard words.count <= 3, words.contains(where: { ["ticket", "conversation", "incident", "case"].contains($0) })
        else { return false }
        return words == ["ticket"]
            || words.contains {
                ["id", "number", "no", "numero", "nr", "ref", "reference", "identifiant"].contains($0)
            }
    }

    private static let subjects: Set<String> = [
        "subject", "sujet", "objet", "first message", "premier message", "short description", "description breve",
    ]

    /// "sujet" for "Sujet du ticket", "satisfaction rating" for "Ticket satisfaction rating".
    static func ownName(_ header: String) -> String {
        HeaderWords(header).words.filter { !["ticket", "conversation"].contains($0) }.joined(separator: " ")
    }

    /// What its own columns hold, by position; none of another table.
    static func columns(_ headers: [String]) -> [Int: ColumnMapping] {
        guard let table = of(headers) else { return [:] }
        var known: [Int: ColumnMapping] = [:]
        for (index, header) in headers.enumerated() where !table.notes.contains(name(header)) {
            let column =
                table.columns[name(header)] ?? table.columns[ownName(header)]
                ?? (isReference(header, headers) ? .ignored : nil)
            guard var mapping = column?.mapping(header) else { continue }
            if mapping.name == nil, header.hasPrefix(wrapper) {
                mapping.name = String(header.dropFirst(wrapper.utf8.count))
            }
            known[index] = mapping
        }
        return known
    }

    /// `caller_id` for `caller_id.display_value` of ServiceNow, `issue` for `_source.issue` of the register of complaints.
    static func name(_ header: String) -> String {
        var name = header[...]
        if name.hasPrefix(wrapper) { name = name.dropFirst(wrapper.utf8.count) }
        if name.hasSuffix(".display_value") { name = name.dropLast(14) }
        return comparableHeader(String(name))
    }

    /// Around each record of a search index.
    private static let wrapper = "_source."

    /// `caller_id.link`, `caller_id.value`: an address or a key beside what is shown; `attributes.url`, `CaseComments.done`: what
    /// Salesforce says of its own records.
    private static func isReference(_ header: String, _ headers: [String]) -> Bool {
        if header.hasPrefix("attributes.") || header.contains(".attributes.") || header.hasPrefix("CaseComments.") {
            return true
        }
        return [".link", ".value"].contains { end in
            header.hasSuffix(end) && headers.contains("\(header.dropLast(end.utf8.count)).display_value")
        }
    }

    /// Whether a column that is left out names a person.
    static func namesPerson(_ header: String) -> Bool { people.contains(name(header)) }

    /// What follows from the columns: rows to leave out, messages to cut.
    static func complete(_ plan: inout TablePlan) {
        guard let table = of(plan.headers) else { return }
        plan.kind = table.kind
        let names = plan.headers.map(name)
        if names.contains("incoming") {
            plan.mailColumns.formUnion(names.indices.filter { bodies.contains(names[$0]) })
        }
        let isSpam = plan.headers.firstIndex { ["spam", "is spam"].contains(ownName($0)) }
        plan.drop("spam", where: table.kind == .support ? isSpam : nil, is: ["true", "1", "yes", "oui", "vrai"])
        SalesforceComments.dropCompanyWords(&plan, names)
    }

    private static let bodies: Set<String> = ["textbody", "text body", "htmlbody", "html body"]
}

/// Comments on the cases of Salesforce: those of users of the company, and those that are not published, are no customer's.
enum SalesforceComments {
    static func dropCompanyWords(_ plan: inout TablePlan, _ names: [String]) {
        guard let text = names.firstIndex(where: { ["commentbody", "comment body"].contains($0) }) else { return }
        let published = names.firstIndex { ["ispublished", "is published", "published", "public"].contains($0) }
        plan.drop("private_note", where: published, is: ["false", "0", "no", "non", "faux"])
        if let type = names.firstIndex(where: { $0.hasSuffix("usertype") || $0.hasSuffix("user type") }) {
            plan.drop("company_reply", where: type, is: ["standard", "automatedprocess", "cloudintegrationuser"])
            return
        }
        plan.dropRules.append(TablePlan.DropRule(column: text, cells: .filled, reason: "company_reply"))
        plan.decisions.append(
            Decision(
                "speakers",
                en:
                    "nothing says which comments on cases are the customer's: they are left out as the company's; export the "
                    + "column CreatedBy.UserType with them to keep those of portal users",
                fr:
                    "rien ne dit quels commentaires de requêtes sont du client : ils sont écartés comme ceux de l'entreprise ; "
                    + "exportez avec eux la colonne CreatedBy.UserType pour garder ceux des utilisateurs du portail"))
    }
}

/// Who wrote a case: the notes on it name their authors in the same way.
enum CaseAuthors {
    /// The columns that name the customer.
    static func columns(_ headers: [String]) -> [Int] {
        let names = headers.map(TicketTable.name)
        let reporters = names.indices.filter { customers.contains(names[$0]) }
        // An agent may have created the case for the one who reported it.
        return reporters.isEmpty ? names.indices.filter { creators.contains(names[$0]) } : Array(reporters)
    }

    private static let customers: Set<String> = [
        "reporter", "reporter id", "rapporteur", "rapporteur id", "id du rapporteur", "caller id", "caller", "appelant",
        "requester", "requester name", "requester id", "demandeur", "opened for", "requested for", "contact",
        "contact name", "customer", "customer name", "client", "author", "auteur",
    ]
    private static let creators: Set<String> = [
        "creator", "creator id", "createur", "cree par", "created by", "opened by", "ouvert par",
    ]
}
