import Dashboard
import Feedback
import FeedbackStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Insights
import NIOCore
import Reporting
import Testing

@Suite struct DashboardRoutesTests {
    private let shop: DashboardStore

    init() throws { shop = try DashboardStore() }

    @Test func `each address of the API gives the report as the command prints it`() async throws {
        let filter = InsightFilter(channel: "app")
        let store = shop.store
        let september = try Period("2026-09", today: today)
        let october = try Period("2026-10", today: today)
        let by: [InsightDimension] = [.step, .friction, .channel, .language]
        let expected: [(String, String)] = [
            (
                "/api/scores?where=channel%3Dapp",
                try json(
                    [ScoreMetric.nps, .sentiment].map { try ScoreQuery(filter: filter, metric: $0).run(on: store) })
            ),
            (
                "/api/scores?metric=nps&by=step&every=month",
                try json([try ScoreQuery(metric: .nps, by: .step, every: .month).run(on: store)])
            ),
            ("/api/top", try json(try TopQuery(limit: 10, quotes: 2, sessions: 3).run(on: store))),
            (
                "/api/top?by=channel&limit=1&quotes=0&sessions=0&since=&metric=nps",
                try json(try TopQuery(metric: .nps, by: .channel, limit: 1, quotes: 0, sessions: 0).run(on: store))
            ),
            (
                "/api/change?from=2026-09&to=2026-10",
                try json(
                    try ChangeQuery(from: september, to: october, by: by, stopWords: ["la", "the"]).run(on: store))
            ),
            ("/api/journey", try json(try JourneyQuery().run(on: store))),
            (
                "/api/journey?model=shop&metric=nps",
                try json(try JourneyQuery(journey: "shop", metric: .nps).run(on: store))
            ),
            (
                "/api/search?q=carte+refus%C3%A9e&limit=3",
                try json(try SearchQuery("carte refusée", limit: 3).run(on: store))
            ),
            ("/api/items/1", try json(try #require(try store.record("1")))),
            ("/api/items/R%2F3%20%C3%A9", try json(try #require(try store.record("R/3 é")))),
        ]
        try await shop.dashboard().application().test(.router) { client in
            for (address, text) in expected {
                let answer = try await client.execute(uri: address, method: .get)
                #expect(answer.status == .ok, "\(address)")
                #expect(answer.headers[.contentType] == "application/json; charset=utf-8", "\(address)")
                #expect(String(buffer: answer.body) == text, "\(address)")
            }
        }
    }

    @Test func `batches are listed with the keys the command prints`() async throws {
        try await shop.dashboard().application().test(.router) { client in
            let answer = try await client.execute(uri: "/api/batches", method: .get)
            let batches = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [[String: Any]])
            #expect(
                batches.first?.keys.sorted() == [
                    "batch", "dropped", "duplicate", "file", "finished", "format", "new", "quarantined", "read",
                    "rules",
                    "sha256", "source", "started", "status", "updated",
                ])
            #expect(batches.first?["new"] as? Int == 120)
        }
    }

    @Test func `the page is the report under the query's filter`() async throws {
        let filter = InsightFilter(since: today.dayNumber - 29, until: today.dayNumber, step: "pay", channel: "app")
        let request = ReportRequest(filter: filter, metric: .nps, stopWords: ["la", "the"], generatedAt: noon)
        let data = try ReportData(from: shop.store, request: request)
        let expected = ReportPage(data: data, catalog: try catalog(), language: .french).html
        try await shop.dashboard().application().test(.router) { client in
            let address = "/?since=30d&until=today&step=pay&where=channel=app&metric=nps&lang=fr"
            let answer = try await client.execute(uri: address, method: .get)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            #expect(answer.headers[.contentLanguage] == "fr")
            #expect(String(buffer: answer.body) == expected)
        }
    }

    @Test(arguments: [
        ("/", "", "en"), ("/", "fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("/?lang=en", "fr", "en"), ("/?lang=fr", "en", "fr"),
        ("/", "de", "en"),
    ])
    func `the language is the query's, else the browser's`(address: String, accepted: String, language: String)
        async throws
    {
        try await shop.dashboard().application().test(.router) { client in
            let answer = try await client.execute(uri: address, method: .get, headers: [.acceptLanguage: accepted])
            #expect(String(buffer: answer.body).contains("<html lang=\"\(language)\""))
        }
    }

    @Test(arguments: [
        ("/api/items/99999", 404), ("/api/items/%ff", 400), ("/api/change", 400), ("/api/change?from=2026-09", 400),
        ("/api/change?from=2026-09&to=soon", 400), ("/api/search", 400), ("/api/search?q=%2A%2A", 400),
        ("/api/search?q=a&limit=100000", 400), ("/api/top?limit=-1", 400), ("/api/top?limit=x", 400),
        ("/api/top?by=shoe_size", 400), ("/api/scores?metric=karma", 400), ("/api/scores?every=century", 400),
        ("/api/scores?sinse=30d", 400), ("/api/scores?since=30d&since=60d", 400), ("/api/scores?where=channel", 400),
        ("/api/scores?since=%zz", 400), ("/api/scores?lang=de", 400), ("/api/journey?model=none", 404),
        ("/api/nothing", 404),
        ("/api/batches?limit=3", 400), ("/api/scores?step=%00", 400),
    ])
    func `a question that cannot be answered says why and what to do, in both languages`(
        address: String, status: Int
    ) async throws {
        try await shop.dashboard().application().test(.router) { client in
            var texts: Set<String> = []
            for language in ["en", "fr"] {
                let answer = try await client.execute(uri: address, method: .get, headers: [.acceptLanguage: language])
                #expect(answer.status.code == status)
                let message = try JSONDecoder().decode([String: String].self, from: Data(answer.body.readableBytesView))
                #expect(message.keys.sorted() == ["error", "fix"])
                texts.insert(message["error"]! + message["fix"]!)
            }
            #expect(texts.count == 2)
        }
    }

    @Test func `a page that cannot be shown says so in plain text`() async throws {
        try await shop.dashboard().application().test(.router) { client in
            let answer = try await client.execute(uri: "/?since=demain", method: .get, headers: [.acceptLanguage: "fr"])
            #expect(answer.status == .badRequest)
            #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(
                String(buffer: answer.body).hasPrefix("« demain » n'est ni une date ni une période. Écrivez 2026-09-14")
            )
        }
    }

    @Test func `feedback imported since is in the next answer`() async throws {
        try await shop.dashboard().application().test(.router) { client in
            let before = try await client.execute(uri: "/api/batches", method: .get).body
            #expect(try await client.execute(uri: "/api/batches", method: .get).body == before)
            try shop.add([item(500)], file: "more.csv")
            let after = try await client.execute(uri: "/api/batches", method: .get).body
            #expect(String(buffer: after).contains("more.csv"))
        }
    }

    @Test func `health needs no store, readiness does`() async throws {
        let dashboard = try shop.dashboard()
        try await dashboard.application().test(.router) { client in
            #expect(try await client.execute(uri: "/readyz", method: .get).status == .ok)
            try FileManager.default.moveItem(atPath: shop.store.path, toPath: shop.store.path + ".away")
            #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
            let answer = try await client.execute(uri: "/readyz", method: .get)
            #expect(answer.status == .serviceUnavailable)
            #expect(!String(buffer: answer.body).contains(shop.store.path))
        }
    }

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
