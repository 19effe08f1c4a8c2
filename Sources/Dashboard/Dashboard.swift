import Feedback
package import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The read-only dashboard: the report as a page, and the commands' JSON, over HTTP/1.1.
///
/// It answers this machine alone unless a token is set, and only under its own names. It never writes to the store.
public struct Dashboard: Sendable {
    private let settings: DashboardSettings
    private let logger: Logger
    private let hosts: HostRule
    private let routes: DashboardRoutes
    private let limits: ServerLimits

    /// Opens the store.
    ///
    /// - Throws: ``ServeError``, `StoreError`.
    public init(_ settings: DashboardSettings, logger: Logger) throws {
        try self.init(settings, logger: logger, limits: ServerLimits())
    }

    package init(_ settings: DashboardSettings, logger: Logger, limits: ServerLimits) throws {
        try settings.check()
        self.settings = settings
        self.logger = logger
        self.limits = limits
        hosts = HostRule(allowed: settings.allowedHosts + [settings.host], port: settings.port)
        routes = DashboardRoutes(
            pool: try StorePool(
                path: settings.storePath, connections: limits.storeConnections, deadline: limits.answer,
                maximumWaiting: limits.waiting),
            cache: AnswerCache(), settings: settings)
    }

    /// Serves until SIGINT or SIGTERM, then answers what was asked, for ten seconds at most.
    ///
    /// - Parameter onStart: told the address once it answers.
    /// - Throws: ``ServeError/cannotListen(host:port:errorNumber:)``.
    public func run(onStart: @escaping @Sendable (String) -> Void = { _ in }) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [application(onStart: onStart)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = limits.shutdown
        do { try await ServiceGroup(configuration: configuration).run() } catch let error as IOError {
            throw ServeError.cannotListen(host: settings.host, port: settings.port, errorNumber: error.errnoCode)
        }
    }

    package func application(
        onStart: @escaping @Sendable (String) -> Void = { _ in }
    ) -> Application<RouterResponder<BasicRequestContext>> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ResponseEnvelope(language: settings.language))
        router.add(middleware: RequestGate(hosts: hosts, token: settings.token))
        routes.register(on: router)
        let (hosts, host) = (hosts, settings.host)
        return Application(
            router: router, server: .http1(configuration: connection),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: settings.port),
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                hosts.listens(on: port)
                onStart("http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
            },
            logger: logger)
    }

    private var connection: HTTP1Channel.Configuration {
        let deadline = limits.request
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestDeadline(TimeAmount(deadline))], idleTimeout: TimeAmount(limits.idle),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    }
}

/// How much of this machine the server may take, and for how long.
package struct ServerLimits: Sendable {
    package var connections = 512
    /// Between two requests, or two parts of one.
    package var idle: Duration = .seconds(15)
    /// To compute an answer.
    package var answer: Duration = .seconds(30)
    /// From a request's first line to its answer's last byte.
    package var request: Duration = .seconds(45)
    package var shutdown: Duration = .seconds(10)
    package var storeConnections = 2
    package var waiting = 64

    package init() {}
}
