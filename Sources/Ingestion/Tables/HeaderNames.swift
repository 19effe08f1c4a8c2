/// The names of the columns when groups of questions have a header row of their own above their parts.
///
/// `Id;Satisfaction;;Avis` over `;Accueil;Prix;` gives `Id`, `Satisfaction – Accueil`, `Satisfaction – Prix`, `Avis`.
struct HeaderNames {
    /// One name a column; none without a header.
    let names: [String]
    /// Index of the last header row, or −1.
    let lastRow: Int

    init(_ rows: [[String]], first: Int) {
        guard first >= 0 else {
            (names, lastRow) = ([], -1)
            return
        }
        guard first + 1 < rows.count,
            Self.isSecondHeader(rows[first + 1], under: rows[first], body: rows[(first + 2)...])
        else {
            (names, lastRow) = (rows[first], first)
            return
        }
        let (groups, parts) = (rows[first], rows[first + 1])
        var (names, group) = ([String](), "")
        for index in 0..<max(groups.count, parts.count) {
            let own = index < groups.count ? groups[index] : ""
            let part = index < parts.count ? parts[index] : ""
            if !own.isEmpty { group = own }
            names.append(part.isEmpty ? own : group.isEmpty ? part : "\(group) – \(part)")
        }
        (self.names, lastRow) = (names, first + 1)
    }

    /// Whether a row goes on with the header above it: it names what has no name there, is empty where there are single
    /// names whose columns the rows below fill, and holds no values.
    private static func isSecondHeader(_ row: [String], under first: [String], body: ArraySlice<[String]>) -> Bool {
        func cell(_ row: [String], _ index: Int) -> String { index < row.count ? row[index] : "" }
        let filled = row.indices.filter { !row[$0].isEmpty }
        guard body.count >= 2, filled.count >= 2, filled.contains(where: { cell(first, $0).isEmpty }),
            filled.allSatisfy({ !HeaderSearch.looksLikeValue(Array(row[$0].utf8).trimmed.bytes) })
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
}

extension ArraySlice<UInt8> {
    fileprivate var bytes: [UInt8] { Array(self) }
}
