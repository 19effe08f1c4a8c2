import Readers
import TestSupport
import Testing

@Suite struct `Double-encoded text` {
    @Test(arguments: [
        ("trÃ¨s dÃ©Ã§ue", "très déçue"), ("Lâ€™Ã©tÃ©", "L’été"), ("Merci ðŸ™‚", "Merci 🙂"), ("cÅ“ur", "cœur"),
        ("20 Â£ de trop", "20 £ de trop"), ("dÃ\u{83}Â©jÃ\u{83}Â\u{A0}", "déjà"),
        ("Ã\u{89}tÃ\u{A9}", "Été"), ("réponse : dÃ©Ã§u", "réponse : déçu"), ("é🙂 Ã©", "é🙂 é"),
    ])
    func `damage is repaired`(damaged: String, meant: String) {
        #expect(repair(damaged) == meant)
    }

    @Test(arguments: [
        "", "plain", "château, forêt, âge, Âge d’or", "LIBERTÉ»", "NÃO ÇÃO", "Ã", "â", "20 €", "日本語のレビュー", "é🙂", "Åse",
    ])
    func `healthy text is left alone`(text: String) {
        #expect(repair(text) == nil)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `what was damaged once or twice comes back`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let letters = Array("abc éèàùçœ’“”…🙂€ñ")
        let text = String((0..<30).map { _ in letters.randomElement(using: &random)! })
        var damaged = text
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            damaged = String(decoding: decoded(Array(damaged.utf8), as: .windows1252), as: UTF8.self)
        }
        if text.utf8.contains(where: { $0 >= 0x80 }) { #expect(repair(damaged) == text) }
    }

    private func repair(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        return repairedMojibake(bytes.span).map { String(decoding: $0, as: UTF8.self) }
    }
}
