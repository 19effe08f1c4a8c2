extension LexiconCompiler {
    /// Gives the words of a learned file their symbols, those that stood in most texts first: what texts ask for most then
    /// lies side by side in the tables that go by symbol, and stays close to the processor.
    mutating func insertFrequentWords(of file: LexiconFile) {
        var (words, lines) = ([(texts: Int, key: WordKey)](), LexiconLines())
        let bytes = file.bytes.span
        while let line = lines.next(bytes) {
            if let key = word(bytes.extracting(line.columns[0])) {
                words.append((number(bytes.extracting(line.columns[2])), key))
            }
        }
        // In the order of the file where as many texts have them: sorting keeps no order of its own.
        for place in words.indices.sorted(by: { (-words[$0].texts, $0) < (-words[$1].texts, $1) }) {
            _ = vocabulary.insert(words[place].key)
        }
    }

    /// The key of a term that is one word and nothing else.
    func word(_ term: Span<UInt8>) -> WordKey? {
        var (offset, state) = (0, ScanState())
        guard case .word = reader.scanner.next(term, at: &offset, into: &state), state.start == 0 else { return nil }
        return offset == term.count ? state.key : nil
    }

    /// A count; 0 when it is none, for it is a note that may hold anything.
    private func number(_ digits: Span<UInt8>) -> Int {
        var number = 0
        for index in digits.indices where number < Int.max / 100 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digits[index]) else { return 0 }
            number = number * 10 + Int(digits[index] - UInt8(ascii: "0"))
        }
        return number
    }
}
