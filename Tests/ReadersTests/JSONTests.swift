import Readers
import TestSupport
import Testing

@Suite struct `JSON text` {
    @Test(arguments: [
        "{}", "[]", "null", "-0.5e+10", "[1,2.5,true,false,null]", #"{"a":{"b":[{"c":"d"}]}}"#,
        #""\u00e9\ud83d\ude42\n\\\/""#, "\u{FEFF} { \"a\" : 1 }\r\n", #"{"id":1588091220244369409}"#,
    ])
    func `valid JSON is read, and written it reads the same`(text: String) throws {
        let value = try parseJSON(Array(text.utf8))
        var written: [UInt8] = []
        appendJSON(value, to: &written)
        #expect(try parseJSON(written) == value)
    }

    @Test(arguments: [
        ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2), ("01", 1, 1),
        ("1.", 1, 1), ("+1", 1, 1), ("nul", 1, 1), ("[1]\n x", 2, 2), ("\"a\nb\"", 1, 3), (#""\q""#, 1, 2),
        (#""\u12""#, 1, 2), ("\"abc", 1, 5), ("{'a':1}", 1, 2), ("[NaN]", 1, 2), ("[\n\n  tru ]", 3, 3),
    ])
    func `what is not JSON is refused at its place`(text: String, line: Int, column: Int) {
        #expect { try parseJSON(Array(text.utf8)) } throws: { error in
            guard let error = error as? ReaderError else { return false }
            return error.line == line && error.column == column && !error.fr.isEmpty
        }
    }

    @Test func `ids keep all their digits, repeated keys give the last, halves of pairs become U+FFFD`() throws {
        let value = try parseJSON(Array(#"{"id":1588091220244369409,"a":1,"a":2,"t":"x\ud83dy"}"#.utf8))
        #expect(value["id"]?.string == "1588091220244369409")
        #expect(value["a"]?.int == 2)
        #expect(value["t"]?.string == "x\u{FFFD}y")
    }

    @Test(
        arguments: [
            ("\"42\"", 42, 42.0), ("42.0", 42, 42), ("4.5", nil, 4.5), ("\"nan\"", nil, nil), ("\"+5\"", nil, nil),
            ("\"0x1p3\"", nil, nil), ("true", nil, nil), ("\"1,5\"", nil, nil), ("1e400", nil, nil), ("\"\"", nil, nil),
        ] as [(String, Int?, Double?)])
    func `numbers are read from numbers and from text, strictly`(text: String, int: Int?, double: Double?) throws {
        let value = try parseJSON(Array(text.utf8))
        #expect(value.int == int)
        #expect(value.double == double)
    }

    @Test func `depth, strings and invalid UTF-8 are bounded`() {
        let deep = Array(String(repeating: "[", count: 100_000).utf8)
        #expect { try parseJSON(deep) } throws: { ($0 as? ReaderError)?.kind == .tooLarge }
        let long = Array("\"".utf8) + Array(repeating: 0x61, count: 2 << 20) + Array("\"".utf8)
        #expect { try parseJSON(long) } throws: { ($0 as? ReaderError)?.kind == .tooLarge }
        #expect { try parseJSON([0x22, 0x61, 0xFF, 0x22]) } throws: { ($0 as? ReaderError)?.column == 3 }
        #expect(throws: Never.self) {
            try parseJSON(Array((String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).utf8))
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `any value written reads back`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let value = randomValue(depth: 4, using: &random)
        var written: [UInt8] = []
        appendJSON(value, to: &written)
        #expect(try parseJSON(written) == value)
        #expect(!written.contains { $0 < 0x20 })
    }

    @Test func `paths walk objects and arrays; a lone object counts as an array of one`() throws {
        let value = try parseJSON(Array(#"{"feed":{"entry":{"title":{"label":"Bien"}},"n":[{"x":1}]}}"#.utf8))
        #expect(value.at("feed.entry.title.label")?.string == "Bien")
        #expect(value.at("feed.n.0.x")?.int == 1)
        #expect(value.at("feed.n.1.x") == nil)
        #expect(value.at("feed.entry")?.array?.count == 1)
    }
}

func randomValue(depth: Int, using random: inout SplitMix64) -> JSONValue {
    let pieces = ["a", "é", "🙂", "\"", "\\", "\n", "\u{1}", "/", " ", "long enough to leave the small string"]
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .number(["0", "-1", "12.50", "1e9", "1588091220244369409"].randomElement(using: &random)!)
    case 3: return .string((0..<4).map { _ in pieces.randomElement(using: &random)! }.joined())
    case 4: return .array((0..<3).map { _ in randomValue(depth: depth - 1, using: &random) })
    default:
        return .object(
            JSONObject(
                (0..<3).map { (key: "k\($0)" + pieces[$0], value: randomValue(depth: depth - 1, using: &random)) }))
    }
}
