import Foundation
import Readers
import TestSupport

/// Gives its bytes a few at a time, so that every boundary falls between two reads sooner or later.
final class DribbleSource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0
    private var random: SplitMix64

    init(_ bytes: [UInt8], seed: UInt64) {
        self.bytes = bytes
        random = SplitMix64(seed: seed)
    }

    func read(upTo count: Int, into buffer: inout [UInt8]) -> Int {
        let taken = min(count, bytes.count - position, Int.random(in: 1...7, using: &random))
        buffer.append(contentsOf: bytes[position..<position + taken])
        position += taken
        return taken
    }
}

/// A source of `count` bytes that never were in memory together.
final class RepeatingSource: ByteSource {
    private let start: [UInt8]
    private let unit: [UInt8]
    private var left: Int
    private var started = false

    init(start: String = "", unit: String, count: Int) {
        (self.start, self.unit, left) = (Array(start.utf8), Array(unit.utf8), count)
    }

    func read(upTo count: Int, into buffer: inout [UInt8]) -> Int {
        if !started {
            started = true
            buffer.append(contentsOf: start)
            return max(start.count, readUnits(count, into: &buffer))
        }
        return readUnits(count, into: &buffer)
    }

    private func readUnits(_ count: Int, into buffer: inout [UInt8]) -> Int {
        let before = buffer.count
        while left > 0, buffer.count - before < count {
            buffer.append(contentsOf: unit)
            left -= unit.count
        }
        return buffer.count - before
    }
}

func source(_ text: String) -> MemorySource { MemorySource(Array(text.utf8)) }

/// All records of a delimited text, and the lines they start at.
func rows(
    of source: any ByteSource, _ dialect: CSVDialect = CSVDialect()
) throws -> (rows: [[String]], lines: [Int], unclosed: [Int]) {
    var reader = CSVReader(source, dialect: dialect)
    var row = CSVRow()
    var (all, lines, unclosed) = ([[String]](), [Int](), [Int]())
    while try reader.next(&row) {
        all.append((0..<row.count).map { row.string($0) })
        lines.append(row.line)
        if row.hasUnclosedQuote { unclosed.append(row.line) }
    }
    return (all, lines, unclosed)
}

/// All records of a JSON text.
func records(of source: any ByteSource, shape: JSONShape) throws -> [JSONRecord] {
    var reader = JSONRecordReader(source, shape: shape)
    var all: [JSONRecord] = []
    while let record = try reader.next() { all.append(record) }
    return all
}

/// All records of an XML text.
func elements(
    of source: any ByteSource, named names: Set<String>, recovering: Bool = false
) throws -> [(element: XMLElement, line: Int)] {
    let reader = try XMLRecordReader(source, recordNames: names, recovering: recovering)
    var all: [(element: XMLElement, line: Int)] = []
    while let record = try reader.next() { all.append(record) }
    return all
}

/// The folder of collected exports, when this machine has it: beside the folder `VOC_DATA` names.
let exportsFolder: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["VOC_DATA"].map { URL(filePath: $0) }
        ?? root.appending(path: "../shared/data").standardized
    let exports = data.deletingLastPathComponent().appending(path: "exports")
    return FileManager.default.fileExists(atPath: exports.path) ? exports.path : nil
}()
