import Readers
import TestSupport
import Testing

@Suite struct `Encodings` {
    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61], TextEncoding.utf8), ([0xFF, 0xFE, 0x61, 0], .utf16LE),
            ([0xFE, 0xFF, 0, 0x61], .utf16BE),
            (Array("sans accent".utf8), .utf8), (Array("très bien reçu".utf8), .utf8),
            ([0x69, 0, 0x64, 0, 0x2C, 0, 0x61, 0], .utf16LE), ([0, 0x69, 0, 0x64, 0, 0x2C, 0, 0x61], .utf16BE),
        ] as [([UInt8], TextEncoding)])
    func `marks, NUL patterns and strict UTF-8 settle the encoding`(bytes: [UInt8], expected: TextEncoding) {
        #expect(guessEncoding(of: bytes).encoding == expected)
    }

    @Test(arguments: [TextEncoding.windows1252, .latin9, .macRoman])
    func `accents inside words tell the eight-bit encodings apart`(encoding: TextEncoding) {
        let text = "J’ai été déçue : le cœur du problème reste l’accès à la boutique, « fermée » très tôt cet été…"
        let latin9 = "J'ai été déçue : le cœur du problème, la sœur, 20 € de trop"
        let bytes = encode(encoding == .latin9 ? latin9 : text, encoding)
        let guess = guessEncoding(of: bytes)
        #expect(guess.encoding == encoding)
        #expect(
            String(decoding: decoded(bytes, as: guess.encoding), as: UTF8.self) == (encoding == .latin9 ? latin9 : text)
        )
    }

    @Test func `UTF-8 that a tool has damaged here and there is still UTF-8`() {
        let bytes = Array("déçu 20 £ à côté ".utf8) + [0xC2, 0x3F, 0x20, 0xF0, 0x9F, 0x20]
        #expect(guessEncoding(of: bytes).encoding == .utf8)
    }

    @Test(arguments: TextEncoding.allCases) func `a head cut inside a character changes nothing`(encoding: TextEncoding)
    {
        let bytes = Array("un très très bon accueil, à côté".utf8)
        for count in 8..<bytes.count { #expect(guessEncoding(of: Array(bytes.prefix(count))).encoding == .utf8) }
    }
}

@Suite struct `UTF-8 source` {
    @Test func `NUL and byte-order marks go, what is invalid becomes U+FFFD, and all is counted`() throws {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0, 0x62, 0xFF, 0x0A, 0xEF, 0xBB, 0xBF, 0x63, 0xC3]
        let source = UTF8Source(MemorySource(bytes), encoding: .utf8)
        #expect(try String(decoding: source.readAll(limit: 100), as: UTF8.self) == "ab\u{FFFD}\nc\u{FFFD}")
        #expect(source.removedNULs == 1)
        #expect(source.invalidSequences == 2)
    }

    @Test func `a first accent after a long plain text still finds its encoding`() throws {
        let plain = Array(repeating: UInt8(ascii: "a"), count: 200_000)
        let source = UTF8Source(MemorySource(plain + encode(" déçue, l’été à côté", .windows1252)), encoding: .utf8)
        let text = try source.readAll(limit: 1 << 20)
        #expect(text.suffix(25).elementsEqual(" déçue, l’été à côté".utf8.suffix(25)))
        #expect(source.encoding == .windows1252)
        #expect(source.invalidSequences == 0)
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `any bytes give valid UTF-8, the same however they come`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        let alphabet: [UInt8] = [0, 0x0A, 0x61, 0x80, 0xBB, 0xBF, 0xC3, 0xA9, 0xD8, 0xDC, 0xE2, 0xEF, 0xF0, 0x9F, 0xFF]
        let bytes = (0..<200).map { _ in alphabet.randomElement(using: &random)! }
        for encoding in TextEncoding.allCases {
            let whole = UTF8Source(MemorySource(bytes), encoding: encoding)
            let text = try whole.readAll(limit: 1 << 20)
            let dribbled = UTF8Source(DribbleSource(bytes, seed: seed), encoding: encoding)
            #expect(try dribbled.readAll(limit: 1 << 20) == text)
            #expect(dribbled.invalidSequences == whole.invalidSequences)
            #expect(String(validating: text, as: UTF8.self) != nil)
            #expect(!text.contains(0))
        }
    }

    @Test func `several byte-order marks in a row go, however they come`() throws {
        let bytes = Array("\u{FEFF}\u{FEFF}a\n\u{FEFF}\u{FEFF}b\u{FEFF}c".utf8)
        for seed in UInt64(0)..<8 {
            let source = UTF8Source(DribbleSource(bytes, seed: seed), encoding: .utf8)
            #expect(try source.readAll(limit: 100).elementsEqual("a\nb\u{FEFF}c".utf8))
        }
    }

    @Test func `UTF-16 is decoded, pairs and lone halves too`() throws {
        let units: [UInt16] = Array("é🙂".utf16) + [0xD83D, 0x61]
        let low = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let high = units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        #expect(decoded(low, as: .utf16LE).elementsEqual("é🙂\u{FFFD}a".utf8))
        #expect(decoded(high, as: .utf16BE).elementsEqual("é🙂\u{FFFD}a".utf8))
    }

    @Test func `a head can be looked at and read again`() throws {
        for size in [1, 5, 6, 100] {
            let peek = try PeekableSource(DribbleSource(Array("abcdef".utf8), seed: 1), headSize: size)
            #expect(peek.head.elementsEqual("abcdef".utf8.prefix(size)))
            #expect(peek.isWhole == (size >= 6))
            #expect(try peek.readAll(limit: 10).elementsEqual("abcdef".utf8))
        }
    }

    @Test func `a missing file and a folder are told apart`() {
        #expect { try FileSource(path: "no/such/file.csv") } throws: { ($0 as? ReaderError)?.kind == .notFound }
        #expect { try FileSource(path: "/") } throws: { ($0 as? ReaderError)?.kind == .isDirectory }
    }
}

@Suite struct `Container kinds` {
    @Test(
        arguments: [
            ([], ContainerKind.empty), (Array("id;note\n1;5\n".utf8), .text), ([0x1F, 0x8B, 8], .gzip),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .legacyXLS), (Array("%PDF-1.7".utf8), .pdf),
            (Array("PK\u{3}\u{4}....[Content_Types].xml....xl/workbook.xml".utf8), .xlsx),
            (Array("PK\u{3}\u{4}..mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8), .ods),
            (Array("PK\u{3}\u{4}....data/tweets.js".utf8), .zip),
            ([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13, 1, 2, 3], .binary),
            (Array("a,b\n1,\u{0}2\n3,4\n5,6\n7,8\n9,10\n".utf8), .text), ([0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0], .text),
        ] as [([UInt8], ContainerKind)])
    func `the first bytes tell what a file is`(bytes: [UInt8], expected: ContainerKind) {
        #expect(containerKind(of: bytes) == expected)
    }
}

/// Text written in an encoding, by trying every byte for each character.
func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for byte in UInt8(1)...255 {
        if let scalar = String(decoding: decoded([byte], as: encoding), as: UTF8.self).unicodeScalars.first {
            bytes[scalar] = byte
        }
    }
    return text.unicodeScalars.map { bytes[$0]! }
}
