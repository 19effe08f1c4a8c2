/// One message: its headers and texts, without what is attached.
public struct MailMessage: Sendable {
    /// 1-based, where it starts.
    public internal(set) var line: Int
    /// The text parts, one after another; empty when there is none.
    public internal(set) var text = ""
    /// The HTML parts, for messages without a text part.
    public internal(set) var html = ""
    /// Parts that are files or other messages, which are not read.
    public internal(set) var attachments = 0
    /// Whether a server wrote it about another message: a bounce, a receipt.
    public internal(set) var isReport = false

    var headers: [(name: String, value: [UInt8])] = []

    /// The first header of this name (in lower case), with its encoded words decoded.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }.map { decodedHeader($0.value) } }

    /// The addresses and the name in a header such as `From: Léa Martin <lea@exemple.fr>`.
    public func mailbox(_ name: String) -> (name: String, address: String)? {
        guard let value = header(name) else { return nil }
        let bytes = Array(value.utf8)
        if let open = bytes.lastIndex(of: UInt8(ascii: "<")) {
            let address = bytes[(open + 1)...].prefix { $0 != UInt8(ascii: ">") }
            let display = bytes[..<open].filter { $0 != 0x22 }
            return (trimmedText(display), trimmedText(address))
        }
        let address = bytes.split(whereSeparator: { $0 <= 0x20 || $0 == UInt8(ascii: ",") }).first { $0.contains(0x40) }
        return address.map { ("", trimmedText($0)) }
    }
}

private func trimmedText(_ bytes: some Collection<UInt8>) -> String {
    let kept = bytes.drop { $0 <= 0x20 }
    let count = kept.reversed().drop { $0 <= 0x20 }.count
    return String(decoding: kept.prefix(count), as: UTF8.self)
}

/// A header with its encoded words (`=?UTF-8?Q?d=C3=A9lai?=`) as text. What is not ASCII is read as it looks.
///
/// - Source: RFC 2047, section 2; RFC 6532.
func decodedHeader(_ value: [UInt8]) -> String {
    var output: [UInt8] = []
    var (pending, charset) = ([UInt8](), [UInt8]())
    var rest = value[...]
    func flush() {
        output += decodedText(pending, charset: charset)
        pending = []
    }
    while let start = rest.firstRange(of: Array("=?".utf8))?.lowerBound {
        guard let word = EncodedWord(rest[start...]) else {
            flush()
            output += plainHeaderBytes(rest[..<(start + 2)])
            rest = rest[(start + 2)...]
            continue
        }
        // Blanks between two encoded words are no text.
        let between = rest[..<start]
        if pending.isEmpty || !between.allSatisfy({ $0 <= 0x20 }) {
            flush()
            output += plainHeaderBytes(between)
        } else if word.charset != charset {
            flush()
        }
        charset = word.charset
        pending += word.bytes
        rest = rest[word.end...]
    }
    flush()
    output += plainHeaderBytes(rest)
    return String(decoding: output, as: UTF8.self)
}

private func plainHeaderBytes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.allSatisfy { $0 < 0x80 } ? Array(bytes) : decoded(Array(bytes), as: guessEncoding(of: Array(bytes)).encoding)
}

private struct EncodedWord {
    let charset: [UInt8]
    let bytes: [UInt8]
    let end: Int

    /// - Parameter text: starts with `=?`.
    init?(_ text: ArraySlice<UInt8>) {
        let mark = UInt8(ascii: "?")
        guard let second = text.dropFirst(2).prefix(80).firstIndex(of: mark), second + 2 < text.endIndex,
            text[second + 2] == mark, let end = text[(second + 3)...].prefix(4096).firstIndex(of: mark),
            end + 1 < text.endIndex, text[end + 1] == UInt8(ascii: "=")
        else { return nil }
        let body = text[(second + 3)..<end]
        switch text[second + 1] | 0x20 {
        case UInt8(ascii: "b"): bytes = TransferEncoding.base64(body)
        case UInt8(ascii: "q"):
            bytes = TransferEncoding.quotedPrintable(body.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }[...])
        default: return nil
        }
        // A language may follow the character set: `utf-8*fr`.
        charset = text[(text.startIndex + 2)..<second].prefix { $0 != UInt8(ascii: "*") }.map {
            $0 | ((0x41...0x5A).contains($0) ? 0x20 : 0)
        }
        self.end = end + 2
    }
}
