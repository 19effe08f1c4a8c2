import Foundation
import TestSupport
import Testing

/// The JSON of every answer is what `docs/schemas/` promises.
@Suite struct SchemaTests {
    /// A store of the samples with a visit that has a replay, orders, a series, a mark and incidents, made once for all.
    private static let store: Result<(folder: TemporaryFolder, names: [String: String]), any Error> = Result {
        let folder = try TemporaryFolder()
        let program = Program(folder: folder.path)
        let outcome = try program.run(["import", projectRoot + "/Samples", "--quiet"])
        try #require(outcome.code == 3 || outcome.code == 0, "\(outcome.errors)")
        _ = try folder.write("day,conversion\n2026-09-07,2.5\n2026-10-05,1.7\n", to: "figures.csv")
        _ = try folder.write(labels, to: "labels.csv")
        _ = try folder.write("nothing,to,see\n", to: "unknown.bin")
        for line in [
            "import \(projectRoot)/Tests/FormatSamples/hotjar-recordings.csv \(projectRoot)/Tests/FormatSamples/orders.csv",
            "series import figures.csv", "mark add web-5.2 --at 2026-09-29", "segments", "alerts init alerts.yaml",
            "alerts check --now 2026-10-26T06:00Z", "alerts ack 1 --by someone", "alerts resolve 2 --confirmed",
        ] {
            let outcome = try program.run(words(line))
            try #require([0, 3, 10].contains(outcome.code), "\(line): \(outcome.errors)")
        }
        let items = try program.run(["search", "carte", "--json"]).output
        let found = try JSONSerialization.jsonObject(with: Data(items.utf8)) as? [String: Any]
        let hits = try #require(found?["hits"] as? [[String: Any]])
        var names: [String: String] = [:]
        for hit in hits where names["{respondent}"] == nil {
            let item = try program.run(["show", "\(try #require(hit["itemID"]))", "--json"]).output
            let record = try JSONSerialization.jsonObject(with: Data(item.utf8)) as? [String: Any]
            let links = record?["links"] as? [[String: Any]] ?? []
            guard let session = links.compactMap({ $0["sessionID"] as? String }).first else { continue }
            names["{session}"] = session
            names["{item}"] = "\(try #require(record?["id"]))"
            names["{respondent}"] = record?["respondent"] as? String
        }
        try #require(names.count == 3)
        return (folder, names)
    }

    private static let labels = """
        texte;lang;sentiment;frictions
        Colis jamais reçu;fr;negative;delivery.missing
        Parfait, je recommande vivement;fr;positive;
        They never answer the phone;en;negative;support.unreachable
        """

