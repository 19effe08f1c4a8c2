/// Follows XML text byte by byte, just closely enough to know tags from text, and refuses what is too large or too
/// deep. When rewriting, what XML forbids is repaired on the way.
struct XMLScanner {
    enum Place { case text, open, startTag, quoted(UInt8), endTag, bang, comment, section, instruction }

    var line = 1

    /// The hashes of the names of records: comparing one is enough to know where lines start.
    private let recordNames: [UInt64]
    let rewrites: Bool
    var place = Place.text
    private var depth = 0
    private var tagBytes = 0
    private var attributes = 0
    var textBytes = 0
    private var tagLine = 1
    private var name: [UInt8] = []
    /// The hash of the local name so far.
    private var nameHash = noName
    private static let noName: UInt64 = 0xCBF2_9CE4_8422_2325

    /// - Source: FNV-1a, 64 bits.
    @inline(__always)
    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    private var inName = false
    /// The last three bytes, to see `-->`, `]]>`, `?>` and `/>` across chunks.
    var recent: UInt32 = 0
    private var recordLines: [Int] = []
    private var takenLines = 0
    /// The names of the open elements; kept only when rewriting.
    var openNames: [[UInt8]] = []

    init(recordNames: Set<String>, rewrites: Bool) {
        self.recordNames = recordNames.map { $0.utf8.reduce(Self.noName) { Self.hash($0, $1) } }
        self.rewrites = rewrites
    }

    mutating func nextRecordLine() -> Int {
        guard takenLines < recordLines.count else { return line }
        takenLines += 1
        let first = recordLines[takenLines - 1]
        if takenLines > 1024 {
            recordLines.removeSubrange(..<takenLines)
            takenLines = 0
        }
        return first
    }

