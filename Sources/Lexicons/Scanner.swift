/// What the scanner found next.
enum ScanEvent: Sendable {
    case word, number, emoji
    /// A mention: a name, not a word.
    case mention
    case clauseEnd, softBreak, openQuote, end
}

/// The word, number or emoji the scanner found, and what it tallied on the way.
struct ScanState {
    /// The ``mark`` of `…`; dots are counted one by one.
    static let ellipsis: UInt8 = 1

    var start = 0
    var end = 0
    var key = WordKey()
    /// The punctuation of a ``ScanEvent/clauseEnd``.
    var mark: UInt8 = 0
    /// Capitals of the word.
    var capitals = 0
    /// Whether some letter stands three times in a row.
    var isElongated = false
    /// Whether an apostrophe follows: `l'`, `qu'`.
    var isElided = false
    /// Language weights of the accented letters so far.
    var accents = SIMD4<Float>.zero
    /// Letters of other scripts so far.
    var foreignLetters = 0
}

/// Cuts UTF-8 text into words, numbers, emojis and breaks. One implementation reads customers' texts and the lexicons.
///
/// Bytes that are not UTF-8 separate words; no span ever cuts a character.
struct Scanner: Sendable {
    let letters = Letters()
    /// Symbols such as `:-)`, longest first, by their first byte.
    private var emoticons: [[[UInt8]]] = Array(repeating: [], count: 128)
    private var startsEmoticon = Array(repeating: false, count: 256)
    /// By code point up to U+017F: what the letter says of the language.
    var letterWeights: [SIMD4<Float>] = Array(repeating: .zero, count: 0x180)

    /// Makes `:-)` one token. Emoticons that begin with a letter or digit are ordinary words.
    mutating func add(emoticon: [UInt8]) {
        guard let first = emoticon.first, first < 0x80, letters.folded[Int(first)] == 0 else { return }
        var list = emoticons[Int(first)]
        guard !list.contains(emoticon) else { return }
        list.append(emoticon)
        list.sort { $0.count > $1.count }
        emoticons[Int(first)] = list
        startsEmoticon[Int(first)] = true
    }

    /// The folded form of the word at `range` of `text`.
    func key(_ text: Span<UInt8>, _ range: Range<Int>) -> WordKey {
        var (offset, state) = (0, ScanState())
        _ = next(text.extracting(range), at: &offset, into: &state)
        return state.key
    }

    /// Moves past what comes next in `text`.
    func next(_ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) -> ScanEvent {
        let classes = letters.classes.span
        while offset < text.count {
            let byte = text[offset]
            if byte == 0x20 {
                offset += 1
                continue
            }
            let byteClass = classes[Int(byte)]
            switch byteClass {
            case .letter:
                scanWord(text, at: &offset, into: &state)
                return .word
            case .digit:
                scanNumber(text, at: &offset, into: &state)
                return .number
            case .multibyte:
                if let event = scanMultibyte(text, at: &offset, into: &state) { return event }
            default:
                if startsEmoticon[Int(byte)], scanEmoticon(text, at: &offset, into: &state) {
                    return .emoji
                }
                if let event = scanPunctuation(byteClass, text, at: &offset, into: &state) { return event }
            }
        }
        return .end
    }

    private func scanPunctuation(
        _ byteClass: ByteClass, _ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState
    ) -> ScanEvent? {
        let byte = text[offset]
        offset += 1
        switch byteClass {
        case .clauseEnd:
            if byte == UInt8(ascii: ":"), skipAddress(text, at: &offset) { return nil }
            state.mark = byte
            return .clauseEnd
        case .softBreak: return .softBreak
        case .quote: return .openQuote
        case .slash: return isSpaced(text, around: offset - 1) ? .softBreak : nil
        case .hyphen:
            // A dash between spaces parts two ideas; one inside a word parts two words.
            return isSpaced(text, around: offset - 1) ? .softBreak : nil
        case .at: return scanMention(text, at: &offset, into: &state) ? .mention : nil
        default: return nil
        }
    }