    private static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    /// Commands that only read: one store serves all of them.
    private static let answers: [(schema: String, arguments: String)] = [
        ("scores", "scores"), ("scores", "scores --by step --every week"), ("scores", "scores --where channel=none"),
        ("score-detail", "scores --by question"), ("score-detail", "scores --metric ces --method net --bootstrap"),
        ("score-detail", "scores --metric nps --rake channel=web:1,*:1 --every month"),
        ("mismatch", "mismatch --limit 3"), ("mismatch", "mismatch --metric stars --where language=en"),
        ("top", "top"), ("top", "top --by channel"), ("top", "top --sort value --limit 40 --metric csat"),
        ("top", "top --since 2026-09-29 --until 2026-10-05 --where language=en"), ("top", "top --sort orders"),
        ("change", "change --from 2026-09-01..2026-09-28 --to 2026-09-29..2026-10-25"),
        ("change", "change --from 2026-09-01 --to 2026-09-02 --metric ces"),
        ("change", "change --from 2020 --to 2021 --no-shapley"),
        ("compare", "compare --at web-5.2 --friction pay.declined"),
        ("compare", "compare --where-a channel=web --where-b channel=app --metric nps"),
        ("compare", "compare --from 2020 --to 2021"),
        ("drivers", "drivers"), ("drivers", "drivers --metric sentiment --where language=en"),
        ("drivers", "drivers --since 2030-01-01"),
        ("rising", "rising"), ("ideas", "ideas"), ("ideas", "ideas --since 2030-01-01"),
        ("urgent", "urgent --now 2026-10-26T09:00Z"), ("urgent", "urgent --now 2020-01-01"),
        ("kpi", "kpi --before 2026-09 --after 2026-10 --cost 10 --benefit 20"), ("kpi", "kpi --cost 10 --benefit 30"),
        ("series", "series list"), ("series-points", "series show conversion"),
        ("inspect", "inspect \(projectRoot)/Samples/satisfaction-magasins.csv"),
        ("formats", "formats"), ("batches", "batches"),
        ("quarantine", "batches --quarantine 3"), ("sources", "sources"), ("audit", "privacy audit"),
        ("access", "privacy access {respondent}"), ("erasure", "privacy erase {respondent} --dry-run"),
        ("journey", "journey show"), ("journey", "journey show acc tofu"),
        ("journey", "journey show --since 2030-01-01"),
        ("journey-check", "journey check"), ("search", "search carte"), ("search", "search zzzzz"),
        ("show", "show {item}"), ("person", "person {respondent}"), ("person", "person nobody"),
        ("sessions", "sessions --limit 200"), ("sessions", "sessions --silent"),
        ("session-matrix", "sessions --matrix"),
        ("session", "sessions {session}"), ("explain", "explain /paiement/3ds"), ("explain", "explain /nowhere"),
        ("segments", "segments"), ("segments", "segments --rfm"), ("customers", "segments struggling"),
        ("why", "why {item}"), ("why", "why --text Retard"), ("eval", "eval labels.csv"),
        ("link-explain", "link run --explain {item}"), ("alerts-list", "alerts list"),
        ("alerts-backtest", "alerts backtest alerts.yaml --to 2026-10-26T06:00Z"), ("marks", "mark list"),
        ("doctor", "doctor"), ("corrections", "correct"),
    ]

    /// Commands that write, each in a copy of the store.
    private static let changes: [(schema: String, arguments: String)] = [
        ("import", "import \(projectRoot)/Samples/app-store.xml --dry-run"),
        ("import", "import \(projectRoot)/Samples/satisfaction-magasins.csv"),
        ("undo", "undo 2"),
        ("corrections", "correct {item} --sentiment neutral --text 1"), ("erasure", "privacy erase {respondent}"),
        ("erasure", "privacy retention --older-than 2026-09-01"), ("series-import", "series import figures.csv"),
        ("link", "link run"), ("link-report", "link report"), ("mark", "mark add app-3.9 --at 2026-10-01"),
        ("alerts-check", "alerts check --now 2026-10-26T06:00Z"),
        ("alerts-check", "alerts check --now 2026-12-30T06:00Z"),
    ]

    /// Commands that print one JSON object a line, with their input.
    private static let lines: [(schema: String, arguments: String, input: String)] = [
        ("classify", "classify", "{\"id\": 7, \"text\": \"Livré en retard mais adorable\"}\nbad\n"),
        ("classify", "classify --explain", "{\"id\": \"a\", \"text\": \"Not a good website, still no parcel!\"}\n"),
        ("export", "export --format jsonl", ""),
    ]

    @Test(arguments: answers) func `an answer in JSON keeps to its schema`(schema: String, arguments: String) throws {
        let (folder, names) = try Self.store.get()
        try check(schema, arguments, in: folder.path, names)
    }

