internal import Feedback
internal import Readers

/// JSON records that are the rows of an export somebody turned into JSON: the headers of the table are their members.
///
/// The formats of tables look at them as at rows, so that what they know of their columns holds: ids, scales, tests and
/// previews to leave out.
struct RecordTable: Sendable {
    /// The records of the head, headed by the names of their members.
    let table: FileHead
    private let keys: [String]

    /// - Returns: `nil` for records that hold other records or lists.
    init?(_ head: FileHead) {
        guard let shape = head.json, shape.kind != .single || shape.firstRecords.count == 1 else { return nil }
        var (keys, columns, rows) = ([String](), [String: Int](), [[String]]())
        for record in shape.firstRecords {
            guard let object = record.object, object.members.allSatisfy({ $0.value.isScalar }) else { return nil }
            var cells = [String](repeating: "", count: keys.count)
            for (key, value) in object.members {
                let column = columns[key] ?? keys.count
                if column == keys.count {
                    guard keys.count < Self.columnLimit else { return nil }
                    columns[key] = column
                    keys.append(key)
                }
                while cells.count <= column { cells.append("") }
                cells[column] = value.string ?? ""
            }
            rows.append(cells)
        }
        guard keys.count > 1 else { return nil }
        let names = keys.map { Self.isNumberOfColumn($0) ? "" : $0 }
        var rowsOfTable = TableHead(
            dialect: CSVDialect(delimiter: 0, quote: 0), rows: [names] + rows, lines: Array(1...rows.count + 1),
            headerRow: 0, headers: repairedHeaders(names, columns: keys.count))
        rowsOfTable.isSheet = true
        self.keys = keys
        table = FileHead(fileName: head.fileName, encoding: head.encoding, shape: .table(rowsOfTable)).at(head.place)
    }

    private static let columnLimit = 1000

    /// What programs call a column without a name: `Unnamed: 3`, `__EMPTY_2`, `field4`.
    private static func isNumberOfColumn(_ key: String) -> Bool {
        for start in ["Unnamed: ", "__EMPTY_", "field"] where key.hasPrefix(start) {
            return key.utf8.count > start.utf8.count && key.utf8.dropFirst(start.utf8.count).allSatisfy(\.isDigit)
        }
        return key == "__EMPTY"
    }

    /// The formats of tables that know their columns and read each row by itself.
    var choices: [(format: any ImportFormat.Type, detection: Detection)] {
        ImportFormats.all.compactMap { format in
            guard format.name != ConversationCSV.name, let detection = format.detect(table), detection.confidence >= 0.8
            else { return nil }
            return (format, detection)
        }
    }

    /// Reads the records as `format` reads rows.
    func conversion(to format: any ImportFormat.Type, options: ImportOptions) throws(ImportError) -> Conversion {
        let conversion = try format.conversion(for: table, options: options)
        guard case .table(let plan) = conversion, !plan.groupsConversations else {
            throw .wrongShape(table.fileName, format.title)
        }
        let rows = try plan.converter(file: table.fileName, options: options)
        return .json(FlatJSONConverter(plan, rows, keys: keys, recordsToSkip: plan.headerRows - 1))
    }
}

extension JSONValue {
    fileprivate var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
