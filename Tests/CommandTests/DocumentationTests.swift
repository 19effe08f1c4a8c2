import Foundation
import TestSupport
import Testing

/// What the documents promise holds: their commands run, their output is the program's, their names are all there.
///
/// `make golden` writes the output that the program prints now into the `console` blocks.
@Suite struct DocumentationTests {
    static let documents: [String] = {
        let guides = (try? FileManager.default.subpathsOfDirectory(atPath: projectRoot + "/docs")) ?? []
        return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
            + guides.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    }()

    private static let rewrites = ProcessInfo.processInfo.environment["VOC_REWRITE_GOLDENS"] != nil

    @Test(arguments: documents) func `every command shown runs and prints what is shown`(name: String) throws {
        var document = try Document(name)
        guard document.hasCommands else { return }
        let shell = try Shell(isFrench: name.hasPrefix("docs/fr/"))
        for index in document.blocks.indices {
            let block = document.blocks[index]
            switch block.language {
            case "sh": for command in block.commands { try expectSuccess(of: command, in: shell, name) }
            case "sql": try expectRows(of: block, in: shell, name)
            case "console": document.blocks[index].lines = try transcript(of: block, in: shell, name)
            default: break
            }
        }
        if Self.rewrites { try document.save() }
    }

    private func expectSuccess(of command: Document.Command, in shell: Shell, _ name: String) throws {
        guard command.isRun else { return }
        let outcome = try shell.run(command.text)
        #expect(
            command.codes.contains(outcome.code),
            "\(name):\(command.line): \(command.text)\nexit \(outcome.code)\n\(outcome.errors)")
    }

    private func expectRows(of block: Document.Block, in shell: Shell, _ name: String) throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3") else { return }
        let query = block.lines.joined(separator: "\n")
        let outcome = try shell.run("sqlite3 -readonly -bail \"$VOC_STORE\"", input: query)
        #expect(outcome.code == 0 && !outcome.output.isEmpty, "\(name):\(block.line): \(outcome.errors)")
    }

    /// The block as the program would write it now.
    private func transcript(of block: Document.Block, in shell: Shell, _ name: String) throws -> [String] {
        var lines: [String] = []
        for command in block.commands {
            let outcome = try shell.run(command.text)
            #expect(
                command.codes.contains(outcome.code), "\(name):\(command.line): exit \(outcome.code)\n\(outcome.errors)"
            )
            lines.append(command.shown)
            lines += outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(withoutEnd)
            while lines.last == "" { lines.removeLast() }
        }
        let shown = block.lines.map { withoutEnd($0[...]) }
        #expect(
            Self.rewrites || lines == shown,
            "\(name):\(block.line): the output shown is not the program's; run make golden")
        return lines
    }

    private func withoutEnd(_ line: Substring) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    @Test(arguments: documents) func `every make target shown exists`(name: String) throws {
        let makefile = try text(of: "Makefile").split(separator: "\n")
        for command in try Document(name).blocks.flatMap(\.commands) where command.text.hasPrefix("make") {
            let words = command.text.prefix { $0 != "#" }.split(separator: " ")
            for target in words.dropFirst()
            where !target.contains("=") && target.first != "-" {
                #expect(makefile.contains { $0.hasPrefix("\(target):") }, "\(name):\(command.line): make \(target)")
            }
        }
    }

    @Test(arguments: documents) func `links lead to files, and no path is of one machine`(name: String) throws {
        let text = try text(of: name)
        for place in [
            projectRoot + "/", NSHomeDirectory() + "/", NSTemporaryDirectory(), "/home/", "/Users/", "file://",
        ] {
            #expect(!text.contains(place), "\(name): \(place)")
        }
        let folder = (projectRoot + "/" + name as NSString).deletingLastPathComponent
        for part in text.components(separatedBy: "](").dropFirst() {
            let target = part.prefix { !")# ".contains($0) }
            guard !target.isEmpty, !target.contains("://") else { continue }
            #expect(FileManager.default.fileExists(atPath: "\(folder)/\(target)"), "\(name): \(target)")
        }
    }

    @Test(arguments: documents.filter { $0.hasPrefix("docs/decisions/") })
    func `a decision says why, what was measured and what would reverse it`(name: String) throws {
        let headings = try text(of: name).split(separator: "\n").filter { $0.hasPrefix("## ") }
        #expect(headings == ["## Context", "## Decision", "## Measured", "## What would reverse it"])
    }

    @Test(arguments: ["README.md", "docs/fr/LISEZMOI.md"]) func `the first page names every command`(name: String)
        throws
    {
        let text = try text(of: name)
        let help = try Program(folder: projectRoot).run(["--help"]).output.split(separator: "\n")
        let listed = help.drop { !$0.hasPrefix("SUBCOMMANDS") }.dropFirst()
        let commands = listed.filter { $0.hasPrefix("  ") && $0.dropFirst(2).first?.isLowercase == true }
            .compactMap { $0.split(separator: " ").first }
        #expect(commands.count > 15)
        for command in commands { #expect(text.contains("voc \(command)"), "\(name): voc \(command)") }
    }

    @Test func `README names every format`() throws {
        let text = try text(of: "README.md")
        let formats = try Program(folder: projectRoot).run(["formats", "--csv"]).output.split(separator: "\n")
            .dropFirst()
        #expect(formats.count > 15)
        for line in formats {
            let format = line.prefix { $0 != "," }
            #expect(text.contains("`\(format)`"), "\(format)")
        }
    }

    @Test func `README names every area of the friction taxonomy`() throws {
        let text = try text(of: "README.md")
        let seeds = try self.text(of: "seeds/frictions.yaml").split(separator: "\n")
        let areas = seeds.drop { $0 != "areas:" }.dropFirst().prefix { $0.hasPrefix("  ") }
        #expect(areas.count > 10)
        for line in areas {
            let area = line.dropFirst(2).prefix { $0 != ":" }
            #expect(text.contains("`\(area)`"), "\(area)")
        }
    }

    private func text(of name: String) throws -> String {
        try String(contentsOfFile: projectRoot + "/" + name, encoding: .utf8)
    }
}

