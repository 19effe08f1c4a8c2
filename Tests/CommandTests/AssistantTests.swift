import Foundation
import Readers
import TestSupport
import Testing

@testable import voc

/// `voc mcp`, as an assistant speaks to it.
@Suite struct AssistantTests {
    private static let rows = """
        response_id,submitted_at,channel,page_url,nps,comment
        R1,2026-09-01T10:00:00Z,web,https://shop.example/cart,2,Colis jamais reçu
        R2,2026-09-02T10:00:00Z,app,https://shop.example/cart,9,"Super, livraison rapide"
        """

    private func program() throws -> (Program, TemporaryFolder) {
        let folder = try TemporaryFolder()
        _ = try folder.write(Self.rows, to: "feedback.csv")
        let program = Program(folder: folder.path, environment: ["VOC_STORE": folder.path + "/voc.db"])
        #expect(try program.run(["import", "feedback.csv", "--quiet"]).code == 0)
        return (program, folder)
    }

    /// The answers to some messages, in order.
    private func answers(_ messages: [String], _ program: Program) throws -> [JSONValue] {
        let outcome = try program.run(["mcp"], input: messages.joined(separator: "\n") + "\n")
        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map { try parseJSON(Array($0.utf8)) }
    }

    private func call(_ tool: String, _ arguments: String) -> String {
        #"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
    }

    @Test func `it introduces itself in the version asked for, and lists tools that only read`() throws {
        let (program, folder) = try program()
        defer { withExtendedLifetime(folder) {} }
        let answers = try answers(
            [
                #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2024-11-05"}}"#,
                #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
                #"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"1999-01-01"}}"#,
                #"{"jsonrpc":"2.0","id":"three","method":"tools/list"}"#,
                #"{"jsonrpc":"2.0","id":4,"method":"ping"}"#,
            ], program)
        #expect(answers.count == 4)
        #expect(answers[0].at("result.protocolVersion")?.string == "2024-11-05")
        #expect(answers[1].at("result.protocolVersion")?.string == "2025-06-18")
        #expect(answers[2]["id"] == .string("three"))
        let tools = try #require(answers[2].at("result.tools")?.array)
        #expect(tools.map { $0["name"]?.string } == AssistantTool.all.map(\.name))
        #expect(tools.allSatisfy { $0.at("annotations.readOnlyHint")?.bool == true })
        #expect(answers[3]["result"] == .object(JSONObject()))
    }

    @Test func `a call answers with the command's own JSON`() throws {
        let (program, folder) = try program()
        defer { withExtendedLifetime(folder) {} }
        let answer = try answers([call("search", #"{"words":["colis"],"where":["channel=web"]}"#)], program)[0]
        #expect(answer.at("result.isError")?.bool == false)
        let command = try program.run(["search", "colis", "--where", "channel=web", "--json"]).output
        #expect(answer.at("result.structuredContent") == (try parseJSON(Array(command.utf8))))
        #expect(answer.at("result.content.0.text")?.string?.contains("Colis jamais reçu") == true)
    }

    @Test(arguments: [
        ("top", #"{"limit":"three"}"#, "'limit' has to be a whole number"),
        ("top", #"{"metric":"happiness"}"#, "'metric' has to be one of"),
        ("top", #"{"undo":true}"#, "no input 'undo'"),
        ("explain", "{}", "needs 'page'"),
        ("show", #"{"id":"--help"}"#, "no item '--help'"),
        ("scores", #"{"where":["--store=/etc/passwd"],"since":"yesterday week"}"#, "yesterday week"),
    ]) func `a call that is wrong is told why, and nothing of it becomes an option`(
        tool: String, arguments: String, sentence: String
    ) throws {
        let (program, folder) = try program()
        defer { withExtendedLifetime(folder) {} }
        let answer = try answers([call(tool, arguments)], program)[0]
        #expect(answer.at("result.isError")?.bool == true)
        let said = answer.at("result.content.0.text")?.string ?? ""
        #expect(said.contains(sentence), "\(said)")
    }

    @Test func `what is no request is refused by JSON-RPC's own codes, and the next one is answered`() throws {
        let (program, folder) = try program()
        defer { withExtendedLifetime(folder) {} }
        let answers = try answers(
            [
                "not json", "[]", "", #"{"jsonrpc":"2.0","id":1,"method":"undo"}"#, call("undo", "{}"),
                String(repeating: "x", count: 3 << 20), #"{"jsonrpc":"2.0","id":9,"method":"ping"}"#,
            ], program)
        #expect(
            answers.map { $0.at("error.code")?.int } == [-32700, -32600, -32601, -32602, -32600, nil])
        #expect(answers.last?["id"]?.int == 9)
    }

    @Test func `without a store it says so at once`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program(folder: folder.path).run(["mcp", "--store", "none.db"])
        #expect(outcome.code == 2 && outcome.errors.contains("none.db") && outcome.output.isEmpty)
    }

    /// A renamed option would be found by a user otherwise.
    @Test(arguments: AssistantTool.all) func `each input of a tool is one of its command`(tool: AssistantTool) throws {
        let help = try Program(folder: "/").run(tool.command + ["--help"]).output
        for input in tool.inputs {
            let written = input.isArgument ? "<" : "--\(input.name) "
            #expect((help + " ").contains(written), "\(tool.name): \(input.name)")
        }
        #expect(help.contains("--json"))
    }
}
