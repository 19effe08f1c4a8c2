import Feedback
import FeedbackStore
import Hummingbird

/// Every address, in one list.
struct DashboardRoutes: Sendable {
    typealias Context = BasicRequestContext
    typealias Asking = @Sendable (QuestionSetting, Context) throws -> DashboardQuestion

    let pool: StorePool
    let cache: AnswerCache
    let settings: DashboardSettings

    func register(on router: Router<Context>) {
        page("/", on: router) { setting, _ in try .report(setting) }
        data("/api/scores", on: router) { setting, _ in try .scores(setting) }
        data("/api/top", on: router) { setting, _ in try .top(setting) }
        data("/api/change", on: router) { setting, _ in try .change(setting) }
        data("/api/journey", on: router) { setting, _ in try .journey(setting) }
        data("/api/search", on: router) { setting, _ in try .search(setting) }
        data("/api/items/{id}", on: router) { setting, context in try .item(Self.id(in: context), setting) }
        data("/api/batches", on: router) { setting, _ in try .batches(setting) }
        router.get("/healthz") { _, _ in Response.text("ok\n") }
        router.get("/readyz") { _, _ in
            // Reads the file: a process that runs beside a store it cannot read is not ready.
            _ = try await pool.use { try $0.batches().count }
            return Response.text("ready\n")
        }
    }

    private func page(_ path: RouterPath, on router: Router<Context>, asking: @escaping Asking) {
        router.get(path) { request, context in Response.html(try await answer(request, context, asking)) }
    }

    private func data(_ path: RouterPath, on router: Router<Context>, asking: @escaping Asking) {
        router.get(path) { request, context in Response.json(try await answer(request, context, asking)) }
    }

    private func answer(_ request: Request, _ context: Context, _ asking: Asking) async throws -> [UInt8] {
        let query = try QueryText(request.uri.query)
        _ = try query.choice("lang", of: OutputLanguage.self)
        let setting = QuestionSetting(
            query: query, now: settings.clock(), language: OutputLanguage(of: request, default: settings.language),
            vocabulary: settings.vocabulary)
        let question = try asking(setting, context)
        let text = "\(request.uri.path)?\(query.canonical)#\(setting.language.rawValue)"
        let key = AnswerCache.Key(question: text, version: pool.version)
        if let kept = await cache.answer(to: key) { return kept }
        let bytes = try await pool.use(question.answer)
        await cache.keep(bytes, for: key)
        return bytes
    }

    private static func id(in context: Context) throws(Refusal) -> String {
        guard let raw = context.parameters.get("id"), let id = QueryText.decoded(raw.utf8, plusIsBlank: false) else {
            throw .unreadableQuery
        }
        return id
    }
}
