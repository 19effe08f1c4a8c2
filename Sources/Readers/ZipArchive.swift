import CZip
import Glibc
import Synchronization

/// A ZIP archive, read in place: entries are streamed, and nothing is written anywhere. Names are only names: no path
/// is made of them.
@safe
public final class ZipArchive {
    public struct Entry: Sendable {
        /// As the archive has it, with `/` between folders.
        public let name: String
        /// Decompressed, as the archive declares it.
        public let byteCount: Int
        public let compressedCount: Int
        public let isEncrypted: Bool
        let index: UInt64

        public var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }
    }

    /// Folders included, in the archive's order.
    public let entries: [Entry]

    private let archive: OpaquePointer
    /// libzip's handles of one archive may not be used from two threads at a time.
    fileprivate let lock = Mutex<Void>(())

    /// - Throws: kind `invalid` when this is no whole archive, `hostile` when it has too many entries or they overlap.
    public convenience init(path: String) throws(ReaderError) {
        var code: Int32 = 0
        // The path lives for the call.
        guard let archive = unsafe zip_open(path, ZIP_RDONLY, &code) else { throw Self.error(code) }
        var status = stat()
        // The address of a local value, filled before the call returns.
        let size = unsafe stat(path, &status) == 0 ? Int(status.st_size) : Int.max
        try unsafe self.init(archive, size: size)
    }

    /// An archive in memory, such as one inside another.
    public convenience init(bytes: [UInt8]) throws(ReaderError) {
        try unsafe self.init(try Self.opened(bytes), size: bytes.count)
    }

    private init(_ archive: OpaquePointer, size: Int) throws(ReaderError) {
        unsafe self.archive = archive
        do throws(ReaderError) {
            entries = try unsafe Self.entries(of: archive, size: size)
        } catch {
            unsafe zip_discard(archive)
            throw error
        }
    }

    deinit { unsafe zip_discard(archive) }

    /// The entry of this name, letter case and the kind of slash apart.
    public func entry(named name: String) -> Entry? {
        let wanted = Self.comparable(name)
        return entries.first { Self.comparable($0.name) == wanted }
    }

    /// The bytes of an entry, decompressed as they are asked for and checked against the archive's checksum.
    ///
    /// - Throws: kind `unsupported` for an encrypted entry or an unknown compression.
    public func open(_ entry: Entry) throws(ReaderError) -> any ByteSource {
        if entry.isEncrypted {
            throw ReaderError(
                .unsupported, en: "it is protected by a password", fr: "il est protégé par un mot de passe")
        }
        let file = lock.withLock { _ in unsafe SendableFile(zip_fopen_index(archive, entry.index, 0)) }
        guard let opened = unsafe file.file else {
            throw ReaderError(
                .unsupported, en: "its compression is not known or its place in the archive is damaged",
                fr: "sa compression est inconnue ou sa place dans l'archive est abîmée")
        }
        return unsafe ZipEntrySource(opened, of: self, compressedCount: entry.compressedCount)
    }

    /// `XL\Workbook.xml` and `/xl/workbook.xml` are one name.
    static func comparable(_ name: String) -> String {
        var bytes = name.utf8.map { $0 == 0x5C ? 0x2F : (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if bytes.first == 0x2F { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Opening

    private static func opened(_ bytes: [UInt8]) throws(ReaderError) -> OpaquePointer {
        guard let copy = unsafe malloc(max(bytes.count, 1)) else { throw error(ZIP_ER_MEMORY) }
        // `copy` has room for them; libzip frees it with the source.
        unsafe copy.copyMemory(from: bytes, byteCount: bytes.count)
        guard let source = unsafe zip_source_buffer_create(copy, UInt64(bytes.count), 1, nil) else {
            unsafe free(copy)
            throw error(ZIP_ER_MEMORY)
        }
        guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, nil) else {
            unsafe zip_source_free(source)
            throw error(ZIP_ER_NOZIP)
        }
        return unsafe archive
    }

    private static func entries(of archive: OpaquePointer, size: Int) throws(ReaderError) -> [Entry] {
        let count = unsafe Int(zip_get_num_entries(archive, 0))
        guard count <= UnpackLimit.entries else {
            throw ReaderError(
                .hostile, en: "the archive holds \(count) files, more than \(UnpackLimit.entries)",
                fr: "l'archive contient \(count) fichiers, plus de \(UnpackLimit.entries)")
        }
        var entries: [Entry] = []
        var compressed = 0
        for index in 0..<UInt64(max(count, 0)) {
            var status = unsafe zip_stat_t()
            // libzip fills the value; its name lives as long as the archive and is copied at once.
            guard unsafe zip_stat_index(archive, index, 0, &status) == 0, let name = unsafe status.name else {
                continue
            }
            let packed = unsafe Int(clamping: status.comp_size)
            compressed = compressed.addingReportingOverflow(packed).overflow ? .max : compressed + packed
            entries.append(
                unsafe Entry(
                    name: String(cString: name), byteCount: Int(clamping: status.size), compressedCount: packed,
                    isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE), index: index))
        }
        guard compressed <= size else {
            throw ReaderError(
                .hostile, en: "the files of the archive overlap: this looks like a decompression bomb",
                fr: "les fichiers de l'archive se chevauchent : cela ressemble à une bombe de décompression")
        }
        return entries
    }

    private static func error(_ code: Int32) -> ReaderError {
        switch code {
        case ZIP_ER_NOENT: ReaderError(.notFound, en: "the file does not exist", fr: "le fichier n'existe pas")
        case ZIP_ER_OPEN, ZIP_ER_READ, ZIP_ER_SEEK:
            ReaderError(.unreadable, en: "the archive cannot be read", fr: "l'archive ne peut pas être lue")
        case ZIP_ER_MEMORY:
            ReaderError(.unreadable, en: "no memory for the archive", fr: "pas de mémoire pour l'archive")
        default:
            ReaderError(
                .invalid, en: "the ZIP archive is damaged or cut short", fr: "l'archive ZIP est abîmée ou coupée")
        }
    }
}

/// An entry's handle on its way out of the lock.
@safe
private struct SendableFile: @unchecked Sendable {
    let file: OpaquePointer?
    init(_ file: OpaquePointer?) { unsafe self.file = file }
}

/// The bytes of one entry. Keeps its archive open.
@safe
private final class ZipEntrySource: ByteSource {
    private let file: OpaquePointer
    private let archive: ZipArchive
    private let compressedCount: Int
    private var produced = 0
    private var piece = [UInt8](repeating: 0, count: 1 << 16)

    init(_ file: OpaquePointer, of archive: ZipArchive, compressedCount: Int) {
        unsafe self.file = file
        self.archive = archive
        self.compressedCount = compressedCount
    }

    deinit { archive.lock.withLock { _ in _ = unsafe zip_fclose(file) } }

    func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        guard count > 0 else { return 0 }
        let wanted = min(count, piece.count)
        // `piece` has room for `wanted` bytes.
        let taken = archive.lock.withLock { _ in unsafe Int(zip_fread(file, &piece, UInt64(wanted))) }
        guard taken >= 0 else {
            throw ReaderError(
                .invalid, en: "its compressed data is damaged or cut short",
                fr: "ses données compressées sont abîmées ou coupées")
        }
        buffer.append(contentsOf: piece[..<taken])
        produced += taken
        try UnpackLimit.check(produced: produced, consumed: compressedCount)
        return taken
    }
}

extension ZipArchive {
    /// What an archive is for: many file formats are archives themselves.
    public enum Purpose: Sendable { case files, workbook, binaryWorkbook, iWork, document }

    public var purpose: Purpose {
        if entry(named: "xl/workbook.bin") != nil { return .binaryWorkbook }
        if OpenDocumentParts.isSpreadsheet(self) { return .workbook }
        let names = Set(entries.map { Self.comparable($0.name) })
        if names.contains("[content_types].xml") {
            let isDocument = names.contains { $0.utf8.starts(with: "word/".utf8) || $0.utf8.starts(with: "ppt/".utf8) }
            return isDocument ? .document : .workbook
        }
        if names.contains("index/document.iwa") || names.contains("index.zip") { return .iWork }
        return names.contains("mimetype") && names.contains("meta-inf/manifest.xml") ? .document : .files
    }
}
