import Analysis
import Feedback
import Testing

@Suite struct CueTests {
    private func frictions(_ text: String, _ language: Language = .french) -> [String] {
        TestLexicons.analyze(text, language).annotations(of: .friction).map(\.code)
    }

    @Test(arguments: [
        ("Colis en retard", ["delivery.late"]), ("Aucun retard", []), ("Pas en retard", []), ("Jamais en retard", []),
        ("Sans retard", []), ("Jamais reçu", ["delivery.late"]), ("Livraison horrible", ["delivery.late"]),
        ("Livraison parfaite et rapide", []), ("Livraison", []), ("Dommage pour la livraison", ["delivery.late"]),
        ("Ça marche", []), ("Ça marche pas", ["bug.broken_feature"]), ("Le site ne marche pas", ["bug.broken_feature"]),
        ("Le bouton marche plus", ["bug.broken_feature"]), ("Aucun souci, un bug", ["bug.broken_feature"]),
        ("Parfait. Livraison nulle part. Bug", ["bug.broken_feature"]),
        ("Rapide mais en retard", ["delivery.late"]), ("", []), ("👍", []),
    ])
    func `a friction needs its cue's condition (fr)`(text: String, expected: [String]) {
        #expect(frictions(text) == expected)
    }

    @Test(arguments: [
        ("It doesn't work", ["bug.broken_feature"]), ("It works and I work", []), ("Never late", []),
        ("Not late", []), ("It was late", ["delivery.late"]), ("Great delivery", []),
        ("Terrible delivery", ["delivery.late"]),
        ("It never arrived", ["delivery.late"]),
    ])
    func `a friction needs its cue's condition (en)`(text: String, expected: [String]) {
        #expect(frictions(text, .english) == expected)
    }

    @Test func `a praised topic is a praise and no friction`() {
        let analysis = TestLexicons.analyze("Livraison rapide")
        #expect(analysis.praises.map(\.code) == ["delivery.late"])
        #expect(analysis.praises.allSatisfy { $0.kind == .praise && $0.polarity > 0 })
        #expect(analysis.annotations(of: .friction).isEmpty)
    }

    @Test func `an annotation names its words, its line and its severity`() throws {
        let text = "Bravo. Le colis est arrivé en retard, impossible !"
        let friction = try #require(TestLexicons.analyze(text).annotations(of: .friction).first)
        #expect(friction.code == "delivery.late")
        #expect(friction.rule == "fr/friction/delivery.late.tsv:1")
        #expect(friction.severity == 5)
        #expect(friction.polarity < 0)
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[friction.span], as: UTF8.self) == "en retard")
    }

    @Test func `several cues make one surer annotation`() throws {
        let one = try #require(TestLexicons.analyze("retard").annotations(of: .friction).first)
        let two = try #require(TestLexicons.analyze("retard. Jamais reçu").annotations(of: .friction).first)
        let same = try #require(TestLexicons.analyze("retard. retard").annotations(of: .friction).first)
        #expect(two.score > one.score)
        #expect(abs(two.score - 0.96) < 1e-6)
        #expect(same.score == one.score)
    }

    @Test func `intents, emotions and steps carry their own codes`() {
        let analysis = TestLexicons.analyze("Je recommande ce colis. Déçu pourtant.")
        #expect(analysis.annotations(of: .intent).map(\.code) == ["recommend"])
        #expect(analysis.annotations(of: .emotion).map(\.code) == ["disappointment"])
        #expect(analysis.annotations(of: .step).map(\.code) == ["receive"])
    }

    @Test func `a friction implies its step, less surely than a named one`() throws {
        let implied = try #require(TestLexicons.analyze("En retard").annotations(of: .step).first)
        #expect(implied.code == "receive")
        #expect(implied.score < 0.6)
        #expect(implied.rule.hasPrefix("fr/friction/"))
    }
}
