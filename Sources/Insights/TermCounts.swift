/// Counts, by term, the documents of two collections that hold it. Terms are words and pairs of neighbouring words.
struct TermCounts {
    struct Entry {
        var before: Int32 = 0
        var after: Int32 = 0
        var lastDocument: Int64 = .min
        /// The words as first written, kept from the second document on.
        var surface: String?
        var isPair: Bool
        /// Of a pair: the terms it is made of.
        var parts: (UInt64, UInt64)
    }

    private(set) var entries: [UInt64: Entry] = [:]
    private(set) var documentsBefore = 0
    private(set) var documentsAfter = 0

    private let stopWords: Set<[UInt8]>
    private var lastDocument = Int64.min
    private var key: [UInt8] = []
    private var bytes: [UInt8] = []

    /// - Parameter stopWords: in any case and with or without accents.
    init(stopWords: Set<String>) { self.stopWords = Set(stopWords.map(WordKey.key)) }

    /// Adds a text of a document. A document's texts come one after the other.
    mutating func add(_ text: Span<UInt8>, document: Int64, isAfter: Bool) {
        // A document of each collection has its own number, so that one in both would count twice.
        let document = document &* 2 &+ (isAfter ? 1 : 0)
        if document != lastDocument {
            lastDocument = document
            if isAfter { documentsAfter += 1 } else { documentsBefore += 1 }
        }
        bytes.removeAll(keepingCapacity: true)
        for index in text.indices { bytes.append(text[index]) }
        var previous: (hash: UInt64, range: Range<Int>)?
        var position = 0
        while let word = nextWord(from: &position) {
            if let last = previous, !onlyBlank(last.range.upperBound..<word.lowerBound) { previous = nil }
            key.removeAll(keepingCapacity: true)
            WordKey.append(bytes[word], to: &key)
            guard key.count > 1, key.contains(where: { $0 > 0x39 }), !stopWords.contains(key) else {
                previous = nil
                continue
            }
            let hash = Self.hash(key)
            count(hash, word, isAfter: isAfter, document: document, parts: nil)
            if let last = previous {
                let pair = (last.hash &* 0x9E37_79B9_7F4A_7C15) ^ hash
                count(
                    pair, last.range.lowerBound..<word.upperBound, isAfter: isAfter, document: document,
                    parts: (last.hash, hash))
            }
            previous = (hash, word)
        }
    }

    private mutating func count(
        _ hash: UInt64, _ range: Range<Int>, isAfter: Bool, document: Int64, parts: (UInt64, UInt64)?
    ) {
        var entry = entries[hash] ?? Entry(isPair: parts != nil, parts: parts ?? (hash, hash))
        guard entry.lastDocument != document else { return }
        entry.lastDocument = document
        if isAfter { entry.after += 1 } else { entry.before += 1 }
        if entry.surface == nil, entry.before + entry.after > 1 {
            entry.surface = String(decoding: bytes[range], as: UTF8.self)
        }
        entries[hash] = entry
    }

    private func nextWord(from position: inout Int) -> Range<Int>? {
        while position < bytes.count, let width = separatorWidth(at: position) { position += width }
        let start = position
        while position < bytes.count, separatorWidth(at: position) == nil { position += 1 }
        return start < position ? start..<position : nil
    }

    /// How many bytes of separator start here; `nil` in a word.
    private func separatorWidth(at position: Int) -> Int? {
        let byte = bytes[position]
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return nil
        case ..<0x80: return 1
        case 0xC2: return 2  // « » and the no-break space
        case 0xE2: return bytes.count > position + 1 && bytes[position + 1] < 0xB0 ? 3 : nil  // quotes, dashes, signs
        case 0xF0: return 4  // emoji
        default: return nil
        }
    }

    private func onlyBlank(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "'") }
    }

    private static func hash(_ key: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
}
