public import BundledData
public import Feedback
import Insights

/// A report as one self-contained page: no script, nothing loaded from anywhere, light or dark as the reader prefers, and
/// laid out for A4 when printed.
public struct ReportPage: Sendable {
    public let data: ReportData
    /// What frictions are called, and what can be done about them.
    public let catalog: FrictionCatalog
    /// What emotions are called.
    public let emotions: EmotionCatalog
    public let language: OutputLanguage
    let figures: FigureText

    /// How many frictions are shown with their quotes and sessions.
    static let detailedFrictions = 5

    public init(
        data: ReportData, catalog: FrictionCatalog, emotions: EmotionCatalog = EmotionCatalog(),
        language: OutputLanguage
    ) {
        self.data = data
        self.catalog = catalog
        self.emotions = emotions
        self.language = language
        figures = FigureText(language)
    }

    /// The page, in UTF-8. The same data give the same text.
    public var html: String { MarkupWriter.page(root) }

    private var root: Markup {
        let sections = sections
        return Tag.html(.language(language.rawValue)) {
            head
            Tag.body {
                masthead
                contents(sections)
                Tag.main {
                    summarySection
                    for section in sections { section.markup }
                }
            }
        }
    }

    /// What follows the first page, under the name its link has there.
    private var sections: [(id: String, name: String, markup: Markup)] {
        let all: [(id: String, name: String, markup: Markup?)] = [
            ("control", say("Limits", "Limites"), controlSection),
            ("journey", say("Journey", "Parcours"), journeySection),
            ("frictions", say("What hurts", "Ce qui pèse"), frictionSection),
            ("change", say("Change", "Évolution"), changeSection),
            ("drivers", say("Drivers", "Moteurs"), driverSection),
            ("ideas", say("Ideas", "Idées"), ideaSection), ("visits", say("Visits", "Visites"), visitSection),
            ("quality", say("Data", "Données"), qualitySection),
            ("manifest", say("Method", "Méthode"), manifestSection),
        ]
        return all.compactMap { section in section.markup.map { (section.id, section.name, $0) } }
    }

    func say(_ english: String, _ french: String) -> String { figures.say(english, french) }

