import Foundation
import TestSupport
import Testing

/// Holds the code to the contract's module tree: imports point down only.
@Suite struct ArchitectureTests {
    private static let allowed: [String: Set<String>] = [
        "Feedback": [],
        "Readers": ["CLibXML2", "CZip", "CZlib", "Glibc", "Darwin", "Synchronization"],
        "Lexicons": ["Feedback", "Glibc"],
        "BundledData": ["Feedback", "Yams", "Glibc", "Darwin"],
        "Analysis": ["Feedback", "Lexicons", "Glibc"],
        "Learning": ["Feedback", "Lexicons", "Analysis", "Glibc"],
        "Evaluation": ["Feedback", "Readers", "Lexicons", "Analysis"],
        "Ingestion": ["Feedback", "Readers", "Crypto", "Yams", "Foundation", "Glibc"],
        "Linking": ["Feedback", "Yams", "Glibc"],
        "FeedbackStore": ["Feedback", "GRDB", "GRDBSQLite", "CSQLiteSettings", "Foundation", "Glibc"],
        "Insights": ["Feedback", "FeedbackStore", "Glibc"],
        "Alerting": [
            "Feedback", "FeedbackStore", "Insights", "Crypto", "Yams", "Foundation", "Glibc", "Synchronization",
        ],
        "Pipeline": [
            "Feedback", "Readers", "Ingestion", "Analysis", "Learning", "Lexicons", "Linking", "FeedbackStore",
            "Crypto",
            "Foundation", "Synchronization",
            "Glibc",
        ],
        "Reporting": ["Feedback", "FeedbackStore", "Insights", "Linking", "BundledData", "Foundation", "Glibc"],
        "Dashboard": [
            "Feedback", "FeedbackStore", "Insights", "Reporting", "BundledData", "Hummingbird", "HummingbirdCore",
            "HTTPTypes",
            "Logging", "NIOCore", "NIOHTTPTypes", "ServiceLifecycle", "UnixSignals", "Foundation", "Glibc", "Dispatch",
            "Synchronization",
        ],
    ]

    @Test(arguments: allowed.keys.sorted()) func `a module imports only what stands below it`(module: String) throws {
        for (file, lines) in try sources(of: module) {
            for line in lines {
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else { continue }
                let name = String(words[index + 1])
                #expect(Self.allowed[module]!.contains(name), "\(file): import \(name)")
            }
        }
    }

    @Test func `every module of Sources has its place in the tree`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: projectRoot + "/Sources")
        let others: Set = ["CLibXML2", "CZip", "CZlib", "CSQLiteSettings", "voc"]
        #expect(Set(folders).subtracting(others) == Set(Self.allowed.keys))
    }

    @Test(arguments: ["Ingestion", "Insights", "Linking", "Alerting", "Pipeline", "Reporting", "Dashboard", "voc"])
    func `only FeedbackStore knows SQL`(module: String) throws {
        for (file, lines) in try sources(of: module) {
            for line in lines where !line.contains("///") {
                let isQuery = ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE "].contains {
                    line.contains($0 + "\"") || line.contains("\"" + $0)
                }
                #expect(!isQuery, "\(file): \(line)")
            }
        }
    }

    private func sources(of module: String) throws -> [(file: String, lines: [Substring])] {
        let folder = projectRoot + "/Sources/" + module
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.map {
            name in
            (name, try String(contentsOfFile: folder + "/" + name, encoding: .utf8).split(separator: "\n"))
        }
    }
}
