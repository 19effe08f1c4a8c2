import Feedback
import Readers

/// Chats and calls with one row a line of dialogue: rows that share a conversation's id are one item, of which the
/// customer's lines are the text and the company's first line is the reply. Date and attributes are the first row's.
enum ConversationCSV: VendorTable {
    static let name = "conversation-csv"
    static let title = Phrase(
        en: "Conversations, one row a line (CSV)", fr: "Conversations, une ligne par réplique (CSV)")
    static let family = FormatFamily.support
    static let sourceName = "conversations"
    static let kind = FeedbackKind.support
    static let certainty = 0.85

    private static let ids: Set<String> = [
        "conversationid", "conversation id", "chat id", "chatid", "thread id", "interaction id", "id conversation",
        "call id", "dialogue id", "session chat id",
    ]
    private static let speakers: Set<String> = [
        "participanttype", "participant type", "participant role", "speaker", "speaker type", "sender type",
        "sendertype",
        "author type", "message author", "role", "locuteur", "type d auteur", "emetteur",
    ]
    private static let texts: Set<String> = [
        "verbatim", "text", "message text", "message", "body", "content", "utterance", "texte", "transcript",
    ]

    static let signatures: [Set<String>] = ids.flatMap { id in
        speakers.flatMap { speaker in texts.map { [id, speaker, $0] } }
    }

    static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, table.headerRow >= 0 else { return nil }
        let columns = VendorColumns(headers: table.headers, rows: Array(table.body))
        guard let detection = recognise(columns), let id = columns.names.firstIndex(where: ids.contains) else {
            return nil
        }
        let cells = columns.cells(id)
        // One row a conversation is a plain table.
        return zip(cells, cells.dropFirst()).contains { $0 == $1 } ? detection : nil
    }

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case _ where ids.contains(name): .to(.id)
        case _ where speakers.contains(name): .to(.segment, ConversationReader.speaker)
        case _ where texts.contains(name): .to(.verbatim, ConversationReader.line)
        case "timestamp", "sent at", "message time": .to(.createdAt)
        case "participant", "participant id", "participantid", "sender", "agent", "agent name", "line", "line number",
            "sequence",
            "message id", "is question", "isquestion":
            .ignored
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.groupsConversations = true
        plan.decisions.append(
            Decision(
                "conversation",
                en: "rows of one conversation are one item: the customer's lines are its text, the company's are apart",
                fr:
                    "les lignes d'une conversation forment un seul retour : les répliques du client en sont le texte, celles de "
                    + "l'entreprise sont à part"))
    }
}

/// Puts the rows of one conversation together: those that follow each other with one id.
struct ConversationReader: ImportReader {
    /// The segment a row's speaker is in.
    static let speaker = "speaker"
    /// The field of what was said.
    static let line = "message"
    private static let customers: Set<String> = [
        "customer", "client", "user", "visitor", "end user", "enduser", "caller", "consumer", "contact", "lead",
        "guest",
        "client final", "visiteur", "appelant", "human", "buyer", "patient",
    ]

    private var rows: any ImportReader
    private var pending: (item: FeedbackItem, position: RecordPosition)?

    init(_ rows: any ImportReader) { self.rows = rows }

    var decisions: [Decision] { rows.decisions }
    var bytesRead: Int { rows.bytesRead }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        while let record = try rows.next() {
            guard case .item(let row, let position) = record else { return record }
            if pending != nil, row.externalID != nil, pending?.item.externalID == row.externalID {
                add(row)
                continue
            }
            let done = pending
            var first = row
            (first.verbatims, first.segments) = ([], row.segments.filter { $0.name != Self.speaker })
            pending = (first, position)
            add(row)
            if let done { return finished(done) }
        }
        defer { pending = nil }
        return pending.map(finished)
    }

    private mutating func add(_ row: FeedbackItem) {
        let who = row.segments.first { $0.name == Self.speaker }.map { comparableHeader($0.value) } ?? ""
        let isCustomer = Self.customers.contains(who)
        for verbatim in row.verbatims {
            if verbatim.field != Self.line {
                // What was said of the rating stands in each row.
                if pending?.item.verbatims.contains(verbatim) == false { pending?.item.verbatims.append(verbatim) }
            } else if isCustomer {
                pending?.item.verbatims.append(verbatim)
            } else if pending?.item.segments.contains(where: { $0.name == "company_reply" }) == false {
                pending?.item.addReply(verbatim.text)
            }
        }
    }

    private func finished(_ conversation: (item: FeedbackItem, position: RecordPosition)) -> ImportedRecord {
        var item = conversation.item
        guard !item.verbatims.isEmpty else { return .dropped(reason: "company_reply", conversation.position) }
        // The lines of one side are one text.
        let lines = item.verbatims.filter { $0.field == Self.line }
        item.verbatims.removeAll { $0.field == Self.line }
        if var text = lines.first {
            text.text = lines.map(\.text).joined(separator: "\n")
            item.verbatims.insert(text, at: 0)
        }
        return .item(item, conversation.position)
    }
}
