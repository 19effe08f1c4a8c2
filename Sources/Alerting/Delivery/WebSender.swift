import Feedback
import Foundation
import Glibc

/// One message on its way to a web address.
public struct WebRequest: Sendable {
    public var address: WebAddress
    public var headers: [(name: String, value: String)]
    public var body: String
}

public struct WebResponse: Sendable {
    public var status: Int
    /// Seconds the receiver asks us to wait.
    public var retryAfter: Int64?

    public init(status: Int, retryAfter: Int64? = nil) {
        self.status = status
        self.retryAfter = retryAfter
    }
}

/// Posts a request; throws when nobody answered in time.
public typealias WebPost = @Sendable (WebRequest) throws -> WebResponse

/// Posts through the system's `curl`, to an address that was checked.
///
/// The name is resolved here, every address of it must be public unless its host is allowed, and curl is held to the one
/// that was checked: no second look-up, no redirect, no proxy. Addresses and secrets go through standard input, where no
/// list of processes shows them.
public struct WebSender: Sendable {
    private let allowedHosts: Set<String>
    private static let seconds = 20

    /// - Parameter allowedHosts: names that may be private, on this machine, or without TLS.
    public init(allowedHosts: Set<String>) { self.allowedHosts = allowedHosts }

    public func post(_ request: WebRequest) throws -> WebResponse {
        let place = try check(request.address)
        let run = ProgramRun(
            "/usr/bin/env", ["curl", "-q", "-K", "-"], input: Self.settings(request, place: place),
            seconds: Self.seconds + 10)
        let (status, output) = try run.result()
        guard status == 0 else {
            let why = status == 28 ? Phrase(en: "no answer in time", fr: "pas de réponse à temps") : nil
            throw DeliveryFailure(
                why ?? Phrase(en: "no connection (curl \(status))", fr: "pas de connexion (curl \(status))"))
        }
        let words = output.split(separator: " ")
        return WebResponse(
            status: words.first.flatMap { Int($0) } ?? 0, retryAfter: words.dropFirst().first.flatMap { Int64($0) })
    }

    /// - Returns: the numeric address to connect to.
    func check(_ address: WebAddress, resolve: (String) -> [(text: String, bytes: [UInt8])] = WebSender.resolve) throws
        -> String
    {
        let isAllowed = allowedHosts.contains(address.host)
        guard address.isSecure || isAllowed else {
            throw DeliveryFailure(
                Phrase(en: "http is refused: use https", fr: "http est refusé : utilisez https"))
        }
        let places = resolve(address.host)
        guard let first = places.first else {
            throw DeliveryFailure(
                Phrase(en: "the host \(address.host) is not found", fr: "hôte \(address.host) introuvable"))
        }
        guard isAllowed || places.allSatisfy({ WebAddress.isPublic($0.bytes) }) else {
            throw DeliveryFailure(
                Phrase(
                    en: "\(address.host) is a private address: name it in VOC_ALLOW_HOSTS if that is meant",
                    fr: "\(address.host) est une adresse privée : citez-la dans VOC_ALLOW_HOSTS si c'est voulu"))
        }
        return first.text
    }

    /// What curl reads: one setting a line.
    static func settings(_ request: WebRequest, place: String) -> String {
        func quoted(_ text: String) -> String {
            var result = "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": result += "\\\""
                case "\\": result += "\\\\"
                case "\n": result += "\\n"
                case "\r": result += "\\r"
                case "\t": result += "\\t"
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result + "\""
        }
        let address = request.address
        let target = place.contains(":") ? "[\(place)]" : place
        var lines = [
            "url = \(quoted(address.url))", "request = \"POST\"", "data-raw = \(quoted(request.body))",
            "proto = \"=\(address.isSecure ? "https" : "http")\"", "noproxy = \"*\"", "max-redirs = 0",
            "resolve = \(quoted("\(address.host):\(address.port):\(target)"))", "max-time = \(seconds)",
            "output = \"/dev/null\"", "silent", "globoff", "write-out = \"%{http_code} %header{retry-after}\"",
        ]
        lines += request.headers.map { "header = \(quoted("\($0.name): \($0.value)"))" }
        return lines.joined(separator: "\n") + "\n"
    }

    static func resolve(_ host: String) -> [(text: String, bytes: [UInt8])] {
        var list: UnsafeMutablePointer<addrinfo>?
        // The list is the library's until it is given back, at the end.
        guard unsafe getaddrinfo(host, nil, nil, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var found: [(String, [UInt8])] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe bytes(of: entry.pointee) { found.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return found
    }

    private static func bytes(of entry: addrinfo) -> (String, [UInt8])? {
        guard let address = unsafe entry.ai_addr else { return nil }
        var bytes: [UInt8]
        // The family says how the address is laid out.
        switch unsafe entry.ai_family {
        case AF_INET:
            let number = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                unsafe $0.pointee.sin_addr.s_addr
            }
            bytes = (0..<4).map { UInt8(truncatingIfNeeded: UInt32(bigEndian: number) >> (24 - 8 * UInt32($0))) }
        case AF_INET6:
            bytes = unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                unsafe withUnsafeBytes(of: pointer.pointee.sin6_addr) { unsafe Array($0) }
            }
        default: return nil
        }
        if bytes.count == 4 { return (bytes.map(String.init).joined(separator: "."), bytes) }
        let groups = stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
        return (groups.joined(separator: ":"), bytes)
    }
}
