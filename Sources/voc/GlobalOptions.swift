public import ArgumentParser
public import Feedback
import Foundation

extension OutputLanguage: ExpressibleByArgument {}

/// What every command understands.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The store's file.", valueName: "path"))
    var store: String?

    @Option(help: ArgumentHelp("Language of the output: fr or en.", valueName: "fr|en"))
    var lang: OutputLanguage?

    @Flag(name: .customLong("no-color"), help: "No colours.")
    var noColour = false

    @Flag(name: .shortAndLong, help: "Nothing on standard error but problems.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "More detail.")
    var verbose = false

    @Option(help: ArgumentHelp("Folder of the lexicons to use.", valueName: "dir"))
    var lexicons: String?

    @Option(help: ArgumentHelp("Folder of the journeys, taxonomy and presets to use.", valueName: "dir"))
    var seeds: String?

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    var storePath: String { store ?? Self.environment["VOC_STORE"] ?? "./voc.db" }

    var language: OutputLanguage {
        if let lang { return lang }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { Self.environment[$0] }.first { !$0.isEmpty }
        return locale?.lowercased().hasPrefix("fr") == true ? .french : .english
    }

    var terminal: Terminal {
        Terminal(language: language, noColour: noColour, isQuiet: quiet, environment: Self.environment)
    }

    var workspace: Workspace { Workspace(options: self) }

    /// Runs a command's work and says what went wrong in the user's language.
    func reporting(_ body: (Terminal) throws -> Void) throws {
        do { try body(terminal) } catch { throw said(error) }
    }

    func reporting(_ body: (Terminal) async throws -> Void) async throws {
        do { try await body(terminal) } catch { throw said(error) }
    }

    private func said(_ error: any Error) -> any Error {
        error is ExitStatus ? error : Failure(error, language: language)
    }
}

/// How results are written.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Results as JSON.")
    var json = false

    @Flag(help: "Results as CSV.")
    var csv = false

    func validate() throws {
        guard !(json && csv) else { throw ValidationError("Give --json or --csv, not both.") }
    }
}