    // MARK: Words and numbers

    /// Most words are up to seven plain letters and done at once.
    @inline(__always)
    private func scanWord(_ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) {
        let plain = PlainLetters(text, at: offset)
        state.start = offset
        guard plain.count < 8, plain.next < 0x80 else {
            return scanLongWord(plain, text, at: &offset, into: &state)
        }
        offset += plain.count
        state.end = offset
        state.key = WordKey(first: plain.folded, count: plain.count)
        (state.capitals, state.isElongated) = (plain.capitals, plain.isElongated)
        state.isElided = plain.next == UInt8(ascii: "'") || plain.next == UInt8(ascii: "`")
    }

    /// Plain letters and digits go eight at a time, letters above ASCII one by one.
    private func scanLongWord(
        _ plain: PlainLetters, _ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState
    ) {
        var (plain, before, key) = (plain, UInt64(0), WordKey())
        (state.capitals, state.isElongated, state.isElided) = (0, false, false)
        while true {
            key.append(plain.folded, count: plain.count)
            offset += plain.count
            state.capitals += plain.capitals
            if plain.isElongated || plain.continues(before) { state.isElongated = true }
            before = plain.count == 8 ? plain.lastTwo : 0
            if plain.count < 8 {
                if plain.next < 0x80 {
                    state.isElided = plain.next == UInt8(ascii: "'") || plain.next == UInt8(ascii: "`")
                    break
                }
                guard scanLetter(text, at: &offset, into: &state, &key) else { break }
            }
            plain = PlainLetters(text, at: offset)
        }
        (state.key, state.end) = (key, offset)
    }

    /// Moves past one letter or mark above ASCII.
    ///
    /// - Returns: `false` where the word ends.
    private func scanLetter(
        _ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState, _ key: inout WordKey
    ) -> Bool {
        if let (base, scalar) = letters.accented(text, at: offset) {
            key.append(base)
            tally(scalar, into: &state)
            offset += 2
            return true
        }
        guard let scalar = Letters.decode(text, at: offset) else { return false }
        switch letters.classify(scalar.value, appendingTo: &key) {
        case .latin: tally(scalar.value, into: &state)
        case .foreign: state.foreignLetters += 1
        case .mark: break
        case .apostrophe:
            state.isElided = true
            return false
        default: return false
        }
        offset += scalar.width
        return true
    }

    private func tally(_ scalar: UInt32, into state: inout ScanState) {
        guard scalar < 0x180 else { return }
        state.accents += letterWeights[Int(scalar)]
        if (0xC0...0xDE).contains(scalar) { state.capitals += 1 }
    }

