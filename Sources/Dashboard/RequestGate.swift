import HTTPTypes
import Hummingbird

/// Turns away what this server never answers, before anything else looks at it.
struct RequestGate: RouterMiddleware {
    typealias Context = BasicRequestContext

    let hosts: HostRule
    let token: AccessToken?

    /// What an orchestrator asks without a token; they tell nothing of the data.
    static let open: Set<String> = ["/healthz", "/readyz"]

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        try check(request)
        return try await next(request, context)
    }

    private func check(_ request: Request) throws(Refusal) {
        guard hosts.accepts(request) else { throw .wrongHost }
        guard request.uri.string.utf8.count <= RequestLimits.addressBytes else { throw .addressTooLong }
        guard request.method == .get || request.method == .head else { throw .readOnly }
        guard !hasBody(request) else { throw .noBody }
        // A link may be followed from another site; a script or an image of another site may not reach in.
        if request.headers[.secFetchSite] == "cross-site", request.headers[.secFetchMode] != "navigate" {
            throw .otherSite
        }
        guard let token, !Self.open.contains(request.uri.path) else { return }
        guard request.headers[values: .authorization].count == 1, token.admits(request.headers[.authorization]) else {
            throw .noToken
        }
    }

    private func hasBody(_ request: Request) -> Bool {
        request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let secFetchMode = HTTPField.Name("Sec-Fetch-Mode")!
}
