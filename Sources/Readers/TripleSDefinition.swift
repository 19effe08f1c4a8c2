/// The definition of a survey's data file, as Triple-S writes it: which columns hold which question, and what codes mean.
///
/// - Source: The Triple-S Standard, versions 1.2, 2.0 and 3.0.
public struct TripleSDefinition: Sendable {
    public enum Kind: String, Sendable { case single, multiple, character, quantity, date, time, logical }

    public struct Variable: Sendable {
        public var name: String
        /// The question.
        public var label: String
        public var kind: Kind
        /// Whether it numbers the answers of the file.
        public var isSerial: Bool
        /// 1-based columns: of bytes in a fixed file, of fields in a CSV.
        var columns: ClosedRange<Int>
        /// How many codes stand one after another, where they do.
        var subfields: Int?
        /// What codes mean; codes without zeros before them.
        var values: [String: String]
    }

    public private(set) var variables: [Variable] = []
    public private(set) var isCSV = false
    /// Lines before the first answer.
    public private(set) var skippedLines = 0
    /// The data file's name, when the definition names it.
    public private(set) var dataName: String?

    /// Bytes of a definition.
    public static let limit = 32 << 20

    /// Whether a text begins like a definition.
    public static func isLikely(_ head: [UInt8]) -> Bool { head.prefix(4096).firstRange(ofText: "<sss") != nil }

    /// - Throws: when the text is not well formed, or has a variable whose columns make no sense.
    public init(_ source: any ByteSource) throws(ReaderError) {
        let reader = try XMLRecordReader(source, recordNames: ["record"])
        guard let (record, _) = try reader.next() else {
            throw ReaderError(
                .invalid, en: "the definition of the survey has no record",
                fr: "la définition de l'enquête n'a pas d'enregistrement")
        }
        isCSV = record[attribute: "format"] == "csv"
        skippedLines = min(max(record[attribute: "skip"].flatMap { Int($0) } ?? 0, 0), 1000)
        dataName = record[attribute: "href"]
        for element in record.all("variable") {
            guard let variable = Variable(element) else { continue }
            guard variable.columns.upperBound <= CSVReader.Limit.columns * 64 else {
                throw ReaderError(
                    .tooLarge, en: "a variable of the survey stands too far to the right",
                    fr: "une variable de l'enquête est trop loin à droite")
            }
            variables.append(variable)
        }
        guard !variables.isEmpty else {
            throw ReaderError(
                .invalid, en: "the definition of the survey has no variable",
                fr: "la définition de l'enquête n'a pas de variable")
        }
    }
}

extension TripleSDefinition.Variable {
    init?(_ element: XMLElement) {
        guard let kind = element[attribute: "type"].flatMap({ TripleSDefinition.Kind(rawValue: $0) }),
            let position = element.first("position"), let start = position[attribute: "start"].flatMap({ Int($0) }),
            start > 0
        else { return nil }
        let finish = position[attribute: "finish"].flatMap { Int($0) } ?? start
        guard finish >= start else { return nil }
        self.kind = kind
        name = element.first("name").map { Self.text($0) } ?? element[attribute: "ident"] ?? ""
        label = element.first("label").map { Self.text($0) } ?? ""
        isSerial = element[attribute: "use"] == "serial"
        columns = start...finish
        subfields = element.first("spread")?[attribute: "subfields"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        values = [:]
        for value in element.first("values")?.all("value") ?? [] {
            if let code = value[attribute: "code"] { values[Self.code(code.utf8)] = Self.text(value) }
        }
    }

    /// The element's own text, or its first translation.
    private static func text(_ element: XMLElement) -> String {
        element.text.isEmpty ? element.first("text")?.text ?? "" : element.text
    }

    /// A code without blanks around it and zeros before it.
    fileprivate static func code(_ bytes: some Collection<UInt8>) -> String {
        var kept = bytes.filter { $0 > 0x20 }[...]
        while kept.count > 1, kept.first == 0x30 { kept = kept.dropFirst() }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Appends what the cells of the variable say: labels for codes, ISO 8601 for days and times.
    ///
    /// - Parameter cells: one in a fixed file, as many as columns in a CSV; UTF-8.
    func append(_ cells: [[UInt8]], to output: inout [UInt8]) {
        let first = cells.first ?? []
        switch kind {
        case .single:
            let code = Self.code(first)
            output += code.isEmpty ? [] : Array((values[code] ?? code).utf8)
        case .multiple: output += Array(chosen(cells).map { values[$0] ?? $0 }.joined(separator: "; ").utf8)
        case .logical:
            let code = Self.code(first)
            output += code.isEmpty ? [] : Array((code == "1" ? "TRUE" : "FALSE").utf8)
        case .quantity:
            let code = first.filter { $0 > 0x20 }
            output += Array((values[Self.code(code)].map { $0.utf8.map { $0 } } ?? code))
        case .date: output += Self.grouped(first, [4, 2, 2], by: UInt8(ascii: "-"))
        case .time: output += Self.grouped(first, [2, 2, 2], by: UInt8(ascii: ":"))
        case .character:
            let end = first.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
            output += first[..<end]
        }
    }

    /// The codes chosen: listed one after another, or one column a code with 1 for yes.
    private func chosen(_ cells: [[UInt8]]) -> [String] {
        if let subfields {
            let parts: [[UInt8]]
            if cells.count > 1 {
                parts = cells
            } else {
                let bytes = cells.first ?? []
                let width = max(bytes.count / subfields, 1)
                parts = (0..<subfields).map { Array(bytes.dropFirst($0 * width).prefix(width)) }
            }
            return parts.map { Self.code($0) }.filter { !$0.isEmpty && $0 != "0" }
        }
        if cells.count > 1 { return cells.map { Self.code($0) }.filter { !$0.isEmpty && $0 != "0" } }
        return (cells.first ?? []).enumerated().filter { $0.element == UInt8(ascii: "1") }.map { "\($0.offset + 1)" }
    }

    /// `20260302` as `2026-03-02`; anything else as it is.
    private static func grouped(_ cell: [UInt8], _ widths: [Int], by separator: UInt8) -> [UInt8] {
        let digits = cell.filter { $0 > 0x20 }
        guard digits.count == widths.reduce(0, +), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return digits
        }
        var (output, rest) = ([UInt8](), digits[...])
        for width in widths {
            if !output.isEmpty { output.append(separator) }
            output += rest.prefix(width)
            rest = rest.dropFirst(width)
        }
        return output
    }
}
