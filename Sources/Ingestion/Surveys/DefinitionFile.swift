import Readers

/// Questionnaires that stand beside an export, found by their endings or by what they hold.
enum DefinitionFile {
    /// No more files than this are read.
    private static let triesLimit = 8

    /// The first file beside an export with one of these endings that `read` makes questions of.
    ///
    /// - Parameter words: where an ending alone is too common, what the name must hold one of.
    static func beside(
        _ place: ExportPlace?, endings: [String], words: [String] = [""],
        _ read: (_ bytes: [UInt8]) -> SurveyDefinition?
    ) -> (definition: SurveyDefinition, file: String)? {
        guard let place else { return nil }
        let stem = place.fileName.utf8.lastIndex(of: 0x2E).map { String(place.fileName[..<$0]) } ?? place.fileName
        let candidates = place.neighbourNames.filter { name in
            let lower = name.lowercased()
            return endings.contains { lower.hasSuffix($0) } && words.contains { $0.isEmpty || lower.contains($0) }
        }
        // A file of the same name first: `survey.qsf` beside `survey.csv`.
        let sorted = candidates.sorted { ($0.hasPrefix(stem) ? 0 : 1, $0) < ($1.hasPrefix(stem) ? 0 : 1, $1) }
        for name in sorted.prefix(triesLimit) {
            guard let bytes = place.bytes(of: name), let definition = read(bytes), !definition.isEmpty else { continue }
            return (definition, name)
        }
        return nil
    }
}
