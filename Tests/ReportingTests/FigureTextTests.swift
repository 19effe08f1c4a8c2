import Feedback
import Insights
import TestSupport
import Testing

@testable import FeedbackStore
@testable import Reporting

@Suite struct `Figures in a page` {
    @Test(arguments: [
        (1_234_567.0, 0, false, "1,234,567", "1\u{202F}234\u{202F}567"), (-8.64, 1, true, "−8.6", "−8,6"),
        (8.66, 1, true, "+8.7", "+8,7"), (-0.04, 1, true, "0.0", "0,0"), (0.05, 2, false, "0.05", "0,05"),
        (-1999.996, 2, false, "−2,000.00", "−2\u{202F}000,00"), (0.0005, 3, false, "0.001", "0,001"),
    ])
    func `follow the language`(number: Double, places: Int, signed: Bool, english: String, french: String) {
        #expect(FigureText(.english).decimal(number, places: places, signed: signed) == english)
        #expect(FigureText(.french).decimal(number, places: places, signed: signed) == french)
    }

    @Test func `carry their interval and their n`() {
        let figure = ScoreFigure(ScoreTally(.nps, count: 100, favourable: 60, unfavourable: 20))
        #expect(FigureText(.english).score(figure).hasPrefix("40.0 ["))
        #expect(FigureText(.english).score(figure).hasSuffix("n\u{A0}=\u{A0}100"))
        #expect(FigureText(.french).score(figure).contains("\u{202F}; "))
        let few = ScoreFigure(ScoreTally(.nps, count: 9, favourable: 9, unfavourable: 0))
        #expect(FigureText(.english).score(few) == "too few answers, n\u{A0}=\u{A0}9")
        let some = ScoreFigure(ScoreTally(.nps, count: 20, favourable: 9, unfavourable: 0))
        #expect(FigureText(.french).score(some).hasSuffix("(indicatif)"))
    }

    @Test func `name days and periods`() {
        let (first, last) = (
            CalendarDate(year: 2026, month: 10, day: 1)!, CalendarDate(year: 2026, month: 10, day: 28)!
        )
        #expect(FigureText(.french).period(Period(first, last)) == "1er\u{A0}oct.\u{A0}– 28\u{A0}oct.\u{A0}2026")
        #expect(FigureText(.english).period(Period(first, first)) == "1\u{A0}Oct\u{A0}2026")
        #expect(
            FigureText(.english).moment(Timestamp(last, hour: 8, minute: 5)) == "28\u{A0}Oct\u{A0}2026, 08:05\u{A0}UTC")
    }
}

@Suite struct `Markup` {
    @Test(arguments: [
        ("<b> & \"c\"", "<p>&lt;b&gt; &amp; \"c\"</p>"), ("a\0b\u{1B}", "<p>a␀b␛</p>"), ("\u{202E}x", "<p>·x</p>"),
        ("l’été 😀", "<p>l’été 😀</p>"),
    ])
    func `escapes text`(text: String, expected: String) {
        #expect(MarkupWriter.fragment(Tag.p { text }).drop { $0 == "\n" } == expected)
    }

    @Test func `escapes values of attributes`() {
        let markup = Tag.span(.title("\" onclick='x' <&>\n")) { "a" }
        #expect(MarkupWriter.fragment(markup) == "<span title=\"&quot; onclick='x' &lt;&amp;&gt; \">a</span>")
    }

    @Test(arguments: [
        ("https://a.example/x?t=1&b=2", true), ("http://a.example", true), ("#top", true),
        ("javascript:alert(1)", false),
        (" javascript:alert(1)", false), ("JaVaScript:alert(1)", false), ("data:text/html,x", false),
        ("//a.example", false),
        ("https://a.example/\nx", false), ("", false),
    ])
    func `links to the web only`(address: String, isLink: Bool) {
        #expect((Attribute.link(address) != nil) == isLink)
    }

    @Test(arguments: [(0.0, "0"), (-0.01, "0"), (12.34, "12.3"), (-3.5, "-3.5"), (Double.nan, "0"), (.infinity, "0")])
    func `writes positions short and finite`(value: Double, expected: String) {
        #expect(coordinate(value) == expected)
    }
}

@Suite struct `A drawn curve` {
    @Test func `is broken where there are too few answers`() {
        let scale = ChartScale(fitting: [0, 10], within: -100...100, top: 0, bottom: 100)
        let values: [Double?] = [1, 2, nil, 4, nil, 6, 7, 8]
        let points = values.enumerated().map { CurvePoint(x: Double($0), value: $1, interval: nil) }
        let curve = Curve(points: points, scale: scale)
        #expect(curve.linePath.filter { $0 == "M" }.count == 2)
        #expect(curve.bandPath.filter { $0 == "M" }.count == 3)
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `fits its scale`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let values = (0..<5).map { _ in Double.random(in: -100...100, using: &random) }
        let scale = ChartScale(fitting: values, within: -100...100, top: 20, bottom: 220)
        for value in values { #expect((19.9...220.1).contains(scale.y(value))) }
        #expect((2...8).contains(scale.ticks.count))
        #expect(scale.ticks.allSatisfy { (19.9...220.1).contains(scale.y($0)) })
    }
}

@Suite struct `A quote` {
    @Test(arguments: 0..<200 as Range<UInt64>) func `is cut between characters and loses none`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let text = String((0..<12).map { _ in "aé’😀 œ".randomElement(using: &random)! })
        let span = [Int.random(in: -3...60, using: &random), Int.random(in: -3...60, using: &random)]
        let parts = QuoteParts(quote(text, span: span))
        #expect(parts.before + parts.marked + parts.after == text)
        #expect(!(parts.before + parts.marked + parts.after).unicodeScalars.contains("\u{FFFD}"))
    }

    /// With a span no analyser gave: offsets outside of the text, inside characters, in the wrong order.
    private func quote(_ text: String, span: [Int]) -> Quote {
        let row = QuoteRow(
            itemID: 1, verbatimID: 1, externalID: nil, source: "survey", respondent: nil, day: nil, step: nil,
            channel: nil,
            language: "fr", text: text, span: 0..<0, score: 1, severity: 1, rule: "r:1")
        var quote = Quote(row)
        quote.span = span
        return quote
    }
}
