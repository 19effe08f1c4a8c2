/// A way of writing text as bytes that the readers decode. The raw value is the name shown to users.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LE = "utf-16le"
    case utf16BE = "utf-16be"
    case windows1252 = "windows-1252"
    case latin9 = "iso-8859-15"
    case macRoman = "macintosh"
}

/// The encoding a file seems to be in, and why.
public struct EncodingGuess: Hashable, Sendable {
    public var encoding: TextEncoding
    public var hasBOM: Bool
    /// 0 to 1.
    public var confidence: Double
    /// The evidence, in English and in French.
    public var reason: String
    public var reasonFR: String

    public init(
        encoding: TextEncoding, hasBOM: Bool = false, confidence: Double = 1, reason: String = "", reasonFR: String = ""
    ) {
        self.encoding = encoding
        self.hasBOM = hasBOM
        self.confidence = confidence
        self.reason = reason
        self.reasonFR = reasonFR
    }
}
