import Glibc

/// What a probable link rests on: one line for the visit's moment, one a field, in bits for or against.
///
/// Written as `page 42s +6.1; device = +0.7; browser != -4.9; prior -2.0` and read back from that. One bit doubles the odds.
public struct LinkEvidence: Hashable, Sendable, CustomStringConvertible {
    public struct Part: Hashable, Sendable {
        /// `page`, `visit` (another page, or none), a field's name, `prior` or `claims`.
        public var name: String
        /// Time since the view, `=`, `!=`, or empty.
        public var detail: String
        public var bits: Double

        public init(name: String, detail: String, bits: Double) {
            self.name = name
            self.detail = detail
            self.bits = bits
        }
    }

    public var parts: [Part]

    public init(parts: [Part]) { self.parts = parts }

    public var description: String {
        parts.map { part in
            let words = part.detail.isEmpty ? [part.name] : [part.name, part.detail]
            return (words + [Self.signed(part.bits)]).joined(separator: " ")
        }.joined(separator: "; ")
    }

    /// - Returns: `nil` when the text is not of the form that ``description`` writes.
    public init?(_ text: String) {
        var parts: [Part] = []
        for line in text.split(separator: ";") {
            let words = line.split(separator: " ")
            guard words.count == 2 || words.count == 3, let bits = Double(words[words.count - 1]) else { return nil }
            parts.append(Part(name: String(words[0]), detail: words.count == 3 ? String(words[1]) : "", bits: bits))
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    private static func signed(_ bits: Double) -> String {
        let tenths = Int((max(-999, min(999, bits)) * 10).rounded())
        return "\(tenths < 0 ? "-" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// `42s`, `12m`, `26h`, `9d`.
    static func duration(_ seconds: Double) -> String {
        let size = abs(seconds)
        if size < 120 { return "\(Int(seconds.rounded()))s" }
        if size < 7200 { return "\(Int((seconds / 60).rounded()))m" }
        if size < 172_800 { return "\(Int((seconds / 3600).rounded()))h" }
        return "\(Int((seconds / 86_400).rounded()))d"
    }
}

/// Bits of a factor.
func bits(_ factor: Double) -> Double { log2(max(factor, 1e-300)) }
