import Foundation

/// JSON as the commands print it with `--json`: indented, keys sorted, a line end.
enum JSONText {
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [0x0A]
    }

    /// Strings always encode.
    static func of(_ message: [String: String]) -> [UInt8] { (try? bytes(message)) ?? [] }
}
