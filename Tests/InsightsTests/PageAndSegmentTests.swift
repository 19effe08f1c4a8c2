import Feedback
import FeedbackStore
import GRDB
import Insights
import Testing

@Suite struct PageQueryTests {
    private func written(
        _ page: String?, _ text: String, _ frictions: [(code: String, severity: Int, score: Double)], nps: Int
    )
        -> AnalysedItem
    {
        var made = item(answers: [answer(nps)], text: text, sentiment: nps > 6 ? 0.5 : -0.5, frictions: frictions)
        made.item.pageURL = page
        return made
    }

    private func answer(_ points: Int) -> Answer {
        Answer(field: "nps", question: nil, kind: .nps, scale: .nps, given: "\(points)", value: Double(points) / 10)
    }

    @Test func `a page shows what its visits did beside what is said on it more than elsewhere`() throws {
        let basket = (0..<30).map { _ in
            written(
                "https://shop.example/panier/?x=1", "le code promo est refusé", [("pay.methods_promo", 3, 0.9)], nps: 2)
        }
        let others = (0..<60).map { number in
            written(
                "https://shop.example/aide", "une réponse très rapide",
                number < 6 ? [("pay.methods_promo", 3, 0.9)] : [], nps: 9)
        }
        let test = try TestStore(basket + others)
        for number in 0..<20 {
            try test.execute(
                """
                INSERT INTO session (batch, source, session_id, started_at, ended_at, page_views, landing_page, exit_page,
                    outcome, errors, not_found, rage_clicks, dead_clicks, form_abandons, content_hash)
                VALUES (1, 'x', ?, 1790000000000, 1790000000000, ?, ?, '/panier', 'abandoned', ?, 0, 0, 0, 0, 0)
                """, ["s\(number)", number < 5 ? 1 : 3, number < 10 ? "/panier" : "/", number < 4 ? 1 : 0])
            try test.execute(
                "INSERT INTO session_event SELECT id, 0, ?, 1790000000000, '/panier', NULL, NULL FROM session WHERE session_id = ?",
                [number < 4 ? "error" : "page_view", "s\(number)"])
        }
        let report = try PageQuery(page: "/panier").run(on: test.store)
        #expect((report.visits.sessions, report.visits.bounced.count, report.visits.bounced.total) == (20, 5, 10))
        #expect((report.visits.left.count, report.visits.errors.count, report.visits.abandoned.count) == (20, 4, 20))
        #expect(report.items == 30)
        #expect(report.score.value == -100 && report.elsewhere.value == 100)
        let friction = try #require(report.frictions.first)
        #expect((friction.code, friction.here.value, friction.elsewhere.value) == ("pay.methods_promo", 1, 0.1))
        #expect(friction.difference.verdict == .up && !friction.quotes.isEmpty)
        #expect(report.words.first.map { $0.after.count } == 30)
        #expect(try PageQuery(page: "/pan*").run(on: test.store).items == 30)
        #expect(try PageQuery(page: "/nulle-part").run(on: test.store).items == 0)
    }
}

@Suite struct SegmentQueryTests {
    @Test(arguments: [
        ("orders >= 3", "orders", ">=", "3"), ("sentiment<-0.1", "sentiment", "<", "-0.1"),
        ("device = mobile", "device", "=", "mobile"), ("ville != Saint-Denis = 93", "ville", "!=", "Saint-Denis = 93"),
    ])
    func `a condition is a measure and a number, or an attribute and a text`(
        text: String, name: String, comparison: String, value: String
    ) throws {
        let rule = try #require(CustomerRule(text))
        #expect((rule.name, rule.comparison, rule.value) == (name, comparison, value))
    }

