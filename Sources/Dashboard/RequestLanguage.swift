import Feedback
import HTTPTypes
import Hummingbird

extension OutputLanguage {
    /// `?lang=` first, then what the browser prefers, then the server's own.
    init(of request: Request, default language: OutputLanguage) {
        let asked = (try? QueryText(request.uri.query))?.all("lang").first.flatMap(OutputLanguage.init(rawValue:))
        self = asked ?? request.headers[.acceptLanguage].flatMap(Self.preferred) ?? language
    }

    /// The better of French and English in an `Accept-Language`; `nil` when it names neither.
    static func preferred(_ header: String) -> OutputLanguage? {
        var best: (language: OutputLanguage, quality: Double)?
        for range in header.prefix(256).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first?.lowercased().split(separator: "-").first,
                let language = OutputLanguage(rawValue: String(tag))
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language
    }
}
