/// The names of the columns when a second header row stands under the first: parts of groups, options, whole questions.
///
/// `Id;Satisfaction;;Avis` over `;Accueil;Prix;` gives `Id`, `Satisfaction – Accueil`, `Satisfaction – Prix`, `Avis`;
/// `Q1` over `Why?` gives `Q1 – Why?`; what says no more than "Response" is left out.
struct HeaderNames {
    /// One name a column; none without a header.
    let names: [String]
    /// Index of the last header row, or −1.
    let lastRow: Int
    /// Index of the first header row, or −1.
    let firstRow: Int

    init(_ rows: [[String]], first: Int) {
        guard first >= 0 else {
            (names, firstRow, lastRow) = ([], -1, -1)
            return
        }
        guard first + 1 < rows.count else {
            (names, firstRow, lastRow) = (rows[first], first, first)
            return
        }
        // Known names often stand in the second row: "Note" and "Commentaire" under each group.
        if first > 0, Self.isGroups(rows[first - 1], over: rows[first], rows[(first + 1)...]) {
            (firstRow, lastRow) = (first - 1, first)
            names = Self.joined(rows[first - 1], rows[first])
            return
        }
        let (groups, parts) = (rows[first], rows[first + 1])
        let goesOn = Self.isSecondHeader(parts, under: groups, body: rows[(first + 2)...])
        firstRow = first
        lastRow = goesOn ? first + 1 : first
        names = goesOn ? Self.joined(groups, parts) : groups
    }

    /// The names of both rows; a group reaches to the next one.
    private static func joined(_ groups: [String], _ parts: [String]) -> [String] {
        var group = ""
        return (0..<max(groups.count, parts.count)).map { index in
            let own = cell(groups, index)
            if !own.isEmpty { group = own }
            return name(own, under: group, cell(parts, index))
        }
    }

    /// Whether the row above a header belongs to it: it groups its names, or names several columns that have none there.
    private static func isGroups(_ row: [String], over parts: [String], _ body: ArraySlice<[String]>) -> Bool {
        if isSecondHeader(parts, under: row, body: body) { return true }
        let filled = row.indices.filter { !row[$0].isEmpty }
        let single = filled.filter { index in
            cell(parts, index).isEmpty && body.count { !cell($0, index).isEmpty } * 2 >= body.count
        }
        return body.count >= 2 && single.count >= 2
            && filled.allSatisfy { !HeaderSearch.looksLikeValue(Array(Array(row[$0].utf8).trimmed)) }
    }

    /// The names of the columns with what the row under the header says of them.
    ///
    /// - Returns: `nil` when that row is the first response.
    static func explained(_ rows: [[String]], header: Int, names: [String]) -> [String]? {
        guard header + 1 < rows.count, explains(rows[header + 1], columns: rows[header], body: rows[(header + 2)...])
        else { return nil }
        return names.indices.map { explained(names[$0], cell(rows[header + 1], $0)) }
    }

    /// - Parameters:
    ///   - own: what the first row says of the column.
    ///   - group: the same, or what the first row says last before the column.
    ///   - part: what the second row says.
    static func name(_ own: String, under group: String, _ part: String) -> String {
        let plain = comparableHeader(part)
        if part.isEmpty || plain == comparableHeader(own) { return own }
        if responses.contains(plain) { return own.isEmpty ? part : own }
        return group.isEmpty ? part : "\(group) – \(part)"
    }

    /// `id` over "Identifier" says it already; `Q1` does not.
    private static func explained(_ own: String, _ part: String) -> String {
        let known = HeaderDictionary.meaning(of: comparableHeader(own))
        return known != nil && known?.metric == nil ? own : name(own, under: own, part)
    }

    /// What survey tools write under a question that has no parts.
    private static let responses: Set<String> = [
        "response", "open ended response", "reponse", "reponse ouverte", "reponse libre", "answer", "value", "valeur",
    ]

