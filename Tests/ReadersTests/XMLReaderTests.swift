import Readers
import Testing

@Suite struct `XML records` {
    private static let manyAttributes = "<f><r " + (0..<300).map { "a\($0)='1'" }.joined(separator: " ") + "/></f>"
    private static let long = String(repeating: "x", count: 2 << 20)
    private static let refused: [(String, ReaderError.Kind)] = [
        ("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"b\">]><l>&a;</l>", .hostile),
        ("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>", .hostile),
        ("<f><!DOCTYPE r []><r/></f>", .hostile),
        (manyAttributes, .tooLarge),
        ("<f><r a='\(long)'/></f>", .tooLarge),
        (String(repeating: "<r>", count: 300), .tooLarge),
        ("<f><r>\(long)</r></f>", .tooLarge),
        ("<f><r><![CDATA[\(long)]]></r></f>", .tooLarge),
        ("<?xml version=\"1.0\" encoding=\"EBCDIC-FR\"?><r/>", .unsupported),
        ("<f><r>a</b></f>", .invalid), ("<f><r>a & b</r></f>", .invalid), ("<f><r>a", .invalid),
        ("<f><r>&nbsp;</r></f>", .invalid),
        ("", .invalid), ("texte", .invalid), ("<f></f><g/>", .invalid), ("<f><r a=1/></f>", .invalid),
    ]

    @Test func `records come as subtrees, by local name, with their lines`() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:im="x">
              <a:entry id="1" im:kind="r">
                <a:title>Très &amp; bien &#233;</a:title><a:author><a:name>L</a:name></a:author>
              </a:entry>
              <!-- <a:entry/> --><a:entry><a:title><![CDATA[<b>Bof</b>]]> !</a:title></a:entry>
              <a:entry/>
            </a:feed>
            """
        let read = try elements(of: source(text), named: ["entry"])
        #expect(read.map(\.line) == [3, 6, 7])
        #expect(read[0].element.first("title")?.text == "Très & bien é")
        #expect(read[0].element.at("author.name")?.text == "L")
        #expect(read[0].element[attribute: "kind"] == "r")
        #expect(read[1].element.first("title")?.text == "<b>Bof</b> !")
        #expect(read[2].element.children.isEmpty)
        for seed in UInt64(0)..<5 {
            let dribbled = try elements(of: DribbleSource(Array(text.utf8), seed: seed), named: ["entry"])
            #expect(dribbled.map(\.line) == [3, 6, 7])
        }
    }

    @Test func `a record inside a record is part of it, and later lines stay right`() throws {
        let read = try elements(of: source("<f>\n<r>a\n<r>b</r></r>\n\n<r>c</r></f>"), named: ["r"])
        #expect(read.map(\.line) == [2, 5])
        #expect(read[0].element.all("r").count == 1)
    }

    @Test(arguments: refused)
    func `hostile and broken documents are refused`(text: String, kind: ReaderError.Kind) {
        for recovering in [false, true] where kind != .invalid || !recovering {
            #expect { try elements(of: source(text), named: ["none"], recovering: recovering) } throws: { error in
                guard let error = error as? ReaderError else { return false }
                return error.kind == kind && error.line >= 1 && !error.fr.isEmpty
            }
        }
    }

    @Test func `a document type that declares nothing is passed over, and nothing is loaded`() throws {
        let text = "<!DOCTYPE feed SYSTEM \"file:///etc/hostname\">\n<feed><r>x</r></feed>"
        #expect(try elements(of: source(text), named: ["r"]).map(\.line) == [2])
    }

    @Test(arguments: [
        ("<f><r>Tom & Jerry &eacute; &amp; a < b <3</r></f>", ["Tom & Jerry &eacute; & a < b <3"]),
        ("<f><r>un<b>x</r><r>deux</r></f>", ["un", "deux"]),
        ("<f><r>un</b></r><r u=\"a?b&c<d\">deux\u{1}</r></f>", ["un", "deux"]),
        ("<f><r>&#1; &#x; &#233;</r></f>", ["&#1; &#x; é"]),
    ])
    func `a second try repairs what people write by hand`(text: String, expected: [String]) throws {
        #expect { try elements(of: source(text), named: ["r"]) } throws: { $0 is ReaderError }
        #expect(try elements(of: source(text), named: ["r"], recovering: true).map(\.element.text) == expected)
        for seed in UInt64(0)..<5 {
            let dribbled = try elements(of: DribbleSource(Array(text.utf8), seed: seed), named: ["r"], recovering: true)
            #expect(dribbled.map(\.element.text) == expected)
        }
    }

    @Test(arguments: [
        ("ISO-8859-1", TextEncoding.windows1252), ("iso-8859-15", .latin9), ("windows-1252", .windows1252),
        ("macintosh", .macRoman), ("UTF-8", .windows1252), ("UTF-8", .utf8), ("ISO-8859-1", .utf8),
    ])
    func `the declaration is trusted unless the bytes contradict it`(declared: String, actual: TextEncoding) throws {
        let text = "<?xml version=\"1.0\" encoding=\"\(declared)\"?>\n<f><r>été à Liège, déçu</r></f>"
        let bytes = actual == .utf8 ? Array(text.utf8) : encode(text, actual)
        let read = try elements(of: MemorySource(bytes), named: ["r"])
        #expect(read.first?.element.text == "été à Liège, déçu")
        #expect(read.first?.line == 2)
    }

    @Test func `UTF-16 is read with and without its mark`() throws {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><f><r>été</r></f>"
        let units = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        for bytes in [[0xFF, 0xFE] + units, units] {
            #expect(try elements(of: MemorySource(bytes), named: ["r"]).first?.element.text == "été")
        }
    }

    @Test func `the head tells root, namespace, names and paths, wherever it stops`() throws {
        let text =
            "<?xml version='1.0'?><feed xmlns='urn:a' v='2'><entry><id>1</id></entry><entry><id>2</id></entry></feed>"
        let bytes = Array(text.utf8)
        for count in 70...bytes.count {
            let head = try #require(readXMLHead(of: Array(bytes.prefix(count))))
            #expect(head.rootName == "feed", "\(count) bytes")
            #expect(head.problem == nil, "\(count) bytes")
        }
        let head = try #require(readXMLHead(of: bytes))
        #expect(head.rootNamespace == "urn:a")
        #expect(head.rootAttributes.map(\.value) == ["2"])
        #expect(head.elementCounts == ["feed": 1, "entry": 2, "id": 2])
        #expect(head.firstPaths == ["feed", "feed/entry", "feed/entry/id"])
        #expect(readXMLHead(of: Array("id,note\n".utf8)) == nil)
        #expect(readXMLHead(of: Array("<!DOCTYPE l [<!ENTITY a 'b'>]><l/>".utf8))?.problem?.kind == .hostile)
    }
}
