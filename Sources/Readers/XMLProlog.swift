/// What stands before the root element.
enum XMLProlog {
    /// The encoding to read: a byte-order mark, then the declaration unless the bytes contradict it, then the bytes.
    static func encoding(of head: [UInt8]) throws(ReaderError) -> TextEncoding {
        let guess = guessEncoding(of: head)
        if guess.hasBOM || guess.encoding == .utf16LE || guess.encoding == .utf16BE { return guess.encoding }
        guard let name = declaredEncoding(head) else {
            return guess.encoding == .utf8 ? .utf8 : .windows1252
        }
        let declared: TextEncoding
        switch name {
        case "utf-8", "utf8", "us-ascii", "ascii": declared = .utf8
        case "utf-16", "utf-16le", "utf-16be": declared = guess.encoding
        case "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252": declared = .windows1252
        case "iso-8859-15", "latin9", "latin-9": declared = .latin9
        case "macintosh", "x-mac-roman", "macroman": declared = .macRoman
        default:
            throw ReaderError(
                .unsupported, en: "the encoding '\(name)' is not read; save the file as UTF-8",
                fr: "l'encodage « \(name) » n'est pas lu ; enregistrez le fichier en UTF-8", line: 1)
        }
        if (declared == .utf8) != (guess.encoding == .utf8), guess.confidence > 0.9 || declared == .utf8 {
            return guess.encoding == .utf8 && isASCII(head.span) ? declared : guess.encoding
        }
        return declared
    }

    /// The name in `<?xml … encoding="…"`, in small letters; only letters, digits and dashes.
    private static func declaredEncoding(_ head: [UInt8]) -> String? {
        let text = head.prefix(256)
        guard text.starts(with: "<?xml".utf8), let end = text.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = text[..<end].map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        guard let start = declaration[...].firstRange(ofText: "encoding")?.upperBound else { return nil }
        let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]
        let rest = declaration[start...].drop { !quotes.contains($0) }.dropFirst()
        let name = rest.prefix { !quotes.contains($0) }.prefix(40).filter { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }

    /// Replaces the XML declaration and a document type that declares nothing by blanks, so that lines keep their
    /// numbers: the text is UTF-8 by now, and no document type reaches the parser.
    static func blank(_ text: inout [UInt8]) throws(ReaderError) {
        var offset = 0
        while let start = text[offset...].firstIndex(where: { $0 == UInt8(ascii: "<") }), start + 1 < text.count {
            let rest = text[start...]
            if rest.starts(with: "<?".utf8) {
                offset = end(of: "?>", in: text, from: start)
                if rest.starts(with: "<?xml".utf8), rest.dropFirst(5).first.map({ $0 <= 0x20 }) ?? false {
                    wipe(&text, start..<offset)
                }
            } else if rest.starts(with: "<!--".utf8) {
                offset = end(of: "-->", in: text, from: start)
            } else if rest.starts(with: "<!".utf8) {
                offset = try endOfDoctype(text, from: start)
                wipe(&text, start..<offset)
            } else {
                return
            }
            guard offset < XMLGate.Limit.prologBytes else { throw tooLong() }
        }
    }

    private static func endOfDoctype(_ text: [UInt8], from start: Int) throws(ReaderError) -> Int {
        var quote: UInt8?
        for offset in start..<text.count {
            let byte = text[offset]
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: ">"): return offset + 1
            case UInt8(ascii: "["):
                throw refusedDoctype(line: countLineFeeds(text.span, in: 0..<start).count + 1)
            default: break
            }
        }
        return text.count
    }

    static func refusedDoctype(line: Int) -> ReaderError {
        ReaderError(
            .hostile, en: "the XML declares a document type with entities, which is refused; remove its DOCTYPE",
            fr: "le XML déclare un type de document avec des entités, ce qui est refusé ; retirez son DOCTYPE",
            line: line)
    }

    private static func tooLong() -> ReaderError {
        ReaderError(
            .hostile, en: "the XML has no root element in its first \(XMLGate.Limit.prologBytes) bytes",
            fr: "le XML n'a pas d'élément racine dans ses \(XMLGate.Limit.prologBytes) premiers octets", line: 1)
    }

    private static func end(of mark: String, in text: [UInt8], from start: Int) -> Int {
        text[start...].firstRange(ofText: mark)?.upperBound ?? text.count
    }

    private static func wipe(_ text: inout [UInt8], _ range: Range<Int>) {
        for index in range where text[index] != 0x0A && text[index] != 0x0D { text[index] = 0x20 }
    }
}
