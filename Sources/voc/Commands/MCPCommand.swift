import ArgumentParser
import Feedback

struct MCPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp", abstract: "Read-only tools for an assistant, over the Model Context Protocol.",
        discussion: """
            Speaks JSON-RPC on standard input and output: give an assistant "voc" with the arguments "mcp", "--store" and the \
            store's full path. Each tool is a command of voc, and answers with its --json. Nothing is written, and nothing \
            leaves this machine but what the assistant passes on; personal data was masked before it was stored.
            """)

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            // A store that cannot be read is said at once, not call by call.
            _ = try global.workspace.openStore()
            var common = ["--store=\(global.storePath)", "--lang=\(terminal.language.rawValue)", "--no-color"]
            if let folder = global.lexicons { common.append("--lexicons=\(folder)") }
            if let folder = global.seeds { common.append("--seeds=\(folder)") }
            try AssistantServer(
                runner: ToolRunner(common: common, language: terminal.language), language: terminal.language,
                version: Voc.configuration.version
            ).run()
        }
    }
}
