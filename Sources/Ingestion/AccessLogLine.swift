import Feedback

/// One line of an Apache or Nginx log in the common or combined form, with or without a virtual host before it.
struct AccessLogLine: Hashable {
    let address: String
    /// Who was logged in, when the server checks passwords.
    let user: String?
    let at: Timestamp
    /// Empty when what was sent is no HTTP request.
    let method: String
    /// The path and query as requested.
    let target: String
    let status: Int
    let agent: String?

    /// - Returns: `nil` when the line is not of that form.
    init?(_ line: Span<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count)
        for index in line.indices { bytes.append(line[index]) }
        self.init(LogFields.unwrapped(bytes))
    }

    private init?(_ bytes: ArraySlice<UInt8>) {
        guard let fields = LogFields(bytes), let at = Timestamp(log: fields.time), let status = Int(fields.status)
        else { return nil }
        address = fields.address
        user = fields.user
        self.at = at
        self.status = status
        agent = fields.agent
        let request = fields.request.split(separator: UInt8(ascii: " "))
        let isRequest = request.count >= 2 && request[0].allSatisfy(\.isASCIIUppercase)
        method = isRequest ? String(decoding: request[0], as: UTF8.self) : ""
        target = isRequest ? String(decoding: request[1].prefix(4096), as: UTF8.self) : ""
    }
}

/// The pieces of a line, as written.
private struct LogFields {
    let address: String
    let user: String?
    let time: String
    let request: ArraySlice<UInt8>
    let status: String
    let agent: String?

    /// Some collectors put the whole line in quotes.
    static func unwrapped(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.count > 2 && bytes.first == quote && bytes.last == quote ? bytes.dropFirst().dropLast() : bytes[...]
    }

    init?(_ bytes: ArraySlice<UInt8>) {
        guard let open = bytes.firstIndex(of: UInt8(ascii: "[")),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: "]")),
            close - open < 40, close + 2 < bytes.endIndex, bytes[close + 2] == quote,
            let end = Self.endOfRequest(bytes, from: close + 3)
        else { return nil }
        let who = bytes[..<open].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard who.count >= 3 else { return nil }
        // With a virtual host before it, the address comes second.
        let isSecond = who.count > 3 && Self.isAddress(who[1]) && !Self.isAddress(who[0])
        address = who[isSecond ? 1 : 0]
        let name = who[(isSecond ? 3 : 2)...].joined(separator: " ")
        user = name.isEmpty || name == "-" ? nil : name
        time = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
        request = bytes[(close + 3)..<end]
        status = String(decoding: bytes[(end + 2)..<(end + 5)], as: UTF8.self)
        agent = Self.quotedTexts(bytes[(end + 5)...]).dropFirst().first.flatMap { $0 == "-" ? nil : $0 }
    }

    /// A request may hold quotes of its own: it ends at the one that a status follows.
    private static func endOfRequest(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var position = start
        while position + 4 < bytes.endIndex {
            if bytes[position] == quote, bytes[position + 1] == UInt8(ascii: " "),
                bytes[(position + 2)..<(position + 5)].allSatisfy(\.isDigit),
                position + 5 == bytes.endIndex || bytes[position + 5] == UInt8(ascii: " ")
            {
                return position
            }
            position += 1
        }
        return nil
    }

    /// The referrer and the user agent: a quote closes where a blank or the end follows and no backslash stands before.
    private static func quotedTexts(_ bytes: ArraySlice<UInt8>) -> [String] {
        var (texts, start): ([String], Int?) = ([], nil)
        for position in bytes.indices where bytes[position] == quote && texts.count < 2 {
            guard let opening = start else {
                start = position + 1
                continue
            }
            let isLast = position + 1 == bytes.endIndex || bytes[position + 1] == UInt8(ascii: " ")
            guard isLast, position == opening || bytes[position - 1] != UInt8(ascii: "\\") else { continue }
            texts.append(String(decoding: bytes[opening..<position].prefix(1024), as: UTF8.self))
            start = nil
        }
        return texts
    }

    private static func isAddress(_ text: String) -> Bool {
        let bytes = text.utf8
        let isIPv4 = bytes.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") } && bytes.contains(UInt8(ascii: "."))
        return isIPv4 || bytes.count { $0 == UInt8(ascii: ":") } > 1
    }
}

private let quote = UInt8(ascii: "\"")

extension Timestamp {
    /// `22/Dec/2016:22:32:31 +0300`.
    fileprivate init?(log text: String) {
        let parts = text.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, let day = Int(parts[0]), let month = monthNumber(parts[1]) else { return nil }
        let rest = parts[2].split(separator: ":", maxSplits: 1)
        guard rest.count == 2, let year = Int(rest[0]), let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        self.init(iso8601: "\(date)T\(rest[1])")
    }
}
