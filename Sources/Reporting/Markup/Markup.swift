/// A piece of a page.
///
/// Texts and attribute values are data until the page is written, and are escaped there, each for where it stands. Only
/// ``css(_:)`` is written as it is, and takes nothing that came from a store.
indirect enum Markup: Sendable {
    case text(String)
    case element(Tag, [Attribute], [Markup])
    case group([Markup])
    case css(StaticString)
}

/// An element's name. Calling it makes the element: `Tag.p(.class("lead")) { "Text" }`.
enum Tag: String, Sendable {
    case html, head, meta, title, style, body, header, main, footer, section, article, nav, div, figure, figcaption
    case h1, h2, h3, h4, p, span, strong, em, small, mark, a, br, time, code, abbr, blockquote, cite, details, summary,
        bdi
    case ul, ol, li, dl, dt, dd
    case table, caption, thead, tbody, tfoot, tr, th, td
    case svg, g, path, line, rect, circle, text, tspan, desc

    /// Elements that hold nothing and have no closing tag.
    var isVoid: Bool { self == .meta || self == .br }

    func callAsFunction(
        _ attributes: Attribute?..., @MarkupBuilder content: () -> [Markup] = { [] }
    ) -> Markup {
        .element(self, attributes.compactMap(\.self), content())
    }

    func callAsFunction(_ attributes: [Attribute], @MarkupBuilder content: () -> [Markup] = { [] }) -> Markup {
        .element(self, attributes, content())
    }
}

/// Lets a page be written as it is read: elements and texts one after the other, with `if` and `for`.
@resultBuilder enum MarkupBuilder {
    static func buildExpression(_ text: String) -> [Markup] { [.text(text)] }
    static func buildExpression(_ markup: Markup) -> [Markup] { [markup] }
    static func buildExpression(_ markup: Markup?) -> [Markup] { markup.map { [$0] } ?? [] }
    static func buildExpression(_ markups: [Markup]) -> [Markup] { markups }
    static func buildBlock(_ parts: [Markup]...) -> [Markup] { parts.flatMap(\.self) }
    static func buildOptional(_ part: [Markup]?) -> [Markup] { part ?? [] }
    static func buildEither(first part: [Markup]) -> [Markup] { part }
    static func buildEither(second part: [Markup]) -> [Markup] { part }
    static func buildArray(_ parts: [[Markup]]) -> [Markup] { parts.flatMap(\.self) }
}

/// An attribute of an element.
struct Attribute: Hashable, Sendable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// A length or position in a drawing, to a tenth.
    init(_ name: String, _ value: Double) { self.init(name, coordinate(value)) }

    static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func title(_ value: String) -> Attribute { Attribute("title", value) }
    static func language(_ value: String) -> Attribute { Attribute("lang", value) }
    static func scope(_ value: String) -> Attribute { Attribute("scope", value) }
    static func points(_ value: String) -> Attribute { Attribute("d", value) }

    /// A link that a click follows. `nil` for anything but a web address or a place on the page: `javascript:`, `data:`.
    static func link(_ address: String) -> Attribute? {
        let lowered = address.lowercased()
        let isSafe = ["https://", "http://", "#"].contains { lowered.hasPrefix($0) }
        guard isSafe, !address.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        return Attribute("href", address)
    }
}

/// A number as drawings write it: at most one decimal, a point, never `-0`.
func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((value * 10).rounded())
    let (whole, tenth) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (tenth == 0 ? "\(whole)" : "\(whole).\(tenth)")
}
