import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct SearchQueryTests {
    private static let texts = [
        "Le cœur du problème : le délai", "Mon coeur balance", "L'été dernier, colis perdu",
        "Carte bancaire refusée deux fois",
        "The card was refused twice", "NEAR the store AND cheap", "Foo-bar: 100% \"quoted\" text",
    ]

    @Test(arguments: [
        ("coeur", 2), ("cœur", 2), ("CŒUR", 2), ("l'été", 1), ("ete", 1), ("refuse*", 2), ("\"deux fois\"", 1),
        ("\"fois deux\"", 0),
        ("carte refusée", 1), ("NEAR", 1), ("AND", 1), ("delai", 1), ("nothing here", 0),
    ])
    func `words are found however they are spelt`(query: String, expected: Int) throws {
        let test = try TestStore(Self.texts.map { item(text: $0) })
        let report = try SearchQuery(query).run(on: test.store)
        #expect(report.total == expected && report.hits.count == expected)
        for hit in report.hits { #expect(Self.texts.contains(hit.text)) }
    }

    @Test(arguments: [
        "foo\"bar", "a AND", "NEAR(", "x*y", "text:foo", "-x", "l'été", "(", "a OR OR b", "\"unclosed phrase", "^start",
        "{a b}: c",
        "'; DROP TABLE item; --", "a\u{0}b", "*", "**a**", "+a", "é\u{301}", "a \"\" b", "100%",
    ])
    func `nothing typed is an operator`(query: String) throws {
        let test = try TestStore(Self.texts.map { item(text: $0) })
        do { _ = try SearchQuery(query).run(on: test.store) } catch InsightError.emptySearch {}
        #expect(try test.store.dayRange() != nil)
    }

    @Test(arguments: ["", "  ", "\"\"", "?!"]) func `a search without a word is refused`(query: String) throws {
        let test = try TestStore()
        #expect(throws: InsightError.emptySearch) { try SearchQuery(query).run(on: test.store) }
    }

    @Test func `filters narrow a search`() throws {
        let test = try TestStore([
            item(day: september, step: "pay", text: "carte"), item(day: september + 9, step: "browse", text: "carte"),
        ])
        #expect(try SearchQuery("carte", filter: InsightFilter(since: september + 1)).run(on: test.store).total == 1)
        #expect(try SearchQuery("carte", filter: InsightFilter(step: "pay")).run(on: test.store).total == 1)
        #expect(try SearchQuery("carte", limit: 1).run(on: test.store).hits.count == 1)
    }
}
