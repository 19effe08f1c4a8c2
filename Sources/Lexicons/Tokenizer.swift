/// Cuts texts into ``Token``s and looks each up in the vocabulary.
package struct Tokenizer: Sendable {
    /// Quotation marks around more tokens than this are a quotation, not a wink.
    private static let longestWink: Int32 = 4

    let scanner: Scanner
    package let vocabulary: Vocabulary

    /// Refills `buffer` with the tokens of `text`, which may be any bytes up to 2 GB.
    ///
    /// - Complexity: O(*n*); allocates only while `buffer` grows.
    package func tokenize(_ text: Span<UInt8>, into buffer: inout TokenBuffer) {
        buffer.clear()
        var (offset, state) = (0, ScanState())
        var flags = Token.Flags()
        var (segmentStart, quoteStart) = (Int32(0), Int32(-1))
        while true {
            let event = scanner.next(text, at: &offset, into: &state)
            switch event {
            case .word, .number, .emoji, .mention:
                buffer.tokens.append(token(event, &state, flags: flags, &buffer))
                flags = Token.Flags()
            case .clauseEnd:
                close(&buffer, from: &segmentStart, mark: state.mark)
                flags = Token.Flags()
            case .softBreak: flags.insert(.afterSoftBreak)
            case .openQuote: toggleQuote(&quoteStart, &buffer)
            case .end:
                close(&buffer, from: &segmentStart, mark: 0)
                (buffer.accents, buffer.foreignLetters) = (state.accents, state.foreignLetters)
                return
            }
        }
    }

    /// The folded form of the word at `range` of `text`.
    package func key(_ text: Span<UInt8>, _ range: Range<Int>) -> WordKey { scanner.key(text, range) }

    /// - Parameter state: `inout`, and its key read in parts, so that it is not copied: a copy stalls on its freshly
    ///   written bytes, 10 % of an analysis.
    private func token(
        _ event: ScanEvent, _ state: inout ScanState, flags: Token.Flags, _ buffer: inout TokenBuffer
    ) -> Token {
        var token = Token(
            symbol: Vocabulary.unknown, beginning: Vocabulary.unknown, start: Int32(truncatingIfNeeded: state.start),
            end: Int32(truncatingIfNeeded: state.end), flags: flags)
        switch event {
        case .mention: token.flags.insert(.mention)
        case .number:
            token.flags.insert(.number)
            token.symbol = vocabulary.symbol(of: state.key)
        case .emoji:
            token.flags.insert(.emoji)
            token.symbol = vocabulary.symbol(of: state.key)
        default:
            if state.isElided { token.flags.insert(.elided) }
            if state.capitals > 2, state.capitals * 2 > state.key.count {
                token.flags.insert(.capitals)
                buffer.capitalised += 1
            }
            lookUp(&state, &token)
        }
        token.bits = bits(token)
        return token
    }

    private func bits(_ token: Token) -> UInt64 {
        var bits = token.symbol == Vocabulary.unknown ? 0 : PatternTrie.bit(token.symbol)
        if token.flags.contains(.number) { bits |= PatternTrie.bit(Vocabulary.number) }
        if token.beginning != Vocabulary.unknown { bits |= vocabulary.beginningBits[Int(token.beginning)] }
        return bits
    }

    private func lookUp(_ state: inout ScanState, _ token: inout Token) {
        if state.key.isShort {
            let word = vocabulary.word(short: state.key.first)
            (token.symbol, token.beginning) = (word.symbol, word.beginning)
        } else {
            token.symbol = vocabulary.symbol(of: state.key)
            token.beginning = vocabulary.longestBeginning[Int(token.symbol)]
        }
        guard token.symbol == Vocabulary.unknown else { return }
        if state.isElongated {
            token.flags.insert(.elongated)
            lookUpShortened(state.key, &token)
        } else {
            token.beginning = vocabulary.beginning(of: state.key)
        }
    }

    /// "troooop" is looked up as "troop", then as "trop".
    private func lookUpShortened(_ key: WordKey, _ token: inout Token) {
        for longestRun in [2, 1] {
            let short = key.shortened(longestRun: longestRun)
            token.symbol = vocabulary.symbol(of: short)
            if token.symbol != Vocabulary.unknown {
                token.beginning = vocabulary.longestBeginning[Int(token.symbol)]
                return
            }
        }
        token.beginning = vocabulary.beginning(of: key.shortened(longestRun: 1))
    }

    /// Ends the segment, or adds the mark to the one just ended ("?!", "...").
    private func close(_ buffer: inout TokenBuffer, from start: inout Int32, mark: UInt8) {
        let end = Int32(buffer.tokens.count)
        if end > start { buffer.segments.append(Segment(tokens: start..<end)) }
        start = end
        guard let last = buffer.segments.indices.last else { return }
        switch mark {
        case UInt8(ascii: "!"): buffer.segments[last].exclamations = min(buffer.segments[last].exclamations + 1, 9)
        case UInt8(ascii: "?"): buffer.segments[last].questions = min(buffer.segments[last].questions + 1, 9)
        case ScanState.ellipsis: buffer.segments[last].hasEllipsis = true
        default: break
        }
    }

    private func toggleQuote(_ start: inout Int32, _ buffer: inout TokenBuffer) {
        let end = Int32(buffer.tokens.count)
        guard start >= 0 else {
            start = end
            return
        }
        if end - start <= Self.longestWink {
            for index in Int(start)..<Int(end) { buffer.tokens[index].flags.insert(.quoted) }
        }
        start = -1
    }
}

extension WordKey {
    /// The word with every run of a letter cut to `longestRun`.
    func shortened(longestRun: Int) -> WordKey {
        var key = WordKey()
        var (last, run) = (UInt8(0), 0)
        for index in 0..<min(count, Self.capacity) {
            let letter = self[index]
            run = letter == last ? run + 1 : 1
            last = letter
            if run <= longestRun { key.append(letter) }
        }
        return key
    }
}
