/// What is kept of a page's address: enough to find the step of the journey, nothing that names the visitor.
enum PagePath {
    /// In bytes; a longer path is cut.
    static let limit = 512

    /// `https://shop.example/panier/?sid=1#top` gives `/panier`; a route behind `#/` counts as the path.
    static func path(of url: String) -> String? {
        let bytes = Array(url.utf8)
        let start = pathStart(bytes)
        var path = segment(bytes, from: start)
        if path.count <= 1, let hash = bytes.firstIndex(of: UInt8(ascii: "#")) {
            let route = bytes[hash...].dropFirst().drop { $0 == UInt8(ascii: "!") }
            if route.first == UInt8(ascii: "/") { path = segment(bytes, from: route.startIndex) }
        }
        if path.isEmpty { return url.isEmpty ? nil : "/" }
        if path.count > 1, path.last == UInt8(ascii: "/") { path = path.dropLast() }
        return String(decoding: path.prefix(limit), as: UTF8.self)
    }

    /// `https://shop.example/panier?mail=…` gives `https://shop.example/panier`.
    static func address(of url: String) -> String? {
        let bytes = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }.prefix(limit)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// The first of these parameters that the address carries, `%XX` and `+` decoded.
    static func parameter(_ names: [String], of url: String) -> String? {
        guard let question = url.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        let query = url[url.utf8.index(after: question)...].utf8.prefix { $0 != UInt8(ascii: "#") }
        for pair in query.split(separator: UInt8(ascii: "&")) {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(Substring(pair[..<equals]))
            guard names.contains(name) else { continue }
            let value = percentDecoded(pair[pair.index(after: equals)...])
            if !value.isEmpty { return value }
        }
        return nil
    }

    private static func percentDecoded(_ text: some Sequence<UInt8>) -> String {
        var (output, pending): ([UInt8], [UInt8]) = ([], [])
        for byte in text {
            if pending.isEmpty {
                if byte == UInt8(ascii: "%") {
                    pending = [byte]
                } else {
                    output.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
                }
                continue
            }
            pending.append(byte)
            guard pending.count == 3 else { continue }
            if let code = UInt8(String(decoding: pending[1...], as: UTF8.self), radix: 16) {
                output.append(code)
            } else {
                output += pending
            }
            pending = []
        }
        return String(decoding: output + pending, as: UTF8.self)
    }

    /// Behind `https://host`, or 0 when the text is a path already.
    private static func pathStart(_ bytes: [UInt8]) -> Int {
        guard let colon = bytes.prefix(12).firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8)
        else {
            return 0
        }
        return bytes[(colon + 3)...].firstIndex { [0x2F, 0x3F, 0x23].contains($0) } ?? bytes.count
    }

    /// Up to `?`, `#` or the end.
    private static func segment(_ bytes: [UInt8], from start: Int) -> ArraySlice<UInt8> {
        bytes[start...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }
}