    @Test(arguments: changes) func `so does what a change says`(schema: String, arguments: String) throws {
        let (folder, names) = try Self.store.get()
        let copy = try TemporaryFolder()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(file)", toPath: "\(copy.path)/\(file)")
        }
        try check(schema, arguments, in: copy.path, names)
    }

    @Test(arguments: lines) func `and each line of a stream`(schema: String, arguments: String, input: String) throws {
        let program = Program(folder: try Self.store.get().folder.path)
        let outcome = try program.run(Self.words(arguments), input: input)
        let schema = try Schema(named: schema)
        let printed = outcome.output.split(separator: "\n")
        #expect(!printed.isEmpty, "\(outcome.errors)")
        for line in printed {
            let faults = schema.faults(in: try JSONSerialization.jsonObject(with: Data(line.utf8)))
            if !faults.isEmpty { return #expect(faults.isEmpty, "voc \(arguments): \(faults.prefix(5))") }
        }
    }

    private func check(_ schema: String, _ arguments: String, in folder: String, _ names: [String: String]) throws {
        let filled = Self.words(arguments).map { names[$0] ?? $0 }
        let isJSONAnyway = arguments.hasPrefix("privacy access")
        let outcome = try Program(folder: folder).run(filled + (isJSONAnyway ? [] : ["--json"]))
        try #require([0, 2, 3, 10, 11].contains(outcome.code), "voc \(arguments): \(outcome.errors)")
        let answer = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8), options: .fragmentsAllowed)
        let faults = try Schema(named: schema).faults(in: answer)
        #expect(faults.isEmpty, "voc \(arguments): \(faults.prefix(5))")
    }

    @Test func `every command with --json has a schema`() throws {
        let checked = (Self.answers + Self.changes).map(\.arguments)
        // Prints what `voc import --json` prints, a file at a time, until it is told to stop.
        let commands = try commandsWithJSON().filter { $0 != ["watch"] }
        #expect(commands.count > 35)
        for command in commands {
            #expect(checked.contains { Self.words($0).starts(with: command) }, "voc \(command.joined(separator: " "))")
        }
    }

    /// As the help of the program and of its commands lists them.
    private func commandsWithJSON(of path: [String] = []) throws -> [[String]] {
        let help = try Program(folder: projectRoot).run(path + ["--help"]).output.split(
            separator: "\n", omittingEmptySubsequences: false)
        let own = help.contains { $0.hasPrefix("  --json") } ? [path] : []
        let listed = help.drop { !$0.hasPrefix("SUBCOMMANDS") }.dropFirst().prefix { !$0.isEmpty }
        let names = listed.filter { $0.hasPrefix("  ") && $0.dropFirst(2).first?.isLowercase == true }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        return try own + names.flatMap { try commandsWithJSON(of: path + [$0]) }
    }

    @Test func `every schema is listed, and used by a command`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: projectRoot + "/docs/schemas")
            .filter { $0.hasSuffix(".schema.json") }
        let list = try String(contentsOfFile: projectRoot + "/docs/schemas/README.md", encoding: .utf8)
        let used = Set((Self.answers + Self.changes).map(\.schema) + Self.lines.map(\.schema))
        #expect(Set(files.map { String($0.dropLast(".schema.json".count)) }) == used)
        for file in files { #expect(list.contains("](\(file))"), "\(file)") }
    }

    @Test func `a schema says nothing that the checker passes over`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: projectRoot + "/docs/schemas")
        for file in files where file.hasSuffix(".schema.json") {
            let schema = try Schema(named: String(file.dropLast(".schema.json".count)))
            #expect(schema.unknownWords().isEmpty, "\(file): \(schema.unknownWords())")
        }
    }

    @Test func `the checker finds what is wrong`() throws {
        let schema = Schema([
            "type": "object", "required": ["a"], "additionalProperties": false,
            "properties": [
                "a": ["type": "integer"], "b": ["type": "array", "items": ["enum": ["x"]]], "c": ["type": "number"],
            ],
        ])
        #expect(schema.faults(in: ["a": 1, "b": ["x"], "c": 0.5] as [String: Any]).isEmpty)
        let wrong: [[String: Any]] = [["b": ["x"]], ["a": "1"], ["a": 1, "b": ["y"]], ["a": 1, "z": 0], ["a": 1.5]]
        for answer in wrong { #expect(!schema.faults(in: answer).isEmpty, "\(answer)") }
        #expect(!schema.faults(in: [1]).isEmpty)
        let either = Schema(["anyOf": [["type": "integer"], ["type": ["string", "null"]]]])
        #expect(either.faults(in: 1).isEmpty && either.faults(in: NSNull()).isEmpty && !either.faults(in: [1]).isEmpty)
        let counts = Schema(["type": "object", "additionalProperties": ["type": "integer"]])
        #expect(counts.faults(in: ["a": 1]).isEmpty && !counts.faults(in: ["a": "b"]).isEmpty)
        #expect(Schema(["type": "boolean"]).faults(in: true).isEmpty)
        #expect(
            !Schema(["type": "boolean"]).faults(in: 1).isEmpty && !Schema(["type": "number"]).faults(in: true).isEmpty)
        #expect(!Schema(["properties": ["a": ["pattern": "x"]]]).unknownWords().isEmpty)
    }
}

