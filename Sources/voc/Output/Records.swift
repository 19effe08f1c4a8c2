import Foundation

/// Writes values as JSON with stable keys, or as CSV that a spreadsheet cannot run.
enum Records {
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func jsonLine(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func csv(header: [String], rows: [[String]]) -> String {
        ([header] + rows).map { $0.map(csvCell).joined(separator: ",") }.joined(separator: "\n")
    }

    /// Quotes what needs it; a text that a spreadsheet would take for a formula gets a `'` in front. Numbers stay numbers;
    /// control characters and those that turn the reading direction are shown instead of sent.
    static func csvCell(_ text: String) -> String {
        var text = text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) ? text : harmless(text)
        let first = text.drop(while: \.isWhitespace).unicodeScalars.first ?? text.unicodeScalars.first
        if let first, "=+-@\t\r\0＝＋－＠".unicodeScalars.contains(first), Double(text) == nil { text = "'" + text }
        if text.unicodeScalars.first.map({ "\t\r".unicodeScalars.contains($0) }) == true { text = "'" + text }
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

extension Records {
    /// The text with its lines and tabs, other control characters and direction marks shown.
    private static func harmless(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: shown.append(scalar)
            case 0..<0x20: shown.append(Unicode.Scalar(0x2400 + scalar.value)!)
            case 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// A number as a CSV cell; empty when there is none.
    static func cell(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}
