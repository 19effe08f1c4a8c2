import Readers
import TestSupport
import Testing

@Suite struct `JSON records` {
    @Test(
        arguments: [
            ("[{\"a\":1},{\"a\":2}]", JSONShape.Kind.array),
            ("{\"a\":1}\n{\"a\":2}\n", .ndjson),
            ("{\"a\":1}\r\n\r\n{\"a\":2}", .ndjson),
            ("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", .ndjson),
            ("{\"count\":2,\"results\":[{\"a\":1},{\"a\":2}],\"next\":null}", .object(path: ["results"])),
            ("{\"feed\":{\"title\":\"x\",\"entry\":[{\"a\":1},{\"a\":2}],\"n\":3}}", .object(path: ["feed", "entry"])),
            ("{\"hits\":{\"total\":2,\"hits\":[{\"a\":1},{\"a\":2}]}}", .object(path: ["hits", "hits"])),
            ("window.YTD.tweets.part0 = [ {\"a\":1}, {\"a\":2} ];", .array),
            ("\u{FEFF}[{\"a\":1},{\"a\":2}]", .array),
            ("[{'a': 1, 'b': None}, {'a': 2, 'c': u'x',}]", .array),
            ("{'a': 1}\n{'a': 2}\n", .ndjson),
        ] as [(String, JSONShape.Kind)])
    func `the shape is found and gives the records`(text: String, kind: JSONShape.Kind) throws {
        let bytes = Array(text.utf8)
        let shape = try #require(guessJSONShape(of: bytes, isWhole: true))
        #expect(shape.kind == kind)
        #expect(shape.firstRecords.map { $0["a"]?.int } == [1, 2])
        let read = try records(of: MemorySource(bytes), shape: shape)
        #expect(read.map { $0.value["a"]?.int } == [1, 2])
        for seed in UInt64(0)..<3 {
            let dribbled = try records(of: DribbleSource(bytes, seed: seed), shape: shape)
            #expect(dribbled.map(\.value) == read.map(\.value))
            #expect(dribbled.map(\.line) == read.map(\.line))
            #expect(dribbled.map(\.column) == read.map(\.column))
        }
    }

    @Test(arguments: [
        (#"{"id":7,"text":"bien","comments":[{"id":1}]}"#, 1),
        (#"{"event_type":"form","answers":[{"x":1},{"x":2}]}"#, 1),
        (#"{"stream":"s","data":{"id":1},"emitted_at":5}"#, 1),
    ])
    func `an object that is itself a record is one`(text: String, count: Int) throws {
        let shape = try #require(guessJSONShape(of: Array(text.utf8), isWhole: true))
        #expect(shape.kind == .single)
        #expect(try records(of: source(text), shape: shape).count == count)
    }

    @Test func `one object where an array is usual counts as one record, null as none`() throws {
        let shape = JSONShape(kind: .object(path: ["feed", "entry"]))
        #expect(try records(of: source(#"{"feed":{"entry":{"a":1},"x":2}}"#), shape: shape).count == 1)
        #expect(try records(of: source(#"{"feed":{"entry":null}}"#), shape: shape).isEmpty)
        #expect(try records(of: source(#"{"feed":{}}"#), shape: shape).isEmpty)
        #expect(
            guessJSONShape(of: Array(#"{"data":{"id":"1"},"includes":{}}"#.utf8), isWhole: true)?.kind
                == .object(path: ["data"]))
    }

    @Test func `what stands around the records is kept at its place`() throws {
        let text = #"{"a":1,"feed":{"title":"t","entry":[{"x":1},{"x":2}],"after":true},"includes":{"users":[1]}}"#
        var reader = JSONRecordReader(source(text), shape: JSONShape(kind: .object(path: ["feed", "entry"])))
        _ = try reader.next()
        #expect(reader.context.at("feed.title")?.string == "t")
        #expect(reader.context["a"]?.int == 1)
        while try reader.next() != nil {}
        #expect(reader.context.at("includes.users.0")?.int == 1)
        #expect(reader.context.at("feed.after")?.bool == true)
        #expect(reader.context.at("feed.entry") == nil)
    }

    @Test func `a bad line is a record with a problem, and the next lines are read`() throws {
        let text = "{\"a\":1}\n{\"a\": oups}\n  {\"a\":3} x\n{\"a\":4\n{\"a\":5}\n"
        let read = try records(of: source(text), shape: JSONShape(kind: .ndjson))
        #expect(read.map(\.line) == [1, 2, 3, 4, 5])
        #expect(read.map { $0.problem?.column } == [nil, 7, 11, 7, nil])
        #expect(read.map { $0.problem?.line } == [nil, 2, 3, 4, nil])
        #expect(read[1].raw.elementsEqual("{\"a\": oups}".utf8))
        #expect(read[2].column == 3)
    }

    @Test(arguments: [
        ("[{\"a\":1},{\"a\":2", 1), ("[{\"a\":1} {\"a\":2}]", 1), ("[{\"a\":1}]x", 1), ("[{\"a\":1},]", 1),
        ("{\"a\":1}", 1),
    ])
    func `a broken array gives the whole records before, then an error`(text: String, whole: Int) throws {
        var reader = JSONRecordReader(source(text), shape: JSONShape(kind: .array))
        for _ in 0..<whole { #expect(try reader.next()?.value["a"]?.int == 1) }
        if text.hasPrefix("[") {
            #expect { try reader.next() } throws: { ($0 as? ReaderError)?.line == 1 }
        } else {
            #expect(try reader.next() == nil)
        }
    }

    @Test func `a line of any length costs one problem and bounded memory`() throws {
        let source = RepeatingSource(
            start: "{\"a\":1}\n{\"a\":\"", unit: String(repeating: "x", count: 1 << 16), count: 18 << 20)
        let read = try records(of: source, shape: JSONShape(kind: .ndjson))
        #expect(read.count == 2)
        #expect(read[1].problem?.kind == .tooLarge)
        #expect(read[1].raw.count == 4096)
    }

    @Test func `a large member beside the records is passed over`() throws {
        let big = "{\"big\":[" + Array(repeating: "\"]xxxxxxxxxxxxxxxx\"", count: 250_000).joined(separator: ",") + "],"
        let read = JSONRecordReader(
            source(big + "\"data\":[{\"a\":1}],\"n\":2}"), shape: JSONShape(kind: .object(path: ["data"])))
        var reader = read
        #expect(try reader.next()?.value["a"]?.int == 1)
        #expect(try reader.next() == nil)
        #expect(reader.context.keys == ["n"])
    }

    @Test func `a head that stops anywhere keeps its shape`() throws {
        let text = #"{"meta":{"n":1},"results":[{"id":1,"t":"aé\n","x":[1,{"y":2}]},{"id":2,"t":"b"},{"id":3}],"z":1}"#
        let bytes = Array(text.utf8)
        for count in 40..<bytes.count {
            let shape = try #require(guessJSONShape(of: Array(bytes.prefix(count)), isWhole: false))
            #expect(shape.kind == .object(path: ["results"]), "\(count) bytes")
        }
    }

    @Test(arguments: ["", "id,note\n1,2\n", "<feed/>", "[12/Mar/2026] GET /", "{ body { color: red } }", "x = 3"])
    func `what is not JSON has no shape`(text: String) {
        #expect(guessJSONShape(of: Array(text.utf8), isWhole: true) == nil)
    }
}
