import Feedback
import FeedbackStore
import Foundation
import Insights
import Reporting
import TestSupport
import Testing

@Suite struct `A report page` {
    @Test(arguments: OutputLanguage.allCases) func `is well-formed, runs nothing and loads nothing`(
        language: OutputLanguage
    ) throws {
        let page = try ReportStore(brokenPayments(text: hostile + "refusée"), sessions: visits()).page(language)
        let outline = PageOutline(page)
        #expect(outline.failure == nil)
        let names = Set(outline.elements.map(\.name))
        #expect(
            names.isDisjoint(with: ["script", "img", "iframe", "object", "embed", "link", "form", "base", "video"]))
        for element in outline.elements {
            #expect(
                !element.attributes.keys.contains {
                    $0.hasPrefix("on") || $0 == "src" || $0 == "style" || $0 == "srcset"
                })
        }
        let style = try #require(outline.all("style").first?.text)
        #expect(!style.contains("url(") && !style.contains("@import"))
        let policy = outline.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'") == true)
    }

    @Test(arguments: OutputLanguage.allCases) func `shows hostile words as words`(language: OutputLanguage) throws {
        let page = try ReportStore(brokenPayments(text: hostile + "refusée")).page(language)
        #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    }

    @Test func `links only to web addresses`() throws {
        let page = try ReportStore(brokenPayments(), sessions: visits(replay: "javascript:alert(1)")).page(.english)
        #expect(!page.contains("javascript:"))
        let safe = PageOutline(try ReportStore(brokenPayments(), sessions: visits()).page(.english))
        let links = safe.all("a").compactMap { $0.attributes["href"] }
        #expect(links.contains("https://replay.example/visit"))
        #expect(links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") })
    }

    @Test func `leads from each place linked to that place`() throws {
        let outline = PageOutline(try ReportStore(brokenPayments()).page(.french))
        let ids = outline.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let targets = outline.elements.flatMap { element in
            (element.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? [])
                + [element.attributes["href"]].compactMap(\.self).filter { $0.hasPrefix("#") }.map {
                    String($0.dropFirst())
                }
        }
        #expect(!targets.isEmpty && Set(targets).isSubset(of: ids))
    }

    @Test func `marks the words that earned the tag, and quotes nothing but stored text`() throws {
        let store = try ReportStore(brokenPayments())
        let outline = PageOutline(try store.page(.french))
        #expect(outline.all("mark").contains { $0.text == "refusée" })
        #expect(outline.all("mark").allSatisfy { $0.attributes["title"]?.contains(".tsv:4") == true })
        var texts: [String] = []
        try store.store.forEachItem { texts += $0.analysed.verbatims.map(\.verbatim.text) }
        let quotes = outline.all("bdi").map(\.text)
        #expect(!quotes.isEmpty)
        for quote in quotes { #expect(texts.contains { $0.contains(quote) }) }
    }

    @Test(arguments: [
        (OutputLanguage.english, "NPS is down by", "most of it at the step “Pay”"),
        (.french, "Le NPS baisse de", "surtout à l’étape «\u{202F}Payer\u{202F}»"),
    ])
    func `says the verdict in one sentence`(language: OutputLanguage, start: String, end: String) throws {
        let outline = PageOutline(try ReportStore(brokenPayments()).page(language))
        let headline = try #require(outline.all("h1").first?.text)
        #expect(headline.hasPrefix(start) && headline.contains(end))
        #expect(outline.all("h1").count == 1)
    }

    @Test func `gives every score its n`() throws {
        let outline = PageOutline(try ReportStore(brokenPayments(), sessions: visits()).page(.english))
        for card in outline.elements where card.attributes["class"]?.hasPrefix("card") == true && card.name == "article"
        {
            #expect(card.text.contains("n\u{A0}=\u{A0}"))
        }
        // An interval in a text or a drawing stands beside its n, or in a row that has one.
        for row in outline.all("tr") + outline.all("li") + outline.all("desc") where row.text.contains("[") {
            let hasCount =
                row.text.contains("n\u{A0}=\u{A0}") || row.text.contains(" of ") || outline.hasColumn("n", row)
            #expect(hasCount || row.text.contains("95%"), "\(row.text)")
        }
    }

    @Test func `names its drawings and heads its tables`() throws {
        let outline = PageOutline(try ReportStore(brokenPayments()).page(.english))
        let drawings = outline.all("svg")
        #expect(drawings.count > 5)
        for drawing in drawings {
            let keys = drawing.attributes.keys
            #expect(keys.contains("aria-labelledby") || keys.contains("aria-label") || keys.contains("aria-hidden"))
        }
        #expect(outline.all("caption").count == outline.all("table").count)
        for head in outline.all("th") { #expect(head.attributes["scope"] != nil) }
        for head in outline.all("thead") { #expect(!head.text.isEmpty) }
    }

    @Test func `writes French as French does, and leaves no English behind`() throws {
        let store = try ReportStore(brokenPayments(), sessions: visits())
        let (french, english) = (PageOutline(try store.page(.french)), PageOutline(try store.page(.english)))
        #expect(french.all("html").first?.attributes["lang"] == "fr")
        #expect(french.text.contains("Paiement refusé") && english.text.contains("Payment declined"))
        for word in ["Friction", "Severity", "down", "answers", "chance", "Owner", "Step", "items"] {
            #expect(!french.text.contains(word), "\(word)")
        }
        for word in [
            "Irritant", "Gravité", "baisse", "intervalle", "réponses", "hasard", "Responsable", "Étape", "retours",
        ] {
            #expect(!english.text.contains(word), "\(word)")
        }
        #expect(french.text.contains("\u{202F}%") && !english.text.contains("\u{202F}%"))
        #expect(french.all("section").count == english.all("section").count)
    }

    @Test func `keeps folders and machines out`() throws {
        let page = try ReportStore(brokenPayments()).page(.english)
        #expect(page.contains("avis.csv") && !page.contains("/home/"))
        #expect(page.contains("voc.db") && !page.contains(NSTemporaryDirectory()))
        #expect(page.contains("rules-7"))
    }

    @Test func `is the same for the same data`() throws {
        let store = try ReportStore(brokenPayments())
        #expect(try store.page(.french) == store.page(.french))
    }

    @Test(arguments: OutputLanguage.allCases) func `is whole with nothing stored`(language: OutputLanguage) throws {
        let outline = PageOutline(try ReportStore().page(language))
        #expect(outline.failure == nil)
        #expect(outline.all("section").count >= 4)
    }

    @Test(arguments: OutputLanguage.allCases) func `says so when no item is dated`(language: OutputLanguage) throws {
        let items = (0..<12).map {
            item($0, day: nil, step: nil, points: 5, friction: nil, sentiment: 0.2, text: "Bien")
        }
        let outline = PageOutline(try ReportStore(items).page(language))
        #expect(outline.failure == nil)
        #expect(outline.all("h1").first?.text.contains(language == .french ? "daté" : "dated") == true)
    }

    @Test(arguments: [
        (OutputLanguage.english, "Emotion by step", "rage 100"),
        (.french, "Émotion par étape", "colère 100"),
    ])
    func `draws what is felt at each step, with its band and its gaps, and as a table`(
        language: OutputLanguage, title: String, worst: String
    ) throws {
        let items = brokenPayments().map { item in
            var item = item
            // Nobody says what they feel when they receive.
            if item.stepLink?.step == "receive" {
                item.verbatims[0].annotations.removeAll { $0.kind == .emotion }
            }
            return item
        }
        let page = try ReportStore(items).page(language)
        let start = try #require(page.range(of: "id=\"emotion-chart-title\""))
        let drawing = page[start.lowerBound...]
        let end = try #require(drawing.range(of: "</figure>"))
        let figure = String(drawing[..<end.lowerBound])
        #expect(page.contains(title) && figure.contains("class=\"band after\""))
        // Two of the three steps have a point; the line is not drawn through the gap.
        #expect(figure.components(separatedBy: "<circle").count == 3)
        let plain = figure.replacingOccurrences(of: "\u{A0}", with: " ").replacingOccurrences(of: "\u{202F}", with: " ")
        #expect(plain.contains("<table") && plain.contains(worst), "\(plain)")
        #expect(plain.components(separatedBy: "<tr").count >= 5)
    }

    @Test func `shows no score under ten answers`() throws {
        let items = (0..<7).map {
            item($0, day: lastDay - $0 * 9, step: "pay", points: 3, friction: nil, sentiment: -0.2, text: "Bof")
        }
        let outline = PageOutline(try ReportStore(items).page(.english))
        #expect(outline.all("h1").first?.text.contains("too few answers") == true)
        #expect(outline.all("article").first?.text.contains("n\u{A0}=\u{A0}7") == true)
        #expect(outline.all("article").first?.text.contains("−100.0") == false)
    }
}
