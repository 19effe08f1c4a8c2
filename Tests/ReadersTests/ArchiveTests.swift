import Readers
import TestSupport
import Testing

@Suite struct ArchiveTests {
    private let text = Array("id;avis\n1;Très bien\n".utf8)

    // MARK: gzip

    @Test func `gzip gives back what was packed, also in several members and with stray bytes after`() throws {
        let packed = Packed.gzip(text)
        #expect(try read(GzipSource(MemorySource(packed))) == text)
        #expect(try read(GzipSource(MemorySource(packed + packed))) == text + text)
        #expect(try read(GzipSource(MemorySource(packed + [0, 0, 0]))) == text)
        #expect(try read(GzipSource(DribbleSource(packed + packed, seed: 3))) == text + text)
    }

    @Test(arguments: 0..<40) func `a gzip file that is cut short or damaged is refused`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var packed = Packed.gzip(text + (0..<500).map { _ in UInt8.random(in: 0...255, using: &random) })
        if seed.isMultiple(of: 2) {
            packed.removeLast(Int.random(in: 1..<packed.count, using: &random))
        } else {
            packed[Int.random(in: 10..<packed.count, using: &random)] ^= 0x55
        }
        #expect { try read(GzipSource(MemorySource(packed))) } throws: { ($0 as? ReaderError)?.kind == .invalid }
    }

    @Test func `a gzip bomb is refused before it fills the memory`() throws {
        let bomb = Packed.gzip([UInt8](repeating: 0, count: 80 << 20))
        #expect { try drain(GzipSource(MemorySource(bomb))) } throws: { ($0 as? ReaderError)?.kind == .hostile }
    }

    // MARK: ZIP

    @Test func `entries are streamed by name, whatever the case and the slashes`() throws {
        let archive = try ZipArchive(bytes: ZipBuilder(["CSV\\Avis.csv": "a", "b/": "", "b/é.csv": "deux"]).bytes)
        #expect(archive.entries.map(\.name) == ["CSV\\Avis.csv", "b/", "b/é.csv"])
        #expect(archive.entries[1].isFolder)
        let entry = try #require(archive.entry(named: "csv/avis.csv"))
        #expect(try read(archive.open(entry)) == Array("a".utf8))
    }

    @Test func `an entry that a password protects is refused`() throws {
        var zip = ZipBuilder()
        zip.add("secret.csv", text, isEncrypted: true)
        let archive = try ZipArchive(bytes: zip.bytes)
        #expect(archive.entries[0].isEncrypted)
        #expect { try archive.open(archive.entries[0]) } throws: { ($0 as? ReaderError)?.kind == .unsupported }
    }

    @Test func `a ZIP bomb is refused before it fills the memory`() throws {
        var zip = ZipBuilder()
        zip.add("bomb.csv", [UInt8](repeating: 0x30, count: 80 << 20), statesSize: 12)
        let archive = try ZipArchive(bytes: zip.bytes)
        #expect { try drain(archive.open(archive.entries[0])) } throws: {
            [.hostile, .invalid].contains(($0 as? ReaderError)?.kind)
        }
    }

    @Test func `entries that overlap are refused`() throws {
        var zip = ZipBuilder()
        zip.add("a.csv", (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })
        #expect { try ZipArchive(bytes: zip.overlapping) } throws: { ($0 as? ReaderError)?.kind == .hostile }
    }

    @Test(arguments: 0..<80) func `a damaged archive gives an error or its bytes, never a crash`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = ZipBuilder(["a.csv": "un", "b/c.json": "{\"a\": 1}"]).bytes
        if seed.isMultiple(of: 2) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        for _ in 0..<3 where !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do {
            let archive = try ZipArchive(bytes: bytes)
            for entry in archive.entries { _ = try read(archive.open(entry)) }
        } catch {
            #expect(error is ReaderError)
        }
    }

    // MARK: Kinds

    @Test(arguments: [
        (Array("$FL2@(#) SPSS DATA FILE".utf8), ContainerKind.statistics),
        (Array("BZh91AY&SY".utf8), .otherArchive), (Array("Rar!\u{1A}\u{7}".utf8), .otherArchive),
        ([UInt8](repeating: 0x61, count: 257) + Array("ustar\u{0}00".utf8), .otherArchive),
        (ole("EncryptedPackage"), .lockedWorkbook), (ole("Workbook"), .legacyXLS),
        (ole("__properties_version1.0"), .outlookMessage), (ole("WordDocument"), .legacyDocument),
        (Array("%PDF-1.7".utf8), .pdf), (Array("id,avis\n".utf8), .text),
    ])
    func `files of other programs are known by their first bytes`(head: [UInt8], kind: ContainerKind) {
        #expect(containerKind(of: head) == kind)
    }

    @Test(arguments: [
        (["xl/workbook.bin", "[Content_Types].xml"], ZipArchive.Purpose.binaryWorkbook),
        (["[Content_Types].xml", "xl/workbook.xml"], .workbook),
        (["[Content_Types].xml", "word/document.xml"], .document),
        (["Index/Document.iwa"], .iWork), (["avis.csv"], .files), (["mimetype", "META-INF/manifest.xml"], .document),
    ])
    func `an archive says what it is by its entries`(names: [String], purpose: ZipArchive.Purpose) throws {
        var zip = ZipBuilder()
        for name in names { zip.add(name, []) }
        #expect(try ZipArchive(bytes: zip.bytes).purpose == purpose)
    }

    private func read(_ source: any ByteSource) throws -> [UInt8] { try source.readAll(limit: 1 << 24) }

    /// Reads to the end and keeps nothing.
    private func drain(_ source: any ByteSource) throws {
        var buffer: [UInt8] = []
        while try source.read(upTo: 1 << 18, into: &buffer) > 0 { buffer.removeAll(keepingCapacity: true) }
    }
}

private func ole(_ stream: String) -> [UInt8] {
    [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 508) + stream.utf8.flatMap { [$0, 0] }
}
