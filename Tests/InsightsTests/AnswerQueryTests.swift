import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct IdeaQueryTests {
    /// - Parameter cue: what makes it a suggestion.
    private static func idea(_ text: String, cue: String, _ respondent: String, channel: String = "web")
        -> AnalysedItem
    {
        let start = text.utf8.distance(from: text.startIndex, to: text.firstRange(of: cue)!.lowerBound)
        var made = item(channel: channel, respondent: respondent, text: text, sentiment: 0)
        made.verbatims[0].annotations.append(
            Annotation(
                kind: .intent, code: "suggestion", polarity: 0, score: 0.8, confidence: 1, severity: 0,
                span: start..<start + cue.utf8.count, rule: "suggestion:1"))
        return made
    }

    private static let items = [
        idea("Ajoutez un filtre par couleur dans le catalogue.", cue: "Ajoutez", "p1"),
        idea("Bonjour. Il faudrait des filtres de couleur. Tout va bien.", cue: "Il faudrait", "p2", channel: "app"),
        idea("Un filtre couleur serait utile", cue: "serait utile", "p2"),
        idea("You should offer delivery on Sunday", cue: "You should", "p3"),
        idea("Sunday delivery would be great", cue: "would be great", "p4"),
        idea("Un mode sombre svp", cue: "svp", "p5"), item(text: "Rien à dire", sentiment: 0.1),
    ]

    @Test func `suggestions that share words are one idea, counted by people`() throws {
        let report = try IdeaQuery(stopWords: ["un", "par", "dans", "le", "des", "il", "de", "on"]).run(
            on: TestStore(Self.items).store)
        #expect(report.suggestions.count == 6 && report.suggestions.total == 7)
        #expect(report.respondents == 5 && report.groups == 2 && report.alone == 1)
        let first = try #require(report.ideas.first)
        #expect(first.items == 3 && first.respondents == 2)
        #expect(first.words.contains { $0.lowercased().hasPrefix("filtre") })
        #expect(first.channels.map(\.key) == ["web", "app"])
        // Never two quotes from one person.
        #expect(first.quotes.count == 2)
        let sunday = try #require(report.ideas.last)
        #expect(sunday.words.contains("Sunday"))
        _ = try json(report)
    }

    @Test func `the same suggestions give the same groups`() throws {
        let test = try TestStore(Self.items)
        let query = IdeaQuery(stopWords: ["un"])
        #expect(try json(query.run(on: test.store)) == json(query.run(on: test.store)))
    }

    @Test func `no suggestion, no idea`() throws {
        #expect(try IdeaQuery().run(on: TestStore([item(text: "Bien")]).store).ideas.isEmpty)
    }
}

@Suite struct UrgentQueryTests {
    private static func urgent(_ day: Int, channel: String, code: String = "urgent") -> AnalysedItem {
        var made = item(day: day, channel: channel, text: "Rappelez-moi", sentiment: -0.5)
        made.verbatims[0].annotations.append(
            Annotation(
                kind: .intent, code: code, polarity: 0, score: 0.8, confidence: 1, severity: 0, span: 0..<5,
                rule: "\(code):1"))
        return made
    }

    private let targets = ServiceLevels(byChannel: ["chat": 2, "phone": 10], otherwise: 1_440)

    @Test func `the longest waiting comes first, held against its channel's target`() throws {
        let test = try TestStore([
            Self.urgent(september, channel: "web"), Self.urgent(september - 1, channel: "chat", code: "churn_risk"),
            item(day: september, text: "Merci", sentiment: 0.5),
        ])
        // Items are written at nine.
        let now = Timestamp(CalendarDate(dayNumber: september), hour: 10)
        let report = try UrgentQuery(now: now, targets: targets).run(on: test.store)
        #expect(report.total == 2 && report.late == 1)
        #expect(report.rows.map(\.channel) == ["chat", "web"])
        #expect(report.rows.map(\.waitedMinutes) == [25 * 60, 60])
        #expect(report.rows.map(\.isLate) == [true, false])
        #expect(report.rows[0].reasons == ["churn_risk"])
        _ = try json(report)
    }

    @Test func `what comes later is not waiting yet, and filters hold`() throws {
        let test = try TestStore([Self.urgent(september, channel: "web"), Self.urgent(september - 1, channel: "chat")])
        let before = Timestamp(CalendarDate(dayNumber: september), hour: 8)
        #expect(try UrgentQuery(now: before, targets: targets).run(on: test.store).rows.map(\.channel) == ["chat"])
        let filter = InsightFilter(channel: "web")
        let now = Timestamp(CalendarDate(dayNumber: september), hour: 12)
        #expect(try UrgentQuery(filter: filter, now: now, targets: targets).run(on: test.store).total == 1)
    }
}

