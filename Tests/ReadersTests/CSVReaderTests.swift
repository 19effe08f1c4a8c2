import Readers
import TestSupport
import Testing

@Suite struct `CSV reader` {
    @Test(
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            ("a\n\n\r\n\rb\r\n", [["a"], ["b"]]),
            ("\u{FEFF}id,note\n1,\n", [["id", "note"], ["1", ""]]),
            ("\"un, deux\",\"dit \"\"oui\"\"\"\n", [["un, deux", "dit \"oui\""]]),
            ("\"ligne 1\r\nligne 2\",b\n", [["ligne 1\r\nligne 2", "b"]]),
            ("\"\",\"\"\n", [["", ""]]),
            ("a,\"b\"  ,c\n", [["a", "b", "c"]]),
            ("a,\"b\"c,d\n1,\"x\",2\n", [["a", "bc", "d"], ["1", "x", "2"]]),
            ("1,\"dit \"oui\" deux fois\",5\n2,\"ok\",4\n", [["1", "dit \"oui\" deux fois", "5"], ["2", "ok", "4"]]),
            ("1,\"dit \"oui, toi\" là\nsuite\",5\n", [["1", "dit \"oui, toi\" là\nsuite", "5"]]),
            ("5\" de neige,b\n", [["5\" de neige", "b"]]),
            (",,\n", [["", "", ""]]),
            ("a", [["a"]]), ("a,", [["a", ""]]), ("\"a\"", [["a"]]), ("\"a \"b\"", [["a \"b"]]), ("", []), ("\n\n", []),
        ] as [(String, [[String]])])
    func `records come out as they were meant`(text: String, expected: [[String]]) throws {
        #expect(try rows(of: source(text)).rows == expected)
        for seed in UInt64(0)..<4 {
            #expect(try rows(of: DribbleSource(Array(text.utf8), seed: seed)).rows == expected)
        }
    }

    @Test func `a backslash before a quote escapes it where the dialect says so`() throws {
        let dialect = CSVDialect(escapesWithBackslash: true)
        let text = #""dit \"oui\", et \\ ou \n",2"# + "\n"
        #expect(try rows(of: source(text), dialect).rows == [[#"dit "oui", et \ ou \n"#, "2"]])
    }

    @Test func `without quoting, quotes are text, and with no delimiter commas are`() throws {
        #expect(try rows(of: source("\"a\tb\n"), CSVDialect(delimiter: 9, quote: 0)).rows == [["\"a", "b"]])
        #expect(try rows(of: source("a, b; c\n"), CSVDialect(delimiter: 0)).rows == [["a, b; c"]])
    }

    @Test func `lines are physical, whatever ends them and whatever is in quotes`() throws {
        let text = "sep=;\r\nid;texte\r\n1;\"a\nb\r\nc\rd\"\r\n\r\n2;x\r3;y\n4;z"
        let read = try rows(of: source(text), CSVDialect(delimiter: UInt8(ascii: ";"), skippedLines: 1))
        #expect(read.lines == [2, 3, 8, 9, 10])
    }

    @Test func `a quote that is never closed costs its own line only`() throws {
        let text = "id,texte\n1,\"oups, coupé\n2,\"bien\"\n3,fin\n"
        let read = try rows(of: source(text))
        #expect(read.rows == [["id", "texte"], ["1", "\"oups", " coupé"], ["2", "bien"], ["3", "fin"]])
        #expect(read.unclosed == [2])
        let alone = try rows(of: source("id,texte\n1,\"oups, coupé\n2,bien\n3,fin\n"))
        #expect(alone.rows == [["id", "texte"], ["1", "\"oups", " coupé"], ["2", "bien"], ["3", "fin"]])
        #expect(alone.unclosed == [2])
        #expect(alone.lines == [1, 2, 3, 4])
    }

    @Test func `a quote left open before a long text is given up at the field limit`() throws {
        let unit = "2," + String(repeating: "texte simple ", count: 2000) + "\n"
        let read = try rows(of: RepeatingSource(start: "1,\"ouvert\n", unit: unit, count: unit.utf8.count * 60))
        #expect(read.unclosed == [1])
        #expect(read.rows.count == 61)
        #expect(read.rows.dropFirst().allSatisfy { $0.first == "2" && $0.count == 2 })
    }

    @Test func `a short row answers for fields it does not have`() throws {
        var reader = CSVReader(source("a\n"), dialect: CSVDialect())
        var row = CSVRow()
        #expect(try reader.next(&row))
        #expect(row.isEmpty(7) && row.string(7).isEmpty && row[7].count == 0 && row[0].count == 1 && row.isEmpty(-1))
    }

    @Test(
        arguments: [
            (String(repeating: "x", count: 1 << 16), 2 << 20, "a field"),
            (String(repeating: ",", count: 1 << 12), 1 << 16, "columns"),
            (String(repeating: "x", count: 1 << 14) + ",", 18 << 20, "a record"),
        ] as [(String, Int, String)])
    func `what is too large is refused with its line`(unit: String, count: Int, words: String) {
        let endless = RepeatingSource(unit: unit, count: count)
        #expect { try rows(of: endless) } throws: { error in
            guard let error = error as? ReaderError else { return false }
            return error.kind == .tooLarge && error.line == 1 && error.en.contains(words)
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `any table written with quotes reads back, however it comes`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = ["a", "é", " ", ",", ";", "\"", "\n", "\r\n", "\r", "'", "🙂", "12,5", "\\", "\t", ""]
        let table = (0..<6).map { _ in
            (0..<4).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            }
        }
        let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random)!
        let text = table.map { $0.map(quoted).joined(separator: ",") + lineEnd }.joined()
        #expect(try rows(of: source(text)).rows == table)
        #expect(try rows(of: DribbleSource(Array(text.utf8), seed: seed)).rows == table)
    }

    private func quoted(_ cell: String) -> String {
        "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

@Suite struct `Dialect guess` {
    @Test(arguments: [
        ("id,note,texte\n1,5,bien\n2,4,\"pas mal, merci\"\n", ",", 3),
        ("id;note;prix\n1;5;733480,00\n2;4;12,50\n", ";", 3),
        ("id\tnote\n1\t5\n2\t4\n", "\t", 2),
        ("id|note|texte\n1|5|a, b\n2|4|c, d\n", "|", 3),
        ("nom;texte\nA;\"un, deux, trois\"\nB;\"quatre, cinq, six\"\n", ";", 2),
        ("sep=;\na,b;c\n1,2;3\n", ";", 2),
        ("\"sep=|\"\r\na|b\r\n", "|", 2),
        ("Export du 3 mars\nid;note;texte\n1;5;x\n2;4;y\n3;4;z\n", ";", 3),
        ("a,b\n1,2\n", ",", 2),
    ])
    func `the delimiter the records agree on wins`(text: String, delimiter: Character, columns: Int) throws {
        let dialect = try #require(guess(text))
        #expect(dialect.delimiter == delimiter.asciiValue)
        #expect(dialect.columns == columns)
        #expect(dialect.skippedLines == (text.contains("sep=") ? 1 : 0))
    }

    @Test(arguments: [
        "Commentaire\nTrès bien, rapide\nLivré en retard, dommage\nParfait, merci, rien à dire\nOui\n",
        "Prix\n12,5\n13,4\n1,25\n", "Texte\nune ligne\nune autre\n", "seul",
        "Bien, rapide, pas cher\nNul, lent, cher\nOui\nNon\nPeut-être\nJamais\n",
    ])
    func `sentences in one column are not split on their commas`(text: String) {
        #expect(guess(text)?.delimiter == 0)
    }

    @Test(arguments: [
        "\"No\",\"Day\",\"Text\"\n\"1\",\"2026-03-02\",\"Late\"\n\n\"Cases\"\n\"Copyright\"\n\"Made by Jo, Lyon\"\n\"Acme\"\n",
        "No;Jour;Texte\n1;2026-03-02;En retard\n2;2026-03-03;Perdu\nRapport\nFait par Jo\nConfidentiel\nAcme\n",
    ])
    func `lines under a table do not hide it`(text: String) {
        #expect(guess(text)?.columns == 3)
    }

    @Test func `escapes and stray quotes are noticed`() {
        #expect(
            guess(#"id,texte,n"# + "\n" + #"1,"dit \"oui\", puis non",5"# + "\n" + #"2,"ok",4"# + "\n")?
                .escapesWithBackslash == true)
        #expect(guess("id\ttexte\n1\t\"Bof\n2\tbien\n3\t\"Nul\n4\tok\n")?.quote == 0)
        #expect(guess("id,texte\n1,\"ok\"\n")?.escapesWithBackslash == false)
    }

    @Test func `nothing gives nothing, and a cut last record is not judged`() {
        #expect(guess("") == nil)
        #expect(guess("\n\n") == nil)
        let cut = Array("a,b,c\n1,2,3\n4,\"5".utf8)
        #expect(guessDialect(of: cut.span, isWhole: false)?.agreeingRecords == 2)
    }

    private func guess(_ text: String) -> CSVDialect? {
        let bytes = Array(text.utf8)
        return guessDialect(of: bytes.span, isWhole: true)
    }
}
