public import Feedback
import Foundation
import Insights

/// Appends the message to a file: one JSON line to `.jsonl`, `.ndjson` and `.json`, else the text and an empty line.
public struct FileChannel: AlertChannel {
    public static let scheme = "file"
    public static let example = "file:alerts.jsonl"
    private let path: String
    private let language: OutputLanguage

    private struct Line: Encodable {
        /// The same when the same message is written again after a crash: readers can drop the second.
        var key: String
        var message: AlertMessage
    }

    public static func fault(in target: String) -> Phrase? {
        target.isEmpty ? Phrase(en: "'file' needs a path", fr: "« file » a besoin d'un chemin") : nil
    }

    public init(target: String, surroundings: ChannelSurroundings) {
        path = target.hasPrefix("/") ? target : "\(surroundings.folder)/\(target)"
        language = surroundings.language
    }

    public func deliver(_ message: AlertMessage, key: String) throws {
        let isJSON = [".jsonl", ".ndjson", ".json"].contains { path.hasSuffix($0) }
        let text = isJSON ? try json(message, key) + "\n" : message.text.phrase[language] + "\n\n"
        if !FileManager.default.fileExists(atPath: path) {
            // Quotes of customers are in it: for its owner only.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
    }

    private func json(_ message: AlertMessage, _ key: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Line(key: key, message: message)), as: UTF8.self)
    }
}
