public import Foundation

/// Runs the built program as a user does.
public struct Program: Sendable {
    /// What a run printed and returned.
    public struct Outcome: Sendable {
        public var code: Int32
        public var output: String
        public var errors: String
    }

    /// The program beside the running tests.
    public static let path: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let candidates = [tests.path, projectRoot + "/.build/debug"]
        return candidates.map { $0 + "/voc" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "voc"
    }()

    public var folder: String
    public var environment: [String: String]

    public init(folder: String, environment: [String: String] = [:]) {
        self.folder = folder
        self.environment = environment
    }

    /// Runs to the end.
    public func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
        let process = try start(arguments, input: input)
        process.process.waitUntilExit()
        return Outcome(
            code: process.process.terminationStatus, output: try process.text("out"), errors: try process.text("err"))
    }

    /// Starts and returns at once.
    public func start(_ arguments: [String], input: String? = nil) throws -> Running {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ["LANG": "en_US.UTF-8", "COLUMNS": "120", "NO_COLOR": "1", "PATH": "/usr/bin:/bin"]
        variables.merge(environment) { $1 }
        process.environment = variables
        let files = try TemporaryFolder()
        process.standardInput = FileHandle(forReadingAtPath: try files.write(input ?? "", to: "in"))
        process.standardOutput = FileHandle(forWritingAtPath: try files.write("", to: "out"))
        process.standardError = FileHandle(forWritingAtPath: try files.write("", to: "err"))
        try process.run()
        return Running(process: process, files: files)
    }

    public struct Running {
        public let process: Process
        fileprivate let files: TemporaryFolder

        fileprivate func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: files.path + "/" + name)), as: UTF8.self)
        }

        /// `kill -9`.
        public func kill() {
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }
}
