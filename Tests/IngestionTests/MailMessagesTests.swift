import Feedback
import Foundation
import Testing

@testable import Ingestion

@Suite struct MailMessagesTests {
    private let mailbox = """
        From lea@exemple.fr Mon Mar  2 09:12:41 2026
        Message-ID: <a1@exemple.fr>
        Date: Mon, 2 Mar 2026 09:12:41 +0100
        From: Léa Martin <Lea@exemple.fr>
        To: support@boutique.example
        Subject: Colis jamais reçu
        Content-Type: text/plain; charset=utf-8

        Bonjour, mon colis n'est jamais arrivé. Rappelez le 06 12 34 56 78.
        --
        Léa Martin

        From noreply@exemple.fr Mon Mar  2 10:00:00 2026
        Subject: Absence
        Auto-Submitted: auto-replied
        From: zoe@exemple.fr

        Je suis absente.

        From pub@exemple.fr Mon Mar  2 11:00:00 2026
        From: pub@exemple.fr
        Subject: Gagnez
        X-Spam-Flag: YES

        Cliquez.

        From moi@boutique.example Mon Mar  2 12:00:00 2026
        From: moi@boutique.example
        X-Gmail-Labels: Sent,Important
        Subject: Re: Colis

        Nous cherchons.

        From lea@exemple.fr Mon Mar  2 13:00:00 2026
        Message-ID: <a2@exemple.fr>
        Date: n'importe quand
        Received: from x by y; Mon, 2 Mar 2026 13:00:05 +0100 (CET)
        From: lea@exemple.fr
        Subject: Re: Colis
        Content-Type: text/html; charset=utf-8

        <p>Merci, c'est <b>réglé</b>.</p><blockquote>Nous cherchons.</blockquote>

        """

    @Test func `customers' messages become items, machines' and our own are left out`() throws {
        let run = try FormatRun(MailMessages.self, mailbox)
        // A name like an address is kept as a pseudonym.
        let names = ["a1@exemple.fr", "a2@exemple.fr"].map(FormatRun.masker.pseudonym)
        #expect(run.items.map(\.externalID) == names)
        #expect(run.dropReasons == ["automatic", "spam", "sent"])
        let first = run.items[0]
        #expect(first.kind == .support && first.channel == "e-mail")
        #expect(first.createdAt?.iso8601 == "2026-03-02T08:12:41Z")
        #expect(first.text("subject") == "Colis jamais reçu")
        #expect(first.text("message") == "Bonjour, mon colis n'est jamais arrivé. Rappelez le [phone].")
        #expect(first.respondent == run.items[1].respondent && first.respondent != nil)
        #expect(run.items[1].text("message") == "Merci, c'est réglé.")
        #expect(run.items[1].createdAt?.iso8601 == "2026-03-02T12:00:05Z")
        #expect(!"\(run.items)".contains("Martin") && !"\(run.items)".contains("exemple.fr>"))
    }

    @Test func `a mailbox is recognised by its content`() throws {
        let run = try ImportFixture(mailbox, named: "export.txt")
        #expect(run.plan.format == "mail" && run.items.count == 2)
    }

    @Test(
        .enabled(if: RealReviewExportsTests.isThere),
        arguments: [
            ("attachment_pdf.eml", 1, "Just attach"), ("basic_email.eml", 1, "Plain email"),
            ("raw_email_reply.eml", 1, "Message body"),
            ("japanese_iso_2022.eml", 1, "すみません"), ("japanese_shift_jis.eml", 1, "あいうえお"),
            ("ks_c_5601-1987.eml", 1, "스티"), ("report_422.eml", 0, ""), ("missing_body.eml", 1, "REDACTED"),
            ("content_transfer_encoding_text-html.eml", 1, ""), ("raw_email2.eml", 1, ""), ("raw_email7.eml", 1, ""),
            ("raw_email8.eml", 1, ""), ("content_transfer_encoding_with_8bits.eml", 1, ""),
            ("bad_date_header.eml", 0, ""),
        ])
    func `a real message is read`(file: String, items: Int, text: String) throws {
        let run = try ImportFixture(path: RealReviewExportsTests.folder.appending(path: "email-eml/\(file)").path)
        #expect(run.plan.format == "mail")
        #expect(run.items.count == items && run.rejections.isEmpty)
        #expect(text.isEmpty || run.items.contains { $0.texts.contains { $0.contains(text) } })
    }
}
