/// The notes on a case that one cell holds, each with its day and author: a note of Jira (`02/Mar/26 9:11 AM;agent;text`), or
/// the journal of ServiceNow, whose entries stand under lines such as `2026-03-02 10:05:00 - Agent (Additional comments)`.
struct CaseNotes {
    struct Note: Hashable {
        /// Empty where the cell does not say.
        var author: String
        var text: String
    }

    /// The earliest first; work notes, which no customer sees, are left out.
    let notes: [Note]

    init(_ cell: String) {
        let bytes = Array(cell.utf8)
        if let note = SignedNote.parts(of: bytes.span) {
            notes = [Note(author: note.author, text: note.text)]
        } else if Self.isJournal(bytes[...]) {
            notes = Self.entries(of: bytes)
        } else {
            notes = [Note(author: "", text: cell)]
        }
    }

    /// Whether a cell begins with the line above an entry.
    static func isJournal(_ cell: ArraySlice<UInt8>) -> Bool {
        guard cell.first?.isDigit == true else { return false }
        return Heading(cell.prefix { !isLineEnd($0) }) != nil
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// The newest entry stands first, unless the days say otherwise.
    private static func entries(of bytes: [UInt8]) -> [Note] {
        var entries: [(heading: Heading, lines: [String])] = []
        for line in bytes.split(whereSeparator: isLineEnd) {
            if let heading = Heading(line) {
                entries.append((heading, []))
            } else if !entries.isEmpty {
                entries[entries.count - 1].lines.append(String(decoding: line, as: UTF8.self))
            }
        }
        let days = entries.map(\.heading.day)
        let isOldestFirst = days.count > 1 && days[0] < days[days.count - 1] && days[0].utf8.dropFirst(4).first == 0x2D
        if !isOldestFirst { entries.reverse() }
        return entries.compactMap { entry in
            let text = entry.lines.joined(separator: "\n").trimmed
            guard !entry.heading.isWorkNote, !text.isEmpty else { return nil }
            return Note(author: entry.heading.author, text: text)
        }
    }

    /// `2026-03-02 10:05:00 - Agent (Additional comments)`.
    private struct Heading {
        let day: String
        let author: String
        let isWorkNote: Bool

        init?(_ line: ArraySlice<UInt8>) {
            let line = line.trimmed
            guard (16...160).contains(line.count), line.first?.isDigit == true, line.last == 0x29,
                let dash = line.indices.first(where: { line[$0...].starts(with: " - ".utf8) }),
                let bracket = line.lastIndex(of: 0x28), bracket > dash + 3
            else { return nil }
            let moment = Array(line[..<dash])
            var scanner = DateScanner(order: .dayFirst)
            guard scanner.read(moment.span) || scanner.readsWithMonthFirst(moment.span) else { return nil }
            day = String(decoding: moment, as: UTF8.self)
            author = String(decoding: line[(dash + 3)..<bracket], as: UTF8.self).trimmed
            let label = comparableHeader(String(decoding: line[(bracket + 1)...].dropLast(), as: UTF8.self))
            isWorkNote = !["comment", "kommentar", "coment"].contains { label.contains($0) }
        }
    }
}
