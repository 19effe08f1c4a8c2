import Analysis
import Feedback
import Lexicons
import TestSupport
import Testing

@Suite struct TagModelTests {
    /// The tests' own lexicons with a small model beside them.
    private static let tags = """
        <bias>\tdelivery.late=-2 bug.broken_feature=-3 recommend=-4
        <limit>\tdelivery.late=0 bug.broken_feature=0 recommend=0
        <positive>\tdelivery.late=-1
        <praising>\tdelivery.late=-0.2
        <tone>\tdelivery.late=-0.5
        <delivery.late>\tdelivery.late=4
        facteur\tdelivery.late=6
        NOT_sonné\tdelivery.late=6 bug.broken_feature=-1
        <num> semaines\tdelivery.late=9
        facteur aimable\tdelivery.late=-20
        """

    private static func lexicons(_ tags: String) throws(LexiconError) -> LexiconSet {
        let files = TestLexicons.files + [("fr/friction/delivery.missing.tsv", "volé\t0.8\n"), ("fr/tags.tsv", tags)]
        return try LexiconSet.load(files: files.map { LexiconFile(name: $0.name, bytes: Array($0.content.utf8)) })
    }

    /// Delivery as an area: `colis` is of it, `perdu` of a friction too.
    private static let areas = """
        <bias>\tdelivery.late=-2 delivery.missing=-2 bug.broken_feature=-2 delivery.*=-2
        <limit>\tdelivery.late=0 delivery.missing=0 bug.broken_feature=0 delivery.*=0
        colis\tdelivery.*=12
        perdu\tdelivery.missing=2
        tard\tdelivery.late=2 delivery.missing=1
        arrivé\tdelivery.late=12
        loin\tdelivery.missing=-8 delivery.late=-8
        cassé\tbug.broken_feature=12
        """

    private func explain(_ text: String, _ tags: String = Self.tags) throws -> Explanation {
        let analyzer = Analyzer(lexicons: try Self.lexicons(tags), traits: [:])
        var workspace = analyzer.makeWorkspace()
        let bytes = Array(text.utf8)
        return analyzer.explain(bytes.span, language: .french, using: &workspace)
    }

    @Test(arguments: [
        ("Le facteur", true), ("Le bureau", false), ("Il n'a pas sonné", true), ("Il a sonné", false),
        ("Trois semaines", false), ("3 semaines", true), ("Facteur aimable", false), ("En retard", true),
        ("Le facteur n'est pas en retard", false), ("Le facteur n'est pas en retard, mais 3 semaines", true),
    ])
    func `a tag stands when its words outweigh its start`(text: String, isLate: Bool) throws {
        let codes = try explain(text).analysis.annotations(of: .friction).map(\.code)
        #expect(codes.contains("delivery.late") == isLate)
    }

    @Test func `a tag without a cue of its own keeps the words that spoke most for it`() throws {
        let text = "Hier, le facteur"
        let tag = try #require(try explain(text).analysis.annotations(of: .friction).first)
        #expect(tag.rule == "fr/tags.tsv:7")
        #expect(String(decoding: Array(text.utf8)[tag.span], as: UTF8.self) == "facteur")
    }

    @Test(arguments: [
        "Le facteur. En retard, 3 semaines", "Il n'a pas sonné", "Facteur génial : 3 semaines, facteur",
        "Le facteur n'est pas en retard, mais 3 semaines",
    ])
    func `the parts of a tag add up to its z`(text: String) throws {
        for tag in try explain(text).tags {
            let sum = tag.bias + tag.attitude + tag.rivals + tag.area + tag.parts.reduce(0) { $0 + $1.value }
            #expect(abs(sum - tag.z) < 1e-4)
            #expect(tag.probability >= tag.limit)
        }
        #expect(try !explain(text).tags.isEmpty)
    }

