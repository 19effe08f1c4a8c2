/// How the head of a delimited UTF-8 text is written: each candidate delimiter is tried by a full quote-aware reading
/// of its first records, and the one whose records agree best on a number of columns wins.
///
/// - Parameter isWhole: whether `head` is the whole file; if not, its last record is cut and not judged.
/// - Returns: nil when there is no record at all. A text with no consistent delimiter has a single column
///   (`delimiter` 0), however many commas its sentences hold.
public func guessDialect(of head: Span<UInt8>, isWhole: Bool) -> CSVDialect? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.count)
    for index in 0..<head.count { bytes.append(head[index]) }
    let directive = separatorDirective(bytes)
    let candidates = directive.map { [$0] } ?? Array(",;\t|".utf8)
    let trials = candidates.flatMap { delimiter in
        DialectTrial.variants(
            delimiter: delimiter, skippedLines: directive == nil ? 0 : 1, head: bytes, isWhole: isWhole)
    }
    let single = DialectTrial(
        CSVDialect(delimiter: 0, skippedLines: directive == nil ? 0 : 1), head: bytes, isWhole: isWhole)
    guard single.records > 0 else { return nil }
    if directive != nil, let best = trials.best { return best.described(because: ("sep= line", "ligne sep=")) }
    guard let best = trials.filter(\.isTable).best else { return single.described(margin: 1) }
    let others = trials.filter { $0.dialect.delimiter != best.dialect.delimiter && $0.isTable }
    return best.described(margin: 1 - (others.best?.score ?? 0) / best.score)
}

/// Excel's first line `sep=;`, quoted or not: the delimiter it names.
private func separatorDirective(_ head: [UInt8]) -> UInt8? {
    var line = head.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
    if line.first == 0x22 { line = line.dropFirst() }
    guard line.count >= 5, line.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8).map({ $0 | 0x20 }) else {
        return nil
    }
    return line.dropFirst(4).first
}

/// One candidate dialect and how the head reads with it.
struct DialectTrial {
    var dialect: CSVDialect
    private(set) var records = 0
    private(set) var columns = 0
    private(set) var agreeing = 0
    private var unclosed = 0
    private var firstCount = 0
    /// Share of quotes that touch a delimiter, a line end or another quote, as quotes around fields do.
    private var placement = 1.0
    private var followedBySpace = false
    private var onlyBetweenDigits = false

    init(_ dialect: CSVDialect, head: [UInt8], isWhole: Bool) {
        self.dialect = dialect
        if dialect.delimiter != 0 { lookAround(head) }
        readRecords(head, isWhole: isWhole)
    }

    /// The delimiter with plain quotes, and where the head has a use for it, with backslash escapes or no quotes.
    static func variants(delimiter: UInt8, skippedLines: Int, head: [UInt8], isWhole: Bool) -> [DialectTrial] {
        let plain = DialectTrial(
            CSVDialect(delimiter: delimiter, skippedLines: skippedLines), head: head, isWhole: isWhole)
        var all = [plain]
        if hasEscapedQuotes(head, delimiter: delimiter) {
            let dialect = CSVDialect(delimiter: delimiter, escapesWithBackslash: true, skippedLines: skippedLines)
            all.insert(DialectTrial(dialect, head: head, isWhole: isWhole), at: 0)
        }
        if plain.unclosed > 0 {
            let dialect = CSVDialect(delimiter: delimiter, quote: 0, skippedLines: skippedLines)
            all.append(DialectTrial(dialect, head: head, isWhole: isWhole))
        }
        return all
    }

    /// How well the head reads: agreement squared, times the logarithm of the columns, less for misplaced quotes.
    var score: Double {
        guard records > 0, columns > 0 else { return 0 }
        let share = Double(max(agreeing - unclosed, 0)) / Double(records)
        return share * share * logarithm(columns) * (0.4 + 0.6 * placement)
    }

    /// Whether this is a delimiter at all, rather than punctuation in a single column of text.
    var isTable: Bool {
        guard columns > 1, agreeing * 2 >= records else { return false }
        if firstCount == 1, followedBySpace || onlyBetweenDigits { return false }
        return !(records == 1 && followedBySpace && columns < 4)
    }

    func described(margin: Double = 1, because cause: (en: String, fr: String)? = nil) -> CSVDialect {
        var dialect = dialect
        (dialect.columns, dialect.sampledRecords, dialect.agreeingRecords) = (columns, records, agreeing)
        dialect.confidence = min(1, Double(agreeing) / Double(max(records, 1)) * (0.5 + 0.5 * max(margin, 0)))
        let name = delimiterName
        let (by, par) = cause.map { (" (\($0.en))", " (\($0.fr))") } ?? ("", "")
        dialect.reason =
            dialect.delimiter == 0
            ? "no delimiter: a single column"
            : "\(name.en)\(by): \(columns) columns in \(agreeing) of \(records) records"
        dialect.reasonFR =
            dialect.delimiter == 0
            ? "pas de séparateur : une seule colonne"
            : "\(name.fr)\(par) : \(columns) colonnes dans \(agreeing) enregistrements sur \(records)"
        return dialect
    }