    /// Whether a row goes on with the header above it: it names what has no name there, is empty where there are single
    /// names whose columns the rows below fill, and holds no values.
    private static func isSecondHeader(_ row: [String], under first: [String], body: ArraySlice<[String]>) -> Bool {
        let filled = row.indices.filter { !row[$0].isEmpty }
        guard body.count >= 2, filled.count >= 2, filled.contains(where: { cell(first, $0).isEmpty }),
            filled.allSatisfy({ !HeaderSearch.looksLikeValue(Array(Array(row[$0].utf8).trimmed)) })
        else { return false }
        // A group starts with its name: no part may stand before the first one.
        guard let start = filled.first, !cell(first, start).isEmpty else { return false }
        let single = first.indices.filter { !first[$0].isEmpty && cell(row, $0).isEmpty }
        let alwaysFilled = single.filter { index in body.allSatisfy { !cell($0, index).isEmpty } }
        guard !alwaysFilled.isEmpty else { return false }
        // A part that occurs again below is an answer.
        let repeated = filled.filter { index in body.contains { cell($0, index) == row[index] } }
        return repeated.isEmpty
    }

    /// Whether a row says in words what columns of numbers and dates hold: "How satisfied are you?" over 4, 5, 3, or says
    /// "Response" as tools do. No row below may say the same.
    private static func explains(_ row: [String], columns: [String], body: ArraySlice<[String]>) -> Bool {
        let filled = row.indices.filter { !row[$0].isEmpty }
        guard body.count >= 3, !filled.isEmpty, filled.allSatisfy({ !cell(columns, $0).isEmpty }),
            filled.allSatisfy({ !HeaderSearch.looksLikeValue(Array(Array(row[$0].utf8).trimmed)) }),
            filled.allSatisfy({ index in !body.contains { cell($0, index) == row[index] } })
        else { return false }
        let names = filled.map { comparableHeader(row[$0]) }
        if names.allSatisfy(responses.contains) { return true }
        // `R1` over `R2`, `R3`: a response. And "Rating" needs no words.
        let isResponse = filled.contains { index in
            let shape = shape(row[index])
            return shape.contains(0x39) && body.count { shape == self.shape(cell($0, index)) } * 2 > body.count
        }
        guard !isResponse, !names.contains(where: AnswerLabels.isNoAnswer) else { return false }
        let explained = filled.filter { index in
            guard HeaderDictionary.meaning(of: comparableHeader(columns[index]))?.metric == nil else { return false }
            let cells = body.map { cell($0, index) }.filter { !$0.isEmpty }
            let values = cells.count { HeaderSearch.looksLikeValue(Array(Array($0.utf8).trimmed)) }
            return cells.count >= 3 && values * 10 >= cells.count * 9
        }
        // A word of several letters, and a question or a name for most columns, not the odd "absent" in a cell.
        return explained.contains { row[$0].utf8.count >= 8 && row[$0].utf8.contains(0x20) }
            && (filled.count * 2 >= columns.count || explainsCodes(filled, columns: columns, body: body)
                || filled.count == 1 && explained.count == 1 && isQuestion(row[filled[0]]))
    }

    /// Whether nothing but codes (`Q1`, `Q2_1`) is explained, and each other column has its whole name and a value in every row
    /// below.
    private static func explainsCodes(_ filled: [Int], columns: [String], body: ArraySlice<[String]>) -> Bool {
        let others = columns.indices.filter { !filled.contains($0) }
        return filled.count > 1 && filled.allSatisfy { isCode(columns[$0]) }
            && others.allSatisfy { !isCode(columns[$0]) }
            && others.contains { index in body.allSatisfy { !cell($0, index).isEmpty } }
    }

    /// `Q1`, `q2_1`, `V12`, `item 3`.
    private static func isCode(_ name: String) -> Bool {
        let letters = name.utf8.prefix { $0.isLetter }.count
        let rest = name.utf8.dropFirst(letters)
        return (1...8).contains(letters) && rest.contains { $0.isDigit }
            && rest.allSatisfy { $0.isDigit || "_. -[]".utf8.contains($0) }
    }

    /// Letters and digits as one of each: "R12" and "R7" are alike.
    private static func shape(_ cell: String) -> [UInt8] {
        var shape: [UInt8] = []
        for byte in cell.utf8.prefix(40) {
            let kind: UInt8 = byte.isDigit ? 0x39 : byte.isLetter || byte >= 0x80 ? 0x61 : byte
            if shape.last != kind { shape.append(kind) }
        }
        return shape
    }

    private static func isQuestion(_ cell: String) -> Bool { cell.utf8.contains(0x3F) }

    private static func cell(_ row: [String], _ index: Int) -> String { index < row.count ? row[index] : "" }
}
