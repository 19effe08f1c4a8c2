import Evaluation
import Feedback
import Readers
import Testing

@Suite struct LabelFileTests {
    private func texts(_ content: String, _ name: String = "labels.jsonl") throws -> [LabelledText] {
        try LabelFile(name: name, source: MemorySource(Array(content.utf8))).texts()
    }

    @Test func `JSON lines carry lists and accepted labels`() throws {
        let text = try #require(
            try texts(
                #"{"text": "Colis perdu", "lang": "fr", "sentiment": ["negative", "mixed"], "#
                    + #""frictions": ["delivery.missing"], "frictions_optional": ["delivery.late"], "#
                    + #""intents": [], "step": ["receive", "order"]}"#
            ).first)
        #expect(text.language == .french && text.line == 1 && text.polarity == nil)
        #expect(text.sentiment == [.negative, .mixed])
        #expect(text.frictions == ["delivery.missing"] && text.optionalFrictions == ["delivery.late"])
        #expect(text.intents == [] && text.steps == ["receive", "order"])
    }

    @Test func `CSV cells hold several codes`() throws {
        let found = try texts(
            "\u{FEFF}texte;lang;sentiment;frictions;step\n\"Retard, et cher\";fr;négatif;delivery.late|price.high;\n"
                + "Merci;fr;positif;;\n", "labels.csv")
        #expect(found.map(\.text) == ["Retard, et cher", "Merci"])
        #expect(found[0].frictions == ["delivery.late", "price.high"] && found[1].frictions == [])
        #expect(found.map(\.sentiment) == [[.negative], [.positive]])
        #expect(found[0].steps == [] && found[1].line == 3)
    }

    @Test(arguments: [
        (1, SentimentLabel.negative), (2, .negative), (3, .neutral), (4, .positive), (5, .positive),
    ])
    func `stars stand in for a sentiment, and are known as stars`(stars: Int, expected: SentimentLabel) throws {
        let text = try #require(try texts(#"{"text": "a", "stars": \#(stars), "sentiment": null}"#).first)
        #expect(text.sentiment == [expected] && text.isSentimentFromStars)
    }

    @Test func `what is not there was not labelled`() throws {
        let text = try #require(try texts(#"{"text": "a", "sentiment": "neutral"}"#).first)
        #expect(text.frictions == nil && text.intents == nil && text.steps == nil && text.language == nil)
        #expect(!text.isSentimentFromStars)
    }

    @Test(arguments: [
        ("fr", Language.french), ("FR", .french), ("Français", .french), ("en-GB", .english), ("english", .english),
        ("pt", .other), ("other", .other),
    ])
    func `languages that are not analysed are other`(code: String, expected: Language) throws {
        #expect(try texts(#"{"text": "a", "lang": "\#(code)"}"#).first?.language == expected)
    }

    @Test func `a column named label tells by its values what it labels`() throws {
        #expect(try texts(#"{"text": "a", "label": "other", "lang": "pt"}"#).first?.language == .other)
        #expect(try texts(#"{"text": "a", "label": "positive"}"#).first?.sentiment == [.positive])
    }

    @Test(arguments: [(#"{"id": 1}"#, "no row has a text"), (#"{"text": "a"}"#, "no row has a label")])
    func `a file that labels nothing is refused with what to add`(content: String, problem: String) throws {
        let file = try LabelFile(name: "x.jsonl", source: MemorySource(Array(content.utf8)))
        let error = #expect(throws: EvaluationError.self) { try file.texts() }
        #expect(error?.description.hasPrefix("x.jsonl: \(problem)") == true)
    }

    @Test func `a broken line is named and never quoted`() throws {
        let content = "{\"text\": \"a\", \"stars\": 1}\n{\"text\": secret}\n"
        let error = #expect(throws: ReaderError.self) {
            try LabelFile(name: "x.jsonl", source: MemorySource(Array(content.utf8)))
        }
        #expect(error?.line == 2)
        #expect(error?.description.contains("secret") == false)
    }
}

@Suite struct LabelAgreementTests {
    private func agreement(_ content: String, _ first: String = "a", _ second: String = "b") throws -> LabelAgreement {
        let file = try LabelFile(name: "x.csv", source: MemorySource(Array(content.utf8)))
        return try LabelAgreement(of: [file], columns: first, second)
    }

    @Test func `two columns of single answers give Cohen's κ`() throws {
        let rows =
            Array(repeating: "t,yes,yes", count: 20) + Array(repeating: "t,yes,no", count: 5)
            + Array(repeating: "t,no,yes", count: 10) + Array(repeating: "t,no,no", count: 15)
        let found = try agreement("text,a,b\n" + rows.joined(separator: "\n") + "\n")
        #expect(found.texts == 50 && found.same == 35)
        #expect(abs(try #require(found.kappa) - 0.4) < 1e-12)
    }

    @Test func `columns of several codes are compared code by code`() throws {
        let found = try agreement("text;a;b\nt;x|y;x\nt;x;x\nt;;\nt;y;y\n")
        #expect(found.answers == nil && found.codes.map(\.code) == ["x", "y"])
        #expect(found.codes[0].matrix.kappa == 1)
        #expect(found.total == TagCounts(right: 3, wrong: 0, missed: 1))
        #expect(found.same == 3)
    }

    @Test func `columns that are not there are named`() throws {
        let error = #expect(throws: EvaluationError.self) { try agreement("text,a\nt,yes\n") }
        #expect(error?.fix.en.contains("a, text") == true)
    }
}
