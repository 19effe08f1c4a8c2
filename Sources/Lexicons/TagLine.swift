import Feedback

/// Reads the lines of `tags.tsv`: `term <TAB> code=weight code=weight…`.
struct TagLineReader {
    /// A hash of each code's bytes → column; frictions, intents, steps and areas (`delivery.*`) share one list.
    private var columns: [UInt64: Int32] = [:]

    init(_ known: [LexiconCategory]) {
        for (index, category) in known.enumerated() where category.kind != .emotion {
            columns[Self.hash(Array(category.code.utf8).span)] = Int32(index)
        }
        for area in TagArea.all(of: known) { columns[Self.hash(Array("\(area.name).*".utf8).span)] = area.column }
    }

    func category(_ code: Span<UInt8>) -> Int32? { columns[Self.hash(code)] }

    /// The weights of a line's second column.
    func weights(_ line: LexiconLine, _ bytes: Span<UInt8>) throws(LineProblem) -> [TagModel.Weight] {
        guard line.columns.count > 1 else { throw LineProblem(.missingColumn("weights"), line.end) }
        let column = line.columns[1]
        var (weights, start) = ([TagModel.Weight](), column.lowerBound)
        while start < column.upperBound {
            let end = Self.end(of: UInt8(ascii: " "), bytes, start..<column.upperBound)
            if end > start { weights.append(try weight(bytes, start..<end, line)) }
            start = end + 1
        }
        return weights
    }

    private static let range = "-\(TagWeights.limit / 100) to \(TagWeights.limit / 100)"

    private func weight(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ line: LexiconLine
    ) throws(LineProblem) -> TagModel.Weight {
        let sign = Self.end(of: UInt8(ascii: "="), bytes, range)
        let column = range.lowerBound - line.range.lowerBound + 1
        guard let category = category(bytes.extracting(range.lowerBound..<sign)) else {
            let code = String(decoding: (range.lowerBound..<sign).map { bytes[$0] }, as: UTF8.self)
            throw LineProblem(.unknownCode(code), column)
        }
        guard sign + 1 < range.upperBound,
            let value = LexiconLine.decimal(bytes.extracting(sign + 1..<range.upperBound))
        else { throw LineProblem(.notANumber(range: Self.range), column) }
        let hundredths = value * 100
        guard abs(hundredths) <= Float(TagWeights.limit) else { throw LineProblem(.outOfRange(Self.range), column) }
        guard abs(hundredths - hundredths.rounded()) < 0.01 else { throw LineProblem(.tooManyDecimals, column) }
        return TagModel.Weight(category: category, value: value)
    }

    /// Where `byte` first stands in `range`, or its end.
    private static func end(of byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] != byte { index += 1 }
        return index
    }

    /// FNV-1a.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}

/// What the first column of a line of `tags.tsv` is.
enum TagLine {
    /// `<bias>`, `<tone>`, …
    case constant(TagModel.Constant)
    /// `<delivery.late>`: what the hand-written cues of a category say.
    case cue(Int32)
    /// A word, a pair of words, or `NOT_word`.
    case term(Range<Int>, isNegated: Bool)

    init(_ line: LexiconLine, _ bytes: Span<UInt8>, _ reader: TagLineReader) throws(LineProblem) {
        let term = line.columns[0]
        guard !term.isEmpty else { throw LineProblem(.badPattern(.empty), 1) }
        let isMarked =
            term.count > 2 && bytes[term.lowerBound] == UInt8(ascii: "<")
            && bytes[term.upperBound - 1] == UInt8(ascii: ">") && !term.contains { bytes[$0] == UInt8(ascii: " ") }
        guard isMarked else {
            let isNegated = line.startsWithNegation(bytes)
            self = .term(isNegated ? term.lowerBound + 4..<term.upperBound : term, isNegated: isNegated)
            return
        }
        let inner = term.lowerBound + 1..<term.upperBound - 1
        let name = String(decoding: inner.map { bytes[$0] }, as: UTF8.self)
        if let constant = TagModel.Constant(rawValue: name) {
            self = .constant(constant)
        } else if let category = reader.category(bytes.extracting(inner)) {
            self = .cue(category)
        } else if name == "num" {
            self = .term(term, isNegated: false)
        } else {
            throw LineProblem(.unknownCode(name), 1)
        }
    }
}

extension LexiconLine {
    /// Whether the term begins with `NOT_`.
    func startsWithNegation(_ source: Span<UInt8>) -> Bool {
        let start = columns[0].lowerBound
        return columns[0].count > 4 && source[start] == UInt8(ascii: "N") && source[start + 1] == UInt8(ascii: "O")
            && source[start + 2] == UInt8(ascii: "T") && source[start + 3] == UInt8(ascii: "_")
    }
}