    /// Follows `bytes` and appends them, repaired where they must be, to `output`.
    ///
    /// - Returns: how many bytes were used; a few may wait for more when `isLast` is false.
    mutating func scan(_ bytes: Span<UInt8>, isLast: Bool, into output: inout [UInt8]) throws(ReaderError) -> Int {
        output.reserveCapacity(output.count + bytes.count)
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") {
                // Enough to see a whole end tag or reference.
                if bytes.count - offset < Self.longestEndTag, !isLast { return offset }
                if let used = try rewrite(bytes, at: offset, into: &output) {
                    offset &+= used
                    continue
                }
            }
            if byte == 0x0A { line &+= 1 }
            output.append(byte)
            try follow(byte)
            recent = recent << 8 | UInt32(byte)
            offset &+= 1
        }
        return offset
    }

    /// Follows `bytes` without changing them: texts and end tags are passed over eight bytes at a time.
    mutating func follow(_ bytes: Span<UInt8>) throws(ReaderError) {
        var offset = 0
        while offset < bytes.count {
            let stop: UInt8
            switch place {
            case .text: stop = UInt8(ascii: "<")
            case .endTag: stop = UInt8(ascii: ">")
            default: stop = 0
            }
            if stop != 0 {
                let end = pass(bytes, from: offset, until: stop)
                if case .text = place {
                    textBytes &+= end &- offset
                    if textBytes > XMLGate.Limit.textBytes { try countText() }
                }
                if end > offset { recent = 0 }
                offset = end
                guard offset < bytes.count else { return }
            }
            let byte = bytes[offset]
            if byte == 0x0A { line &+= 1 }
            try follow(byte)
            recent = recent << 8 | UInt32(byte)
            offset &+= 1
        }
    }

    /// Where the next `stop` is, or the end; counts the lines on the way.
    @inline(__always)
    private mutating func pass(_ bytes: Span<UInt8>, from start: Int, until stop: UInt8) -> Int {
        let (stops, lineFeeds) = (WordScan.pattern(stop), WordScan.pattern(0x0A))
        var offset = start
        while true {
            while offset &+ 8 <= bytes.count {
                let word = WordScan.load(bytes, offset)
                let found = WordScan.matches(word, stops) | WordScan.matches(word, lineFeeds)
                if found != 0 {
                    offset &+= WordScan.firstIndex(found)
                    break
                }
                offset &+= 8
            }
            // The last bytes one by one, and past a line end.
            guard offset < bytes.count, bytes[offset] != stop else { return offset }
            if bytes[offset] == 0x0A { line &+= 1 }
            offset &+= 1
        }
    }

    @inline(__always)
    private mutating func follow(_ byte: UInt8) throws(ReaderError) {
        switch place {
        case .text:
            if byte == UInt8(ascii: "<") { (place, tagLine) = (.open, line) } else { try countText() }
        case .startTag: try followTag(byte)
        case .quoted(let quote):
            try countTag()
            if byte == quote { place = .startTag }
        case .open: try open(byte)
        case .endTag: if byte == UInt8(ascii: ">") { close() }
        case .comment:
            if byte == UInt8(ascii: ">"), recent & 0xFFFF == 0x2D2D, tagBytes > 3 {
                place = .text
            } else {
                tagBytes &+= 1
            }
        case .section:
            if byte == UInt8(ascii: ">"), recent & 0xFFFF == 0x5D5D { place = .text } else { try countText() }
        case .instruction: if byte == UInt8(ascii: ">"), recent & 0xFF == 0x3F { place = .text }
        case .bang: try bang(byte)
        }
    }

    private mutating func open(_ byte: UInt8) throws(ReaderError) {
        switch byte {
        case UInt8(ascii: "/"): place = .endTag
        case UInt8(ascii: "?"): place = .instruction
        case UInt8(ascii: "!"):
            name.removeAll(keepingCapacity: true)
            place = .bang
        default:
            (place, tagBytes, attributes, inName) = (.startTag, 0, 0, true)
            nameHash = Self.noName
            if rewrites { name.removeAll(keepingCapacity: true) }
            try followTag(byte)
        }
    }

    /// `<!--`, `<![CDATA[`, or something that has no place inside a document.
    private mutating func bang(_ byte: UInt8) throws(ReaderError) {
        name.append(byte)
        if name.elementsEqual("--".utf8) {
            (place, tagBytes) = (.comment, 2)
        } else if name.elementsEqual("[CDATA[".utf8) {
            place = .section
        } else if !"[CDATA[".utf8.starts(with: name), !"--".utf8.starts(with: name) {
            throw XMLProlog.refusedDoctype(line: tagLine)
        }
    }

    private mutating func followTag(_ byte: UInt8) throws(ReaderError) {
        try countTag()
        switch byte {
        case UInt8(ascii: ">"):
            try endStartTag()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): place = .quoted(byte)
        case UInt8(ascii: "="):
            attributes += 1
            if attributes > XMLGate.Limit.attributes {
                throw refused(
                    .tooLarge, "an element has more than \(XMLGate.Limit.attributes) attributes",
                    "un élément a plus de \(XMLGate.Limit.attributes) attributs")
            }
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"): inName = false
        default: break
        }
        guard inName else { return }
        nameHash = byte == UInt8(ascii: ":") ? Self.noName : Self.hash(nameHash, byte)
        if rewrites { name.append(byte) }
    }

    private mutating func endStartTag() throws(ReaderError) {
        inName = false
        (place, textBytes) = (.text, 0)
        for index in recordNames.indices where recordNames[index] == nameHash { recordLines.append(tagLine) }
        if recent & 0xFF == UInt32(UInt8(ascii: "/")) { return }
        depth += 1
        if rewrites { openNames.append(name) }
        if depth > XMLGate.Limit.depth {
            throw refused(
                .tooLarge, "elements are nested more than \(XMLGate.Limit.depth) deep",
                "les éléments sont imbriqués sur plus de \(XMLGate.Limit.depth) niveaux")
        }
    }

    mutating func close() {
        (place, textBytes) = (.text, 0)
        depth = max(depth - 1, 0)
    }

    @inline(__always)
    mutating func countText() throws(ReaderError) {
        textBytes &+= 1
        if textBytes > XMLGate.Limit.textBytes {
            throw refused(
                .tooLarge, "a text is longer than \(XMLGate.Limit.textBytes) bytes",
                "un texte dépasse \(XMLGate.Limit.textBytes) octets")
        }
    }

    @inline(__always)
    mutating func countTag() throws(ReaderError) {
        tagBytes &+= 1
        if tagBytes > XMLGate.Limit.tagBytes {
            throw refused(
                .tooLarge, "a tag is longer than \(XMLGate.Limit.tagBytes) bytes",
                "une balise dépasse \(XMLGate.Limit.tagBytes) octets")
        }
    }

    private func refused(_ kind: ReaderError.Kind, _ en: String, _ fr: String) -> ReaderError {
        ReaderError(kind, en: en, fr: fr, line: tagLine)
    }
}