/// As much of JSON Schema as ours use: types, members, items, enumerations, alternatives and references to `$defs`.
private struct Schema {
    let root: [String: Any]

    init(_ root: [String: Any]) { self.root = root }

    init(named name: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(projectRoot)/docs/schemas/\(name).schema.json"))
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Where the value is not what the schema says: `$.rows[3].key: …`.
    func faults(in value: Any) -> [String] { faults(value, root, "$") }

    private func faults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var schema = schema
        if let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last {
            guard let found = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any] else {
                return ["\(path): no definition \(reference)"]
            }
            schema = found
        }
        if let choices = schema["anyOf"] as? [[String: Any]] {
            let found = choices.map { faults(value, $0, path) }
            return found.contains(where: \.isEmpty) ? [] : found.min { $0.count < $1.count } ?? []
        }
        let types = (schema["type"] as? [String]) ?? [schema["type"] as? String].compactMap(\.self)
        if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) { return ["\(path): not \(types)"] }
        if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
            return ["\(path): \(value) is none of \(allowed)"]
        }
        if let object = value as? [String: Any] { return members(object, schema, path) }
        guard let array = value as? [Any], let items = schema["items"] as? [String: Any] else { return [] }
        return array.enumerated().flatMap { faults($0.element, items, "\(path)[\($0.offset)]") }
    }

    private func members(_ object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
        let known = schema["properties"] as? [String: Any] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
        var found = missing.map { "\(path): no \($0)" }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            if let member = known[name] as? [String: Any] {
                found += faults(value, member, "\(path).\(name)")
            } else if let other = schema["additionalProperties"] as? [String: Any] {
                found += faults(value, other, "\(path).\(name)")
            } else if schema["additionalProperties"] as? Bool == false {
                found.append("\(path): \(name) is not in the schema")
            }
        }
        return found
    }

    /// Keywords that are not looked at here.
    func unknownWords() -> [String] { Self.unknownWords(in: root) }

    private static func unknownWords(in schema: [String: Any]) -> [String] {
        let known: Set = [
            "$schema", "$id", "$ref", "$defs", "title", "description", "type", "enum", "anyOf", "items", "properties",
            "required", "additionalProperties",
        ]
        let children =
            ["properties", "$defs"].flatMap { (schema[$0] as? [String: [String: Any]] ?? [:]).values }
            + ["items", "additionalProperties"].compactMap { schema[$0] as? [String: Any] }
            + (schema["anyOf"] as? [[String: Any]] ?? [])
        return schema.keys.filter { !known.contains($0) } + children.flatMap(unknownWords)
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": return value is [String: Any]
        case "array": return value is [Any]
        case "string": return value is String
        case "boolean": return isBoolean(value)
        case "number": return value is NSNumber && !isBoolean(value)
        case "integer":
            return !isBoolean(value)
                && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "null": return value is NSNull
        default: return false
        }
    }

    /// A number from JSON casts to `Bool` when it is 0 or 1: only its type tells it from true and false.
    private static func isBoolean(_ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return value is Bool }
        // Safe: a C string that lives as long as the program.
        return unsafe [UInt8(ascii: "c"), UInt8(ascii: "B")].contains(UInt8(bitPattern: number.objCType.pointee))
    }
}
