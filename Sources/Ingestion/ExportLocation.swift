internal import Feedback
internal import Readers

/// Where the bytes of one export are: a file, a file of an archive, a sheet of a workbook. What gzip has packed is
/// unpacked on the way.
struct ExportLocation {
    enum Origin {
        case path(String)
        case entry(ZipArchive, ZipArchive.Entry)
        /// Standard input: read once.
        case stream(PeekableSource)
    }

    /// What errors and reports call it: `archive.zip/avis.csv`, `classeur.xlsx:Feuil1`.
    var name: String
    var origin: Origin
    /// How many times gzip has to be undone.
    var gzipLayers = 0
    var sheet: (workbook: Workbook, index: Int)?
    /// What tells the columns of a survey's data file.
    var definition: TripleSDefinition?
    /// What an archive holds beside the file.
    private var questionnaires: ArchiveQuestionnaires?
    /// What is read in place of the file: the data a web page states.
    var stated: [UInt8]?

    init(path: String) throws(ReaderError) {
        if path == "-" {
            (name, origin) = ("standard input", .stream(try PeekableSource(FileSource(path: path))))
        } else {
            (name, origin) = (path, .path(path))
        }
    }

    init(
        _ entry: ZipArchive.Entry, of archive: ZipArchive, named container: String,
        beside questionnaires: ArchiveQuestionnaires
    ) {
        (name, origin) = ("\(container)/\(entry.name)", .entry(archive, entry))
        self.questionnaires = questionnaires
    }

    /// Where a questionnaire may stand beside it; nil for standard input.
    var place: ExportPlace? {
        switch origin {
        case .path(let path): ExportPlace(path: path)
        case .entry: questionnaires.map { ExportPlace(fileName: fileName, in: $0) }
        case .stream: nil
        }
    }

    /// Without the folders it is in.
    var fileName: String { name.utf8.split(separator: 0x2F).last.map { String(Substring($0)) } ?? name }

    /// The bytes as they are stored.
    private func stored() throws(ReaderError) -> any ByteSource {
        switch origin {
        case .path(let path): try FileSource(path: path)
        case .entry(let archive, let entry): try archive.open(entry)
        case .stream(let source): source
        }
    }

    /// The bytes from the first one on, unpacked.
    func opened() throws(ReaderError) -> any ByteSource {
        if let stated { return MemorySource(stated) }
        var source = try stored()
        for _ in 0..<gzipLayers { source = try GzipSource(source) }
        return source
    }

    /// The same as UTF-8.
    func openedAsText() throws(ReaderError) -> any ByteSource {
        let source = try PeekableSource(opened())
        return UTF8Source(source, encoding: guessEncoding(of: source.head).encoding)
    }

    /// The bytes by which the export is known again: those of the file, and the name of the sheet.
    func identity() throws(ReaderError) -> any ByteSource {
        guard let sheet else { return try stored() }
        let name = "\n\(sheet.index):\(sheet.workbook.sheets[sheet.index].name)"
        return ChainedSource(try stored(), MemorySource(Array(name.utf8)))
    }

    /// How many bytes reading it will go through; nil when that is not known before.
    var byteCount: Int? {
        if let sheet { return sheet.workbook.sheets[sheet.index].byteCount }
        if let stated { return stated.count }
        guard gzipLayers == 0 else { return nil }
        switch origin {
        case .path(let path): return (try? FileSource(path: path))?.byteCount
        case .entry(_, let entry): return entry.byteCount
        case .stream: return nil
        }
    }

    /// The file beside this one whose name is the same but for its ending.
    func sibling(ending: [String], named name: String? = nil) -> ExportLocation? {
        let stem = fileName.utf8.lastIndex(of: 0x2E).map { String(fileName[..<$0]) } ?? fileName
        let names = (name.map { [$0] } ?? []) + ending.flatMap { ["\(stem).\($0)", "\(stem).\($0.uppercased())"] }
        for name in names where name != fileName && !name.utf8.contains(0x2F) {
            var other = self
            other.name = String(self.name.utf8.dropLast(fileName.utf8.count)).map { $0 + name } ?? name
            switch origin {
            case .path(let path):
                let found = (String(path.utf8.dropLast(fileName.utf8.count)) ?? "") + name
                guard (try? FileSource(path: found)) != nil else { continue }
                other.origin = .path(found)
            case .entry(let archive, let entry):
                let found = (String(entry.name.utf8.dropLast(fileName.utf8.count)) ?? "") + name
                guard let entry = archive.entry(named: found) else { continue }
                other.origin = .entry(archive, entry)
            case .stream: return nil
            }
            return other
        }
        return nil
    }

    /// The archive these bytes are: a file is read in place, anything else is held in memory.
    func archive() throws(ReaderError) -> ZipArchive {
        if gzipLayers == 0, case .path(let path) = origin { return try ZipArchive(path: path) }
        return try ZipArchive(bytes: try opened().readAll(limit: UnpackLimit.nestedArchive))
    }

    /// The location with gzip undone as often as the head shows it, and its first bytes.
    func unpacked() throws(ReaderError) -> (location: ExportLocation, source: PeekableSource) {
        var location = self
        while true {
            let source: PeekableSource
            if case .stream(let stream) = location.origin {
                source = stream
            } else {
                source = try PeekableSource(location.opened())
            }
            guard containerKind(of: source.head) == .gzip, location.gzipLayers < UnpackLimit.depth else {
                return (location, source)
            }
            if case .stream(let stream) = location.origin {
                location.origin = .stream(try PeekableSource(GzipSource(stream)))
            } else {
                location.gzipLayers += 1
            }
        }
    }
}

/// One source after the other.
private final class ChainedSource: ByteSource {
    private var sources: [any ByteSource]

    init(_ sources: any ByteSource...) { self.sources = sources.reversed() }

    func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        while let source = sources.last {
            let taken = try source.read(upTo: count, into: &buffer)
            if taken > 0 || count <= 0 { return taken }
            sources.removeLast()
        }
        return 0
    }
}
