import Feedback
import Foundation
import Ingestion
import Testing

/// One import of an invented file, from its bytes to its records.
struct ImportFixture {
    var plan: ImportPlan
    var items: [FeedbackItem] = []
    var positions: [RecordPosition] = []
    var rejections: [Rejection] = []
    var drops: [String] = []
    var sessions: [Session] = []
    var decisions: [Decision] = []

    static let masker = Masker(key: Array("test key".utf8))

    init(
        _ text: String, named name: String = "file.csv", encoding: String.Encoding = .utf8, format: String? = nil,
        mapping: Mapping? = nil, utcOffsetMinutes: Int16? = nil
    ) throws {
        let data = try #require(text.data(using: encoding))
        try self.init(data, named: name, format: format, mapping: mapping, utcOffsetMinutes: utcOffsetMinutes)
    }

    init(
        _ data: Data, named name: String = "file.csv", format: String? = nil, mapping: Mapping? = nil,
        utcOffsetMinutes: Int16? = nil
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try data.write(to: file)
        try self.init(path: file.path, format: format, mapping: mapping, utcOffsetMinutes: utcOffsetMinutes)
    }

    init(path: String, format: String? = nil, mapping: Mapping? = nil, utcOffsetMinutes: Int16? = nil) throws {
        plan = try Importer.plan(
            path: path,
            options: ImportOptions(
                format: format, mapping: mapping, utcOffsetMinutes: utcOffsetMinutes, masker: Self.masker))
        var reader = try plan.makeReader()
        while let record = try reader.next() {
            switch record {
            case .item(let item, let position):
                items.append(item)
                positions.append(position)
            case .session(let session, _): sessions.append(session)
            case .order: break
            case .dropped(let reason, _): drops.append(reason)
            case .rejected(let rejection): rejections.append(rejection)
            }
        }
        decisions = reader.decisions
    }

    func target(_ column: String) -> TargetField? { plan.columns.first { $0.name == column }?.target }
    func decision(_ code: String) -> String? { decisions.first { $0.code == code }?.text.en }

    /// The error planning or reading the file ends in.
    static func refusal(_ text: String, named name: String = "file.csv", mapping: Mapping? = nil) -> ImportError? {
        do {
            _ = try ImportFixture(text, named: name, mapping: mapping)
            return nil
        } catch {
            return error as? ImportError
        }
    }
}

extension FeedbackItem {
    func given(_ field: String) -> String? { answers.first { $0.field == field }?.given }
    func rated(_ field: String) -> Answer? { answers.first { $0.field == field } }
    var texts: [String] { verbatims.map(\.text) }
}