    /// Digits with their inner separators: `2 000` is two numbers, `10:30`, `1.5` and `3,99` are one.
    private func scanNumber(_ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) {
        state.start = offset
        state.key = WordKey()
        (state.capitals, state.isElongated, state.isElided) = (0, false, false)
        while offset < text.count {
            let byte = text[offset]
            if isDigit(byte) {
                state.key.append(byte)
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
                guard offset + 1 < text.count, isDigit(text[offset + 1]) else { break }
            } else {
                break
            }
            offset += 1
        }
        state.end = offset
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    // MARK: Above ASCII

    private func scanMultibyte(_ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) -> ScanEvent? {
        guard let scalar = Letters.decode(text, at: offset) else {
            offset += 1
            return nil
        }
        var key = WordKey()
        switch letters.classify(scalar.value, appendingTo: &key) {
        case .latin, .foreign:
            scanWord(text, at: &offset, into: &state)
            return .word
        case .emoji:
            scanEmoji(scalar, text, at: &offset, into: &state)
            return .emoji
        case .clauseEnd, .ellipsis:
            state.mark = scalar.value == 0xFF01 ? UInt8(ascii: "!") : scalar.value == 0xFF1F ? UInt8(ascii: "?") : 0
            if scalar.value == 0x2026 { state.mark = ScanState.ellipsis }
            offset += scalar.width
            return .clauseEnd
        case .softBreak:
            offset += scalar.width
            return .softBreak
        case .quote:
            offset += scalar.width
            return .openQuote
        case .mark, .apostrophe, .hyphen, .separator:
            offset += scalar.width
            return nil
        }
    }

    /// An emoji with its skin tone, variation selector and joined parts; its key is the first character alone.
    private func scanEmoji(_ first: Scalar, _ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) {
        state.start = offset
        state.key = WordKey()
        (state.capitals, state.isElongated, state.isElided) = (0, false, false)
        Letters.appendUTF8(first.value, to: &state.key)
        offset += first.width
        while let scalar = offset < text.count ? Letters.decode(text, at: offset) : nil {
            switch scalar.value {
            case 0xFE0E, 0xFE0F, 0x20E3, 0x1F3FB...0x1F3FF: offset += scalar.width
            case 0x200D:
                offset += scalar.width
                if let joined = offset < text.count ? Letters.decode(text, at: offset) : nil, joined.value > 0x2000 {
                    offset += joined.width
                }
            default:
                state.end = offset
                return
            }
        }
        state.end = offset
    }

    // MARK: Emoticons, addresses, mentions

    private func scanEmoticon(_ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) -> Bool {
        for emoticon in emoticons[Int(text[offset])] where matches(emoticon, text, at: offset) {
            state.start = offset
            offset += emoticon.count
            state.end = offset
            state.key = WordKey(emoticon)
            (state.capitals, state.isElongated, state.isElided) = (0, false, false)
            return true
        }
        return false
    }

    /// `:/` is no face in `http://`, nor `:d` in `note:doux`, nor `:3` in `10:30`.
    private func matches(_ emoticon: [UInt8], _ text: Span<UInt8>, at offset: Int) -> Bool {
        guard offset + emoticon.count <= text.count else { return false }
        for (index, byte) in emoticon.enumerated() where text[offset + index] != byte { return false }
        guard offset + emoticon.count < text.count else { return true }
        let following = text[offset + emoticon.count]
        let last = emoticon[emoticon.count - 1]
        if letters.folded[Int(last)] != 0 { return letters.folded[Int(following)] == 0 && following < 0x80 }
        return !(last == UInt8(ascii: "/") && following == last)
    }

    /// Skips `//host/path` after a colon: an address says nothing.
    private func skipAddress(_ text: Span<UInt8>, at offset: inout Int) -> Bool {
        guard offset + 1 < text.count, text[offset] == UInt8(ascii: "/"), text[offset + 1] == UInt8(ascii: "/") else {
            return false
        }
        while offset < text.count, text[offset] > 0x20 { offset += 1 }
        return true
    }

    private func scanMention(_ text: Span<UInt8>, at offset: inout Int, into state: inout ScanState) -> Bool {
        guard offset < text.count, letters.folded[Int(text[offset])] != 0 else { return false }
        let start = offset
        while offset < text.count, letters.folded[Int(text[offset])] != 0 || text[offset] == UInt8(ascii: "_") {
            offset += 1
        }
        (state.start, state.end) = (start, offset)
        return true
    }

    private func isSpaced(_ text: Span<UInt8>, around offset: Int) -> Bool {
        let before = offset == 0 || text[offset - 1] <= 0x20
        let after = offset + 1 >= text.count || text[offset + 1] <= 0x20
        return before && after
    }
}

extension Scanner {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        for emoticon in try reader.strings() { add(emoticon: Array(emoticon.utf8)) }
        letterWeights = try reader.array()
    }

    func write(to writer: inout CacheWriter) {
        writer.put(emoticons.flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) })
        writer.put(letterWeights)
    }
}