    @Test(arguments: ["", "orders", "orders >= many", "device > mobile", ">= 3", "orders >="])
    func `what is no condition is refused`(text: String) { #expect(CustomerRule(text) == nil) }

    private func store() throws -> TestStore {
        // 20 customers on mobiles name late deliveries, 20 others do not; 3 on a tablet.
        var items: [AnalysedItem] = []
        for number in 0..<43 {
            var made = item(
                respondent: "r_\(number)", text: "texte", sentiment: number < 20 ? -0.5 : 0.5,
                frictions: number < 20 ? [("delivery.late", 4, 0.9)] : [])
            made.item.device = number < 20 ? "mobile" : number < 40 ? "desktop" : "tablet"
            items.append(made)
        }
        let test = try TestStore(items)
        for number in 0..<30 {
            for order in 0...(number % 3) {
                try test.execute(
                    "INSERT INTO purchase (batch, source, order_key, respondent, at, amount) VALUES (1, 'shop', ?, ?, ?, ?)",
                    [
                        "\(number)-\(order)", "r_\(number)", 1_790_000_000_000 + number * 86_400_000,
                        10.0 * Double(number + 1),
                    ])
            }
        }
        return test
    }

    @Test func `groups overlap, and one of three people is never shown`() throws {
        let test = try store()
        let rules = [
            "mobile": ["device = mobile"], "tablet": ["device = tablet"], "regular": ["orders >= 3"],
            "late": ["friction = delivery.late", "orders >= 1"],
        ]
        try test.store.updateSegments(
            rules.sorted { $0.key < $1.key }.map { name, texts in
                CustomerSegment(code: name, rules: texts.compactMap(CustomerRule.init))
            })
        #expect(try test.store.segmentSizes() == ["mobile": 20, "tablet": 3, "regular": 10, "late": 20])
        let report = try SegmentQuery(minimum: 3).run(["mobile", "tablet", "regular", "late"], on: test.store)
        #expect(report.minimum == 5)
        let (mobile, tablet) = (report.rows[0], report.rows[1])
        #expect((mobile.customers, mobile.items, mobile.friction) == (20, 20, "delivery.late"))
        #expect(mobile.frictionShare?.value == 1 && mobile.elsewhere?.value == 0 && mobile.difference?.verdict == .up)
        #expect((tablet.customers, tablet.items, tablet.friction) == (nil, nil, nil))
        #expect(tablet.score == nil)
        #expect(!(try json(report)).contains("r_"))
        let filtered = try TopQuery(
            filter: InsightFilter(segments: [SegmentCondition(name: "segment", value: "mobile")])
        )
        .run(on: test.store)
        #expect(filtered.items == 20)
    }

    @Test func `no figure is given of a group that three people could be told apart in`() throws {
        let test = try store()
        let rules = ["mobile": "device = mobile", "tablet": "device = tablet"].sorted { $0.key < $1.key }
        try test.store.updateSegments(
            rules.map { CustomerSegment(code: $0.key, rules: [CustomerRule($0.value)].compactMap(\.self)) })
        let tablet = InsightFilter(segments: [SegmentCondition(name: "segment", value: "tablet")])
        let refusal = InsightError.smallGroup("segment=tablet", minimum: 10)
        #expect(throws: refusal) { try TopQuery(filter: tablet).run(on: test.store) }
        #expect(throws: refusal) { try ScoreQuery(filter: tablet).run(on: test.store) }
        #expect(throws: refusal) { try DriverQuery(filter: tablet).run(on: test.store) }
        var rare = item(respondent: "r_7", text: "texte", frictions: [("site.slow", 3, 0.9)])
        rare.item.device = "mobile"
        try test.add([rare])
        let mobile = InsightFilter(segments: [SegmentCondition(name: "segment", value: "mobile")])
        let report = try TopQuery(filter: mobile).run(on: test.store)
        #expect(report.rows.map(\.key) == ["delivery.late"] && report.withheld == 1)
        let all = try TopQuery().run(on: test.store)
        #expect(all.rows.map(\.key).contains("site.slow") && all.withheld == nil)
        let cells = try TopQuery(by: .segment("rfm")).run(on: test.store)
        let small = Set(try test.store.rfmCells().filter { $0.customers < 10 }.map(\.cell))
        #expect(!small.isEmpty && cells.rows.allSatisfy { !small.contains($0.key) })
        #expect(
            try ScoreQuery(metric: .sentiment, by: .segment("rfm")).run(on: test.store).rows.allSatisfy {
                $0.items >= 10
            })
    }

    @Test func `those who buy most recently, often and dearly are in the best thirds`() throws {
        let test = try store()
        try test.store.updateSegments([])
        let cells = try test.store.rfmCells()
        #expect(cells.reduce(0) { $0 + $1.customers } == 30)
        let rows = try test.store.read { db in
            try String.fetchAll(
                db, sql: "SELECT rfm FROM customer WHERE respondent IN ('r_29', 'r_0') ORDER BY respondent")
        }
        #expect(rows == ["R1F1M1", "R3F3M3"])
        #expect(try SegmentQuery().runRFM(on: test.store).rows.allSatisfy { ($0.customers ?? 10) >= 10 })
    }
}

@Suite struct SessionMatrixTests {
    @Test func `visits are counted by what happened and by what was said`() throws {
        let test = try TestStore([item(text: "a", sentiment: -0.6), item(text: "b", sentiment: 0.6)])
        try test.addSession("fine", item: 2, outcome: "purchased")
        try test.addSession("hard", item: 1, errors: 3)
        try test.execute("UPDATE session SET rage_clicks = 0")
        try test.execute(
            """
            INSERT INTO session (batch, source, session_id, started_at, ended_at, page_views, outcome, errors, not_found,
                rage_clicks, dead_clicks, form_abandons, content_hash) VALUES (1, 'x', 'mute', 1790000000000, 1790000000000, 1,
                'browsed', 0, 1, 0, 1, 0, 0)
            """)
        let weights = FrustrationWeights(
            error: 2, notFound: 1, rageClick: 2, deadClick: 1, formAbandon: 2, strugglingFrom: 2)
        let matrix = SessionMatrix(try test.store.sessionMatrix(SessionFilter(), weights: weights), weights)
        #expect(matrix.rows.map(\.happy) == [1, 0])
        #expect(matrix.rows.map(\.unhappy) == [0, 1])
        #expect(matrix.rows.map(\.silent) == [0, 1])
        #expect(matrix.rows[0].purchased.count == 1)
        var filter = SessionFilter()
        filter.isSilent = true
        let silent = try test.store.sessionSummaries(filter, weights: weights, limit: 5)
        #expect(silent.map(\.sessionID) == ["mute"] && silent[0].frustration == 2)
        (filter.isSilent, filter.isUnhappy) = (false, true)
        #expect(try test.store.sessionSummaries(filter, weights: weights, limit: 5).map(\.sessionID) == ["hard"])
    }
}
