import Feedback

/// What a lexicon file holds, told by its name.
enum LexiconFileKind: Hashable {
    case emoji
    case sentiment(Language), learned(Language), shifters(Language), tags(Language)
    case cues(Language, AnnotationKind, code: String)
    case languageWords(Language), grammar(Language), calibration(Language), spellings(Language)

    /// - Parameter name: relative to the lexicons' folder.
    init?(name: String) {
        guard name.hasSuffix(".tsv") else { return nil }
        let parts = name.dropLast(4).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts == ["emoji"] {
            self = .emoji
            return
        }
        guard parts.count > 1, let language = Language(rawValue: parts[0]) else { return nil }
        switch (parts.count, parts[1]) {
        case (2, "language"): self = .languageWords(language)
        case (2, "grammar"): self = .grammar(language)
        case (2, "sentiment") where language != .other: self = .sentiment(language)
        case (2, "learned") where language != .other: self = .learned(language)
        case (2, "tags") where language != .other: self = .tags(language)
        case (2, "shifters") where language != .other: self = .shifters(language)
        case (2, "calibration"): self = .calibration(language)
        case (2, "spellings") where language != .other: self = .spellings(language)
        case (3, "friction") where language != .other: self = .cues(language, .friction, code: parts[2])
        case (3, "intents") where language != .other: self = .cues(language, .intent, code: parts[2])
        case (3, "emotions") where language != .other: self = .cues(language, .emotion, code: parts[2])
        case (3, "steps") where language != .other: self = .cues(language, .step, code: parts[2])
        default: return nil
        }
    }

    /// The order files are compiled in.
    var order: Int {
        switch self {
        case .spellings: -1
        case .emoji: 0
        case .learned, .tags: 2
        default: 1
        }
    }
}

/// What is wrong in a line and where in it.
struct LineProblem: Error {
    var problem: LexiconError.Problem
    /// From 1, in bytes.
    var column: Int

    init(_ problem: LexiconError.Problem, _ column: Int) {
        self.problem = problem
        self.column = column
    }
}

/// The lines of a lexicon file that hold a fact: no comments, no blank lines.
struct LexiconLines {
    private var offset = 0
    private var number = 0

    mutating func next(_ bytes: Span<UInt8>) -> LexiconLine? {
        if offset == 0, bytes.count > 2, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
        while offset < bytes.count {
            let start = offset
            var (end, isBlank) = (start, true)
            while end < bytes.count, bytes[end] != 0x0A {
                if bytes[end] > 0x20 { isBlank = false }
                end += 1
            }
            (offset, number) = (end + 1, number + 1)
            guard !isBlank, bytes[start] != UInt8(ascii: "#") else { continue }
            return LexiconLine(bytes, start..<(bytes[end - 1] == 0x0D ? end - 1 : end), number: number)
        }
        return nil
    }
}

/// The byte ranges of a line's first three columns in the file; the others are notes.
struct LexiconColumns {
    private(set) var count = 0
    private var ranges: [3 of Range<Int>] = .init(repeating: 0..<0)

    subscript(index: Int) -> Range<Int> { index < count ? ranges[index] : 0..<0 }

    mutating func append(_ range: Range<Int>) {
        guard count < 3 else { return }
        ranges[count] = range
        count += 1
    }
}

/// One line of a lexicon file.
struct LexiconLine {
    let number: Int
    let range: Range<Int>
    let columns: LexiconColumns

    init(_ bytes: Span<UInt8>, _ range: Range<Int>, number: Int) {
        self.number = number
        self.range = range
        var columns = LexiconColumns()
        var start = range.lowerBound
        for index in range where bytes[index] == 0x09 {
            columns.append(Self.trimmed(bytes, start..<index))
            start = index + 1
        }
        columns.append(Self.trimmed(bytes, start..<range.upperBound))
        self.columns = columns
    }

    private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }

    /// Where column `index` starts, from 1; past the end when there is none.
    func column(of index: Int) -> Int { index < columns.count ? columns[index].lowerBound - range.lowerBound + 1 : end }

    var end: Int { range.count + 1 }

    func bytes(_ source: Span<UInt8>, column: Int) -> [UInt8] {
        columns[column].map { source[$0] }
    }

    func text(_ source: Span<UInt8>, column: Int) -> String {
        String(decoding: bytes(source, column: column), as: UTF8.self)
    }

    /// A decimal number: `-1.5`.
    func number(
        _ source: Span<UInt8>, column: Int, named name: String, in range: ClosedRange<Float>
    ) throws(LineProblem) -> Float {
        guard column < columns.count, !columns[column].isEmpty else { throw LineProblem(.missingColumn(name), end) }
        guard let value = Self.decimal(source.extracting(columns[column])) else {
            throw LineProblem(.notANumber(range: Self.shown(range)), self.column(of: column))
        }
        guard range.contains(value) else {
            throw LineProblem(.outOfRange(Self.shown(range)), self.column(of: column))
        }
        return value
    }

    private static func shown(_ range: ClosedRange<Float>) -> String {
        "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
    }

    static func decimal(_ text: Span<UInt8>) -> Float? {
        var (value, scale, isNegative, index, digits) = (Float(0), Float(0), false, 0, 0)
        if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
            isNegative = text[0] == UInt8(ascii: "-")
            index = 1
        }
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: ".") where scale == 0: scale = 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value * 10 + Float(text[index] & 0x0F)
                scale *= 10
                digits += 1
            default: return nil
            }
            index += 1
        }
        guard digits > 0 else { return nil }
        return (isNegative ? -value : value) / max(scale, 1)
    }

    /// Whether the note's first word is `fixed`.
    func hasFixedNote(_ source: Span<UInt8>) -> Bool {
        let note = source.extracting(columns[2])
        guard note.count >= 5, note.count == 5 || note[5] <= 0x20 || note[5] == UInt8(ascii: ",") else { return false }
        return note[0] == UInt8(ascii: "f") && note[1] == UInt8(ascii: "i") && note[2] == UInt8(ascii: "x")
            && note[3] == UInt8(ascii: "e") && note[4] == UInt8(ascii: "d")
    }

    /// Whether the term begins with `NOT_`.
    func isNegated(_ source: Span<UInt8>) -> Bool {
        let term = source.extracting(columns[0])
        return term.count > 4 && term[0] == UInt8(ascii: "N") && term[1] == UInt8(ascii: "O")
            && term[2] == UInt8(ascii: "T") && term[3] == UInt8(ascii: "_")
    }

    /// The text of a line `+ text` or `- text`.
    func example(_ source: Span<UInt8>) -> (text: String, isPositive: Bool)? {
        guard range.count > 2, source[range.lowerBound + 1] == 0x20 else { return nil }
        let mark = source[range.lowerBound]
        guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { return nil }
        let text = String(decoding: (range.lowerBound + 2..<range.upperBound).map { source[$0] }, as: UTF8.self)
        return (text, mark == UInt8(ascii: "+"))
    }
}
