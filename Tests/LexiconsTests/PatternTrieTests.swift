import Testing

@testable import Lexicons

@Suite struct PatternTrieTests {
    /// The spans one term matches in `text`.
    private func matches(_ term: String, in text: String) throws -> [String] {
        let lexicons = try LexiconSet.load(files: [
            LexiconFile(name: "fr/friction/test.tsv", bytes: Array("\(term)\t0.5\n".utf8)),
            LexiconFile(name: "fr/shifters.tsv", bytes: Array("mais\tcontrast\t1.3\n".utf8)),
        ])
        let bytes = Array(text.utf8)
        var (buffer, scratch, hits) = (TokenBuffer(), PatternScratch(), [PatternHit]())
        lexicons.tokenizer.tokenize(bytes.span, into: &buffer)
        let (parents, flags) = (lexicons.tokenizer.vocabulary.longestBeginning, lexicons.french.flags)
        lexicons.french.trie.match(
            buffer, parents: parents.span, flags: flags.span, using: &scratch, into: &hits)
        return hits.compactMap { hit in
            guard case .cue = lexicons.entries[Int(hit.entry)].meaning else { return nil }
            let start = Int(buffer.tokens[Int(hit.tokens.lowerBound)].start)
            return String(
                decoding: bytes[start..<Int(buffer.tokens[Int(hit.tokens.upperBound - 1)].end)], as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("retard", "Un RETARD, encore un retard", ["RETARD", "retard"]),
        ("n'est pas à la hauteur", "le suivi n’est pas a la hauteur", ["n’est pas a la hauteur"]),
        ("charge*", "chargement, charger, décharge, charge", ["chargement", "charger", "charge"]),
        ("page ~ charge*", "la page ne se charge pas", ["page ne se charge"]),
        ("page ~ charge*", "la page a b c d charge", []),
        ("page ~ charge*", "page. charge", []),
        ("page ~ charge*", "page mais charge", []),
        (
            "attendu <num> (minutes|heures)", "attendu 40 minutes puis attendu 2 heures",
            ["attendu 40 minutes", "attendu 2 heures"]
        ),
        ("attendu <num> mn", "attendu 40mn", ["attendu 40 mn"]),
        (
            "attendu (<num>|deux|plus de <num>) heures",
            "attendu 3 heures, attendu deux heures, attendu plus de 4 heures",
            ["attendu 3 heures", "attendu deux heures", "attendu plus de 4 heures"]
        ),
        ("erreur 404", "erreur 404 erreur 500", ["erreur 404"]),
        ("(colis|paquet) ~ (perdu|égaré)", "colis est perdu, paquet égaré", ["colis est perdu", "paquet égaré"]),
        ("l'(appli|application) plante", "l'appli plante", ["l'appli plante"]),
        ("👎 nul", "👎 nul", ["👎 nul"]),
    ])
    func `a term matches what it says and no more`(term: String, text: String, expected: [String]) throws {
        let found = try matches(term, in: text)
        #expect(found == expected.map { $0 == "attendu 40 mn" ? "attendu 40mn" : $0 })
    }
}
