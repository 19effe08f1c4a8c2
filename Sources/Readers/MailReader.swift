/// Streams the messages of a mailbox, or the one message of a file, in memory bounded by the texts of one message.
///
/// Attachments, however long, are passed over; parts are told apart by their boundary lines, as deep as ``Limit/depth``.
///
/// - Source: RFC 5322, 2045–2047, 2822, 3676 (flowed text), 4155 (mailboxes).
public struct MailReader {
    public enum Limit {
        public static let headerBytes = 256 << 10
        /// Bytes of the text parts of one message, and of its HTML parts.
        public static let text = 1 << 20
        public static let depth = 16
    }

    private var lines: LineReader
    private let isMailbox: Bool
    private var isStarted = false
    /// The line read last that is not dealt with yet.
    private var current: LineReader.Line?

    public init(_ source: any ByteSource, isMailbox: Bool) {
        lines = LineReader(source)
        self.isMailbox = isMailbox
    }

    public var bytesRead: Int { lines.bytesRead }

    /// The next message; nil after the last.
    public mutating func next() throws(ReaderError) -> MailMessage? {
        if !isStarted {
            isStarted = true
            repeat { current = try lines.next() } while current?.bytes.allSatisfy { $0 <= 0x20 } == true
        }
        guard let first = current else { return nil }
        if isMailbox, isEnvelope(first.bytes[...]) { current = try lines.next() }
        var message = MailMessage(line: first.number)
        message.headers = try readHeaders()
        try readBody(of: &message)
        return message
    }

    // MARK: Headers

    /// Reads lines up to the empty one that ends the headers, and moves behind it.
    private mutating func readHeaders() throws(ReaderError) -> [(name: String, value: [UInt8])] {
        var headers: [(name: String, value: [UInt8])] = []
        var size = 0
        while let line = current, !line.bytes.isEmpty, !isNextMessage(line) {
            size += line.bytes.count
            if size <= Limit.headerBytes {
                if let first = line.bytes.first, first == 0x20 || first == 0x09 {
                    if !headers.isEmpty { headers[headers.count - 1].value += line.bytes }
                } else if let name = headerName(line.bytes[...]) {
                    headers.append((name, Array(line.bytes.dropFirst(name.utf8.count + 1).drop { $0 <= 0x20 })))
                }
            }
            current = try lines.next()
        }
        if current?.bytes.isEmpty == true { current = try lines.next() }
        return headers
    }

    private func isNextMessage(_ line: LineReader.Line) -> Bool {
        isMailbox && line.followsEmpty && isEnvelope(line.bytes[...])
    }

    // MARK: Body

    /// Reads the parts up to the next message or the end.
    private mutating func readBody(of message: inout MailMessage) throws(ReaderError) {
        var boundaries: [[UInt8]] = []
        var part = MailPart(message.headers, in: &message, boundaries: &boundaries)
        while let line = current, !isNextMessage(line) {
            if let (level, isLast) = boundary(line.bytes, boundaries) {
                part.finish(in: &message)
                boundaries.removeSubrange((level + 1)...)
                current = try lines.next()
                if isLast {
                    boundaries.removeLast()
                    part = MailPart.nothing
                } else {
                    part = MailPart(try readHeaders(), in: &message, boundaries: &boundaries)
                }
            } else {
                part.append(line, isMailbox: isMailbox)
                current = try lines.next()
            }
        }
        part.finish(in: &message)
    }

    /// Which open boundary a line is, and whether it is the last of its kind.
    private func boundary(_ line: [UInt8], _ boundaries: [[UInt8]]) -> (level: Int, isLast: Bool)? {
        guard line.count > 2, line[0] == 0x2D, line[1] == 0x2D, !boundaries.isEmpty else { return nil }
        var text = line[2...]
        while let last = text.last, last <= 0x20 { text.removeLast() }
        for level in boundaries.indices.reversed() where text.starts(with: boundaries[level]) {
            let rest = text.dropFirst(boundaries[level].count)
            if rest.isEmpty || rest.elementsEqual("--".utf8) { return (level, !rest.isEmpty) }
        }
        return nil
    }
}

/// One part of a message while it is read.
private struct MailPart {
    enum Kind { case text, html, ignored }

    static let nothing = MailPart(kind: .ignored)

    var kind: Kind
    private var encoding: [UInt8] = []
    private var charset: [UInt8] = []
    private var isFlowed = false
    private var bytes: [UInt8] = []

