import Feedback
import HTTPTypes
import Hummingbird
import Logging

/// The outermost layer: says refusals in the reader's language, adds the headers every answer has, writes the log.
struct ResponseEnvelope: RouterMiddleware {
    typealias Context = BasicRequestContext

    let language: OutputLanguage

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let language = OutputLanguage(of: request, default: language)
        var response: Response
        do { response = try await next(request, context) } catch {
            let refusal = Refusal(error)
            if refusal.status.code >= 500 { logFailure(error, context) }
            response = Self.response(to: request, refusing: refusal, language)
        }
        for (name, value) in Self.headers { response.headers[name] = value }
        response.headers[.contentLanguage] = language.rawValue
        log(request, response, context, took: ContinuousClock.now - start)
        return response
    }

    private static func response(to request: Request, refusing refusal: Refusal, _ language: OutputLanguage) -> Response
    {
        var response =
            request.uri.path.hasPrefix("/api/")
            ? Response.json(JSONText.of(["error": refusal.what[language], "fix": refusal.fix[language]]))
            : Response.text("\(refusal.what[language]). \(refusal.fix[language]).\n")
        response.status = refusal.status
        switch refusal.status {
        case .methodNotAllowed: response.headers[.allow] = "GET, HEAD"
        case .unauthorized: response.headers[.wwwAuthenticate] = #"Basic realm="voc", charset="UTF-8""#
        case .serviceUnavailable: response.headers[.retryAfter] = "5"
        default: break
        }
        if request.method == .head { response.body = ResponseBody() }
        return response
    }

    /// Nothing runs, nothing loads, nobody frames it, nobody keeps it.
    static let headers: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'none'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("X-Frame-Options")!, "DENY"),
        (HTTPField.Name("Referrer-Policy")!, "no-referrer"),
        (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
        (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
        (HTTPField.Name("Permissions-Policy")!, "camera=(), geolocation=(), microphone=()"),
        (HTTPField.Name("X-Robots-Tag")!, "noindex"),
        (.cacheControl, "no-store"),
    ]

    /// The route, never the address: a search holds customers' words, an item's id names one of them.
    private func log(_ request: Request, _ response: Response, _ context: Context, took duration: Duration) {
        let milliseconds = duration / .milliseconds(1)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method == .get || request.method == .head ? request.method.rawValue : "other")",
                "route": "\(context.endpointPath ?? "none")", "status": "\(response.status.code)",
                "ms": "\(Int(milliseconds.rounded()))",
            ])
    }

    /// The kind of the error, not its text: SQLite quotes what was searched for.
    private func logFailure(_ error: any Error, _ context: Context) {
        let kind = Mirror(reflecting: error).children.first?.label ?? "\(type(of: error))"
        let name = error is Refusal ? "refused" : "\(type(of: error)).\(kind)"
        context.logger.error(
            "request failed", metadata: ["kind": "\(name)", "route": "\(context.endpointPath ?? "none")"])
    }
}
