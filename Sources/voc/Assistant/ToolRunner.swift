import Feedback
import Foundation

/// Runs a command of this program with `--json` and takes what it prints.
struct ToolRunner {
    /// A question that takes longer is given up.
    private static let seconds = 60

    /// What every command is told: the store, the language, the lexicons and seeds.
    let common: [String]
    let language: OutputLanguage

    struct Outcome {
        /// The JSON, or the sentence that says what went wrong.
        var text: String
        var isFailure: Bool
    }

    /// - Parameter arguments: given after `--`, so that none is taken for an option.
    func run(_ command: [String], _ arguments: [String]) -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = command + ["--json", "--quiet"] + common + ["--"] + arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch { return Outcome(text: "\(error)", isFailure: true) }
        let number = process.processIdentifier
        let watch = DispatchWorkItem { kill(number, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.seconds), execute: watch)
        let printed = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        let said = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        watch.cancel()
        if process.terminationReason == .uncaughtSignal {
            let slow = Phrase(
                en: "No answer within \(Self.seconds) s: ask for a shorter period, or with a filter.",
                fr: "Pas de réponse en \(Self.seconds) s : demandez une période plus courte, ou avec un filtre.")
            return Outcome(text: slow[language], isFailure: true)
        }
        let isFailure = process.terminationStatus != 0
        let text = String(decoding: isFailure ? said : printed, as: UTF8.self)
        return Outcome(text: text.trimmingCharacters(in: .whitespacesAndNewlines), isFailure: isFailure)
    }
}