    private init(kind: Kind) { self.kind = kind }

    init(_ headers: [(name: String, value: [UInt8])], in message: inout MailMessage, boundaries: inout [[UInt8]]) {
        func header(_ name: String) -> HeaderField { HeaderField(headers.first { $0.name == name }?.value ?? []) }
        let type = header("content-type")
        let isAttached = header("content-disposition").value == Array("attachment".utf8)
        kind = .ignored
        if type.value.starts(with: "multipart/".utf8) {
            if type.value.elementsEqual("multipart/report".utf8) { message.isReport = true }
            if let boundary = type["boundary"], !boundary.isEmpty, boundaries.count < MailReader.Limit.depth {
                boundaries.append(boundary)
            }
        } else if !isAttached,
            type.value.isEmpty || type.value.elementsEqual("text/plain".utf8) || type.value == Array("text".utf8)
        {
            kind = .text
        } else if !isAttached, type.value.elementsEqual("text/html".utf8) {
            kind = .html
        } else {
            message.attachments += 1
        }
        encoding = header("content-transfer-encoding").value
        charset = (type["charset"] ?? []).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        isFlowed = type["format"]?.elementsEqual("flowed".utf8) == true
    }

    mutating func append(_ line: LineReader.Line, isMailbox: Bool) {
        guard kind != .ignored, bytes.count < 2 * MailReader.Limit.text else { return }
        // Mailboxes write ">From " for a line that starts with "From ".
        let isEscaped =
            isMailbox && line.bytes.first == 0x3E && line.bytes.drop { $0 == 0x3E }.starts(with: "From ".utf8)
        bytes += isEscaped ? line.bytes.dropFirst() : line.bytes[...]
        if line.endsLine { bytes.append(0x0A) }
    }

    /// Adds what was read to the message.
    mutating func finish(in message: inout MailMessage) {
        guard kind != .ignored, !bytes.isEmpty else { return }
        if encoding.elementsEqual("base64".utf8) {
            bytes = TransferEncoding.base64(bytes[...])
        } else if encoding.elementsEqual("quoted-printable".utf8) {
            bytes = TransferEncoding.quotedPrintable(bytes[...])
        }
        var text = decodedText(bytes, charset: charset)
        if isFlowed { text = Self.unflowed(text) }
        text.removeAll { $0 == 0x0D }
        let room = MailReader.Limit.text - (kind == .text ? message.text : message.html).utf8.count
        if text.count > room { text.removeLast(text.count - max(room, 0)) }
        let separator = (kind == .text ? message.text : message.html).isEmpty ? "" : "\n"
        if kind == .text {
            message.text += separator + String(decoding: text, as: UTF8.self)
        } else {
            message.html += separator + String(decoding: text, as: UTF8.self)
        }
        bytes = []
    }

    /// Flowed text: a line that ends with a blank goes on in the next one, unless it is quoted or the signature's mark.
    private static func unflowed(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            var line = line
            if line.last == 0x0D { line.removeLast() }
            output += line
            let goesOn = line.last == 0x20 && line.first != UInt8(ascii: ">") && !line.elementsEqual("-- ".utf8)
            if !goesOn { output.append(0x0A) }
        }
        return output
    }
}

/// `text/plain; charset="utf-8"`: a value in lower case and its parameters.
private struct HeaderField {
    let value: [UInt8]
    private let parameters: ArraySlice<UInt8>

    init(_ text: [UInt8]) {
        let end = text.firstIndex(of: UInt8(ascii: ";")) ?? text.count
        value = text[..<end].filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        parameters = text[end...]
    }

    subscript(name: String) -> [UInt8]? {
        var rest = parameters
        while let start = rest.firstIndex(of: UInt8(ascii: ";")) {
            rest = rest[(start + 1)...].drop { $0 <= 0x20 }
            guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let found = rest[..<equals].filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            rest = rest[(equals + 1)...].drop { $0 <= 0x20 }
            let value: ArraySlice<UInt8>
            if rest.first == 0x22 {
                rest = rest.dropFirst()
                value = rest.prefix { $0 != 0x22 }
            } else {
                value = rest.prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
            }
            if found.elementsEqual(name.utf8) { return Array(value) }
            rest = rest[value.endIndex...]
        }
        return nil
    }
}
