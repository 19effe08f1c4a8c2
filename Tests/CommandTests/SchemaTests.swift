import Foundation
import TestSupport
import Testing

/// The JSON of every answer is what `docs/schemas/` promises.
@Suite struct SchemaTests {
    /// A store of the samples, made once for all commands.
    private static let store: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        let program = Program(folder: folder.path)
        let outcome = try program.run(["import", projectRoot + "/Samples", "--quiet"])
        try #require(outcome.code == 3 || outcome.code == 0, "\(outcome.errors)")
        _ = try folder.write("day,conversion\n2026-09-07,2.5\n2026-10-05,1.7\n", to: "figures.csv")
        _ = try program.run(["series", "import", "figures.csv"])
        _ = try program.run(["mark", "add", "web-5.2", "--at", "2026-09-29"])
        return folder
    }

    private static let commands: [(schema: String, arguments: String)] = [
        ("scores", "scores"), ("scores", "scores --by step --every week"), ("scores", "scores --where channel=none"),
        ("score-detail", "scores --by question"), ("score-detail", "scores --metric ces --method net --bootstrap"),
        ("score-detail", "scores --metric nps --rake channel=web:1,*:1 --every month"),
        ("mismatch", "mismatch --limit 3"), ("mismatch", "mismatch --metric stars --where language=en"),
        ("top", "top"), ("top", "top --by channel"), ("top", "top --sort value --limit 40 --metric csat"),
        ("top", "top --since 2026-09-29 --until 2026-10-05 --where language=en"),
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
        ("series", "series"),
    ]

    @Test(arguments: commands) func `an answer in JSON keeps to its schema`(schema: String, arguments: String) throws {
        let program = Program(folder: try Self.store.get().path)
        let outcome = try program.run(arguments.split(separator: " ").map(String.init) + ["--json"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        let answer = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8), options: .fragmentsAllowed)
        let faults = try Schema(named: schema).faults(in: answer)
        #expect(faults.isEmpty, "voc \(arguments): \(faults.prefix(5))")
    }

    @Test func `every schema is listed, and used by a command`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: projectRoot + "/docs/schemas")
            .filter { $0.hasSuffix(".schema.json") }
        let list = try String(contentsOfFile: projectRoot + "/docs/schemas/README.md", encoding: .utf8)
        #expect(files.count == Set(Self.commands.map(\.schema)).count)
        for file in files { #expect(list.contains("](\(file))"), "\(file)") }
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
    }
}

/// As much of JSON Schema as ours use: types, members, items, enumerations and references to `$defs`.
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
        if let type = schema["type"] as? String, !Self.isOf(type, value) { return ["\(path): not \(type)"] }
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
            } else if schema["additionalProperties"] as? Bool == false {
                found.append("\(path): \(name) is not in the schema")
            }
        }
        return found
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": return value is [String: Any]
        case "array": return value is [Any]
        case "string": return value is String
        case "boolean": return value is Bool
        case "number": return value is NSNumber
        case "integer": return (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: return false
        }
    }
}
