import Feedback
import Readers

/// E-mail: one message (EML) or a mailbox of them (MBOX), as mail programs and providers export them.
///
/// The customer's own words are the subject and what stands above the quoted reply; machines' messages are left out.
enum MailMessages: ImportFormat {
    static let name = "mail"
    static let title = Phrase(en: "E-mail (EML, MBOX)", fr: "Courriels (EML, MBOX)")
    static let family = FormatFamily.support

    static func detect(_ head: FileHead) -> Detection? {
        guard let mail = head.mail else { return nil }
        return Detection(
            confidence: 0.97,
            reasons: [
                mail.isMailbox
                    ? Phrase(
                        en: "a mailbox: \"From \" lines and headers",
                        fr: "une boîte aux lettres : lignes « From » et en-têtes")
                    : Phrase(en: "a message: headers of e-mail", fr: "un message : des en-têtes de courriel")
            ])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard head.mail != nil else { throw .wrongShape(head.fileName, title) }
        return .mail(MailConverter(source: ItemSource(name: name, options: options)))
    }
}

/// Turns a message into an item.
public struct MailConverter: RecordConverter {
    private let source: ItemSource
    private var undated = 0

    init(source: ItemSource) { self.source = source }

    public var decisions: [Decision] {
        guard undated > 0 else { return [] }
        return [
            Decision(
                "dates", en: "\(undated) messages have no date that can be read",
                fr: "\(undated) messages n'ont pas de date lisible")
        ]
    }

    mutating func convert(_ message: MailMessage, into records: inout [ImportedRecord]) {
        let position = RecordPosition(line: message.line)
        if let reason = dropReason(message) {
            records.append(.dropped(reason: reason, position))
            return
        }
        var item = source.item(.support, channel: "e-mail")
        item.externalID = message.header("message-id").map { $0.trimmed.filter { $0 != "<" && $0 != ">" } }
        item.createdAt = date(of: message)
        if item.createdAt == nil { undated += 1 }
        let author = message.mailbox("from") ?? message.mailbox("sender")
        item.respondent = source.pseudonym(author?.address.lowercased())
        item.addVerbatim("subject", message.header("subject"))
        let text = MailText.ownPart(of: message.text.trimmed)
        item.addVerbatim("message", text.isEmpty ? MailText.ownPart(ofHTML: message.html) : text)
        if message.attachments > 0 { item.addSegment("attachments", "\(message.attachments)") }
        item.mask(name: author?.name, unless: source.masker.keepsPII)
        records.append(.item(item, position))
    }

    /// The day it was sent, else the day the last server took it in.
    private func date(of message: MailMessage) -> Timestamp? {
        let parser = DateParser(style: .dayFirst, zone: source.zone)
        if let sent = message.header("date").flatMap({ parser.timestamp($0.trimmed) }) { return sent }
        guard let received = message.header("received"), let mark = received.utf8.lastIndex(of: UInt8(ascii: ";"))
        else { return nil }
        return parser.timestamp(String(received[received.utf8.index(after: mark)...]).trimmed)
    }

    /// Why a message is not a customer's: `automatic`, `spam`, `sent`, `deleted`.
    private func dropReason(_ message: MailMessage) -> String? {
        if message.isReport || message.header("x-autoreply") != nil || message.header("x-autorespond") != nil {
            return "automatic"
        }
        if let submitted = message.header("auto-submitted")?.lowercased().trimmed, submitted != "no" {
            return "automatic"
        }
        if let precedence = message.header("precedence")?.lowercased().trimmed,
            ["bulk", "junk", "auto_reply"].contains(precedence)
        {
            return "automatic"
        }
        if message.header("x-spam-flag")?.lowercased().trimmed == "yes" { return "spam" }
        let labels = message.header("x-gmail-labels")?.lowercased() ?? ""
        if Self.spamLabels.contains(where: { labels.contains($0) }) { return "spam" }
        if Self.sentLabels.contains(where: { labels.contains($0) }) { return "sent" }
        // Thunderbird marks what waits to be removed from the file.
        let status = message.header("x-mozilla-status").flatMap { Int($0.trimmed, radix: 16) } ?? 0
        return status & 0x8 != 0 ? "deleted" : nil
    }

    private static let spamLabels = ["spam", "indésirable"]
    private static let sentLabels = ["sent", "messages envoyés", "drafts", "brouillons"]
}
