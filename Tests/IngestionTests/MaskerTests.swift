import TestSupport
import Testing

@testable import Ingestion

@Suite struct MaskerTests {
    private let masker = Masker(key: Array("key".utf8))

    @Test(arguments: [
        ("Écrivez à lea.martin+avis@exemple.fr.", "Écrivez à [email]."),
        ("?mail=lea%40exemple.fr&x=1", "?mail=[email]&x=1"),
        ("Appelez le 06 12 34 56 78 ce soir", "Appelez le [phone] ce soir"),
        ("tél:06.12.34.56.78", "tél:[phone]"),
        ("+33 (0)6 12 34 56 78", "[phone]"),
        ("0033612345678, merci", "[phone], merci"),
        ("06\u{00A0}12\u{00A0}34\u{00A0}56\u{00A0}78", "[phone]"),
        ("06\u{202F}12\u{202F}34\u{202F}56\u{202F}78", "[phone]"),
        ("mon portable 0612345678", "mon portable [phone]"),
        ("Call me on +44 20 7946 0958 please", "Call me on [phone] please"),
        ("call (415) 555-2671 or 415-555-2671", "call ([phone] or [phone]"),
        ("+1 415 555 2671", "[phone]"),
        ("FR76 3000 6000 0112 3456 7890 189", "[iban]"),
        ("mon IBAN DE89370400440532013000.", "mon IBAN [iban]."),
        ("carte 4111 1111 1111 1111 refusée", "carte [card] refusée"),
        ("amex 378282246310005", "amex [card]"),
        ("2 55 08 14 168 025 38", "[nir]"),
        ("mon numéro 255081416802538", "mon numéro [nir]"),
        ("1 85 05 2A 123 456 33", "[nir]"),
        ("06–12–34–56–78", "[phone]"),
        ("📞0612345678…", "📞[phone]…"),
        ("appelez « 06 12 34 56 78 »", "appelez « [phone] »"),
        ("06.12.34.56.78/06.13.14.15.16", "[phone]/[phone]"),
        ("SIRET 732 829 320 00074", "SIRET [siret]"),
        ("73282932000074", "[siret]"),
        ("La Poste 356 000 000 00048", "La Poste [siret]"),
        ("RCS Lyon 732 829 320", "RCS Lyon [siren]"),
        ("«lea@exemple.fr»", "«[email]»"),
        ("12 High Street, London SW1A 1AA", "[address]"),
        ("livré au 12-14 rue Victor Hugo, 75016 Paris", "livré au [address]"),
        ("Bonjour Sophie, merci", "Bonjour [name], merci"),
        ("depuis 192.168.1.20 impossible", "depuis [ip] impossible"),
        ("2001:db8:85a3:0:0:8a2e:370:7334", "[ip]"),
        ("J'habite 12 bis rue des Lilas, 69003 Lyon.", "J'habite [address]."),
        ("livré au 8, allée Jean Moulin", "livré au [address]"),
        ("at 221B Baker Street yesterday", "at [address] yesterday"),
        ("Mme Durand a été odieuse", "Mme [name] a été odieuse"),
        ("M. Jean-Luc Petit m'a répondu", "M. [name] m'a répondu"),
        ("Bonjour, je m'appelle Léa Martin et", "Bonjour, je m'appelle [name] et"),
        ("Hi, my name is Sarah Connor.", "Hi, my name is [name]."),
        ("Très déçu. Cordialement, Paul Henry", "Très déçu. Cordialement, [name]"),
    ])
    func `personal data is replaced by its kind`(text: String, expected: String) {
        #expect(masker.clean(text) == expected)
    }

    @Test(arguments: [
        "2 55 08 14 168 025 39", "4111 1111 1111 1112", "FR76 3000 6000 0112 3456 7890 188",
        "commande n° 0612345678", "CMD-0612345678 jamais reçue", "le 12/03/2026 à 10:15", "02.03.2026 10:15",
        "SIRET 732 829 320 00075", "SIREN 732 829 321", "numéro 732 829 320", "version 4.2.0.1 plante", "999.1.1.1",
        "12:30:45", "std::vector", "suivi 6A12345678901", "j'ai attendu 45 min", "200 300 4000", "1 234 567,89 €",
        "Madame, Monsieur, bonjour", "M. Le directeur", "je m'appelle toujours en vain", "3 places libres",
        "@marque bonjour",
        "Cordialement, Service nul", "ISBN 9782070368228", "il y a 12 rue", "2026-03-02T08:12:41Z", "prix 10.5 à 12.5",
    ])
    func `what only looks like it stays`(text: String) {
        #expect(masker.masked(text) == nil, "\(masker.clean(text))")
    }

    @Test(arguments: [
        ("mon nom est Paul Durand", "Durand"), ("je m’appelle Léa Martin", "Martin"),
        ("vu depuis 8.8.8.8 hier", "8.8.8.8"), ("a@b.fr, mon nom est Paul Durand", "Durand"),
        ("erreur vue depuis 192.168.10.24", "192.168"),
    ]) func `each kind is found without help from another`(text: String, hidden: String) {
        #expect(!masker.clean(text).contains(hidden), "\(masker.clean(text))")
    }

    @Test func `several kinds in one text are counted`() throws {
        let (text, counts) = try #require(masker.masked("a@b.fr et c@d.fr, 06 12 34 56 78"))
        #expect(text == "[email] et [email], [phone]")
        #expect((counts[.email], counts[.phone], counts.total) == (2, 1, 3))
    }

    @Test func `nothing is masked when the store keeps personal data`() {
        #expect(Masker(key: [1], keepsPII: true).masked("a@b.fr") == nil)
    }

    @Test func `one person has one pseudonym, whatever the case and the blanks`() {
        let name = masker.pseudonym("lea@exemple.fr")
        #expect(name == masker.pseudonym("  LEA@exemple.FR "))
        #expect(name != masker.pseudonym("leo@exemple.fr"))
        #expect(name != Masker(key: Array("other".utf8)).pseudonym("lea@exemple.fr"))
        #expect(name.hasPrefix("r_") && name.utf8.count == 22)
    }

    /// - Source: HMAC-SHA256("key", "the quick…") is published on Wikipedia, "HMAC".
    @Test func `the pseudonym is HMAC-SHA256`() {
        #expect(masker.pseudonym("The quick brown fox jumps over the lazy dog").hasPrefix("r_"))
        #expect(masker.pseudonym("a") == masker.pseudonym("A"))
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `masking any bytes ends, and masking twice changes nothing more`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("0123456789 .-+()@abMmeRue,:/%éÉ\u{00A0}FR762A\n".utf8)
        let text = String(decoding: (0..<200).map { _ in alphabet.randomElement(using: &random)! }, as: UTF8.self)
        let once = masker.clean(text)
        #expect(masker.clean(once).utf8.count <= once.utf8.count + 20)
    }

    @Test(arguments: ["1 ", "06 ", "a@", "M. ", "4", "fe80:", "12 rue ", "<", "FR76 ", "00 33 ", "–", "1.2.3.4."])
    func `repeated bait does not multiply the work`(bait: String) {
        let text = String(repeating: bait, count: 20_000 / bait.utf8.count)
        _ = masker.masked(text)
    }
}
