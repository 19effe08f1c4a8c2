/// What kind of file the first bytes say it is, whatever its name.
public enum ContainerKind: String, Sendable {
    case text, zip, xlsx, ods, gzip, legacyXLS, pdf, binary, empty
}

/// What kind of file `head` begins.
public func containerKind(of head: [UInt8]) -> ContainerKind {
    if head.isEmpty { return .empty }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
        return archiveKind(head)
    }
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .legacyXLS }
    if head.starts(with: Array("%PDF".utf8)) { return .pdf }
    return isBinary(head) ? .binary : .text
}

private func archiveKind(_ head: [UInt8]) -> ContainerKind {
    if head.holds("application/vnd.oasis.opendocument.spreadsheet") { return .ods }
    if head.holds("xl/workbook.xml") || head.holds("xl/worksheets/") || head.holds("xl/_rels/") { return .xlsx }
    let isOffice = head.holds("[Content_Types].xml")
    return isOffice && !head.holds("word/") && !head.holds("ppt/") ? .xlsx : .zip
}

/// How images, archives and databases that turn up among exports begin.
private let binaryMarks: [[UInt8]] = [
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("SQLite format 3\u{0}".utf8),
    [0x37, 0x7A, 0xBC, 0xAF], Array("BZh".utf8), [0x28, 0xB5, 0x2F, 0xFD], Array("PAR1".utf8),
    [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF],  // UTF-32, which nothing exports
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
