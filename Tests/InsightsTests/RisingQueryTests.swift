import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct RisingQueryTests {
    private static let from = Period(days: september - 30...september - 1)
    private static let to = Period(days: september...september + 29)

    @Test func `documents count, not tokens`() throws {
        let angry = item(day: september, text: String(repeating: "arnaque ", count: 60))
        let others = (0..<40).map { item(day: september - 20 + $0, text: "Commande reçue numéro \($0)") }
        let report = try RisingQuery(from: Self.from, to: Self.to).run(on: TestStore([angry] + others).store)
        #expect(!report.terms.contains { $0.term.lowercased().contains("arnaque") })
    }

    @Test func `a new word rises whatever its case and accents`() throws {
        let texts = ["Écran gelé", "écran noir", "ECRAN noir", "ecran bloqué", "l'écran, encore", "écran-noir"]
        let before = (0..<30).map { item(day: september - 10, text: "Application pratique \($0)") }
        let after =
            texts.map { item(day: september, text: $0) }
            + (0..<24).map { item(day: september, text: "Application pratique \($0)") }
        let report = try RisingQuery(from: Self.from, to: Self.to).run(on: TestStore(before + after).store)
        let first = try #require(report.terms.first)
        #expect(first.term.lowercased() == "écran")
        #expect(first.after.count == 6 && first.before.count == 0 && first.isNew)
        #expect(report.documentsBefore == 30 && report.documentsAfter == 30)
    }

    @Test func `stop words are left out, with or without accents`() throws {
        let after = (0..<10).map { item(day: september, text: "déjà là \($0)") }
        let before = (0..<10).map { item(day: september - 5, text: "rien \($0)") }
        let report = try RisingQuery(from: Self.from, to: Self.to, stopWords: ["Deja", "là"]).run(
            on: TestStore(before + after).store)
        #expect(report.terms.isEmpty)
    }
}
