import Feedback
import Foundation
import TestSupport
import Testing

@testable import Dashboard

@Suite struct QueryTextTests {
    @Test(arguments: [
        ("q=carte+bleue", "carte bleue"), ("q=%C3%A9t%c3%a9", "été"), ("q=a%2Bb", "a+b"), ("q=a=b", "a=b"), ("q=", nil),
        ("", nil), ("a=b", nil), ("q", nil),
    ])
    func `values are decoded`(query: String, value: String?) throws {
        #expect(try QueryText(query).one("q") == value)
    }

    @Test(arguments: ["q=%", "q=%2", "q=%zz", "q=%FF", "q=%00", "q=%0A", "%C3=1"])
    func `what is not text is refused`(query: String) {
        #expect(throws: Refusal.unreadableQuery) { try QueryText(query) }
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `any query is read or refused`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("ab=&%+2Cé;#".utf8)
        let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
        let query = try? QueryText(String(decoding: bytes, as: UTF8.self))
        #expect((query?.all("a").joined().utf8.count ?? 0) <= 60 * 3)
    }

    @Test func `the order of names does not matter to the cache, that of values does`() throws {
        #expect(try QueryText("b=2&a=1").canonical == QueryText("a=1&b=2").canonical)
        #expect(try QueryText("a=1&a=2").canonical != QueryText("a=2&a=1").canonical)
    }
}

@Suite struct RequestLanguageTests {
    @Test(arguments: [
        ("fr", OutputLanguage.french), ("en-GB,en;q=0.9,fr;q=0.8", .english), ("de, fr;q=0.7, en;q=0.3", .french),
        ("fr;q=0, en;q=0.1", .english), ("fr;q=x", nil), ("de", nil), ("", nil), ("*", nil), (",;,;q", nil),
    ])
    func `the browser's better language counts`(header: String, language: OutputLanguage?) {
        #expect(OutputLanguage.preferred(header) == language)
    }
}

@Suite struct HostRuleTests {
    @Test(arguments: [
        ("127.0.0.1:8080", true), ("localhost:8080", true), ("[::1]:8080", true), ("Voc.Example", true),
        ("voc.example:443", true),
        ("127.0.0.1", false), ("localhost:80", false), ("localhost:08080x", false), ("evil.example", false),
        ("", false),
        (":8080", false), ("[::1", false), ("[::1]8080", false), ("voc.example.", false),
        ("voc.example@localhost:8080", false),
        ("localhost:8080:8080", false), ("localhost:+8080", false),
    ])
    func `only our names count, loopback ones with our port`(host: String, isOurs: Bool) {
        #expect(HostRule(allowed: ["VOC.example"], port: 8080).accepts(host) == isOurs)
    }

    @Test func `on port 80 a loopback name may leave it out`() {
        #expect(HostRule(allowed: [], port: 80).accepts("localhost"))
    }
}

@Suite struct AccessTokenTests {
    @Test func `a token is long and in a file of its owner's`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("  \(String(repeating: "k", count: 64))\n", to: "token")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: ServeError.openTokenFile(path: path)) { try AccessToken(file: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(try AccessToken(file: path).admits("Bearer " + String(repeating: "k", count: 64)))
        #expect(throws: ServeError.weakToken) { try AccessToken(String(repeating: "k", count: 31)) }
        #expect(throws: ServeError.unreadableToken(path: path + "?")) { try AccessToken(file: path + "?") }
    }

    @Test func `an empty or repeated guess is wrong`() throws {
        let token = try AccessToken(String(repeating: "k", count: 32))
        for guess in ["", "k", String(repeating: "k", count: 64)] { #expect(!token.admits("Bearer \(guess)")) }
    }
}

@Suite struct AnswerCacheTests {
    @Test func `an answer is kept a few seconds, for one state of the store`() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("1", to: "store")
        let cache = AnswerCache(lifetime: .seconds(5), maximumBytes: 10)
        let key = AnswerCache.Key(question: "/", version: StoreVersion(path: path))
        let start = ContinuousClock.now
        await cache.keep([1], for: key, now: start)
        #expect(await cache.answer(to: key, now: start + .seconds(4)) == [1])
        #expect(await cache.answer(to: key, now: start + .seconds(6)) == nil)
        _ = try folder.write("frames", to: "store-wal")
        let later = AnswerCache.Key(question: "/", version: StoreVersion(path: path))
        #expect(await cache.answer(to: later, now: start) == nil)
        await cache.keep(Array(repeating: 1, count: 10), for: later, now: start)
        #expect(await cache.answer(to: later, now: start) == nil, "beyond its memory")
    }
}
