import Feedback
import Foundation

@testable import Ingestion

/// What one format makes of one text, read from a file as `voc import --as` does.
struct FormatRun {
    var records: [ImportedRecord] = []
    /// Without what every import decides: encoding, masking, markup.
    var decisions: [Decision] = []

    static let masker = Masker(key: Array("a key for tests".utf8))
    static let options = ImportOptions(masker: masker)

    init(_ format: any ImportFormat.Type, _ text: String, options: ImportOptions = options) throws {
        var options = options
        options.format = format.name
        let file = FileManager.default.temporaryDirectory.appending(path: "\(format.name)-\(UUID().uuidString).txt")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var reader = try Importer.plan(path: file.path, options: options).makeReader()
        while let record = try reader.next() { records.append(record) }
        decisions = reader.decisions.filter { !["encoding", "masked", "markup"].contains($0.code) }
    }

    var items: [FeedbackItem] { records.compactMap { if case .item(let item, _) = $0 { item } else { nil } } }
    var sessions: [Session] { records.compactMap { if case .session(let session, _) = $0 { session } else { nil } } }
    var dropReasons: [String] { records.compactMap { if case .dropped(let reason, _) = $0 { reason } else { nil } } }
    var rejections: [Rejection] {
        records.compactMap { if case .rejected(let rejection) = $0 { rejection } else { nil } }
    }
}

extension FeedbackItem {
    func text(_ field: String) -> String? { verbatims.first { $0.field == field }?.text }
    func answer(_ field: String) -> Answer? { answers.first { $0.field == field } }
    func segment(_ name: String) -> String? { segments.first { $0.name == name }?.value }
}
