import Feedback
import Readers

/// Web server logs: visits are told apart by address and browser, with a pause of 30 minutes between two.
///
/// Addresses are never kept: the visitor is a keyed pseudonym of both.
enum AccessLog: ImportFormat {
    static let name = "access-log"
    static let title = Phrase(en: "Web server log (Apache, Nginx)", fr: "Journal de serveur web (Apache, Nginx)")
    static let family = FormatFamily.sessions

    static func detect(_ head: FileHead) -> Detection? {
        guard let lines = head.logLines, !lines.isEmpty else { return nil }
        let own = lines.count { AccessLogLine($0.utf8Span.span) != nil }
        guard own * 2 >= lines.count else { return nil }
        return Detection(
            confidence: 0.98 * Double(own) / Double(lines.count),
            reasons: [
                Phrase(
                    en: "\(own) of the first \(lines.count) lines are of the common or combined log form",
                    fr: "\(own) des \(lines.count) premières lignes ont la forme commune ou combinée")
            ])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        let source = options.source ?? options.mapping?.source ?? name
        return .lines(Converter(source: source, masker: options.masker))
    }

    struct Converter: LineConverter {
        private let masker: Masker
        private var assembler: SessionAssembler
        /// What is known of the visitors seen lately, by address and browser.
        private var visitors: [String: SessionFacts] = [:]
        private static let visitorLimit = 12_000

        init(source: String, masker: Masker) {
            self.masker = masker
            assembler = SessionAssembler(source: source, grouping: .byVisitor)
        }

        var decisions: [Decision] {
            [
                Decision(
                    "sessions",
                    en:
                        "visits are told apart by address and browser, 30 minutes between two; only a pseudonym is kept",
                    fr:
                        "visites distinguées par adresse et navigateur, 30 minutes d'écart ; seul un pseudonyme est gardé"
                )
            ] + assembler.decisions
        }

        mutating func convert(_ line: Span<UInt8>, at position: RecordPosition, into records: inout [ImportedRecord]) {
            guard let request = AccessLogLine(line) else {
                records.append(.rejected(rejection(line, at: position)))
                return
            }
            assembler.add(signal(request), at: position, into: &records)
        }

        mutating func finish(into records: inout [ImportedRecord]) { assembler.finish(into: &records) }

        private func rejection(_ line: Span<UInt8>, at position: RecordPosition) -> Rejection {
            var raw: [UInt8] = []
            for index in 0..<min(line.count, Rejection.rawLimit) { raw.append(line[index]) }
            return Rejection(
                position: position,
                reason: Phrase(
                    en: "the line is not of the common or combined log form",
                    fr: "la ligne n'a pas la forme commune ou combinée"),
                raw: String(decoding: raw, as: UTF8.self))
        }

        private mutating func signal(_ request: AccessLogLine) -> SessionSignal {
            let key = "\(request.address)|\(request.agent ?? "")"
            let page = PagePath.path(of: request.target).map(masker.clean)
            var signal = SessionSignal(key: key, at: request.at, page: page)
            signal.kind = Self.kind(of: request, page: page ?? "")
            if signal.kind == .error { signal.detail = "HTTP \(request.status)" }
            signal.facts = facts(request, key: key)
            signal.facts.respondent = request.user.map(masker.pseudonym)
            signal.facts.sessionID = PagePath.parameter(["sid", "session_id", "sessionid"], of: request.target)
            if signal.kind == .pageView, SalesPages.isConfirmation(page ?? "") {
                signal.facts.orderID = PagePath.parameter(
                    ["order_id", "order", "commande", "orderid", "id_order"], of: request.target)
            }
            return signal
        }

        private mutating func facts(_ request: AccessLogLine, key: String) -> SessionFacts {
            if let known = visitors[key] { return known }
            if visitors.count >= Self.visitorLimit { visitors = [:] }
            let agent = UserAgent(request.agent ?? "")
            var facts = SessionFacts()
            facts.visitorID = masker.pseudonym(key)
            facts.channel = "web"
            facts.device = agent.device
            facts.browser = agent.browser
            facts.network = masker.network(of: request.address)
            facts.dropReason = agent.isRobot ? "robot" : nil
            visitors[key] = facts
            return facts
        }

        private static func kind(of request: AccessLogLine, page: String) -> SessionEventKind? {
            let isAsset = isAsset(page)
            switch request.status {
            case 404, 410: return isAsset ? nil : .notFound
            case 401: return nil
            case 500...: return .error
            case 400...: return isAsset ? nil : .error
            default: break
            }
            if isAsset || isInterface(page) { return nil }
            if request.method == "GET" { return [200, 206, 304].contains(request.status) ? .pageView : nil }
            guard request.method == "POST" else { return nil }
            return SalesPages.isCheckout(page) ? .checkout : SalesPages.isCart(page) ? .addToCart : .form
        }

        /// Files that pages load by themselves.
        private static func isAsset(_ page: String) -> Bool {
            guard let dot = page.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
            let suffix = page[page.utf8.index(after: dot)...]
            return suffix.utf8.count <= 5 && assetSuffixes.contains(suffix.lowercased())
        }

        private static func isInterface(_ page: String) -> Bool {
            page.utf8.starts(with: "/api/".utf8) || page.utf8.starts(with: "/graphql".utf8) || page.hasSuffix(".json")
        }

        private static let assetSuffixes: Set<String> = [
            "css", "js", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "woff", "woff2", "ttf",
            "eot", "mp4",
            "webm", "txt", "xml",
        ]
    }
}
