import Foundation
import Readers

/// Where an export stands: the folder or the archive in which a questionnaire may be found beside it.
public struct ExportPlace: Sendable {
    /// Larger files are not questionnaires.
    private static let sizeLimit = 32 << 20
    /// Folders with more files than this are not searched.
    private static let folderLimit = 2000

    /// Without the folders it is in.
    let fileName: String
    private let neighbours: Neighbours

    private enum Neighbours: Sendable {
        case folder(String)
        case questionnaires(ArchiveQuestionnaires)
    }

    /// A file of a folder.
    init(path: String) {
        let file = URL(fileURLWithPath: path)
        (fileName, neighbours) = (file.lastPathComponent, .folder(file.deletingLastPathComponent().path))
    }

    /// A file of an archive.
    init(fileName: String, in questionnaires: ArchiveQuestionnaires) {
        (self.fileName, neighbours) = (fileName, .questionnaires(questionnaires))
    }

    /// The files that stand there too; none in a folder of too many.
    var neighbourNames: [String] {
        switch neighbours {
        case .folder(let path):
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.count <= Self.folderLimit ? names.filter { $0 != fileName } : []
        case .questionnaires(let found): return found.files.keys.filter { $0 != fileName }
        }
    }

    func bytes(of neighbour: String) -> [UInt8]? {
        switch neighbours {
        case .folder(let path):
            guard let source = try? FileSource(path: "\(path)/\(neighbour)"), let size = source.byteCount,
                size <= Self.sizeLimit
            else { return nil }
            return try? source.readAll(limit: Self.sizeLimit)
        case .questionnaires(let found): return found.files[neighbour]
        }
    }
}

/// The questionnaires of an archive, read once for all the exports in it.
struct ArchiveQuestionnaires: Sendable {
    /// By name, without folders.
    private(set) var files: [String: [UInt8]] = [:]

    private static let endings = [".qsf", ".lss"]
    /// What a `.json` is called that may be one.
    private static let words = ["survey", "detail", "question", "form", "definition"]
    /// Bytes of one, and how many are kept.
    private static let sizeLimit = 4 << 20
    private static let countLimit = 8

    init(_ archive: ZipArchive) {
        for entry in archive.entries where files.count < Self.countLimit && entry.byteCount <= Self.sizeLimit {
            let name = entry.name.utf8.split(separator: 0x2F).last.map { String(Substring($0)) } ?? ""
            let lower = name.lowercased()
            let isLikely =
                Self.endings.contains { lower.hasSuffix($0) }
                || lower.hasSuffix(".json") && Self.words.contains { lower.contains($0) }
            guard isLikely, !entry.isEncrypted, let source = try? archive.open(entry),
                let bytes = try? source.readAll(limit: Self.sizeLimit)
            else { continue }
            files[name] = bytes
        }
    }
}
