/// The customer's own part of a message: what stands above the quoted reply and the signature.
///
/// Looks at whole lines only, in one pass; a message that is nothing but a quote is kept as it is.
enum MailText {
    /// The same for a message in HTML.
    static func ownPart(ofHTML html: String) -> String {
        ownPart(of: plainText(fromHTML: withoutHiddenParts(html)).trimmed)
    }

    static func ownPart(of text: String) -> String {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var kept = 0
        while kept < lines.count, !startsQuote(lines, at: kept) { kept += 1 }
        let own = lines[..<kept].filter { $0.first != UInt8(ascii: ">") }
        let joined = own.map { String(Substring($0)) }.joined(separator: "\n")
        let trimmed = joined.trimmed
        return trimmed.isEmpty ? text : trimmed
    }

    /// Style sheets, scripts, comments and what is quoted.
    private static func withoutHiddenParts(_ html: String) -> String {
        guard html.utf8.contains(UInt8(ascii: "<")) else { return html }
        let bytes = Array(html.utf8)
        var output: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), let end = endOfHiddenPart(bytes, from: position) {
                output.append(UInt8(ascii: "\n"))
                position = end
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Behind the hidden element that opens here, if one does; the end of the text when it never closes.
    private static func endOfHiddenPart(_ bytes: [UInt8], from start: Int) -> Int? {
        guard let part = hiddenParts.first(where: { has($0.opening, bytes, at: start) }) else { return nil }
        var (position, depth) = (start, 0)
        while position < bytes.count {
            if bytes[position] == part.closing.utf8.first, has(part.closing, bytes, at: position) {
                depth -= 1
                if depth <= 0 { return position + part.closing.utf8.count }
            } else if has(part.opening, bytes, at: position) {
                depth += 1
            }
            position += 1
        }
        return bytes.count
    }

    /// Whether the bytes at `position` are `word`, letter case apart.
    private static func has(_ word: String, _ bytes: [UInt8], at position: Int) -> Bool {
        guard bytes[position] == word.utf8.first else { return false }
        return bytes[position...].prefix(word.utf8.count).elementsEqual(word.utf8) {
            $0 == $1 || $0 | 0x20 == $1 && $0.isLetter
        }
    }

    private static let hiddenParts = [
        (opening: "<style", closing: "</style>"), (opening: "<script", closing: "</script>"),
        (opening: "<blockquote", closing: "</blockquote>"), (opening: "<!--", closing: "-->"),
    ]

    private typealias Line = Substring.UTF8View

    /// Whether everything from this line on is quoted or a signature.
    private static func startsQuote(_ lines: [Line], at index: Int) -> Bool {
        let line = String(Substring(lines[index])).trimmed
        guard !line.isEmpty else { return false }
        if line == "--" { return index > 0 }
        if markers.contains(where: { line.utf8.starts(with: $0.utf8) }) { return true }
        if headerNames.contains(where: { line.utf8.starts(with: $0.utf8) }) { return isHeaderBlock(lines, at: index) }
        return isAttribution(line, before: index + 1 < lines.count ? String(Substring(lines[index + 1])).trimmed : "")
    }

    /// `Le lun. 2 mars 2026 à 09:12, Léa <lea@…> a écrit :`, which mail programs may break in two.
    private static func isAttribution(_ line: String, before next: String) -> Bool {
        guard line.utf8.starts(with: "Le ".utf8) || line.utf8.starts(with: "On ".utf8) else { return false }
        guard line.utf8.count < 250, line.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        return [line, next].contains { part in attributionEnds.contains { part.hasSuffix($0) } }
    }

    /// `De :` or `From:` counts only when another header stands within the three lines under it.
    private static func isHeaderBlock(_ lines: [Line], at index: Int) -> Bool {
        lines[(index + 1)...].prefix(3).contains { line in
            let line = String(Substring(line)).trimmed
            return sentHeaders.contains { line.utf8.starts(with: $0.utf8) }
        }
    }

    private static let markers = [
        "##- ", "-----Original Message-----", "-----Message d'origine-----", "----- Message d'origine -----",
        "________________________________", "---------- Forwarded message", "---------- Message transféré",
    ]
    private static let attributionEnds = ["a écrit :", "a écrit:", "a écrit\u{A0}:", "a écrit\u{202F}:", "wrote:"]
    private static let headerNames = ["De :", "De\u{A0}:", "From:"]
    private static let sentHeaders = [
        "Envoyé :", "Envoyé\u{A0}:", "Date :", "À :", "Objet :", "Sent:", "Date:", "To:", "Subject:",
    ]
}

extension StringProtocol {
    /// Without blanks, tabs, line ends and no-break spaces at either end.
    var trimmed: String {
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let first = unicodeScalars.firstIndex(where: { !isBlank($0) }),
            let last = unicodeScalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[first..<unicodeScalars.index(after: last)])
    }
}
