/// What the number format of a cell says its number is.
enum NumberFormat: Sendable {
    case number, percent, date, dateTime, duration

    /// The formats every workbook knows by number.
    ///
    /// - Source: ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are the dates of East Asian editions.
    init(builtIn id: Int) {
        self =
            switch id {
            case 9, 10: .percent
            case 14...17, 27...31, 34...36, 50...54, 57...58: .date
            case 22: .dateTime
            case 18...21, 32...33, 45...47, 55...56: .duration
            default: .number
            }
    }

    /// Reads a format such as `[$-40C]d mmm yyyy hh:mm;@`: its first section, without quoted and escaped text.
    init(code: String) {
        var letters: Set<UInt8> = []
        var (isPercent, hasElapsed) = (false, false)
        var bytes = Array(code.utf8)[...]
        while let byte = bytes.popFirst(), byte != UInt8(ascii: ";") {
            switch byte {
            case UInt8(ascii: "\""): bytes = bytes.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): bytes = bytes.dropFirst()
            case UInt8(ascii: "["):
                let inside = bytes.prefix { $0 != UInt8(ascii: "]") }
                hasElapsed = hasElapsed || !inside.isEmpty && inside.allSatisfy { "hHmMsS".utf8.contains($0) }
                bytes = bytes.dropFirst(inside.count + 1)
            case UInt8(ascii: "%"): isPercent = true
            default: letters.insert(byte | 0x20)
            }
        }
        self.init(letters: letters, isPercent: isPercent, hasElapsed: hasElapsed, code: code)
    }

    private init(letters: Set<UInt8>, isPercent: Bool, hasElapsed: Bool, code: String) {
        func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }
        let hasDay = has("y") || has("d")
        let hasClock = has("h") || has("s") || hasElapsed
        // Some editions write "Standard" for "General".
        if code.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "s"), has("n"), has("r") {
            self = .number
        } else if hasDay || has("m") && !hasClock {
            self = hasClock ? .dateTime : .date
        } else {
            self = hasClock ? .duration : isPercent ? .percent : .number
        }
    }
}

/// The number format of each cell style of a workbook.
struct CellStyles {
    private let formats: [NumberFormat]

    /// A workbook without styles: numbers are numbers.
    init() { formats = [] }

    init(_ source: any ByteSource) throws(ReaderError) {
        let reader = try XMLRecordReader(source, recordNames: ["numFmts", "cellXfs"])
        var own: [Int: NumberFormat] = [:]
        var formats: [NumberFormat] = []
        while let (element, _) = try reader.next() {
            for child in element.children {
                guard let id = child[attribute: "numFmtId"].flatMap({ Int($0) }) else {
                    if element.name == "cellXfs" { formats.append(.number) }
                    continue
                }
                if element.name == "numFmts" {
                    own[id] = NumberFormat(code: child[attribute: "formatCode"] ?? "")
                } else {
                    formats.append(own[id] ?? NumberFormat(builtIn: id))
                }
            }
        }
        self.formats = formats
    }

    subscript(style: Int) -> NumberFormat { formats.indices.contains(style) ? formats[style] : .number }
}
