import Dashboard
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

@Suite struct RequestLogTests {
    @Test func `the log holds no word of a customer, a search or an address`() async throws {
        let shop = try DashboardStore()
        let log = Log()
        let dashboard = try shop.dashboard(logger: Logger(label: "tests") { _ in log })
        let asked = [
            "/api/search?q=zanzibar", "/api/search?q=carte", "/api/items/R%2F3%20%C3%A9", "/api/items/zanzibar",
            "/zanzibar",
            "/?where=zanzibar%3D1", "/api/scores?by=zanzibar",
        ]
        try await dashboard.application().test(.router) { client in
            for address in asked { _ = try await client.execute(uri: address, method: .get) }
            _ = try await client.execute(uri: "/", method: HTTPRequest.Method("ZANZIBAR")!)
        }
        let lines = log.lines.withLock { $0 }
        #expect(lines.count == asked.count + 1)
        #expect(
            lines.allSatisfy { !$0.lowercased().contains("zanzibar") && !$0.contains("carte") && !$0.contains("R/3") })
        #expect(lines[0].contains("/api/search") && lines[0].contains("200"))
    }
}

private final class Log: LogHandler {
    let lines = Mutex<[String]>([])

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:]) \(event.error.map { "\($0)" } ?? "")") }
    }
}
