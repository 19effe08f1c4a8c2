import Feedback
import Foundation
import Pipeline
import Readers

/// The Model Context Protocol over standard input and output: JSON-RPC 2.0, a message a line.
///
/// Each call runs one read-only command of this very program and hands over its JSON, so that an assistant reads the same
/// figures as a person. Nothing but answers goes to standard output.
///
/// - Source: modelcontextprotocol.io, specification 2025-06-18: lifecycle, transports, tools.
struct AssistantServer {
    /// The newest first.
    private static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]
    /// Longer messages are refused unread.
    private static let longestMessage = 1 << 20

    let runner: ToolRunner
    let language: OutputLanguage
    let version: String

    /// Answers until standard input ends.
    func run() throws {
        var input = LineChunkReader(descriptor: STDIN_FILENO, longestLine: Self.longestMessage)
        while let chunk = try input.next() {
            for line in chunk.bytes.split(separator: UInt8(ascii: "\n")) {
                guard let answer = answer(Array(line), isCut: chunk.isCut) else { continue }
                var bytes: [UInt8] = []
                appendJSON(answer, to: &bytes)
                bytes.append(UInt8(ascii: "\n"))
                do { try FileHandle.standardOutput.write(contentsOf: bytes) } catch { throw ExitStatus.closedPipe }
            }
        }
    }

    /// - Parameter isCut: whether the line is longer than is read.
    /// - Returns: `nil` where none is due: notifications, blank lines.
    private func answer(_ line: [UInt8], isCut: Bool) -> JSONValue? {
        guard !isCut, line.count <= Self.longestMessage else {
            return failure(.null, .invalidRequest, "a message is at most 1 MB, on one line")
        }
        if line.allSatisfy({ $0 <= 0x20 }) { return nil }
        guard let value = try? parseJSON(line) else { return failure(.null, .parse, "not JSON") }
        guard let message = value.object, case .string(let method)? = message["method"] else {
            // What answers a request of ours would be an object without a method; we make none.
            let isAnswer = value["result"] != nil || value["error"] != nil
            return isAnswer ? nil : failure(.null, .invalidRequest, "a request is an object with a method")
        }
        return message["id"].map { answer(method, message["params"]?.object ?? JSONObject(), $0) }
    }

    private func answer(_ method: String, _ parameters: JSONObject, _ id: JSONValue) -> JSONValue {
        switch method {
        case "initialize": return result(id, introduction(parameters))
        case "ping": return result(id, JSONObject())
        case "tools/list":
            return result(id, ["tools": .array(AssistantTool.all.map { $0.listing(language) })])
        case "tools/call":
            guard case .string(let name)? = parameters["name"],
                let tool = AssistantTool.all.first(where: { $0.name == name })
            else {
                let names = AssistantTool.all.map(\.name).joined(separator: ", ")
                return failure(id, .invalidParameters, "no such tool; there are \(names)")
            }
            return result(id, call(tool, parameters["arguments"]?.object ?? JSONObject()))
        default: return failure(id, .methodNotFound, "\(method) is not answered here")
        }
    }

    private func introduction(_ parameters: JSONObject) -> JSONObject {
        let asked = parameters["protocolVersion"]?.string ?? ""
        let instructions = Phrase(
            en: """
                Voice-of-customer answers from one local store, read only. Every figure comes with its n and interval: repeat \
                them. Under 10 answers there is no score, under 30 it is indicative. Impacts are associations, not proof. \
                Begin with top or scores; frictions are codes such as pay.refused, steps such as pay or receive.
                """,
            fr: """
                La voix du client depuis une base locale, en lecture seule. Chaque chiffre vient avec son n et son intervalle : \
                répétez-les. Sous 10 réponses, pas de score ; sous 30, il est indicatif. Les impacts sont des associations, pas \
                des preuves. Commencez par top ou scores ; les frictions sont des codes comme pay.refused, les étapes pay, receive.
                """)
        return [
            "protocolVersion": .string(Self.versions.contains(asked) ? asked : Self.versions[0]),
            "capabilities": .object(["tools": .object(JSONObject())]),
            "serverInfo": .object(["name": .string("voc"), "version": .string(version)]),
            "instructions": .string(instructions[language]),
        ]
    }

    /// Runs a tool. What a call got wrong is an answer too: the assistant reads it and asks again.
    private func call(_ tool: AssistantTool, _ given: JSONObject) -> JSONObject {
        let outcome = outcome(of: tool, given)
        var answer: JSONObject = [
            "content": .array([.object(["type": .string("text"), "text": .string(outcome.text)])]),
            "isError": .bool(outcome.isFailure),
        ]
        if !outcome.isFailure, let value = try? parseJSON(Array(outcome.text.utf8)), value.object != nil {
            answer["structuredContent"] = value
        }
        return answer
    }

    private func outcome(of tool: AssistantTool, _ given: JSONObject) -> ToolRunner.Outcome {
        do throws(AssistantTool.BadInput) {
            let (options, arguments) = try tool.commandLine(given)
            return runner.run(tool.command + options, arguments)
        } catch {
            return ToolRunner.Outcome(text: error.phrase[language] + ".", isFailure: true)
        }
    }

    // MARK: JSON-RPC 2.0

    /// - Source: jsonrpc.org/specification, section 5.1.
    private enum ErrorCode: Int {
        case parse = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParameters = -32602
    }

    private func result(_ id: JSONValue, _ result: JSONObject) -> JSONValue {
        .object(["jsonrpc": .string("2.0"), "id": id, "result": .object(result)])
    }

    private func failure(_ id: JSONValue, _ code: ErrorCode, _ message: String) -> JSONValue {
        .object([
            "jsonrpc": .string("2.0"), "id": id,
            "error": .object(["code": .number(String(code.rawValue)), "message": .string(message)]),
        ])
    }
}
