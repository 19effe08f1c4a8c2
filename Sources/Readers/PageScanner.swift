/// Follows the tags of a web page (HTML) in bytes that are pulled on demand. What is no tag is text; nothing is loaded and
/// nothing is run.
final class PageScanner {
    enum Limit {
        /// Bytes of one tag: more is no tag.
        static let tag = 64 << 10
        /// Bytes of one script that states data.
        static let script = 4 << 20
    }

    enum Token: Equatable {
        /// Bytes of ``text``.
        case text
        /// A tag opens; its name is in lower case, its attributes in ``PageScanner/attribute(_:)``.
        case open(String)
        case close(String)
        /// The whole of a `<script>` or `<style>`, in ``text``; `type` in lower case.
        case script(type: String)
    }

    /// The text of the last token, as written: entities are not decoded.
    private(set) var text: [UInt8] = []
    /// The line the scanner has reached, 1-based.
    private(set) var line = 1
    private(set) var bytesRead = 0

    private let source: any ByteSource
    private var buffer: [UInt8] = []
    private var cursor = 0
    private var ended = false
    private var tag: [UInt8] = []
    /// Bytes looked through for the end of a tag that has none.
    private var wasted = 0

    init(_ source: any ByteSource) { self.source = source }

    /// The next token; nil at the end of the page.
    func next() throws(ReaderError) -> Token? {
        while try has(0) {
            guard buffer[cursor] == UInt8(ascii: "<"), try has(1) else { return try readText() }
            switch buffer[cursor + 1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"): try skipDeclaration()
            case UInt8(ascii: "/"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                guard try readTag() else { return try readText() }
                if let token = try token() { return token }
            default: return try readText()
            }
        }
        return nil
    }

    /// The value of an attribute of the tag that was opened last, without its quotes.
    func attribute(_ name: String) -> String? {
        let wanted = Array(name.utf8)
        var index = tag.firstIndex { $0 <= 0x20 } ?? tag.count
        while index < tag.count {
            while index < tag.count, tag[index] <= 0x20 || tag[index] == UInt8(ascii: "/") { index += 1 }
            let start = index
            while index < tag.count, tag[index] > 0x20, tag[index] != UInt8(ascii: "=") { index += 1 }
            let found = tag[start..<index].lazy.map(lowercased).elementsEqual(wanted)
            while index < tag.count, tag[index] <= 0x20 { index += 1 }
            var value = index..<index
            if index < tag.count, tag[index] == UInt8(ascii: "=") { value = valueRange(after: index + 1) }
            index = max(value.upperBound, index)
            if index < tag.count, tag[index] == UInt8(ascii: "\"") || tag[index] == UInt8(ascii: "'") { index += 1 }
            if found { return String(decoding: tag[value], as: UTF8.self) }
        }
        return nil
    }

    private func valueRange(after equals: Int) -> Range<Int> {
        var index = equals
        while index < tag.count, tag[index] <= 0x20 { index += 1 }
        guard index < tag.count else { return index..<index }
        let quote = tag[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            index = tag[start...].firstIndex(of: quote) ?? tag.count
            return start..<index
        }
        let start = index
        while index < tag.count, tag[index] > 0x20 { index += 1 }
        return start..<index
    }

    // MARK: Tokens

    /// At least one byte of text, up to the next `<`; in pieces when it is long.
    private func readText() throws(ReaderError) -> Token {
        text.removeAll(keepingCapacity: true)
        var end = cursor + 1
        while end < buffer.count, buffer[end] != UInt8(ascii: "<") { end += 1 }
        text.append(contentsOf: buffer[cursor..<end])
        advance(to: end)
        return .text
    }

    /// Reads what stands between `<` and `>` into ``tag``; false, without moving, when there is no end.
    private func readTag() throws(ReaderError) -> Bool {
        var (distance, quote) = (1, UInt8(0))
        while distance <= Limit.tag, try has(distance) {
            let byte = buffer[cursor + distance]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                tag.removeAll(keepingCapacity: true)
                tag.append(contentsOf: buffer[cursor + 1..<cursor + distance])
                advance(to: cursor + distance + 1)
                return true
            } else if byte == UInt8(ascii: "<") {
                return false
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
                buffer[cursor + distance - 1] == UInt8(ascii: "=") || buffer[cursor + distance - 1] <= 0x20
            {
                quote = byte
            }
            distance += 1
        }
        wasted += distance
        guard wasted <= 16 << 20 || wasted <= 8 * bytesRead else {
            throw ReaderError(
                .hostile, en: "too many tags are opened and never closed",
                fr: "trop de balises sont ouvertes et jamais fermées", line: line)
        }
        return false
    }

    private func token() throws(ReaderError) -> Token? {
        let isClosing = tag.first == UInt8(ascii: "/")
        let name = String(
            decoding: tag.dropFirst(isClosing ? 1 : 0).prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }.prefix(64)
                .map(lowercased), as: UTF8.self)
        guard !name.isEmpty else { return nil }
        if isClosing { return .close(name) }
        guard name == "script" || name == "style", tag.last != UInt8(ascii: "/") else { return .open(name) }
        let type = attribute("type")?.lowercased() ?? ""
        try readRaw(until: name)
        return .script(type: type)
    }

