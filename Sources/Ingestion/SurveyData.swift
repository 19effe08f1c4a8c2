internal import Feedback
internal import Readers

/// The data file of a survey and the Triple-S definition beside it, found by either of them.
struct SurveyData {
    /// The data, with its definition.
    var data: ExportLocation

    /// - Returns: nil for a file that is neither.
    /// - Throws: when a definition cannot be read, or has no data beside it.
    init?(_ location: ExportLocation, head: [UInt8]) throws {
        if location.gzipLayers == 0, TripleSDefinition.isLikely(head) {
            let definition = try TripleSDefinition(location.opened())
            guard let found = location.sibling(ending: ["asc", "dat", "csv", "txt"], named: definition.dataName) else {
                throw Self.noData(location)
            }
            data = found
            data.definition = definition
            return
        }
        guard [".asc", ".dat", ".csv", ".txt"].contains(where: { location.fileName.lowercased().hasSuffix($0) }),
            let other = location.sibling(ending: ["sss", "xml"]),
            let source = try? PeekableSource(other.opened(), headSize: 4096), TripleSDefinition.isLikely(source.head)
        else { return nil }
        data = location
        data.definition = try TripleSDefinition(source)
    }

    private static func noData(_ location: ExportLocation) -> ImportError {
        ImportError(
            file: location.name,
            what: Phrase(
                en: "the file is the definition of a survey (Triple-S), and its data is not beside it",
                fr: "le fichier est la définition d'une enquête (Triple-S), et ses données ne sont pas à côté"),
            fix: Phrase(
                en: "Put the data file of the same name (.asc, .dat or .csv) in the same folder",
                fr: "Mettez le fichier de données de même nom (.asc, .dat ou .csv) dans le même dossier"))
    }
}