@Suite struct KPIQueryTests {
    /// The rows of the product documents: conversion, basket, retention.
    @Test(arguments: [(2.5, 3.8, 52.0), (80, 95, 19), (20, 28, 40)])
    func `evolutions are those of the product documents`(before: Double, after: Double, percent: Double) throws {
        let evolution = try #require(KPIReport.evolution(before, after))
        #expect(abs(evolution * 100 - percent) < 0.5)
    }

    @Test(arguments: [(10_000.0, 30_000.0, 2.0), (5_000, 10_000, 1)])
    func `returns are those of the product documents`(cost: Double, benefit: Double, returned: Double) throws {
        #expect(try #require(KPIReport.Investment(cost: cost, benefit: benefit)).returned == returned)
        #expect(KPIReport.Investment(cost: 0, benefit: benefit) == nil)
    }

    @Test func `scores and series stand side by side`() throws {
        let earlier: [AnalysedItem] = (0..<40).map { number in
            item(day: september - 10, answers: [csat(number % 2 == 0 ? 5 : 2), nps(9)])
        }
        let later: [AnalysedItem] = (0..<40).map { number in
            item(day: september, answers: [csat(number % 4 == 0 ? 5 : 2), nps(3)])
        }
        let test = try TestStore(earlier + later)
        try test.store.addSeries(
            "conversion",
            [
                .init(day: september - 10, value: 2), .init(day: september - 9, value: 3),
                .init(day: september, value: 3.8),
            ])
        let report = try KPIQuery(
            before: Period(days: september - 15...september - 1), after: Period(days: september...september + 5)
        ).run(on: test.store)
        let rows = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.name, $0) })
        let satisfaction = try #require(rows["csat"])
        #expect(satisfaction.before == 50 && satisfaction.after == 25)
        #expect(satisfaction.evolution == -0.5 && satisfaction.change?.verdict == .down)
        // A ratio of NPS would mean nothing.
        #expect(rows["nps"]?.evolution == nil && rows["nps"]?.change?.verdict == .down)
        let conversion = try #require(rows["conversion"])
        #expect(conversion.before == 2.5 && conversion.after == 3.8 && conversion.change == nil)
        #expect(abs(try #require(conversion.evolution) - 0.52) < 1e-9)
        _ = try json(report)
    }
}

@Suite struct TopEvidenceTests {
    private static func late(_ number: Int, channel: String = "app", respondent: String? = nil) -> AnalysedItem {
        item(
            step: "receive", channel: channel, respondent: respondent ?? "p\(number)", answers: [nps(2)],
            text: "En retard \(number)", sentiment: -0.6, frictions: [("delivery.late", 4, 0.5)])
    }

    private static func fine(_ number: Int) -> AnalysedItem {
        item(step: "pay", channel: "web", respondent: "q\(number)", answers: [nps(10)], text: "Bien \(number)")
    }

    @Test func `people are counted once, and an item without a respondent is somebody else`() throws {
        var items: [AnalysedItem] = (0..<6).map { Self.late($0, respondent: "same") }
        items += (0..<3).map { Self.late($0) }
        items.append(item(text: "Encore en retard", frictions: [("delivery.late", 4, 0.5)]))
        let row = try #require(try TopQuery(metric: .nps).run(on: TestStore(items).store).rows.first)
        #expect(row.items == 10 && row.respondents == 5)
    }

