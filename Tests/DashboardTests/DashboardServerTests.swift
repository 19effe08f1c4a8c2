import Dashboard
import Feedback
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

/// What only shows on a socket.
@Suite struct DashboardServerTests {
    private let shop: DashboardStore

    init() throws { shop = try DashboardStore() }

    @Test func `one host, and ours`() async throws {
        try await shop.dashboard(allowedHosts: []).application().test(.live) { client in
            let port = try #require(client.port)
            let ours = ["127.0.0.1:\(port)", "localhost:\(port)", "LOCALHOST:\(port)", "[::1]:\(port)"].map {
                "Host: \($0)\r\n"
            }
            let others = [
                "evil.example", "evil.example:\(port)", "localhost", "localhost:\(port + 1)", "",
                "localhost:\(port).evil",
            ]
            let refused =
                others.map { "Host: \($0)\r\n" } + [
                    "", "Host: localhost:\(port)\r\nHost: localhost:\(port)\r\n",
                    "Host: localhost:\(port)\r\nhost: evil.example\r\n",
                ]
            for (heads, status) in [(ours, "HTTP/1.1 200 OK"), (refused, "HTTP/1.1 421 Misdirected Request")] {
                for head in heads {
                    let answer = try await Wire(port: port).ask(
                        "GET /healthz HTTP/1.1\r\n\(head)Connection: close\r\n\r\n")
                    #expect(answer.hasPrefix(status + "\r\n"), "\(head)")
                }
            }
        }
    }

    @Test func `the address of an absolute request line does not stand for the host`() async throws {
        try await shop.dashboard(allowedHosts: []).application().test(.live) { client in
            let port = try #require(client.port)
            let answer = try await Wire(port: port).ask(
                "GET http://localhost:\(port)/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 421"))
        }
    }

    @Test func `a body that drips is cut off`() async throws {
        var limits = ServerLimits()
        limits.request = .milliseconds(300)
        try await shop.dashboard(limits: limits).application().test(.live) { client in
            let wire = try Wire(port: try #require(client.port))
            try wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
            let start = ContinuousClock.now
            while wire.isOpen, ContinuousClock.now - start < .seconds(5) {
                try await Task.sleep(for: .milliseconds(50))
                try? wire.send("x")
            }
            #expect(ContinuousClock.now - start < .seconds(4))
        }
    }

    @Test func `an idle connection is closed`() async throws {
        var limits = ServerLimits()
        limits.idle = .milliseconds(200)
        try await shop.dashboard(limits: limits).application().test(.live) { client in
            let wire = try Wire(port: try #require(client.port))
            try wire.send("GET /healthz HT")
            let answer = try await wire.readToEnd()
            #expect(answer.isEmpty)
        }
    }

    @Test func `headers beyond the limits are refused`() async throws {
        try await shop.dashboard().application().test(.live) { client in
            let headers = (0..<200).map { "X-\($0): y\r\n" }.joined()
            let answer = try await Wire(port: try #require(client.port)).ask(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 4"))
        }
    }

    @Test(arguments: ["0.0.0.0", "192.168.1.10", "::", "example.org", "127.0.0.1.example.org", "127.1"])
    func `the network is not served without a token`(host: String) throws {
        #expect(throws: ServeError.openToTheNetwork(host: host)) {
            try Dashboard(shop.settings(host: host), logger: silence)
        }
        _ = try Dashboard(
            shop.settings(host: host, token: AccessToken(String(repeating: "k", count: 32))), logger: silence)
    }

    @Test func `an address in use is named, with what to do`() async throws {
        try await shop.dashboard().application().test(.live) { client in
            let port = try #require(client.port)
            let second = try Dashboard(shop.settings(host: "127.0.0.1", port: port), logger: silence)
            do {
                try await second.run()
                Issue.record("it listens twice")
            } catch let error as ServeError {
                #expect(error.what.en == "cannot listen on 127.0.0.1:\(port): another program does")
            }
        }
    }
}
