/// Writes a page as HTML that is also well-formed XML: every value quoted, every element closed.
struct MarkupWriter {
    private var bytes: [UInt8] = []

    static func page(_ root: Markup) -> String {
        var writer = MarkupWriter()
        writer.bytes.reserveCapacity(1 << 17)
        writer.raw("<!DOCTYPE html>\n")
        writer.write(root)
        writer.raw("\n")
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func fragment(_ markup: Markup) -> String {
        var writer = MarkupWriter()
        writer.write(markup)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func write(_ markup: Markup) {
        switch markup {
        case .text(let text): escape(text, inAttribute: false)
        case .group(let parts): for part in parts { write(part) }
        case .css(let sheet): raw(sheet.description)
        case .element(let tag, let attributes, let content): write(tag, attributes, content)
        }
    }

    private mutating func write(_ tag: Tag, _ attributes: [Attribute], _ content: [Markup]) {
        if tag.startsLine { raw("\n") }
        raw("<" + tag.rawValue)
        for attribute in attributes {
            raw(" " + attribute.name + "=\"")
            escape(attribute.value, inAttribute: true)
            raw("\"")
        }
        guard !tag.isVoid else { return raw("/>") }
        raw(">")
        for part in content { write(part) }
        raw("</" + tag.rawValue + ">")
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Escapes what markup gives a meaning; shows control characters, which neither HTML nor XML can hold.
    private mutating func escape(_ text: String, inAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"" where inAttribute: raw("&quot;")
            case "\n", "\t": if inAttribute { raw(" ") } else { bytes.append(UInt8(scalar.value)) }
            case "\r": raw(" ")
            case "\0"..<" ": append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": append("\u{FFFD}")
            // A text must not turn the words around it: direction overrides are shown as a dot.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": append("·")
            default: append(scalar)
            }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) { bytes.append(contentsOf: UTF8.encode(scalar)!) }
}

extension Tag {
    /// Starts a line of its own in the file, so that a person can read it and two pages can be compared.
    fileprivate var startsLine: Bool {
        switch self {
        case .head, .meta, .title, .style, .body, .header, .main, .footer, .section, .article, .nav, .div, .figure,
            .figcaption, .h2, .h3, .h4, .p, .blockquote, .details, .ul, .ol, .li, .dl, .dt, .table, .thead, .tbody,
            .tfoot, .tr,
            .svg, .g, .path, .line, .rect, .circle, .text:
            true
        default: false
        }
    }
}
