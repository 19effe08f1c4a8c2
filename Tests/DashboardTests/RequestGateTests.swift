import Dashboard
import Feedback
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct RequestGateTests {
    private let shop: DashboardStore

    init() throws { shop = try DashboardStore() }

    @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .patch, .options, .trace, HTTPRequest.Method("BREW")!])
    func `only reading is allowed`(method: HTTPRequest.Method) async throws {
        try await shop.dashboard().application().test(.router) { client in
            for address in ["/", "/api/scores", "/nothing"] {
                let answer = try await client.execute(uri: address, method: method)
                #expect(answer.status == .methodNotAllowed)
                #expect(answer.headers[.allow] == "GET, HEAD")
            }
        }
    }

    @Test func `HEAD is GET without the body`() async throws {
        try await shop.dashboard().application().test(.router) { client in
            for address in ["/", "/api/scores", "/healthz", "/nothing"] {
                let head = try await client.execute(uri: address, method: .head)
                let get = try await client.execute(uri: address, method: .get)
                #expect(head.status == get.status)
                #expect(head.headers[.contentType] == get.headers[.contentType])
                #expect(head.body.readableBytes == 0 && get.body.readableBytes > 0)
            }
        }
    }

    @Test(arguments: ["/", "/api/top", "/api/nothing", "/?since=never", "/healthz"])
    func `every answer forbids scripts, frames, sniffing and keeping`(address: String) async throws {
        try await shop.dashboard().application().test(.router) { client in
            let headers = try await client.execute(uri: address, method: .get).headers
            let policy = try #require(headers[.contentSecurityPolicy])
            for part in ["default-src 'none'", "script-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                #expect(policy.contains(part))
            }
            #expect(headers[.cacheControl] == "no-store")
            #expect(headers[.xContentTypeOptions] == "nosniff")
            #expect(headers[HTTPField.Name("X-Frame-Options")!] == "DENY")
            #expect(headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            #expect(headers[.server] == nil)
        }
    }

    @Test func `a body, a long address and too many parameters are refused`() async throws {
        try await shop.dashboard().application().test(.router) { client in
            let body = try await client.execute(uri: "/api/scores", method: .get, body: ByteBuffer(string: "x"))
            #expect(body.status == .contentTooLarge)
            let long = "/api/search?q=" + String(repeating: "a", count: 4096)
            #expect(try await client.execute(uri: long, method: .get).status == .uriTooLong)
            let wide = "/api/search?q=" + String(repeating: "a", count: 513)
            #expect(try await client.execute(uri: wide, method: .get).status == .badRequest)
            let many = "/api/scores?" + String(repeating: "where=a%3Db&", count: 25)
            #expect(try await client.execute(uri: many, method: .get).status == .badRequest)
        }
    }

    @Test func `without a token nothing but health is shown`() async throws {
        let secret = String(repeating: "s3", count: 16)
        let dashboard = try shop.dashboard(token: try AccessToken(secret))
        let password = Data("anyone:\(secret)".utf8).base64EncodedString()
        let asked: [(String, String?, Int)] =
            [nil, "", "Bearer", "Bearer ", "Bearer \(secret)x", "Bearer \(secret.dropLast())", "Basic ???"].map {
                ("/", $0, 401)
            } + [
                ("/api/scores", nil, 401), ("/api/scores", "Bearer \(secret)", 200), ("/", "basic \(password)", 200),
                ("/healthz", nil, 200), ("/api/../healthz", nil, 401), ("//healthz", nil, 401),
            ]
        try await dashboard.application().test(.router) { client in
            for (address, authorization, status) in asked {
                let headers: HTTPFields = authorization.map { [.authorization: $0] } ?? [:]
                let answer = try await client.execute(uri: address, method: .get, headers: headers)
                #expect(answer.status.code == status, "\(address) \(authorization ?? "-")")
            }
        }
    }

    @Test func `a page of another site may link here but not reach in`() async throws {
        let site = HTTPField.Name("Sec-Fetch-Site")!
        let mode = HTTPField.Name("Sec-Fetch-Mode")!
        try await shop.dashboard().application().test(.router) { client in
            let reach = try await client.execute(
                uri: "/api/top", method: .get, headers: [site: "cross-site", mode: "no-cors"])
            #expect(reach.status == .forbidden)
            let link = try await client.execute(
                uri: "/", method: .get, headers: [site: "cross-site", mode: "navigate"])
            #expect(link.status == .ok)
        }
    }
}
