/// What kind of file the first bytes say it is, whatever its name.
public enum ContainerKind: String, Sendable {
    case text, zip, xlsx, ods, gzip, legacyXLS, pdf, binary, empty
    /// A workbook that a password protects, a message of Outlook, a text of an old Word.
    case lockedWorkbook, outlookMessage, legacyDocument
    /// Data files of statistics programs.
    case statistics
    /// Archives that are not read: tar, 7z, RAR, bzip2, xz, zstd.
    case otherArchive
}

/// What kind of file `head` begins.
public func containerKind(of head: [UInt8]) -> ContainerKind {
    if head.isEmpty { return .empty }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
        return archiveKind(head)
    }
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return compoundKind(head) }
    if head.starts(with: Array("%PDF".utf8)) { return .pdf }
    if statisticsMarks.contains(where: { head.starts(with: $0) }) { return .statistics }
    if archiveMarks.contains(where: { head.starts(with: $0) }) || isTar(head) { return .otherArchive }
    return isBinary(head) ? .binary : .text
}

/// What an OLE compound file holds, by the names of its streams, which are UTF-16.
private func compoundKind(_ head: [UInt8]) -> ContainerKind {
    func holds(_ name: String) -> Bool { head[...].firstRange(of: name.utf8.flatMap { [$0, 0] }) != nil }
    if holds("EncryptedPackage") { return .lockedWorkbook }
    if holds("__substg1.0_") || holds("__properties_version1.0") { return .outlookMessage }
    return holds("WordDocument") ? .legacyDocument : .legacyXLS
}

private func isTar(_ head: [UInt8]) -> Bool { head.count > 262 && head[257..<262].elementsEqual("ustar".utf8) }

/// SPSS, SPSS compressed, Stata, SAS.
private let statisticsMarks: [[UInt8]] = [
    Array("$FL2".utf8), Array("$FL3".utf8), Array("<stata_dta>".utf8),
    [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60],
]

private let archiveMarks: [[UInt8]] = [
    [0x37, 0x7A, 0xBC, 0xAF], Array("Rar!".utf8), Array("BZh".utf8), [0x28, 0xB5, 0x2F, 0xFD],
    [0xFD, 0x37, 0x7A, 0x58, 0x5A],
]

private func archiveKind(_ head: [UInt8]) -> ContainerKind {
    if head.holds("application/vnd.oasis.opendocument.spreadsheet") { return .ods }
    if head.holds("xl/workbook.xml") || head.holds("xl/worksheets/") || head.holds("xl/_rels/") { return .xlsx }
    let isOffice = head.holds("[Content_Types].xml")
    return isOffice && !head.holds("word/") && !head.holds("ppt/") ? .xlsx : .zip
}

/// How images, archives and databases that turn up among exports begin.
private let binaryMarks: [[UInt8]] = [
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("SQLite format 3\u{0}".utf8),
    Array("PAR1".utf8), [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF],  // UTF-32, which nothing exports
]

/// Text has hardly any control characters, and NUL only where UTF-16 puts it.
private func isBinary(_ head: [UInt8]) -> Bool {
    if binaryMarks.contains(where: { head.starts(with: $0) }) { return true }
    switch guessEncoding(of: head).encoding {
    case .utf16LE, .utf16BE: return false
    default: break
    }
    let sample = head.prefix(1 << 14)
    let controls = sample.reduce(0) { $0 + (($1 < 0x20 && !(0x08...0x0D).contains($1) && $1 != 0x1B) ? 1 : 0) }
    return controls * 20 > sample.count && controls > 1
}

extension [UInt8] {
    /// Whether the bytes of `text` occur.
    fileprivate func holds(_ text: String) -> Bool { self[...].firstRange(ofText: text) != nil }
}