    /// Reads up to the end tag `name` into ``text``; past the limit, what follows is left out.
    private func readRaw(until name: String) throws(ReaderError) {
        let end = Array("</\(name)".utf8)
        text.removeAll(keepingCapacity: true)
        while try has(0) {
            if try has(end.count), buffer[cursor] == UInt8(ascii: "<"),
                buffer[cursor..<cursor + end.count].lazy.map(lowercased).elementsEqual(end)
            {
                return try skipTag()
            }
            var stop = cursor + 1
            while stop < buffer.count, buffer[stop] != UInt8(ascii: "<") { stop += 1 }
            if text.count < Limit.script { text.append(contentsOf: buffer[cursor..<stop]) }
            advance(to: stop)
        }
    }

    private func skipTag() throws(ReaderError) {
        while try has(0) {
            let byte = buffer[cursor]
            advance(to: cursor + 1)
            if byte == UInt8(ascii: ">") { break }
        }
    }

    /// Moves past a comment, a declaration or an instruction.
    private func skipDeclaration() throws(ReaderError) {
        let isComment = try has(3) && buffer[cursor + 2] == 0x2D && buffer[cursor + 3] == 0x2D
        advance(to: cursor + (isComment ? 4 : 2))
        var dashes = 2
        while try has(0) {
            let byte = buffer[cursor]
            advance(to: cursor + 1)
            if byte == UInt8(ascii: ">"), !isComment || dashes >= 2 { return }
            dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
        }
    }

    // MARK: Bytes

    private func advance(to end: Int) {
        for index in cursor..<end where buffer[index] == 0x0A { line += 1 }
        bytesRead += end - cursor
        cursor = end
    }

    /// Whether there is a byte `distance` after the cursor; reads more when needed.
    private func has(_ distance: Int) throws(ReaderError) -> Bool {
        while cursor + distance >= buffer.count {
            guard !ended else { return false }
            if cursor > 0 {
                buffer.removeSubrange(..<cursor)
                cursor = 0
            }
            ended = try source.read(upTo: 1 << 16, into: &buffer) == 0
        }
        return true
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

/// The data that a web page states beside what it shows: the scripts of a type, such as `application/ld+json`, each parsed
/// as JSON.
///
/// - Throws: `ReaderError` of kind `invalid`, with the line, when one of them is not JSON; `tooLarge` past 16 MiB of them.
public func pageData(of source: any ByteSource, type: String) throws(ReaderError) -> [JSONValue] {
    let page = PageScanner(source)
    var (values, bytes) = ([JSONValue](), 0)
    while let token = try page.next() {
        guard case .script(let found) = token, found.utf8.starts(with: type.utf8) else { continue }
        bytes += page.text.count
        guard bytes <= 16 << 20 else {
            throw ReaderError(
                .tooLarge, en: "the page states more than 16 MiB of data",
                fr: "la page énonce plus de 16 Mio de données", line: page.line)
        }
        do throws(ReaderError) {
            values.append(try parseJSON(page.text, isLenient: true))
        } catch {
            throw ReaderError(
                .invalid, en: "data stated in the page is not JSON: \(error.en)",
                fr: "des données énoncées dans la page ne sont pas du JSON : \(error.fr)", line: page.line)
        }
    }
    return values
}
