internal import Readers

/// A header as it is compared: lower case, without accents, markup or punctuation, blanks single.
///
/// "Sur une échelle de 0 à 10 : Recommanderiez-vous ?" gives "sur une echelle de 0 a 10 recommanderiez vous".
func comparableHeader(_ header: String) -> String {
    var result: [UInt8] = []
    var pendingBlank = false
    let bytes = Array(header.utf8).lowercasedLatin
    var index = 0
    while index < bytes.count {
        let byte = bytes[index]
        var letter: [UInt8] = []
        if byte.isDigit || byte.isLetter {
            letter = [byte]
        } else if byte == 0xC3, index + 1 < bytes.count {
            letter = baseLetters[Int(bytes[index + 1] & 0x3F)].map { [$0] } ?? []
            index += 1
        } else if byte == 0xC5, index + 1 < bytes.count, bytes[index + 1] == 0x93 || bytes[index + 1] == 0x92 {
            letter = [0x6F, 0x65]
            index += 1
        } else if byte == 0xC2, index + 1 < bytes.count {
            letter = bytes[index + 1] == 0xB0 ? [0x6F] : []  // "n°" is "no"
            index += 1
        } else if byte >= 0xC4 {
            letter = [byte]
            while index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 {
                index += 1
                letter.append(bytes[index])
            }
            if letter.starts(with: [0xE2, 0x80]) || letter == [0xEF, 0xBB, 0xBF] { letter = [] }
        }
        if letter.isEmpty {
            pendingBlank = !result.isEmpty
        } else {
            if pendingBlank { result.append(0x20) }
            pendingBlank = false
            result.append(contentsOf: letter)
        }
        index += 1
    }
    return String(decoding: result, as: UTF8.self)
}

/// The base letter of U+00C0…U+00FF, by the low six bits of its second UTF-8 byte.
private let baseLetters: [UInt8?] = "aaaaaaaceeeeiiiidnooooo ouuuuy  aaaaaaaceeeeiiiidnooooo ouuuuy y".utf8.map {
    $0 == 0x20 ? nil : $0
}

/// Headers as people want to read them: trimmed, one line, without markup; never empty, never twice the same.
func repairedHeaders(_ cells: [String], columns: Int) -> [String] {
    var seen: [String: Int] = [:]
    return (0..<max(columns, cells.count)).map { index in
        var name = index < cells.count ? plainHeader(cells[index]) : ""
        if name.isEmpty { name = "column_\(index + 1)" }
        let count = seen[name, default: 0] + 1
        seen[name] = count
        return count == 1 ? name : "\(name) (\(count))"
    }
}

/// A question or header without HTML tags, entities, `*bold*`, `_italic_`, line breaks or outer blanks.
func plainHeader(_ cell: String) -> String {
    var text = cell
    if text.utf8.contains(0x3C) || text.utf8.contains(0x26) { text = plainText(fromHTML: text) }
    var bytes = Array(Array(text.utf8).trimmed)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    for mark in [UInt8(ascii: "*"), UInt8(ascii: "_")] { bytes = removingEmphasis(mark, from: bytes) }
    var result: [UInt8] = []
    for byte in bytes {
        let blank = byte.isBlank
        if !blank || result.last != 0x20 { result.append(blank ? 0x20 : byte) }
    }
    return String(decoding: result.trimmed, as: UTF8.self)
}

/// `*How likely* are you` loses its stars; `Q1_NPS_GROUP` and `a * b` stay.
private func removingEmphasis(_ mark: UInt8, from bytes: [UInt8]) -> [UInt8] {
    guard bytes.reduce(0, { $0 + ($1 == mark ? 1 : 0) }) >= 2 else { return bytes }
    func isEdge(_ index: Int) -> Bool {
        index < 0 || index >= bytes.count || !(bytes[index].isLetter || bytes[index].isDigit)
    }
    // `Score__c` of Salesforce.
    let isName = mark == UInt8(ascii: "_") && !bytes.contains { $0.isBlank }
    return bytes.indices.filter { index in
        guard bytes[index] == mark else { return true }
        if isName, index > 1, index + 1 < bytes.count, bytes[index - 1] == mark || bytes[index + 1] == mark {
            return true
        }
        let opens = isEdge(index - 1) && index + 1 < bytes.count && !bytes[index + 1].isBlank
        let closes = isEdge(index + 1) && index > 0 && !bytes[index - 1].isBlank
        return !(opens || closes)
    }.map { bytes[$0] }
}
