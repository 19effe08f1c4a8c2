/// How a delimited text was saved again as one column: each line that needed it is one quoted cell that holds the whole
/// line, its quotes doubled.
///
/// A spreadsheet does so when it opened the text with another delimiter.
public struct LineWrapping: Sendable, Hashable {
    /// The delimiter that stands after the cell for columns that are empty; 0 when none does.
    let delimiter: UInt8

    /// - Parameter head: UTF-8.
    /// - Returns: nil unless a fifth of the lines are such cells and no line is anything else.
    public init?(_ head: [UInt8], isWhole: Bool) {
        var lines = head.split { $0 == 0x0A || $0 == 0x0D }
        if !isWhole { lines = lines.dropLast() }
        guard lines.count > 1 else { return nil }
        var (wrapped, found): (Int, UInt8) = (0, 0)
        for line in lines {
            guard line.contains(0x22) else { continue }
            guard let end = Self.endOfCell(line) else { return nil }
            let rest = line[end...]
            if let first = rest.first {
                guard ";,\t".utf8.contains(first), rest.allSatisfy({ $0 == first }), found == 0 || found == first else {
                    return nil
                }
                found = first
            }
            wrapped += 1
        }
        guard wrapped * 5 >= lines.count else { return nil }
        delimiter = found
    }

    /// Where the one quoted cell a line begins with ends.
    private static func endOfCell(_ line: ArraySlice<UInt8>) -> Int? {
        guard line.first == 0x22 else { return nil }
        var index = line.startIndex + 1
        while index < line.endIndex {
            if line[index] == 0x22 {
                guard index + 1 < line.endIndex, line[index + 1] == 0x22 else { return index + 1 }
                index += 1
            }
            index += 1
        }
        return nil
    }

    /// The line as it was before.
    func appendUnwrapped(_ line: [UInt8], to text: inout [UInt8]) {
        var line = line[...]
        while delimiter != 0, line.last == delimiter { line.removeLast() }
        guard let end = Self.endOfCell(line), end == line.endIndex else {
            text.append(contentsOf: line)
            return
        }
        var index = line.startIndex + 1
        while index < end - 1 {
            text.append(line[index])
            index += line[index] == 0x22 ? 2 : 1
        }
    }

    /// The text as it was before.
    public func unwrapped(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        let source = UnwrappedLines(MemorySource(text), self)
        while (try? source.read(upTo: 1 << 16, into: &result)) ?? 0 > 0 {}
        return result
    }
}

/// A text whose lines were wrapped, as it was before. Lines keep their numbers.
public final class UnwrappedLines: ByteSource {
    private var lines: LineReader
    private let wrapping: LineWrapping

    public init(_ source: any ByteSource, _ wrapping: LineWrapping) {
        lines = LineReader(source)
        self.wrapping = wrapping
    }

    public func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        let before = buffer.count
        while buffer.count - before < count, var line = try lines.next() {
            while !line.endsLine, line.bytes.count <= CSVReader.Limit.row, let more = try lines.next() {
                line.bytes += more.bytes
                line.endsLine = more.endsLine
            }
            wrapping.appendUnwrapped(line.bytes, to: &buffer)
            if line.endsLine { buffer.append(0x0A) }
        }
        return buffer.count - before
    }
}
