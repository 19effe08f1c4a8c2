/// What a file of mail looks like from its head.
public struct MailHead: Sendable {
    /// Whether the file is a mailbox (MBOX) of any number of messages; one message (EML) otherwise.
    public var isMailbox: Bool

    /// - Returns: nil when the first lines are not those of a message.
    public init?(_ head: [UInt8]) {
        var bytes = head[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        bytes = bytes.drop { $0 <= 0x20 }
        isMailbox = isEnvelope(bytes.prefix { $0 != 0x0A })
        if isMailbox { bytes = bytes.drop { $0 != 0x0A }.dropFirst() }
        var (known, lines) = (0, 0)
        while let end = bytes.firstIndex(of: 0x0A), lines < 200 {
            let line = bytes[bytes.startIndex..<end]
            bytes = bytes[(end + 1)...]
            if line.allSatisfy({ $0 <= 0x20 }) { break }
            lines += 1
            if lines > 1, line.first == 0x20 || line.first == 0x09 || line.first == UInt8(ascii: ">") { continue }
            guard let name = headerName(line), !isTableRow(line) else { return nil }
            if Self.names.contains(name) { known += 1 }
        }
        guard known >= 2 || isMailbox && known >= 1 else { return nil }
    }

    private static let names: Set<String> = [
        "from", "to", "date", "subject", "message-id", "received", "return-path", "mime-version", "content-type",
        "delivered-to", "reply-to", "sender", "x-gm-thrid", "x-mailer", "content-transfer-encoding", "in-reply-to",
    ]
}

/// `From:,2026-03-01`: tables of figures begin with such rows.
private func isTableRow(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.endIndex else { return false }
    return ",;\t".utf8.contains(line[colon + 1])
}

/// The name before the colon in lower case, when it can be that of a header.
func headerName(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, colon - line.startIndex <= 76
    else { return nil }
    var name: [UInt8] = []
    for byte in line[..<colon] {
        guard (0x21...0x7E).contains(byte) else { return nil }
        name.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: name, as: UTF8.self)
}

/// `From lea@exemple.fr Mon Mar  2 09:12:41 2026`: the line before each message of a mailbox.
func isEnvelope(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8) else { return false }
    let words = line.split { $0 <= 0x20 }
    // An address, a day, a time, a year: a sentence that starts with "From" has no such parts.
    return words.count >= 6
        && words.contains { word in
            word.count >= 5 && word.contains(UInt8(ascii: ":")) && word.allSatisfy { (0x30...0x3A).contains($0) }
        }
}
