/// Where a line's facts come from.
struct FilePlace {
    var name: String
    var index: Int32
    /// −1 for files that are no cue files.
    var category: Int32
    private let nameBytes: [UInt8]

    init(name: String, index: Int32, category: Int32) {
        (self.name, self.index, self.category) = (name, index, category)
        nameBytes = Array(name.utf8)
    }

    /// `fr/friction/delivery.late.tsv:12`, in one allocation: there are 20,000 of them.
    func rule(_ line: Int) -> String {
        var digits = 1
        var rest = line / 10
        while rest > 0 { (digits, rest) = (digits + 1, rest / 10) }
        let count = nameBytes.count + 1 + digits
        return unsafe String(unsafeUninitializedCapacity: count) { buffer in
            // Exactly `count` bytes are written: the name, the colon, the digits from the last.
            _ = unsafe buffer.update(fromContentsOf: nameBytes)
            unsafe buffer[nameBytes.count] = UInt8(ascii: ":")
            var rest = line
            for position in stride(from: count - 1, to: nameBytes.count, by: -1) {
                unsafe buffer[position] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            return count
        }
    }
}

/// A ``LanguageLexicon`` being built.
struct LexiconDraft {
    var trie: PatternTrie
    var flags: [SymbolFlags] = []
    var calibration = Calibration()
    var learned = LearnedTerms()
    var tagModel = TagModel()

    init(expectedTerms: Int) { trie = PatternTrie(expectedTerms: expectedTerms) }

    mutating func reserveFlags(_ count: Int) {
        if flags.count < count {
            flags.append(contentsOf: repeatElement(SymbolFlags(), count: count - flags.count))
        }
    }

    mutating func insert(_ flag: SymbolFlags, at symbol: Int32) {
        reserveFlags(Int(symbol) + 1)
        flags[Int(symbol)].insert(flag)
    }
}
