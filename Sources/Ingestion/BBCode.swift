/// The forum markup of game shops: `[b]`, `[url=…]`, `[spoiler]`.
enum BBCode {
    /// `"[b]Great[/b] game [10/10]"` gives `"Great game [10/10]"`: brackets that hold no known tag stay.
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "[")) else { return text }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if let end = tagEnd(bytes, from: position) {
                position = end
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Behind the tag that opens at `start`, if one does.
    private static func tagEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        guard bytes[start] == UInt8(ascii: "[") else { return nil }
        var name = start + 1
        if name < bytes.count, bytes[name] == UInt8(ascii: "/") { name += 1 }
        let letters = bytes[name...].prefix(8).prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "*") }
        guard tags.contains(String(decoding: letters, as: UTF8.self).lowercased()) else { return nil }
        // Addresses may follow the name: `[url=https://…]`.
        return bytes[letters.endIndex...].prefix(512).firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
    }

    private static let tags: Set<String> = [
        "*", "b", "i", "u", "s", "h1", "h2", "h3", "hr", "url", "list", "olist", "quote", "code", "spoiler", "strike",
        "noparse", "table", "tr", "td", "th", "img", "size", "color",
    ]
}