/// A Markdown file, split at its code blocks.
private struct Document {
    struct Block {
        /// Empty for the text between code blocks.
        var language: String
        /// Where its first line stands, from 1.
        var line: Int
        var lines: [String]
    }

    struct Command {
        var text: String
        var shown: String
        var line: Int
        var codes: Set<Int32>
    }

    let path: String
    var blocks: [Block] = []

    init(_ name: String) throws {
        path = projectRoot + "/" + name
        var block = Block(language: "", line: 1, lines: [])
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard line.hasPrefix("```") else {
                block.lines.append(String(line))
                continue
            }
            blocks.append(block)
            let opens = block.language.isEmpty
            block = Block(language: opens ? Self.language(line) : "", line: index + 2, lines: [])
        }
        blocks.append(block)
    }

    /// A block without a language is still a block.
    private static func language(_ fence: Substring) -> String { fence.count > 3 ? String(fence.dropFirst(3)) : "text" }

    var hasCommands: Bool {
        blocks.contains { ["sql", "console"].contains($0.language) || $0.commands.contains(where: \.isRun) }
    }

    func save() throws {
        let parts = blocks.map { block in
            block.language.isEmpty ? block.lines : ["```\(block.language)"] + block.lines + ["```"]
        }
        try parts.flatMap { $0 }.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
}

extension Document.Block {
    /// The command lines of an `sh` or `console` block; a backslash at the end goes on in the next line.
    fileprivate var commands: [Document.Command] {
        guard language == "sh" || language == "console" else { return [] }
        var commands: [Document.Command] = []
        var shown = ""
        for (index, line) in lines.enumerated() {
            guard !shown.isEmpty || language == "sh" || line.hasPrefix("$ ") else { continue }
            shown += line
            guard !shown.hasSuffix("\\") else {
                shown += "\n"
                continue
            }
            if !shown.isEmpty { commands.append(Document.Command(shown: shown, line: self.line + index)) }
            shown = ""
        }
        return commands
    }
}

extension Document.Command {
    /// - Parameter shown: `$ voc import x.csv   # exits 2`; 3 (rows put aside) and 10 (an alert fires) are fine anywhere.
    fileprivate init(shown: String, line: Int) {
        let parts = shown.components(separatedBy: "# exits ")
        let expected = parts.count > 1 ? Int32(parts[1].prefix { $0.isNumber }) : nil
        let text = parts[0].hasPrefix("$ ") ? String(parts[0].dropFirst(2)) : parts[0]
        self.init(text: text, shown: shown, line: line, codes: expected.map { [$0] } ?? [0, 3, 10])
    }

    /// Whether a test runs it: `voc`, and what prepares its files. The rest (git, make, crontab) is only read.
    fileprivate var isRun: Bool {
        ["voc ", "cp ", "mkdir ", "printf ", "sed "].contains { text.hasPrefix($0) } || text.contains("| voc ")
    }
}

/// A shell in a folder like a fresh clone, with `voc` on its path.
private struct Shell {
    private let folder: TemporaryFolder
    private let environment: [String: String]

    init(isFrench: Bool) throws {
        folder = try TemporaryFolder()
        for name in ["Samples", "lexicons", "seeds"] {
            try FileManager.default.copyItem(atPath: "\(projectRoot)/\(name)", toPath: "\(folder.path)/\(name)")
        }
        environment = [
            "PATH": (Program.path as NSString).deletingLastPathComponent + ":/usr/bin:/bin", "VOC_STORE": "voc.db",
            "LANG": isFrench ? "fr_FR.UTF-8" : "en_US.UTF-8", "COLUMNS": "110", "NO_COLOR": "1", "TZ": "UTC",
        ]
    }

    func run(_ line: String, input: String = "") throws -> (code: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = environment
        let files = try TemporaryFolder()
        process.standardInput = FileHandle(forReadingAtPath: try files.write(input, to: "in"))
        process.standardOutput = FileHandle(forWritingAtPath: try files.write("", to: "out"))
        process.standardError = FileHandle(forWritingAtPath: try files.write("", to: "err"))
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            try String(contentsOfFile: files.path + "/" + name, encoding: .utf8)
        }
        return (process.terminationStatus, try text("out"), try text("err"))
    }
}
