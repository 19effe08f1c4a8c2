import Feedback
import Foundation
import Lexicons
import TestSupport
import Testing

@Suite struct LexiconCacheTests {
    private static let files = [
        "emoji.tsv": ":-)\t1.6\n👍\t2\n",
        "fr/sentiment.tsv": "bon\t2\npas mal\t1.6\tfixed\ncharm*\t1.5\n",
        "fr/shifters.tsv": "pas\tnegator\nmais\tcontrast\t1.3\n",
        "fr/learned.tsv": "moisi\t-1.5\nNOT_fond\t-0.7\nest long\t-0.4\n",
        "fr/language.tsv": "le\t1\n^qu\t0.4\nment$\t0.6\n", "fr/grammar.tsv": "é\tletter\t0.5\n",
        "fr/friction/delivery.late.tsv":
            "en retard\t0.8\nlivraison ~ longue\t0.6\n+ Livré en retard\n- Livré à l'heure\n",
        "en/sentiment.tsv": "good\t2\n", "other/language.tsv": "der\t2\n",
    ]

    private func written(_ folder: TemporaryFolder, _ files: [String: String] = files) throws -> String {
        for (name, content) in files {
            let path = folder.path + "/lexicons/" + name
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(content.utf8).write(to: URL(filePath: path))
        }
        return folder.path + "/lexicons"
    }

    private func cacheFiles(_ folder: TemporaryFolder) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache/voc")) ?? []).sorted()
    }

    /// Everything the tables say of some texts, as text.
    private func reading(_ set: LexiconSet) -> String {
        var text = "\(set.version) \(set.fileNames) \(set.examples) \(set.categories) \(set.cueRules)"
        text += "\(Array(set.entries))"
        for sample in [
            "Pas mal :-)", "livraison vraiment longue", "C'est long et moisi", "der Quark, good", "Charmante",
        ] {
            var (buffer, scratch, hits) = (TokenBuffer(), PatternScratch(), [PatternHit]())
            let bytes = Array(sample.utf8)
            set.tokenizer.tokenize(bytes.span, into: &buffer)
            let parents = set.tokenizer.vocabulary.longestBeginning
            for lexicon in [set.french, set.english, set.other] {
                let flags = lexicon.flags
                lexicon.trie.match(
                    buffer, parents: parents.span, flags: flags.span, using: &scratch, into: &hits)
                let learned = lexicon.learned
                let words = buffer.tokens.map { learned.isEmpty ? nil : learned.words[Int($0.symbol)] }
                text += "\(words) \(Array(lexicon.learned.terms)) \(lexicon.calibration)"
            }
            text += "\(buffer.tokens) \(hits) \(buffer.tokens.map { set.profile.words[Int($0.symbol)] })"
            text += "\(set.profile.affixWeight(of: WordKey("quellement".utf8)))"
        }
        return text
    }

    @Test func `lexicons from the cache are those that were compiled`() throws {
        let folder = try TemporaryFolder()
        let (directory, cache) = (try written(folder), LexiconCache(folder: folder.path + "/cache/voc"))
        let compiled = try LexiconSet.load(directory: directory, cache: cache)
        #expect(cacheFiles(folder).count == 1)
        let cached = try LexiconSet.load(directory: directory, cache: cache)
        #expect(reading(cached) == reading(compiled))
        #expect(reading(cached) == reading(try LexiconSet.load(directory: directory)))
    }

    @Test func `a changed byte of a lexicon is another version`() throws {
        let folder = try TemporaryFolder()
        let (directory, cache) = (try written(folder), LexiconCache(folder: folder.path + "/cache/voc"))
        _ = try LexiconSet.load(directory: directory, cache: cache)
        try Data("good\t3\n".utf8).write(to: URL(filePath: directory + "/en/sentiment.tsv"))
        let changed = try LexiconSet.load(directory: directory, cache: cache)
        #expect(changed.entries.contains { $0.value == 3 })
        #expect(cacheFiles(folder).count == 2)
    }

    @Test(arguments: 0..<12 as Range<UInt64>) func `a spoilt cache file is never believed`(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let (directory, cache) = (try written(folder), LexiconCache(folder: folder.path + "/cache/voc"))
        let wanted = reading(try LexiconSet.load(directory: directory, cache: cache))
        let path = folder.path + "/cache/voc/" + (try #require(cacheFiles(folder).first))
        var bytes = try Data(contentsOf: URL(filePath: path))
        var random = SplitMix64(seed: seed)
        switch seed % 3 {
        case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
        case 1: bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: bytes.replaceSubrange(0..<8, with: (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
        try bytes.write(to: URL(filePath: path))
        #expect(reading(try LexiconSet.load(directory: directory, cache: cache)) == wanted)
    }

    @Test func `many writers at once leave one sound file`() async throws {
        let folder = try TemporaryFolder()
        let (directory, cache) = (try written(folder), LexiconCache(folder: folder.path + "/cache/voc"))
        let versions = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try LexiconSet.load(directory: directory, cache: cache).version } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(versions.count == 1 && cacheFiles(folder).count == 1)
    }

    @Test func `a folder that cannot be written costs nothing but time`() throws {
        let folder = try TemporaryFolder()
        let directory = try written(folder)
        let cache = LexiconCache(folder: directory + "/emoji.tsv/below")
        #expect(try LexiconSet.load(directory: directory, cache: cache).entries.count > 5)
    }
}
