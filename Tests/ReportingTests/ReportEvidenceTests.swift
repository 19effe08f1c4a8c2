import Feedback
import FeedbackStore
import Insights
import TestSupport
import Testing

@testable import Reporting

@Suite struct `What a report draws and lists beside the scores` {
    private static let starts = (0..<12).map { $0 * 7 - 3 }

    private static func control(_ values: [(count: Int, up: Int)], before day: Int = 56) -> ScoreControl? {
        ScoreControl(
            values.map { ScoreTally(.csat, count: $0.count, favourable: $0.up, unfavourable: 0) },
            starts: Array(starts.prefix(values.count)), every: .week, before: day)
    }

    @Test func `a lasting fall leaves the limits, and says since when`() throws {
        let control = try #require(
            Self.control([
                (100, 80), (100, 78), (0, 0), (100, 82), (100, 80), (100, 79), (100, 81), (100, 80), (100, 50),
                (100, 52),
            ]))
        #expect(control.normal.count == 700 && control.points.count == 10)
        #expect(control.outSince == 8)
        #expect(ScoreControl.isLow(control.points[9]))
        #expect(control.points[2].value == nil && !control.points[2].signal)
    }

    @Test func `a steady score stays within them`() throws {
        let control = try #require(Self.control(Array(repeating: (100, 80), count: 12)))
        #expect(control.outSince == nil && control.points.allSatisfy { !$0.signal })
    }

    @Test(arguments: [
        ([(30, 20), (30, 20)], 56), ([(9, 9), (9, 9), (9, 9), (9, 9)], 56), ([(200, 100), (200, 100), (200, 100)], 7),
    ])
    func `too little before the last period gives no limits`(values: [(count: Int, up: Int)], day: Int) {
        #expect(Self.control(values, before: day) == nil)
    }

    @Test func `a false signal is as rare as the page says`() {
        #expect((350...450).contains(ScoreControl.periodsBetweenFalseSignals))
    }

    @Test func `the page shows the chart, and its figures as a table`() throws {
        let outline = PageOutline(try ReportStore(brokenPayments()).page(.english))
        let section = try #require(outline.section("control"))
        #expect(section.text.contains("Below its limits since") && section.text.contains("Normal is"))
        #expect(outline.elements.contains { $0.attributes["id"] == "control-chart-title" })
        #expect(outline.text.contains("No incident of an alert rule"))
    }

    @Test(arguments: OutputLanguage.allCases) func `incidents stand in the chart and in a table`(
        language: OutputLanguage
    ) throws {
        let test = try ReportStore(brokenPayments())
        let fired = Int64(lastDay - 20) * 86_400_000
        func incident(_ key: String, _ method: String, value: Double) throws {
            var record = IncidentRecord(
                rule: key, key: key, firedAt: fired, resolvedAt: nil, severity: 1, value: value, limit: 40, count: 52)
            record.message = ""
            let notice = AlertNotice(kind: "firing", key: "\(key)-1", targets: [("file", "x")], notBefore: 0) { _ in
                #"{"label": {"en": "Low at \#(key)", "fr": "Bas à \#(key)"}, "method": "\#(method)", "metric": "nps"}"#
            }
            let state = AlertStateRecord(
                rule: key, state: "firing", since: fired, value: value, detail: "{}", updatedAt: fired)
            try test.store.record([AlertOutcome(state: state, incidents: [(record, [notice])])], now: fired)
        }
        try incident("nps-2026", "drop", value: 12.3)
        try incident("parcels-2026", "volume", value: 7)
        #expect(
            try test.store.close(incident: "parcels-2026", verdict: "falseAlarm", by: "me", note: nil, now: fired + 1))
        let data = try test.data()
        #expect(data.incidents.map(\.unit) == [.score(.nps), .items])
        let outline = PageOutline(try test.page(language))
        let rows = outline.all("tr").filter { $0.text.contains("-2026") }
        #expect(rows.count == 2)
        let (drop, volume) = (try #require(rows.first).text, try #require(rows.last).text)
        #expect(
            drop.contains(language == .french ? "12,3" : "12.3")
                && drop.contains(language == .french ? "Bas à" : "Low at"))
        #expect(drop.contains(language == .french ? "en cours" : "still open"))
        #expect(volume.contains(language == .french ? "fausse alerte" : "false alarm"))
        #expect(outline.all("svg").contains { $0.text.contains("! nps-2026") && !$0.text.contains("! parcels") })
    }

    @Test func `the waterfall leads from the score before to the score after`() throws {
        let data = try ReportStore(brokenPayments()).data()
        let change = try #require(data.change)
        let split = try #require(change.splits.first { $0.dimension == "step" })
        let chart = WaterfallChart(
            split: SplitParts(split, total: try #require(change.observed)), change: change,
            figures: FigureText(.english),
            id: "w", title: "t", names: split.rows.map(\.key), start: try #require(change.before.value))
        let text = MarkupWriter.fragment(chart.markup)
        for figure in [change.before, change.after] {
            #expect(text.contains(FigureText(.english).value(try #require(figure.value), .nps)))
        }
        #expect(text.components("part falls") >= 1 && text.components("part total") == 2)
    }

    @Test func `drivers, ideas and visits have their sections where there is something to say`() throws {
        let items =
            brokenPayments()
            + (0..<4).map { number in
                var idea = item(
                    900 + number, day: lastDay - number, step: "pay", points: 8, friction: nil, sentiment: 0.1,
                    text: "Il faudrait un suivi de livraison par message \(number)")
                idea.verbatims[0].annotations.append(
                    Annotation(
                        kind: .intent, code: "suggestion", polarity: 0, score: 0.9, confidence: 1, severity: 0,
                        span: 0..<10,
                        rule: "fr/intents/suggestion.tsv:1"))
                return idea
            }
        let test = try ReportStore(items, sessions: visits())
        let outline = PageOutline(try test.page(.english))
        let drivers = try #require(outline.section("drivers"))
        #expect(drivers.text.contains("Payment declined") && drivers.text.contains("R²"))
        let ideas = try #require(outline.section("ideas"))
        #expect(
            ideas.text.contains("suivi") && ideas.text.contains("4 people") && !ideas.text.contains("suggestion.tsv"))
        #expect(try #require(outline.section("visits")).text.contains("fine"))
        for link in outline.all("nav").isEmpty ? [] : outline.all("a") {
            guard let target = link.attributes["href"], target.hasPrefix("#") else { continue }
            #expect(outline.elements.contains { $0.attributes["id"] == String(target.dropFirst()) }, "\(target)")
        }
    }

    @Test func `a drawing with figures has them as a table beside it`() throws {
        let outline = PageOutline(try ReportStore(brokenPayments()).page(.english))
        #expect(outline.all("details").count >= 4)
        for figure in outline.all("figure") where !figure.text.contains("the table below") {
            #expect(figure.text.contains("The figures as a table"), "\(figure.text.prefix(60))")
        }
        for region in outline.elements where region.attributes["tabindex"] != nil {
            #expect(region.attributes["role"] == "region" && region.attributes["aria-label"]?.isEmpty == false)
        }
    }
}

extension PageOutline {
    fileprivate func section(_ id: String) -> Element? { all("section").first { $0.attributes["id"] == id } }
}

extension String {
    /// How often a piece stands in it.
    fileprivate func components(_ piece: String) -> Int { ranges(of: piece).count }
}
