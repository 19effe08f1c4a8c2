/// The texts of a workbook, which its cells name by number. Beyond some megabytes they are kept packed, so that a
/// table of hundreds of thousands of comments stays small in memory.
final class SharedStrings {
    enum Limit {
        /// Bytes kept as they are.
        static let plain = 4 << 20
        /// Bytes kept packed beyond.
        static let packed = 96 << 20
        static let count = 8 << 20
        /// Bytes of one block: what has to be unpacked for one text.
        static let block = 32 << 10
    }

    private struct Block {
        var first: Int
        var bytes: [UInt8]
        /// The size before packing; nil when ``bytes`` are plain.
        var plainCount: Int?
    }

    private(set) var count = 0
    private var blocks: [Block] = []
    /// Where each text ends within its block.
    private var ends: [UInt32] = []
    private var open = Block(first: 0, bytes: [], plainCount: nil)
    private var plainBytes = 0
    private var packedBytes = 0
    /// Blocks that were unpacked last: a block can only be in one place.
    private var recent = [(block: Int, bytes: [UInt8])](repeating: (block: -1, bytes: []), count: 64)

    /// Adds a text.
    func append(_ text: [UInt8]) throws(ReaderError) {
        open.bytes.append(contentsOf: text)
        ends.append(UInt32(open.bytes.count))
        count += 1
        if open.bytes.count >= Limit.block { close() }
        guard packedBytes <= Limit.packed, count <= Limit.count else {
            throw ReaderError(
                .tooLarge, en: "the texts of the workbook are too many to be held in memory",
                fr: "les textes du classeur sont trop nombreux pour tenir en mémoire")
        }
    }

    private func close() {
        // Arrays of their own size: one that has grown keeps room for more.
        var block = Block(first: open.first, bytes: [], plainCount: nil)
        if plainBytes + open.bytes.count > Limit.plain, let packed = Packing.packed(open.bytes) {
            (block.bytes, block.plainCount) = (packed, open.bytes.count)
            packedBytes += packed.count
        } else {
            block.bytes.reserveCapacity(open.bytes.count)
            block.bytes += open.bytes
            plainBytes += open.bytes.count
            if plainBytes > Limit.plain { packedBytes += open.bytes.count }
        }
        blocks.append(block)
        open.bytes.removeAll(keepingCapacity: true)
        open.first = count
    }

    /// Appends the text of this number; false when there is none.
    func append(_ index: Int, to output: inout [UInt8]) -> Bool {
        guard index >= 0, index < count else { return false }
        if index >= open.first {
            output.append(contentsOf: open.bytes[range(of: index, first: open.first)])
            return true
        }
        let number = block(of: index)
        let range = range(of: index, first: blocks[number].first)
        if let plainCount = blocks[number].plainCount {
            let slot = number % recent.count
            if recent[slot].block != number {
                recent[slot] = (block: number, bytes: Packing.unpacked(blocks[number].bytes, count: plainCount))
            }
            output.append(contentsOf: recent[slot].bytes[range])
        } else {
            output.append(contentsOf: blocks[number].bytes[range])
        }
        return true
    }

    private func range(of index: Int, first: Int) -> Range<Int> {
        (index == first ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// The last block that starts at or before `index`.
    private func block(of index: Int) -> Int {
        var (low, high) = (0, blocks.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if blocks[middle].first <= index { low = middle } else { high = middle }
        }
        return low
    }
}

extension SharedStrings {
    /// Reads `sharedStrings.xml`: rich text is put together, readings (`rPh`) are left out.
    convenience init(_ source: any ByteSource) throws(ReaderError) {
        self.init()
        let reader = try XMLTextReader(XMLGate(source, recovering: false))
        var text: [UInt8] = []
        while try reader.read() {
            guard reader.node == .element, reader.isNamed("si") else { continue }
            text.removeAll(keepingCapacity: true)
            try reader.appendRichText(to: &text)
            try append(text)
        }
    }
}

extension XMLTextReader {
    /// Appends the texts of the `t` elements in the element the reader is at, and moves to its end.
    func appendRichText(to text: inout [UInt8]) throws(ReaderError) {
        guard !isEmptyElement else { return }
        let depth = depth
        let start = text.count
        var (isText, readingDepth) = (false, -1)
        while try read() {
            switch node {
            case .element:
                if readingDepth < 0, isNamed("rPh"), !isEmptyElement { readingDepth = self.depth }
                isText = readingDepth < 0 && isNamed("t") && !isEmptyElement
            case .text: if isText { appendValue(to: &text) }
            case .endElement:
                isText = false
                if self.depth == readingDepth { readingDepth = -1 }
                if self.depth == depth {
                    unescapeOOXML(&text, from: start)
                    return
                }
            case .doctype, .other: break
            }
        }
    }
}

/// Undoes `_x000D_`, by which Office writes characters that XML cannot hold.
func unescapeOOXML(_ text: inout [UInt8], from start: Int) {
    let underscore = UInt8(ascii: "_")
    guard text.count - start >= 7, text[start...].contains(underscore) else { return }
    var (read, write) = (start, start)
    while read < text.count {
        if text[read] == underscore, let code = escapedCode(text, at: read) {
            if code == 0x0D {
                // A line end stays one.
                if read + 7 >= text.count || text[read + 7] != 0x0A {
                    text[write] = 0x0A
                    write += 1
                }
            } else if code < 0x80 {
                text[write] = UInt8(code)
                write += 1
            } else {
                var encoded: [UInt8] = []
                appendUTF8((0xD800...0xDFFF).contains(code) ? 0xFFFD : code, to: &encoded)
                for byte in encoded {
                    text[write] = byte
                    write += 1
                }
            }
            read += 7
        } else {
            text[write] = text[read]
            write += 1
            read += 1
        }
    }
    text.removeLast(text.count - write)
}

/// The code of `_xHHHH_` at `index`, when it stands there and is not NUL.
private func escapedCode(_ text: [UInt8], at index: Int) -> UInt32? {
    guard index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_") else {
        return nil
    }
    var code: UInt32 = 0
    for digit in text[index + 2...index + 5] {
        switch digit {
        case 0x30...0x39: code = code << 4 | UInt32(digit - 0x30)
        case 0x41...0x46: code = code << 4 | UInt32(digit - 0x37)
        case 0x61...0x66: code = code << 4 | UInt32(digit - 0x57)
        default: return nil
        }
    }
    return code == 0 ? nil : code
}
