/// What a user agent's text says of the visitor: no more than the kind of device and the browser's family.
struct UserAgent {
    /// `desktop`, `mobile`, `tablet`, or `nil` when it is no browser's.
    let device: String?
    let browser: String?
    /// Whether it declares itself to be a program: a search engine, a monitor, a library.
    let isRobot: Bool

    init(_ text: String) {
        let text = text.lowercased()
        isRobot = Self.robotWords.contains { text.contains($0) } && !text.contains("cubot")
        browser = Self.browsers.first { text.contains($0.mark) }?.name
        if text.contains("ipad") || text.contains("tablet") || (text.contains("android") && !text.contains("mobile")) {
            device = "tablet"
        } else if text.contains("mobi") || text.contains("iphone") || text.contains("android") {
            device = "mobile"
        } else {
            device = text.utf8.starts(with: "mozilla/".utf8) || text.utf8.starts(with: "opera/".utf8) ? "desktop" : nil
        }
    }

    private static let robotWords = [
        "bot", "crawl", "spider", "slurp", "facebookexternalhit", "curl/", "wget", "python", "go-http-client", "java/",
        "libwww", "headless", "lighthouse", "pingdom", "uptime", "monitor",
    ]

    /// In this order: browsers name those they descend from.
    private static let browsers: [(mark: String, name: String)] = [
        ("edg", "Edge"), ("opr/", "Opera"), ("opera", "Opera"), ("samsungbrowser", "Samsung Internet"),
        ("firefox", "Firefox"),
        ("fxios", "Firefox"), ("crios", "Chrome"), ("chrome", "Chrome"), ("safari", "Safari"),
        ("trident", "Internet Explorer"),
        ("msie", "Internet Explorer"),
    ]
}
