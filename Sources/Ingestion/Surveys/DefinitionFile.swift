import Foundation
import Readers

/// Questionnaires that stand beside an export, found by their endings or by what they hold.
enum DefinitionFile {
    /// Larger files are not questionnaires.
    private static let sizeLimit = 32 << 20
    /// Folders with more files than this are not searched, and no more files than ``triesLimit`` are read.
    private static let folderLimit = 2000
    private static let triesLimit = 8

    /// The first file beside `path` with one of these endings that `read` makes questions of.
    ///
    /// - Parameter words: where an ending alone is too common, what the name must hold one of.
    static func beside(
        _ path: String?, endings: [String], words: [String] = [""], _ read: (_ bytes: [UInt8]) -> SurveyDefinition?
    ) -> (definition: SurveyDefinition, file: String)? {
        guard let path else { return nil }
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder), names.count <= folderLimit
        else {
            return nil
        }
        let stem = file.deletingPathExtension().lastPathComponent
        let candidates = names.filter { name in
            let lower = name.lowercased()
            return name != file.lastPathComponent && endings.contains { lower.hasSuffix($0) }
                && words.contains { $0.isEmpty || lower.contains($0) }
        }
        // A file of the same name first: `survey.qsf` beside `survey.csv`.
        let sorted = candidates.sorted { ($0.hasPrefix(stem) ? 0 : 1, $0) < ($1.hasPrefix(stem) ? 0 : 1, $1) }
        for name in sorted.prefix(triesLimit) {
            guard let bytes = bytes(at: folder + "/" + name), let definition = read(bytes), !definition.isEmpty else {
                continue
            }
            return (definition, name)
        }
        return nil
    }

    private static func bytes(at path: String) -> [UInt8]? {
        guard let source = try? FileSource(path: path), let size = source.byteCount, size <= sizeLimit else {
            return nil
        }
        var bytes: [UInt8] = []
        while let taken = try? source.read(upTo: 1 << 16, into: &bytes), taken > 0 {}
        return bytes
    }
}