    @Test(arguments: 1...8)
    func `terms of many tags and terms of few add up to the hundredth`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codes = (0..<40).map { "field\($0 % 7).friction\($0)" }
        let words = (0..<60).map {
            "mot" + String($0 + 26, radix: 26).map { String($0.isLetter ? $0 : "q") }.joined() + "\($0)"
        }
        var lines = ["<bias>\t" + codes.map { "\($0)=-1" }.joined(separator: " ")]
        lines.append("<limit>\t" + codes.map { "\($0)=0" }.joined(separator: " "))
        for word in words {
            let given = codes.shuffled(using: &random).prefix(Int.random(in: 1...40, using: &random))
            let weights = given.map { code in
                let hundredths = Int.random(in: -10_000...10_000, using: &random)
                return "\(code)=\(Double(hundredths) / 100)"
            }
            lines.append("\(word)\t" + weights.joined(separator: " "))
        }
        let files =
            TestLexicons.files + codes.map { ("fr/friction/\($0).tsv", "volé\t0.8\n") }
            + [("fr/tags.tsv", lines.joined(separator: "\n"))]
        let lexicons = try LexiconSet.load(
            files: files.map { LexiconFile(name: $0.0, bytes: Array($0.1.utf8)) })
        let analyzer = Analyzer(lexicons: lexicons, traits: [:])
        var workspace = analyzer.makeWorkspace()
        let text = Array(words.joined(separator: " ").utf8)
        let tags = analyzer.explain(text.span, language: .french, using: &workspace).tags
        #expect(tags.count > 5)
        for tag in tags {
            let sum = tag.bias + tag.attitude + tag.rivals + tag.area + tag.parts.reduce(0) { $0 + $1.value }
            #expect(abs(sum - tag.z) < 1e-3)
        }
    }

    @Test(arguments: [
        ("colis perdu", ["delivery.missing"]), ("colis tard", ["delivery.late"]), ("perdu", []),
        ("colis arrivé", ["delivery.late"]), ("colis loin", []), ("bureau cassé", ["bug.broken_feature"]),
    ])
    func `an area that stands alone gives its likeliest friction, if one is likely`(text: String, expected: [String])
        throws
    {
        #expect(try explain(text, Self.areas).analysis.annotations(of: .friction).map(\.code) == expected)
    }

    @Test func `a friction that stands for its area says so, and by how much`() throws {
        let sums = try explain("colis perdu", Self.areas).tags
        #expect(sums.map(\.code) == ["delivery.missing", "delivery.*"])
        #expect(sums[0].area > 0 && sums[0].probability == sums[0].limit && sums[1].area == 0)
        for sum in sums {
            let parts = sum.parts.reduce(0) { $0 + $1.value }
            #expect(abs(sum.bias + sum.attitude + sum.rivals + sum.area + parts - sum.z) < 1e-5)
        }
    }

    @Test func `a friction counts for less beside others`() throws {
        let alone = try #require(try explain("arrivé", Self.areas).tags.first)
        let beside = try #require(try explain("arrivé. Cassé", Self.areas).tags.first { $0.code == "delivery.late" })
        #expect(alone.rivals < 0 && beside.rivals < alone.rivals)
    }

    @Test func `what a clause denies, its words do not speak for`() throws {
        let text = "Le facteur n'est pas en retard, mais 3 semaines"
        let tag = try #require(try explain(text).tags.first { $0.code == "delivery.late" })
        let denied = try #require(tag.parts.first { $0.value < 0 })
        let postman = try #require(tag.parts.first { $0.rule == "fr/tags.tsv:7" })
        #expect(abs(denied.value + postman.value) < 1e-5 && denied.rule.hasPrefix("fr/friction/delivery.late.tsv:"))
        #expect(String(decoding: Array(text.utf8)[denied.span], as: UTF8.self) == "en retard")
    }

    @Test func `a repeated word counts once`() throws {
        let (once, twice) = (try explain("facteur"), try explain("facteur facteur"))
        #expect(once.tags.first?.z == twice.tags.first?.z)
    }

    @Test func `categories a model does not weigh keep the rule of their cues`() throws {
        #expect(try explain("Déçu").analysis.annotations(of: .emotion).map(\.code) == ["disappointment"])
        #expect(try explain("colis").analysis.annotations(of: .step).map(\.code) == ["receive"])
    }

    @Test(arguments: [
        ("mot\tdelivery.early=1", LexiconError.Problem.unknownCode("delivery.early"), 5),
        ("<biais>\tdelivery.late=1", .unknownCode("biais"), 1), ("mot", .missingColumn("weights"), 4),
        ("mot\tdelivery.late=beaucoup", .notANumber(range: "-100 to 100"), 5),
        ("mot\tdelivery.late=100.01", .outOfRange("-100 to 100"), 5),
        ("mot\tdelivery.late=0.125", .tooManyDecimals, 5),
        ("un deux trois\tdelivery.late=1", .outOfRange("1 to 2 words"), 1),
        ("mot\tdelivery.late=1\nMÔT\tdelivery.late=2", .duplicateTerm(firstLine: 1), 1),
    ])
    func `a wrong line says where and why`(tags: String, problem: LexiconError.Problem, column: Int) {
        #expect {
            _ = try Self.lexicons(tags)
        } throws: { error in
            guard let error = error as? LexiconError else { return false }
            return error.problem == problem && error.column == column && error.file == "fr/tags.tsv"
        }
    }
}
