public import BundledData
public import Feedback

/// What a dashboard is started with.
public struct DashboardSettings: Sendable {
    public var storePath: String
    public var host: String
    /// 0 lets the system choose.
    public var port: Int
    /// Asked of every request when set; a must for a host other machines can reach.
    public var token: AccessToken?
    /// Host names to answer to beside the loopback ones and ``host``.
    public var allowedHosts: [String]
    /// For readers whose browser prefers neither French nor English.
    public var language: OutputLanguage
    public var vocabulary: DashboardVocabulary
    /// The moment, with this machine's offset from UTC: relative dates count from its day.
    public var clock: @Sendable () -> Timestamp

    public init(
        storePath: String, host: String = "127.0.0.1", port: Int = 8080, token: AccessToken? = nil,
        allowedHosts: [String] = [], language: OutputLanguage = .english, vocabulary: DashboardVocabulary,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.storePath = storePath
        self.host = host
        self.port = port
        self.token = token
        self.allowedHosts = allowedHosts
        self.language = language
        self.vocabulary = vocabulary
        self.clock = clock
    }

    /// Only programs of this machine can reach the host.
    var isLoopback: Bool { host == "localhost" || host == "::1" || isIPv4Loopback }

    private var isIPv4Loopback: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
    }

    func check() throws(ServeError) {
        guard (0...65_535).contains(port) else { throw .badPort(port) }
        guard isLoopback || token != nil else { throw .openToTheNetwork(host: host) }
    }
}

/// What pages call things, and the words too common to say anything.
public struct DashboardVocabulary: Sendable {
    public var catalog: FrictionCatalog
    public var stopWords: Set<String>
    /// What counts as a visit that struggled; `nil` leaves visits out of the report.
    public var frustration: FrustrationWeights?
    public var emotions: EmotionCatalog

    public init(
        catalog: FrictionCatalog, stopWords: Set<String>, frustration: FrustrationWeights? = nil,
        emotions: EmotionCatalog = EmotionCatalog()
    ) {
        self.emotions = emotions
        self.frustration = frustration
        self.catalog = catalog
        self.stopWords = stopWords
    }
}