    private var delimiterName: (en: String, fr: String) {
        dialect.delimiter == 0x09
            ? ("tab", "tabulation")
            : (
                "'\(Character(Unicode.Scalar(dialect.delimiter)))'",
                "« \(Character(Unicode.Scalar(dialect.delimiter))) »"
            )
    }

    private mutating func readRecords(_ head: [UInt8], isWhole: Bool) {
        var reader = CSVReader(MemorySource(head), dialect: dialect)
        var row = CSVRow()
        var counts: [(columns: Int, unclosed: Bool)] = []
        // A record over the limits ends the sample: reading the file will say so, with its line.
        while counts.count < 300, (try? reader.next(&row)) == true {
            counts.append((row.count, row.hasUnclosedQuote))
        }
        if !isWhole {
            counts.removeSubrange(recordsBeforeCut(counts, sampled: 300)...)
        }
        // A delimiter before blanks may be the comma of a sentence.
        if isWhole, !followedBySpace { counts.removeLast(Self.footers(after: counts.map(\.columns))) }
        records = counts.count
        firstCount = counts.first?.columns ?? 0
        unclosed = counts.count(where: \.unclosed)
        let frequency = Dictionary(counts.map { ($0.columns, 1) }, uniquingKeysWith: +)
        if let modal = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            (columns, agreeing) = (modal.key, modal.value)
        }
    }

    /// How many records at the end are lines under a table: of one field, after at least two records of three fields and more
    /// that all agree. Reports end in their name, who made them and when.
    private static func footers(after columns: [Int]) -> Int {
        let table = columns.prefix { $0 == columns[0] }
        let rest = columns[table.count...]
        return table.count >= 2 && columns[0] >= 3 && rest.allSatisfy { $0 <= 1 } ? rest.count : 0
    }

    /// Judges delimiters and quotes by their neighbours.
    private mutating func lookAround(_ head: [UInt8]) {
        var (quotes, placed, delimiters, spaced, decimal) = (0, 0, 0, 0, 0)
        let edges: Set<UInt8> = [dialect.delimiter, 0x0A, 0x0D, 0x22]
        for index in head.indices.prefix(1 << 16) where head[index] == 0x22 || head[index] == dialect.delimiter {
            let before = index > 0 ? head[index - 1] : 0x0A
            let after = index + 1 < head.count ? head[index + 1] : 0x0A
            if head[index] == 0x22 {
                quotes += 1
                if edges.contains(before) || edges.contains(after) { placed += 1 }
            } else {
                delimiters += 1
                if after == 0x20 { spaced += 1 }
                if isDigit(before), isDigit(after) { decimal += 1 }
            }
        }
        if quotes > 0 { placement = Double(placed) / Double(quotes) }
        followedBySpace = delimiters > 0 && spaced * 10 >= delimiters * 8
        onlyBetweenDigits = delimiters > 0 && decimal == delimiters
    }

    /// Whether `\"` occurs where a doubled or closing quote cannot be meant.
    private static func hasEscapedQuotes(_ head: [UInt8], delimiter: UInt8) -> Bool {
        let ends: Set<UInt8> = [delimiter, 0x0A, 0x0D]
        return head.indices.dropLast(2).contains { index in
            head[index] == UInt8(ascii: "\\") && head[index + 1] == 0x22 && !ends.contains(head[index + 2])
        }
    }
}

extension [DialectTrial] {
    /// The highest score, the first of equals.
    fileprivate var best: DialectTrial? {
        reduce(nil) { best, trial in
            guard let best else { return trial }
            return trial.score > best.score * 1.0001 ? trial : best
        }
    }
}

/// How many records of a head that is cut are whole: all but the last, or those before a long cell the cut goes through.
///
/// A quote that is opened and not closed in the head begins such a cell where the lines after it are no records; where they
/// are, it was forgotten.
///
/// - Parameters:
///   - records: the fields of each, and whether it opens a quote that is not closed.
///   - sampled: how many are looked at: the last of so many is whole.
public func recordsBeforeCut(_ records: [(columns: Int, unclosed: Bool)], sampled: Int) -> Int {
    guard records.count > 1 else { return records.count }
    let whole = records.count < sampled ? records.count - 1 : records.count
    guard let open = records.firstIndex(where: \.unclosed), open > 0 else { return whole }
    let before = Dictionary(records[..<open].map { ($0.columns, 1) }, uniquingKeysWith: +)
    let usual = before.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
    let after = records[(open + 1)...]
    let agreeing = after.count { $0.columns == usual }
    return usual > 1 && after.count >= 3 && agreeing * 2 < after.count ? open : whole
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

/// log₂(1 + columns): good enough to prefer more columns, without a mathematics library.
private func logarithm(_ columns: Int) -> Double {
    let exponent = Double(columns + 1).exponent
    return Double(exponent) + Double(columns + 1).significand - 1
}
