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

    /// Quotes what needs it; a text that a spreadsheet would take for a formula gets a `'` in front. Numbers stay numbers.
    static func csvCell(_ text: String) -> String {
        var text = text
        let first = text.drop { $0 == " " }.unicodeScalars.first
        if let first, "=+-@\t\r\0＝＋－＠".unicodeScalars.contains(first), Double(text) == nil { text = "'" + text }
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

extension Records {
    /// A number as a CSV cell; empty when there is none.
    static func cell(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}
