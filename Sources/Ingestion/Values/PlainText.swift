/// The words of an HTML fragment: tags stripped, entities decoded once, `<br>`, `<p>`, `<li>` as line breaks.
///
/// A `<` that opens no tag ("délai < 2 jours") stays. Complexity: O(*n*).
package func plainText(fromHTML text: String) -> String {
    String(decoding: plainText(fromHTML: Array(text.utf8)), as: UTF8.self)
}

/// Whether a `<` or an `&` could make ``plainText(fromHTML:)`` change something.
func startsMarkup(_ text: Span<UInt8>, at index: Int) -> Bool {
    guard index + 1 < text.count else { return false }
    let next = text[index + 1]
    return next.isLetter || (text[index] == 0x3C ? next == 0x2F || next == 0x21 : next == 0x23)
}

func plainText(fromHTML bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    // Where the last `>` is: past it no `<` can open a tag, which keeps "<a<a<a…" linear.
    let lastClose = bytes.lastIndex(of: 0x3E) ?? -1
    var index = 0
    while index < bytes.count {
        if bytes[index] == 0x3C, index < lastClose, let end = tagEnd(in: bytes, from: index) {
            if breaksLine(bytes[(index + 1)..<end]), result.last != 0x0A, !result.isEmpty { result.append(0x0A) }
            index = end + 1
        } else if bytes[index] == 0x26, let (scalar, end) = entity(in: bytes, from: index) {
            result.append(contentsOf: String(scalar).utf8)
            index = end
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return Array(result.trimmed)
}

/// A tag is at most 2,000 bytes long here: anything longer is text.
private func tagEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1]
    guard next.isLetter || next == 0x2F || next == 0x21 else { return nil }
    var index = start + 1
    while index < min(bytes.count, start + 2000) {
        if bytes[index] == 0x3E { return index }
        if bytes[index] == 0x3C { return nil }
        index += 1
    }
    return nil
}

private func breaksLine(_ tag: ArraySlice<UInt8>) -> Bool {
    let name = tag.drop { $0 == 0x2F }.prefix { $0.isLetter || $0.isDigit }.map { $0 | 0x20 }
    return ["br", "p", "div", "li", "tr", "ul", "ol"].contains { name.elementsEqual($0.utf8) }
        || name.count == 2 && name[0] == 0x68 && name[1].isDigit
}

private func entity(in bytes: [UInt8], from start: Int) -> (Unicode.Scalar, end: Int)? {
    guard let semicolon = bytes[start...].prefix(12).firstIndex(of: 0x3B), semicolon > start + 1 else { return nil }
    let name = bytes[(start + 1)..<semicolon]
    if name.first == 0x23 {
        let digits = String(decoding: name.dropFirst(), as: UTF8.self)
        let isHexadecimal = digits.utf8.first == 0x78 || digits.utf8.first == 0x58
        let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return nil }
        return (scalar, semicolon + 1)
    }
    guard let scalar = namedEntities[String(decoding: name, as: UTF8.self)] else { return nil }
    return (scalar, semicolon + 1)
}

private let namedEntities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "eacute": "é", "egrave": "è",
    "ecirc": "ê",
    "euml": "ë", "agrave": "à", "acirc": "â", "ccedil": "ç", "ocirc": "ô", "ouml": "ö", "ugrave": "ù", "ucirc": "û",
    "uuml": "ü",
    "icirc": "î", "iuml": "ï", "oelig": "œ", "Eacute": "É", "Egrave": "È", "Agrave": "À", "Ccedil": "Ç", "euro": "€",
    "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "hellip": "…", "ndash": "–",
    "mdash": "—", "deg": "°", "copy": "©", "reg": "®", "trade": "™", "bull": "•", "middot": "·", "times": "×",
    "pound": "£",
]
