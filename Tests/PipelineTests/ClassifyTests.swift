import Analysis
import Foundation
import Lexicons
import TestSupport
import Testing

@testable import Pipeline

/// Runs the filter over files and gives the lines it wrote.
private func run(
    _ input: Data, _ options: ClassifyOptions = ClassifyOptions(threads: 3)
) async throws -> (lines: [String], summary: ClassifySummary) {
    let folder = FileManager.default.temporaryDirectory
    let (source, target) = (folder.appending(path: UUID().uuidString), folder.appending(path: UUID().uuidString))
    try input.write(to: source)
    try Data().write(to: target)
    defer {
        try? FileManager.default.removeItem(at: source)
        try? FileManager.default.removeItem(at: target)
    }
    let (reading, writing) = (try FileHandle(forReadingFrom: source), try FileHandle(forWritingTo: target))
    let summary = try await classify(
        from: reading.fileDescriptor, to: writing.fileDescriptor, analyzer: analyzer, options: options)
    try writing.close()
    let output = String(decoding: try Data(contentsOf: target), as: UTF8.self)
    return (output.split(separator: "\n").map(String.init), summary)
}

private func run(_ input: String, _ options: ClassifyOptions = ClassifyOptions(threads: 3)) async throws -> (
    lines: [String], summary: ClassifySummary
) {
    try await run(Data(input.utf8), options)
}

private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
}

private let analyzer: Analyzer = {
    let files = [
        ("fr/sentiment.tsv", "adorable\t2.6\nnul\t-3\nbon\t2\n"),
        ("fr/shifters.tsv", "pas\tnegator\nmais\tcontrast\t1.3\n"),
        ("fr/friction/delivery.late.tsv", "en retard\t0.8\n"),
        ("fr/language.tsv", "le\t1\nest\t1\nen\t1\nmais\t1\n"),
        ("en/language.tsv", "the\t2\nis\t1\n"), ("emoji.tsv", "👍\t2\n"),
    ]
    do {
        let lexicons = try LexiconSet.load(files: files.map { LexiconFile(name: $0.0, bytes: Array($0.1.utf8)) })
        return Analyzer(lexicons: lexicons, traits: ["delivery.late": FrictionTraits(severity: 4, step: nil)])
    } catch { fatalError("\(error)") }
}()

@Suite struct ClassifyTests {
    @Test(arguments: [
        "Livré en retard, mais le service est adorable", "Pas en retard", "en retard 👍", "Nul. C'est bon.", "", "?",
    ]) func `an answer reads the same with its arithmetic and without`(text: String) async throws {
        let input = "{\"id\": 7, \"text\": \"\(text)\"}\n{\"text\": \"\(text)\", \"id\": \"a b\"}\n"
        let fields = Set(ClassifyOptions.Field.allCases)
        let plain = try await run(input, ClassifyOptions(fields: fields)).lines
        let explained = try await run(input, ClassifyOptions(explain: true, fields: fields)).lines
        #expect(plain.count == 2)
        for (short, long) in zip(plain, explained) { #expect(long.hasPrefix(short.dropLast() + ",\"explanation\":")) }
    }

    @Test func `texts analysed together are answered as by themselves, in order`() async throws {
        let words = ["en retard", "pas", "adorable", "mais", "nul", "the", "is", "👍", ".", "le", "NUL", "bon !"]
        var (input, alone) = ("", [String]())
        for number in 0..<60 {
            // One in ten is no object; two are longer than what is analysed together.
            let length = number % 29 == 28 ? 3000 : number % 13
            let text = (0..<length).map { words[($0 * 7 + number * 5) % words.count] }.joined(separator: " ")
            let line =
                number % 10 == 9 ? "{\"id\": \(number), \"text\": 3}" : "{\"id\": \(number), \"text\": \"\(text)\"}"
            input += line + "\n"
            alone += try await run(line + "\n", ClassifyOptions(threads: 1)).lines
        }
        let together = try await run(input, ClassifyOptions(threads: 1)).lines
        #expect(together.count == 60)
        for (answer, expected) in zip(together, alone) where !expected.contains("\"error\"") {
            #expect(answer == expected)
        }
        #expect(together.map { $0.contains("\"error\"") } == alone.map { $0.contains("\"error\"") })
    }

    @Test func `a text that comes again is answered as the first time`() async throws {
        let texts = ["Livré en retard, mais le service est adorable", "Nul. C'est bon.", "rien", "the delay is bon"]
        let lines = (0..<400).map {
            "{\"text\": \"\(texts[$0 % 4])\"\($0 % 8 < 4 ? "" : ", \"language\": \"fr\"")}"
        }
        let input = lines.joined(separator: "\n")
        let fields = Set(ClassifyOptions.Field.allCases)
        let answers = try await run(input, ClassifyOptions(threads: 2, fields: fields)).lines
        // With the arithmetic, each text is analysed anew.
        let explained = try await run(input, ClassifyOptions(threads: 2, explain: true, fields: fields)).lines
        #expect(answers.count == 400 && explained.count == 400)
        for (short, long) in zip(answers, explained) { #expect(long.hasPrefix(short.dropLast() + ",\"explanation\":")) }
    }

