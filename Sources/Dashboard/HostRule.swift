import HTTPTypes
import Hummingbird
import Synchronization

/// The names this server answers to.
///
/// Loopback names count with the port listened on. A name allowed by hand counts with any port: a proxy may stand between.
final class HostRule: Sendable {
    private let allowed: Set<String>
    private let port: Mutex<Int>

    init(allowed: [String], port: Int) {
        self.allowed = Set(allowed.map { $0.lowercased() })
        self.port = Mutex(port)
    }

    /// The port listened on, known once the server runs when the system chose it.
    func listens(on port: Int) { self.port.withLock { $0 = port } }

    /// Whether the request names exactly one host and it is ours.
    func accepts(_ request: Request) -> Bool {
        guard let host = request.head.authority, request.headers[values: .host].isEmpty else { return false }
        return accepts(host)
    }

    /// - Parameter host: `name` or `name:port`.
    func accepts(_ host: String) -> Bool {
        guard let (name, port) = Self.parts(of: host.lowercased()) else { return false }
        if allowed.contains(name) { return true }
        return Self.loopback.contains(name) && (port ?? 80) == self.port.withLock { $0 }
    }

    static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

    private static func parts(of host: String) -> (name: String, port: Int?)? {
        let end =
            host.hasPrefix("[") ? host.firstIndex(of: "]").map { host.index(after: $0) } : host.firstIndex(of: ":")
        guard let end, end < host.endIndex else { return host.isEmpty ? nil : (host, nil) }
        let digits = host[end...].dropFirst()
        guard host[end] == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits) else {
            return nil
        }
        return (String(host[..<end]), port)
    }
}

extension HTTPField.Name {
    static let host = HTTPField.Name("Host")!
}
