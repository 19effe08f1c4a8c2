import Feedback
import Foundation

/// Runs a program of the system with a text on its standard input, for so many seconds at most.
struct ProgramRun {
    private let path: String
    private let arguments: [String]
    private let input: String
    private let seconds: Int

    init(_ path: String, _ arguments: [String], input: String, seconds: Int) {
        (self.path, self.arguments, self.input, self.seconds) = (path, arguments, input, seconds)
    }

    /// - Returns: the exit code, and what it printed.
    func result() throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let (standardInput, output) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch {
            throw DeliveryFailure(
                Phrase(en: "\(path) cannot be started", fr: "\(path) ne peut pas être lancé"))
        }
        // A program that does not read its input must not hold us: it is told off below.
        let text = Data(input.utf8)
        Thread.detachNewThread {
            try? standardInput.fileHandleForWriting.write(contentsOf: text)
            try? standardInput.fileHandleForWriting.close()
        }
        guard ended.wait(timeout: .now() + .seconds(seconds)) == .success else {
            process.terminate()
            throw DeliveryFailure(Phrase(en: "no answer in time", fr: "pas de réponse à temps"))
        }
        let printed = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        return (process.terminationStatus, String(decoding: printed.prefix(4096), as: UTF8.self))
    }
}
