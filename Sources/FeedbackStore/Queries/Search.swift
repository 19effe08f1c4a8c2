import GRDB

/// One verbatim found by full-text search.
package struct SearchRow: Sendable {
    package var itemID: Int64
    package var verbatimID: Int64
    package var externalID: String?
    package var source: String
    package var day: Int?
    package var step: String?
    package var channel: String?
    package var language: String
    package var sentiment: Double?
    package var text: String
}

/// What a person typed, as an FTS5 expression in which nothing they type is an operator.
///
/// Words must all occur; `"two words"` is a phrase; `word*` is a beginning. œ and æ also match when spelt oe and ae.
package struct SearchExpression: Hashable, Sendable {
    /// The FTS5 expression, or `nil` when the text holds no word.
    package let match: String?

    package init(_ text: String) {
        let terms = Self.terms(of: text).map(Self.alternatives)
        match = terms.isEmpty ? nil : terms.joined(separator: " AND ")
    }

    private struct Term {
        var text: String
        var isPrefix: Bool
    }

    /// Splits at blanks outside double quotes.
    private static func terms(of text: String) -> [Term] {
        var (terms, current, inQuotes) = ([Term](), [UInt8](), false)
        func end() {
            let isPrefix = !inQuotes && current.last == UInt8(ascii: "*")
            // A NUL would end the expression for SQLite.
            let bytes = (isPrefix ? current.dropLast() : current[...]).filter { $0 != 0 }
            current = []
            guard bytes.contains(where: isWordByte) else { return }
            terms.append(Term(text: String(decoding: bytes, as: UTF8.self), isPrefix: isPrefix))
        }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") {
                end()
                inQuotes.toggle()
            } else if byte <= 0x20, !inQuotes {
                end()
            } else {
                current.append(byte)
            }
        }
        end()
        return terms
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// The index holds texts as written, and its tokenizer takes œ and æ for letters of their own.
    private static func alternatives(of term: Term) -> String {
        let spellings = [term.text, respelt(term.text, joining: false), respelt(term.text, joining: true)]
        var quoted: [String] = []
        for spelling in spellings {
            let expression = "\"\(spelling)\"\(term.isPrefix ? " *" : "")"
            if !quoted.contains(expression) { quoted.append(expression) }
        }
        return quoted.count == 1 ? quoted[0] : "(\(quoted.joined(separator: " OR ")))"
    }

    /// œ as oe and æ as ae, or the other way round.
    private static func respelt(_ text: String, joining: Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch (scalar, joining) {
            case ("œ", false), ("Œ", false): result.append(contentsOf: "oe".unicodeScalars)
            case ("æ", false), ("Æ", false): result.append(contentsOf: "ae".unicodeScalars)
            case ("e", true) where result.last == "o", ("E", true) where result.last == "O":
                result.removeLast()
                result.append("œ")
            case ("e", true) where result.last == "a", ("E", true) where result.last == "A":
                result.removeLast()
                result.append("æ")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

extension FeedbackStore {
    /// Verbatims with every word of `expression`, the best match first, and how many there are in all.
    package func search(_ expression: SearchExpression, filter: InsightFilter, limit: Int) throws -> (
        rows: [SearchRow], total: Int
    ) {
        guard let match = expression.match else { return ([], 0) }
        let conditions = ItemConditions(filter)
        let arguments = StatementArguments([match] + conditions.arguments)
        let isNarrowed = !conditions.clauses.isEmpty
        // Unfiltered, the best rows are chosen inside the index, before anything is looked up for them.
        let best = "ORDER BY rank LIMIT \(max(0, limit))"
        let found =
            "(SELECT rowid AS id, rank FROM verbatim_fts WHERE verbatim_fts MATCH ? \(isNarrowed ? "" : best)) f"
        let joined =
            "\(found) JOIN verbatim v ON v.id = f.id JOIN item i ON i.id = v.item WHERE \(conditions.condition)"
        let counted = isNarrowed ? joined : "verbatim_fts WHERE verbatim_fts MATCH ?"
        return try read { db in
            let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(counted)", arguments: arguments) ?? 0
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT i.id, v.id, i.external_id, i.source, i.day, i.step, i.channel, v.language, i.sentiment, v.text
                    FROM \(joined) ORDER BY f.rank, v.id LIMIT \(max(0, limit))
                    """, arguments: arguments)
            return (rows.map(Self.searchRow), total)
        }
    }

    private static func searchRow(_ row: Row) -> SearchRow {
        SearchRow(
            itemID: row[0], verbatimID: row[1], externalID: row[2], source: row[3], day: row[4], step: row[5],
            channel: row[6],
            language: row[7], sentiment: row[8], text: row[9])
    }
}
