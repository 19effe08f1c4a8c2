import Feedback
import Testing

@testable import Linking

@Suite struct StepLinkerTests {
    private static let yaml = """
        code: retail
        default: true
        labels: {fr: Parcours, en: Journey}
        steps:
          - code: choose
            labels: {fr: Choisir, en: Choose}
            match: {fields: [choix], questions: [fiche produit], pages: ["/recherche*", "/c/*"], frictions: ["info.*"]}
          - code: pay
            labels: {fr: Payer, en: Pay}
            match: {fields: [paiement], questions: [paiement, payment], pages: ["/paiement*", "*/3ds*"], touchpoints: [caisse], frictions: [pay.declined]}
          - code: receive
            labels: {fr: Recevoir, en: Receive}
            match: {pages: ["/suivi*"], frictions: ["delivery.*"]}
        """
    private static let other = """
        code: two
        labels: {fr: Deux, en: Two}
        steps:
          - {code: before, labels: {fr: Avant, en: Before}, maps: [choose]}
          - {code: after, labels: {fr: Après, en: After}, maps: [pay, receive]}
        """

    private func linker() throws -> StepLinker {
        StepLinker(
            journeys: try JourneySet(files: [("retail.yaml", Self.yaml), ("two.yaml", Self.other)]),
            defaultSteps: ["support.rude": "choose", "support.bot": "nowhere"])
    }

    private func item(_ change: (inout FeedbackItem) -> Void = { _ in }) -> FeedbackItem {
        var item = FeedbackItem(source: "shop", kind: .survey)
        change(&item)
        return item
    }

    private func tag(_ kind: AnnotationKind, _ code: String, severity: Int = 3, score: Double = 0.9) -> Annotation {
        Annotation(
            kind: kind, code: code, polarity: -0.5, score: score, confidence: 0.9, severity: severity, span: 0..<1,
            rule: "r:1")
    }

    @Test(
        arguments: [
            ("https://shop.example/paiement?x=1#top", "pay"), ("/paiement/3ds", "pay"), ("https://shop.example", nil),
            ("/fr/3ds/retour", "pay"), ("/RECHERCHE?q=lampe", "choose"), ("/suivi", "receive"), ("/panier", nil),
        ] as [(String, String?)])
    func `a page belongs to the step whose pattern is the longest`(url: String, step: String?) throws {
        #expect(try linker().link(page: url)?.step.step == step)
    }

    @Test func `the kinds of rule are tried in the contract's order`() throws {
        var linker = try linker()
        let tags = [tag(.friction, "delivery.late"), tag(.step, "pay")]
        var item = item()
        #expect(linker.link(item, tags: [tags[0]])?.method == .rule("friction"))
        #expect(linker.link(item, tags: tags)?.method == .rule("cue"))
        item.touchpoint = "Caisse"
        #expect(linker.link(item, tags: tags)?.method == .rule("touchpoint"))
        item.pageURL = "/recherche"
        #expect(linker.link(item, tags: tags)?.method == .rule("page"))
        item.verbatims = [Verbatim(field: "q", question: "Un mot sur le paiement ?", text: "ok")]
        #expect(linker.link(item, tags: tags)?.method == .rule("question"))
        item.segments = [Segment("Étape", "Choix")]
        let link = linker.link(item, tags: tags)
        #expect(link?.method == .rule("field") && link?.step.step == "choose")
    }

    @Test func `an item nothing matches stays unassigned`() throws {
        var linker = try linker()
        #expect(linker.link(item { $0.pageURL = "/panier" }, tags: [tag(.friction, "support.bot")]) == nil)
    }

    @Test func `the gravest friction decides, then the default step of its category`() throws {
        var linker = try linker()
        let tags = [tag(.friction, "info.missing", severity: 2), tag(.friction, "pay.declined", severity: 5)]
        #expect(linker.link(item(), tags: tags)?.step.step == "pay")
        #expect(linker.link(item(), tags: [tag(.friction, "support.rude")])?.step.step == "choose")
    }

    @Test func `a long questionnaire does not place an item by one of its ratings`() throws {
        var linker = try linker()
        let ratings = ["Note du paiement", "Note de la fiche produit"].map {
            Answer(field: $0, question: $0, kind: .csat, scale: .csat, given: "4", value: 0.75)
        }
        #expect(linker.link(item { $0.answers = ratings }, tags: []) == nil)
        #expect(linker.link(item { $0.answers = [ratings[0]] }, tags: [])?.step.step == "pay")
    }

    @Test(arguments: [("choose", "before"), ("pay", "after"), ("receive", "after")])
    func `another model maps the default steps`(step: String, mapped: String) throws {
        let journeys = try JourneySet(files: [("retail.yaml", Self.yaml), ("two.yaml", Self.other)])
        #expect(journeys["two"]?.step(mapping: step)?.code == mapped)
        #expect(journeys["retail"]?.step(mapping: step)?.code == step)
    }

    @Test func `what is wrong with a journey is said with its file`() {
        let missing = "code: x\nlabels: {fr: a, en: b}\n"
        #expect(throws: JourneyError.invalid(file: "x.yaml", reason: "'steps' is missing in the file")) {
            try JourneySet(files: [("x.yaml", missing)])
        }
        let unknown = Self.other.replacing("[choose]", with: "[browse]")
        #expect(throws: JourneyError.unknownStep(file: "two", step: "browse", known: ["choose", "pay", "receive"])) {
            try JourneySet(files: [("retail.yaml", Self.yaml), ("two.yaml", unknown)])
        }
        #expect(throws: JourneyError.noDefault) { try JourneySet(files: [("two.yaml", Self.other)]) }
    }

    @Test func `a session places by its last page that belongs to a step, never by the home page`() throws {
        let linker = try linker()
        let link = try #require(linker.link(sessionPages: ["/merci", "/paiement/3ds", "/recherche"]))
        #expect((link.step.step, link.method) == ("pay", .rule("session")))
        #expect(link.probability < StepLinker.Certainty.touchpoint && link.evidence == "session page /paiement*")
        #expect(linker.link(sessionPages: ["/", "https://shop.example"]) == nil)
        #expect(linker.link(sessionPages: []) == nil)
    }

    @Test func `a field may name a step of another model: it stands for the first default step it maps to`() throws {
        var linker = try linker()
        let item = item { $0.segments = [Segment("stage", "After")] }
        #expect(linker.link(item, tags: [])?.step.step == "pay")
    }
}

extension StepLinker {
    /// By what the source says, then by what the texts say.
    mutating func link(_ item: FeedbackItem, tags: [Annotation]) -> StepLink? {
        if let link = link(item) { return link }
        prepare(codes: tags.map(\.code))
        let signs = tags.indices.map {
            StepSign(kind: tags[$0].kind, category: $0, severity: tags[$0].severity, score: tags[$0].score)
        }
        return link(signs.span) { tags[$0].rule }
    }
}
