import Readers
import TestSupport
import Testing

@Suite struct MailReaderTests {
    @Test func `a message gives its headers and its own text`() throws {
        let message = try #require(
            try messages(
                """
                Date: Mon, 2 Mar 2026 09:12:41 +0100\r
                From: =?ISO-8859-15?Q?L=E9a?= =?ISO-8859-15?Q?_Martin?= <lea@exemple.fr>\r
                Subject: =?utf-8?B?RMOpbGFpIHRyb3Ag?=\r
                 =?utf-8?B?bG9uZw==?= (suite)\r
                Content-Type: text/plain; charset="iso-8859-1"; format=flowed\r
                Content-Transfer-Encoding: quoted-printable\r
                \r
                Bonjour, votre d=E9lai de =\r
                livraison est \r
                trop long.\r
                > cit=E9 \r
                """
            ).first)
        #expect(message.header("subject") == "Délai trop long (suite)")
        #expect(message.mailbox("from")?.name == "Léa Martin" && message.mailbox("from")?.address == "lea@exemple.fr")
        #expect(
            message.text == "Bonjour, votre délai de livraison est trop long.\n> cité \n"
                || message.text.hasPrefix("Bonjour, votre délai de livraison est trop long.\n> cité"))
    }

    @Test func `parts are told apart, attachments and forwarded messages passed over`() throws {
        let message = try #require(
            try messages(
                """
                Content-Type: multipart/mixed; boundary=dehors

                préambule
                --dehors
                Content-Type: multipart/alternative;
                 boundary="de=dans"

                --de=dans
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                VHLD
                qHMgYmllbg==
                --de=dans
                Content-Type: text/html

                <p>Très <b>bien</b></p>
                --de=dans--
                --dehors
                Content-Type: text/csv; name=a.csv
                Content-Disposition: attachment

                a;b
                --dehors
                Content-Type: message/rfc822

                Subject: autre

                transféré
                --dehors--
                épilogue
                """
            ).first)
        #expect(message.text == "Très bien")
        #expect(message.html.contains("<b>bien</b>"))
        #expect(message.attachments == 2)
    }

    @Test func `a mailbox gives each message, with its line`() throws {
        let text = """
            From lea@exemple.fr Mon Mar  2 09:12:41 2026
            Subject: un

            From the shop I expected more at 9:00.
            >From Paris, salut

            From zoe@exemple.fr Tue Mar  3 10:00:00 2026
            Subject: deux

            corps

            """
        let read = try messages(text, isMailbox: true)
        #expect(read.map { $0.header("subject") } == ["un", "deux"])
        #expect(read.map(\.line) == [1, 7])
        #expect(read[0].text.contains("From the shop") && read[0].text.contains("\nFrom Paris"))
        #expect(try messages(text, isMailbox: true, seed: 5).map(\.text) == read.map(\.text))
    }

    @Test(
        arguments: [
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"), ("shift_jis", [0x82, 0xA0], "あ"),
            ("windows-1251", [0xC4, 0xE0], "Да"), ("euc-kr", [0xB0, 0xA1], "가"), ("macintosh", [0x8E], "é"),
            ("iso-8859-15", [0xA4], "€"), ("no-such-set", [0x64, 0xE9, 0x6C, 0x61, 0x69], "délai"),
            ("../../x", [0x61], "a"),
            ("utf-8", [0x64, 0xE9, 0x6C, 0x61, 0x69, 0x20, 0x70, 0x72, 0xE9, 0x76, 0x75], "délai prévu"),
        ] as [(String, [UInt8], String)])
    func `character sets are those that are named, or those that fit`(charset: String, bytes: [UInt8], text: String)
        throws
    {
        let head = Array("Subject: x\nContent-Type: text/plain; charset=\(charset)\n\n".utf8)
        var reader = MailReader(MemorySource(head + bytes), isMailbox: false)
        #expect(try reader.next()?.text.split(separator: "\n").first.map(String.init) == text)
    }

    @Test(arguments: [
        ("From: a@b.fr\nSubject: x\n\ncorps", false), ("From a@b.fr Mon Mar  2 09:12:41 2026\nSubject: x\n\nc", true),
        ("Received: from x\n\tby y\nDate: z\n\nc", false),
    ])
    func `mail is known by its headers`(text: String, isMailbox: Bool) {
        #expect(MailHead(Array(text.utf8))?.isMailbox == isMailbox)
    }

    @Test(arguments: [
        "id,avis\n1,bien\n", "From the first day\nall was well\n", "Note: bien\nSuite: mal\n", "{\"from\": 1}\n", "",
        "date: 2026\ntexte sans deux-points\n",
    ])
    func `other texts are no mail`(text: String) { #expect(MailHead(Array(text.utf8)) == nil) }

    @Test func `an endless line and endless parts stay small`() throws {
        let head = "Subject: x\nContent-Type: text/plain\n\n"
        var reader = MailReader(
            RepeatingSource(start: head, unit: String(repeating: "a", count: 1 << 16), count: 64 << 20),
            isMailbox: false)
        #expect(try reader.next()?.text.utf8.count == MailReader.Limit.text)
        #expect(try reader.next() == nil)
        let parts = "Content-Type: multipart/mixed; boundary=b\n\n"
        reader = MailReader(
            RepeatingSource(start: parts, unit: "--b\nContent-Type: multipart/mixed; boundary=b\n\n", count: 1 << 20),
            isMailbox: false)
        #expect(try reader.next()?.text == "")
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `damaged mail gives messages, never a crash`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array(
            "From a@b.fr Mon Mar  2 09:12:41 2026\nSubject: =?utf-8?Q?=C3=A9?=\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Transfer-Encoding: base64\n\nYWJj\n--b--\n\nFrom a@b.fr Mon Mar  2 09:12:42 2026\n\n=\n"
                .utf8)
        for _ in 0..<8 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var reader = MailReader(DribbleSource(bytes, seed: seed), isMailbox: seed.isMultiple(of: 2))
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count < 10)
    }

    private func messages(_ text: String, isMailbox: Bool = false, seed: UInt64? = nil) throws -> [MailMessage] {
        let bytes = Array(text.utf8)
        var reader = MailReader(
            seed.map { DribbleSource(bytes, seed: $0) as any ByteSource } ?? MemorySource(bytes), isMailbox: isMailbox)
        var all: [MailMessage] = []
        while let message = try reader.next() { all.append(message) }
        return all
    }
}
