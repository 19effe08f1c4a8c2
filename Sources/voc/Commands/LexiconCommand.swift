import Analysis
import ArgumentParser
import BundledData
import Feedback
import Lexicons

struct LexiconCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon", abstract: "Check, compare and tune the lexicons.",
        subcommands: [Check.self, Diff.self, LearnCommand.self, LexiconFeatures.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Read every file, report every problem, and run every + and - example.")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let folder = try global.workspace.dataFolders().lexicons
                let problems = LexiconSet.problems(in: try LexiconFile.all(under: folder))
                for problem in problems { terminal.print(problem.message[terminal.language]) }
                guard problems.isEmpty else { throw ExitStatus.unusable }
                let lexicons = try global.workspace.lexiconSet()
                let failures = try failedExamples(lexicons)
                for example in failures {
                    let wanted = example.isPositive
                    terminal.print(
                        "\(folder)/\(example.file):\(example.line):1: "
                            + terminal.text(
                                wanted
                                    ? "the example is not tagged \(example.code)"
                                    : "the example is tagged \(example.code)",
                                wanted
                                    ? "l'exemple n'est pas étiqueté \(example.code)"
                                    : "l'exemple est étiqueté \(example.code)"))
                }
                terminal.print(
                    terminal.text(
                        "\(lexicons.fileNames.count) files, \(lexicons.entryCount) entries, \(lexicons.examples.count) examples, \(failures.count) failed. Version \(lexicons.version).",
                        "\(lexicons.fileNames.count) fichiers, \(lexicons.entryCount) entrées, \(lexicons.examples.count) exemples, \(failures.count) en échec. Version \(lexicons.version)."
                    ))
                if !failures.isEmpty { throw ExitStatus.failed }
            }
        }

        private func failedExamples(_ lexicons: LexiconSet) throws -> [LexiconExample] {
            let analyzer = global.workspace.analyzer(lexicons, try global.workspace.catalog())
            var workspace = analyzer.makeWorkspace()
            return lexicons.examples.filter { example in
                let analysis = analyzer.analyze(example.text, language: example.language, using: &workspace)
                let isTagged = analysis.annotations.contains { $0.kind == example.kind && $0.code == example.code }
                return isTagged != example.isPositive
            }
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Compare the lexicons in use with those of another folder, line by line.")

        @Argument(help: ArgumentHelp("The other folder.", valueName: "dir"))
        var other: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let folder = try global.workspace.dataFolders().lexicons
                let mine = try lines(under: folder)
                let others = try lines(under: other)
                var changes = 0
                for name in Set(mine.keys).union(others.keys).sorted() {
                    let (before, after) = (others[name] ?? [], mine[name] ?? [])
                    let (gone, come) = (Set(before).subtracting(after), Set(after).subtracting(before))
                    guard !gone.isEmpty || !come.isEmpty else { continue }
                    terminal.print(terminal.bold(name))
                    for line in before where gone.contains(line) { terminal.print(terminal.red("  - \(line)")) }
                    for line in after where come.contains(line) { terminal.print(terminal.green("  + \(line)")) }
                    changes += gone.count + come.count
                }
                terminal.print(terminal.text("\(changes) lines differ.", "\(changes) lignes diffèrent."))
            }
        }

        private func lines(under folder: String) throws -> [String: [String]] {
            var files: [String: [String]] = [:]
            for file in try LexiconFile.all(under: folder) {
                files[file.name] = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            }
            return files
        }
    }
}