    @Test(arguments: 0...17) func `a special byte is found wherever it stands`(before: Int) async throws {
        let plain = String(repeating: "x", count: before)
        for (escaped, expected) in [("\\n", "\n"), ("\\\\", "\\"), ("\\\"", "\""), ("é", "é")] {
            var request = ClassifyRequest()
            let line = Array("{\"text\": \"\(plain)\(escaped)tail of it\"}".utf8)
            try request.parse(line.span)
            #expect(String(decoding: request.text, as: UTF8.self) == plain + expected + "tail of it")
        }
        #expect(throws: ClassifyRequest.Problem.self) {
            var request = ClassifyRequest()
            let line = Array("{\"text\": \"\(plain)\u{1}and more\"}".utf8)
            try request.parse(line.span)
        }
    }

    @Test func `a line gives the contract's object`() async throws {
        let text = "Livré en retard, mais le service est adorable"
        let (lines, summary) = try await run("{\"id\": 7, \"text\": \"\(text)\", \"language\": \"fr\"}\n")
        #expect(summary == ClassifySummary(lines: 1, errors: 0))
        let answer = try object(lines[0])
        #expect(answer["id"] as? Int == 7)
        #expect(answer["language"] as? String == "fr")
        #expect(answer["needsReview"] is Bool)
        let friction = try #require((answer["frictions"] as? [[String: Any]])?.first)
        #expect(friction["code"] as? String == "delivery.late")
        #expect(friction["severity"] as? Int == 4)
        #expect(friction["span"] as? [Int] == [7, 16])
        #expect(friction["rule"] as? String == "fr/friction/delivery.late.tsv:1")
        #expect(
            Set(answer.keys) == [
                "id", "language", "languageConfidence", "sentiment", "frictions", "intents", "emotions", "steps",
                "needsReview",
            ])
    }

    @Test(arguments: [1, 2, 7]) func `order is kept over many chunks and threads`(threads: Int) async throws {
        let input = (0..<4_000).map { "{\"id\":\($0),\"text\":\"le colis \($0) est bon\"}" }.joined(separator: "\n")
        let (lines, summary) = try await run(input, ClassifyOptions(threads: threads))
        #expect(summary.lines == 4_000 && summary.errors == 0)
        #expect(lines.count == 4_000)
        for (index, line) in lines.enumerated() { #expect(line.hasPrefix("{\"id\":\(index),")) }
    }

    @Test(arguments: [
        (
            "{\"id\":1}",
            "{\"id\":1,\"error\":\"line 1, column 1: the member \\\"text\\\" is missing. Add \\\"text\\\": \\\"…\\\".\"}"
        ),
        (
            "{\"id\":\"a\",\"text\":3}",
            "{\"id\":\"a\",\"error\":\"line 1, column 18: \\\"text\\\" is no string. Put it between quotes.\"}"
        ),
        (
            "bonjour",
            "{\"id\":null,\"error\":\"line 1, column 1: the line is no JSON object. Write {\\\"id\\\": 1, \\\"text\\\": \\\"…\\\"}.\"}"
        ),
        ("{\"id\":2,\"text\":\"a", "{\"id\":2,\"error\":\"line 1, column 18: a string is not closed. Add '\\\"'.\"}"),
        (
            "{\"text\":\"a\"} x",
            "{\"id\":null,\"error\":\"line 1, column 14: something follows the object. Write one object a line.\"}"
        ),
        (
            "{\"text\":\"\\x\"}",
            "{\"id\":null,\"error\":\"line 1, column 10: '\\\\' stands before no escape. Write it twice.\"}"
        ),
        (
            "{\"a\":tru,\"text\":\"\"}",
            "{\"id\":null,\"error\":\"line 1, column 6: no JSON value stands here. Check the JSON.\"}"
        ),
    ])
    func `a bad line says what, where and how to fix it`(line: String, expected: String) async throws {
        let (lines, summary) = try await run(line + "\n{\"id\":9,\"text\":\"bon\"}\n")
        #expect(lines.first == expected)
        #expect(summary == ClassifySummary(lines: 2, errors: 1))
        #expect(lines.last?.hasPrefix("{\"id\":9,") == true)
    }

    @Test func `bytes that are not UTF-8 are an error of their line alone`() async throws {
        var input = Data("{\"id\":1,\"text\":\"".utf8)
        input.append(contentsOf: [0xC3, 0x28])
        input.append(Data("\"}\n{\"id\":2,\"text\":\"bon\"}".utf8))
        let (lines, summary) = try await run(input)
        #expect(lines.count == 2 && summary.errors == 1)
    }

    @Test(arguments: [
        ("nul", "nul"), ("\\u006eul", "nul"), ("n\\u0075l \\ud83d\\udc4d", "nul 👍"), ("\\ud83d nul", "\u{FFFD} nul"),
        ("\\\"nul\\\"\\n\\/", "\"nul\"\n/"),
    ])
    func `escapes are decoded before the text is read`(escaped: String, decoded: String) throws {
        var request = ClassifyRequest()
        try request.parse(Array("{\"text\":\"\(escaped)\"}".utf8).span)
        #expect(String(decoding: request.text, as: UTF8.self) == decoded)
    }

    @Test(arguments: [
        ("\"fr\"", "fr"), ("\"fr-CA\"", "fr"), ("\"EN_us\"", "en"), ("\"de\"", "other"), ("\"frisian\"", "other"),
    ])
    func `a declared language is taken`(declared: String, expected: String) async throws {
        let (lines, _) = try await run("{\"language\":\(declared),\"text\":\"x\",\"extra\":{\"a\":[1,{\"b\":null}]}}")
        #expect(try object(lines[0])["language"] as? String == expected)
    }

    @Test func `blank lines are skipped, text lines are not`() async throws {
        let json = try await run("\n{\"text\":\"bon\"}\r\n\n   \n{\"text\":\"nul\"}")
        #expect(json.lines.count == 2 && json.summary.errors == 0)
        let text = try await run("bon\n\nnul", ClassifyOptions(format: .text))
        #expect(text.lines.count == 3)
        #expect(text.lines.allSatisfy { !$0.contains("\"id\"") })
    }

    @Test func `a very long line is read whole`() async throws {
        let text = String(repeating: "le colis est bon. ", count: 30_000)
        let (lines, summary) = try await run("{\"id\":1,\"text\":\"\(text)\"}\n{\"id\":2,\"text\":\"nul\"}\n")
        #expect(lines.count == 2 && summary.errors == 0)
    }

    @Test func `fields choose what is written and explain adds the sum`() async throws {
        let chosen = try await run("{\"text\":\"bon\"}", ClassifyOptions(fields: [.sentiment, .praises]))
        #expect(Set(try object(chosen.lines[0]).keys) == ["id", "sentiment", "praises"])
        let explained = try await run("{\"language\":\"fr\",\"text\":\"pas bon\"}", ClassifyOptions(explain: true))
        let explanation = try #require(try object(explained.lines[0])["explanation"] as? [String: Any])
        let contributions = try #require(explanation["contributions"] as? [[String: Any]])
        let sum = contributions.reduce(0) { $0 + ($1["value"] as? Double ?? 0) }
        #expect(abs(sum - (explanation["rawScore"] as? Double ?? 9)) < 1e-6)
    }

    @Test func `what is there is answered before more comes`() async throws {
        let (input, output) = (Pipe(), Pipe())
        let task = Task {
            try await classify(
                from: input.fileHandleForReading.fileDescriptor, to: output.fileHandleForWriting.fileDescriptor,
                analyzer: analyzer)
        }
        input.fileHandleForWriting.write(Data("{\"id\":1,\"text\":\"bon\"}\n".utf8))
        let first = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        #expect(first.hasPrefix("{\"id\":1,"))
        input.fileHandleForWriting.write(Data("{\"id\":2,\"text\":\"nul\"}\n".utf8))
        try input.fileHandleForWriting.close()
        #expect(try await task.value == ClassifySummary(lines: 2, errors: 0))
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `each line gets one line, whatever it holds`(seed: UInt64)
        async throws
    {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("{}[]\":,\\u0d83 text id 12 é👍\n\n".utf8)
        let bytes = (0..<400).map { _ in alphabet.randomElement(using: &random)! }
        let (lines, _) = try await run(Data(bytes))
        let expected = bytes.split(separator: 0x0A).filter { line in line.contains { $0 > 0x20 } }.count
        #expect(lines.count == expected)
        for line in lines { _ = try object(line) }
    }
}
