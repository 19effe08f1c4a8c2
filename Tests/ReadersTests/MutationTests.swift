import Readers
import TestSupport
import Testing

/// A short fuzz that needs no tool: seeded mutations of small texts through every reader. The rule is: an error or
/// records, never a trap, never an endless loop, and the same whatever the sizes of the reads.
@Suite struct `Mutated input` {
    private static let seeds = 0..<400 as Range<UInt64>

    @Test(arguments: seeds) func `delimited text never breaks the reader`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let start = "id;\"texte\"\r\n1;\"dit \"\"oui\"\"; non\"\r\n2;\"ligne\nsuite\";5\r\n\"x\ty\",3|4\\\"z\n"
        for _ in 0..<8 {
            let bytes = mutated(Array(start.utf8), using: &random)
            guard let dialect = guessDialect(of: bytes.span, isWhole: Bool.random(using: &random)) else { continue }
            let whole = try rows(of: MemorySource(bytes), dialect)
            let dribbled = try rows(of: DribbleSource(bytes, seed: seed), dialect)
            #expect(whole.rows == dribbled.rows)
            #expect(whole.lines == dribbled.lines)
            #expect(zip(whole.lines, whole.lines.dropFirst()).allSatisfy(<))
            #expect(whole.rows.allSatisfy { !$0.isEmpty })
        }
    }

    @Test(arguments: seeds) func `JSON never breaks the reader`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let starts = [
            #"{"n":1,"data":[{"a":"é\u00e9\ud83d\ude42","b":[1,-2.5e3,null]},{"a":true}],"z":{"y":[]}}"#,
            "{\"a\":1}\n{\"a\":[\"x\"]}\n{\"a\":{\"b\":\"c\"}}\n", "x.y = [{'a': None}, {'a': u'é',}];",
        ]
        for start in starts {
            let bytes = mutated(Array(start.utf8), using: &random)
            let shape = guessJSONShape(of: bytes, isWhole: Bool.random(using: &random))
            for shape in [shape, JSONShape(kind: .ndjson), JSONShape(kind: .object(path: ["data"]))].compactMap({ $0 })
            {
                let whole = Result { try records(of: MemorySource(bytes), shape: shape).map(\.value) }
                let dribbled = Result { try records(of: DribbleSource(bytes, seed: seed), shape: shape).map(\.value) }
                #expect((try? whole.get()) == (try? dribbled.get()))
            }
            _ = try? parseJSON(bytes)
        }
    }

    @Test(arguments: seeds) func `XML never breaks the reader`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let start =
            "<?xml version='1.0'?><!DOCTYPE f><f xmlns:a='u'>\n"
            + "<r a='1'>t&amp;é<b/><![CDATA[x]]></r><!--c--><r>&#233;</r></f>"
        for recovering in [false, true] {
            let bytes = mutated(Array(start.utf8), using: &random)
            _ = readXMLHead(of: bytes)
            let whole = Result {
                try elements(of: MemorySource(bytes), named: ["r"], recovering: recovering).map(\.element.text)
            }
            let dribbled = Result {
                try elements(of: DribbleSource(bytes, seed: seed), named: ["r"], recovering: recovering).map(
                    \.element.text)
            }
            #expect((try? whole.get()) == (try? dribbled.get()))
        }
    }

    @Test(arguments: seeds) func `text repairs never break`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = mutated(Array("trÃ¨s dÃ©Ã§ue â€™ ðŸ™‚ é Â£ \u{0}".utf8), using: &random)
        _ = containerKind(of: bytes)
        let text = decoded(bytes, as: guessEncoding(of: bytes).encoding)
        if let repaired = repairedMojibake(text.span) { #expect(String(validating: repaired, as: UTF8.self) != nil) }
        _ = repairedMojibake(bytes.span)
    }

    private func mutated(_ start: [UInt8], using random: inout SplitMix64) -> [UInt8] {
        var bytes = start
        for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(Array("\"'\n\r,;[]{}<>&/\\=\u{0}".utf8).randomElement(using: &random)!, at: index)
            case 3: bytes.insert(contentsOf: bytes[index...].prefix(Int.random(in: 0...9, using: &random)), at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }
}
