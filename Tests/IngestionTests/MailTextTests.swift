import TestSupport
import Testing

@testable import Ingestion

@Suite struct MailTextTests {
    @Test(arguments: [
        (
            "Ça ne marche pas.\n\nLe lun. 2 mars 2026 à 09:12, Service <sav@shop.example> a écrit :\n> Bonjour",
            "Ça ne marche pas."
        ),
        ("Still broken\n\nOn Mon, Mar 2, 2026 at 9:12 AM Shop <help@shop.example>\nwrote:\n> Hi", "Still broken"),
        ("Rien reçu\n-----Message d'origine-----\nDe : SAV", "Rien reçu"),
        ("Oui\n\nDe : SAV\nEnvoyé : lundi 2 mars\nÀ : moi\nObjet : x", "Oui"),
        ("Merci\n-- \nLéa\n06 00 00 00 00", "Merci"),
        ("> vous dites\nJe réponds dessous", "Je réponds dessous"),
        ("> tout est cité", "> tout est cité"),
        ("De : un mot que j'emploie\nseul", "De : un mot que j'emploie\nseul"),
        ("Le 3 mars je suis venu.\nOn m'a dit non.", "Le 3 mars je suis venu.\nOn m'a dit non."),
        (
            "##- Please type your reply above this line -##\nrest",
            "##- Please type your reply above this line -##\nrest"
        ),
        ("", ""),
    ])
    func `the customer's own part stays`(mail: String, expected: String) {
        #expect(MailText.ownPart(of: mail) == expected)
    }

    @Test(arguments: [
        ("<style>p { color: red }</style><p>Bonjour</p><p>Rien reçu</p>", "Bonjour\nRien reçu"),
        ("<SCRIPT>alert('x')</SCRIPT>Vu<!-- suivi -->", "Vu"),
        (
            "Oui<br><br>Le lun. 2 mars 2026 &agrave; 09:12, SAV &lt;a@b.fr&gt; a &eacute;crit :<blockquote>x</blockquote>",
            "Oui"
        ),
        ("<!-- jamais fermé", ""), ("I <3 it", "I <3 it"),
    ])
    func `of HTML only the words are read`(html: String, expected: String) {
        #expect(MailText.ownPart(ofHTML: html) == expected)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `any bytes give text, never longer`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "<", ">", "&", ";", "#", "x", "/", "p", "style", "script", "é", "-", "!", "[", "]", "\n", "39", "b",
        ]
        let text = (0..<60).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        #expect(MailText.ownPart(ofHTML: text).utf8.count <= text.utf8.count)
        #expect(BBCode.plain(text).utf8.count <= text.utf8.count)
    }
}