    private var head: Markup {
        Tag.head {
            Tag.meta(Attribute("charset", "utf-8"))
            // Nothing may be loaded or run, whatever a text tries.
            Tag.meta(
                Attribute("http-equiv", "Content-Security-Policy"),
                Attribute(
                    "content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"))
            Tag.meta(Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
            Tag.meta(Attribute("name", "color-scheme"), Attribute("content", "light dark"))
            Tag.meta(Attribute("name", "referrer"), Attribute("content", "no-referrer"))
            Tag.meta(Attribute("name", "robots"), Attribute("content", "noindex"))
            Tag.title { title + (data.period.map { " · " + figures.period($0) } ?? "") }
            Tag.style { Markup.css(pageStyle) }
        }
    }

    var title: String { say("Voice of the customer", "Voix du client") }

    private var masthead: Markup {
        Tag.header(.class("masthead")) {
            Tag.p(.class("kicker")) { title }
            Tag.p(.class("scope")) {
                if let period = data.period {
                    figures.period(period)
                    " · "
                }
                say("\(figures.count(data.items)) items", "\(figures.count(data.items)) retours")
                for condition in data.provenance.conditions { " · " + condition }
            }
        }
    }

    /// Leads to each section, for those who read by keyboard, by ear or on a phone.
    private func contents(_ sections: [(id: String, name: String, markup: Markup)]) -> Markup {
        Tag.nav(.class("contents"), Attribute("aria-label", say("Contents", "Sommaire"))) {
            Tag.ul {
                for section in sections { Tag.li { Tag.a(.link("#\(section.id)")) { section.name } } }
            }
        }
    }

    // MARK: What sections share

    /// What is wider than a phone scrolls by itself, by finger and by keyboard.
    func scrolling(_ name: String, @MarkupBuilder content: () -> [Markup]) -> Markup {
        Tag.div(
            [
                .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
                Attribute("aria-label", name),
            ], content: content)
    }

    /// A drawing's figures, opened on demand.
    func asTable(_ name: String? = nil, @MarkupBuilder content: () -> [Markup]) -> Markup {
        Tag.details {
            Tag.summary { name ?? say("The figures as a table", "Les chiffres en tableau") }
            content()
        }
    }

    func section(_ id: String, _ heading: String, _ lead: String? = nil, @MarkupBuilder content: () -> [Markup])
        -> Markup
    {
        Tag.section(.id(id), Attribute("aria-labelledby", "\(id)-heading")) {
            Tag.h2(.id("\(id)-heading")) { heading }
            if let lead { Tag.p(.class("lead")) { lead } }
            content()
        }
    }

    /// A table that scrolls sideways on a narrow screen. The first cell of each row is its header.
    func table(
        _ caption: String, _ heads: [(text: String, isNumber: Bool)], style: String = "",
        @MarkupBuilder rows: () -> [Markup]
    ) -> Markup {
        scrolling(caption) {
            Tag.table(style.isEmpty ? nil : .class(style)) {
                Tag.caption { caption }
                Tag.thead {
                    Tag.tr {
                        for head in heads {
                            Tag.th(.scope("col"), head.isNumber ? .class("number") : nil) { head.text }
                        }
                    }
                }
                Tag.tbody { rows() }
            }
        }
    }

    func rowHead(@MarkupBuilder _ content: () -> [Markup]) -> Markup { Tag.th([.scope("row")], content: content) }
    func cell(@MarkupBuilder _ content: () -> [Markup]) -> Markup { Tag.td([], content: content) }
    func number(@MarkupBuilder _ content: () -> [Markup]) -> Markup { Tag.td([.class("number")], content: content) }

    /// A value with its interval on a second, quieter line.
    func withMargin(_ value: String, _ margin: String) -> Markup {
        .group([Tag.span(.class("value")) { value }, .text(" "), Tag.span(.class("margin")) { margin }])
    }

    func share(_ figure: ShareFigure) -> Markup {
        withMargin(figures.percent(figure.value), figures.interval(figure.interval.scaled(by: 100), places: 1))
    }

    func score(_ figure: ScoreFigure) -> Markup {
        guard let value = figure.value else { return Tag.span(.class("quiet")) { figures.tooFew(figure.count) } }
        let mark = figure.floor == .indicative ? " " + say("indicative", "indicatif") : ""
        return withMargin(
            figures.value(value, figure.metric),
            (figure.interval.map { figures.interval($0, figure.metric) } ?? "") + mark)
    }

    /// Sign, word and colour say the same, so that none is needed alone.
    func verdict(_ verdict: Verdict) -> Markup {
        Tag.span(.class("verdict \(verdict.rawValue)")) { "\(figures.arrow(verdict)) \(figures.verdict(verdict))" }
    }

    func friction(_ code: String) -> String {
        code.isEmpty ? say("(no friction named)", "(aucun irritant)") : catalog.label(code, language)
    }

    func step(_ code: String) -> String {
        if code.isEmpty { return say("(no step)", "(sans étape)") }
        return data.journey?.steps.first { $0.code == code }?.label[language] ?? code
    }

    func key(_ key: String, of dimension: String) -> String {
        switch (dimension, key) {
        case ("friction", _): friction(key)
        case ("step", _): step(key)
        case (_, "*"): say("(others, too small)", "(autres, trop petits)")
        case (_, ""): say("(none)", "(non précisé)")
        case ("language", "fr"): say("French", "Français")
        case ("language", "en"): say("English", "Anglais")
        case ("language", "other"): say("Other", "Autre")
        case ("channel", _): channel(key)
        default: key
        }
    }

    func channel(_ code: String) -> String {
        switch code {
        case "web": say("Web", "Site web")
        case "app": say("App", "Application")
        case "store": say("Store", "Magasin")
        case "email": say("E-mail", "E-mail")
        case "phone": say("Phone", "Téléphone")
        case "chat": say("Chat", "Chat")
        case "anonymous": say("Anonymous link", "Lien anonyme")
        case "social": say("Social media", "Réseaux sociaux")
        case "": say("(none)", "(non précisé)")
        default: code
        }
    }

    /// The name of a dimension, as a heading.
    func name(ofDimension dimension: String) -> String {
        switch dimension {
        case "step": say("Journey step", "Étape du parcours")
        case "friction": say("Friction", "Irritant")
        case "channel": say("Channel", "Canal")
        case "language": say("Language", "Langue")
        case "source": say("Source", "Source")
        default: dimension
        }
    }
}