    @Test func `impact comes by each formula, with intervals by resampling`() throws {
        let test = try TestStore((0..<30).map { Self.late($0) } + (0..<200).map { Self.fine($0) })
        let row = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first)
        let impact = try #require(row.impact)
        #expect(try #require(impact.leaveOneOutBootstrap).contains(impact.leaveOneOut))
        #expect(try #require(impact.gapBootstrap).contains(impact.gap))
        // With nothing else named and the channel held away: all late items are in the app, so it determines them.
        let mixed = try TestStore(
            (0..<30).map { Self.late($0, channel: $0 % 2 == 0 ? "app" : "web") } + (0..<200).map { Self.fine($0) })
        let adjusted = try #require(try TopQuery(metric: .nps).run(on: mixed.store).rows.first?.adjusted)
        #expect(abs(adjusted.coefficient + 200) < 1e-6)
    }

    @Test func `segments named more often than elsewhere are shown`() throws {
        let test = try TestStore((0..<30).map { Self.late($0) } + (0..<200).map { Self.fine($0) })
        let row = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first)
        let lift = try #require(row.segments.first)
        #expect(lift.dimension == "channel" && lift.key == "app")
        #expect(lift.share.value == 1 && lift.elsewhere.value == 0 && lift.qValue < 0.001)
    }

    @Test func `the exposed value is visits, extra abandons and basket, as a range`() throws {
        let test = try TestStore((0..<20).map { Self.late($0) } + (0..<20).map { Self.fine($0) })
        for number in 1...40 {
            // Three in four abandoned with the friction, one in four without.
            let isLate = number <= 20
            let abandons = isLate ? number % 4 != 0 : number % 4 == 0
            try test.addSession(
                "s\(number)", item: Int64(number), outcome: abandons ? "abandoned" : "purchased")
            guard !abandons else { continue }
            try test.execute(
                """
                INSERT INTO session_event (session, seq, kind, at, value)
                SELECT id, 0, 'purchase', 0, ? FROM session WHERE session_id = ?
                """, [number % 2 == 0 ? 90 : 110, "s\(number)"])
        }
        let row = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first)
        let exposed = try #require(row.exposed)
        #expect(exposed.abandonedWith.value == 0.75 && exposed.abandonedWithout.value == 0.25)
        #expect(exposed.purchases == 20)
        #expect(abs(exposed.value - 20 * 0.5 * exposed.basket) < 1e-6)
        #expect(exposed.range.low > 0 && exposed.range.low < exposed.value && exposed.range.high > exposed.value)
    }

    @Test func `orders at stake go from those known to one behind every item`() throws {
        let items = (0..<6).map { number in
            var item = Self.late(number)
            item.item.orderID = number < 3 ? "A\(number)" : nil
            item.item.consent = number == 2 ? false : nil
            return item
        }
        let test = try TestStore(items + (0..<20).map { Self.fine($0) })
        func order(_ key: String, _ amount: Double, _ currency: String = "EUR") throws {
            try test.execute(
                "INSERT INTO purchase (batch, source, order_key, at, amount, currency) VALUES (1, 's', ?, 0, ?, ?)",
                [key, amount, currency])
        }
        // The visit of the fourth item placed an order too; the third item's person refused to be linked.
        try test.addSession("v", item: 4, outcome: "purchased")
        try test.execute("INSERT INTO session_order SELECT id, 'B' FROM session")
        #expect(try TopQuery(metric: .nps).run(on: test.store).rows.first?.orders == nil)
        for (key, amount) in [("A0", 100.0), ("A1", 50), ("A2", 999), ("B", 30), ("C", 221)] { try order(key, amount) }
        try order("A0-refund", -10)
        try test.execute("UPDATE item SET order_key = 'A0-refund' WHERE id = 5")
        try test.execute(
            "INSERT INTO purchase (batch, source, order_key, at, amount, currency) VALUES (1, 'usd', 'A1', 0, 7, 'USD')"
        )
        let row = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first)
        let orders = try #require(row.orders)
        #expect(orders.items == 4 && orders.orders == 3 && orders.currency == "EUR")
        #expect(orders.value == 170 && orders.range.low == 170 && orders.basket == 280)
        // Two of the six items have no order that may be known.
        #expect(abs(orders.range.high - (170 + 2 * orders.basketInterval.high)) < 1e-9)
        let sorted = try TopQuery(metric: .nps, sort: .orders).run(on: test.store)
        #expect(sorted.rows.first?.key == "delivery.late")
    }

    @Test(arguments: TopSort.allCases) func `every column sorts`(sort: TopSort) throws {
        let test = try TestStore(randomItems(200, seed: 8))
        let rows = try TopQuery(metric: .nps, sort: sort).run(on: test.store).rows
        #expect(rows.count == randomFrictions.count && rows.map(\.rank) == Array(1...rows.count))
        switch sort {
        case .items: #expect(rows.map(\.items) == rows.map(\.items).sorted(by: >))
        case .severity: #expect(rows.map(\.severity) == rows.map(\.severity).sorted(by: >))
        case .impact: #expect(rows.map { $0.impact!.leaveOneOut } == rows.map { $0.impact!.leaveOneOut }.sorted())
        case .respondents: #expect(rows.map { $0.respondents! } == rows.map { $0.respondents! }.sorted(by: >))
        case .name: #expect(rows.map(\.key) == randomFrictions)
        default: break
        }
    }

    @Test func `never two quotes from one person, in two languages neither`() throws {
        var english = Self.late(1, respondent: "p")
        english.verbatims[0].language = .english
        english.verbatims[0].verbatim.text = "Late again and again"
        let test = try TestStore([Self.late(0, respondent: "p"), english, Self.late(2, respondent: "q")])
        let quotes = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first).quotes
        #expect(quotes.count == 2)
    }

    @Test func `weights change the ranking and the formula says so`() throws {
        let weights = PriorityWeights(share: 0, severity: 2, impact: 1)
        #expect(weights.phrase.en == "severity^2.0 × |leave-one-out impact|" && weights.phrase.fr.contains("gravité^2"))
        let report = try TopQuery(metric: .csat, weights: weights).run(on: TestStore(randomItems(200, seed: 2)).store)
        for row in report.rows {
            #expect(abs(row.priority - row.severity * row.severity * abs(row.impact?.leaveOneOut ?? 0)) < 1e-9)
        }
    }
}
