import ArgumentParser
import Feedback
import Foundation

/// The command line: parses, runs, and turns every outcome into the contract's exit codes.
@main
struct Voc: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voc",
        abstract: "What hurts your customers, at which step, how much it costs the score, since when, and why.",
        discussion: """
            Start with: voc import FILE…, then voc top. French and English feedback; nothing leaves this machine.
            Exit codes: 0 done · 1 failed · 2 wrong usage, file or configuration, nothing written · \
            3 done with quarantined rows · 10 an alert fires · 11 an alert has no data.
            """,
        version: "0.1.0",
        subcommands: [
            ImportCommand.self, InspectCommand.self, FormatsCommand.self, BatchesCommand.self, UndoCommand.self,
            SourcesCommand.self, WatchCommand.self, PrivacyCommand.self,
            TopCommand.self, ScoresCommand.self, ChangeCommand.self, JourneyCommand.self, RisingCommand.self,
            SearchCommand.self, ShowCommand.self, SessionsCommand.self, ExplainCommand.self, SegmentsCommand.self,
            UrgentCommand.self, PersonCommand.self, WhyCommand.self, CorrectCommand.self, MismatchCommand.self,
            SeriesCommand.self,
            CompareCommand.self, DriversCommand.self, IdeasCommand.self, KPICommand.self,
            ClassifyCommand.self, EvalCommand.self, LexiconCommand.self, LinkCommand.self, AlertsCommand.self,
            MarkCommand.self, RunCommand.self,
            ReportCommand.self, ServeCommand.self, MCPCommand.self, ExportCommand.self, DoctorCommand.self,
        ])

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        Foundation.exit(await run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Runs one command line.
    ///
    /// - Returns: the exit code.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let outcome as ExitStatus {
            return outcome.code
        } catch let failure as Failure {
            return failure.report()
        } catch {
            return usage(error)
        }
    }

    /// Help and version are results; anything else here is wrong usage.
    private static func usage(_ error: any Error) -> Int32 {
        let text = fullMessage(for: error)
        guard exitCode(for: error) != .success else {
            print(text)
            return 0
        }
        FileHandle.standardError.write(Data((text + "\n").utf8))
        return 2
    }
}

/// Ends a command that did its work with another code than 0.
enum ExitStatus: Error {
    case quarantined, alertFires, alertHasNoData, failed, unusable, closedPipe

    var code: Int32 {
        switch self {
        case .closedPipe: 0
        case .failed: 1
        case .unusable: 2
        case .quarantined: 3
        case .alertFires: 10
        case .alertHasNoData: 11
        }
    }
}
