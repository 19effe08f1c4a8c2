/// The query of an address, decoded: `since=30d&where=channel%3Dapp`.
struct QueryText {
    private var values: [String: [String]] = [:]

    /// - Throws: ``Refusal``: too long, or not percent-encoded UTF-8.
    init(_ query: String?) throws(Refusal) {
        guard let query, !query.isEmpty else { return }
        let pairs = query.utf8.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= RequestLimits.parameters else { throw .queryTooLong }
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count < 2 ? "" : Self.decoded(parts[1]) else {
                throw .unreadableQuery
            }
            guard max(name.utf8.count, value.utf8.count) <= RequestLimits.valueBytes else { throw .queryTooLong }
            values[name, default: []].append(value)
        }
    }

    /// Refuses a name this address does not know: a misspelt filter must not answer for everything.
    func check(_ known: [String]) throws(Refusal) {
        guard let unknown = values.keys.filter({ !known.contains($0) }).min() else { return }
        throw .unknownParameter(unknown, known: known.filter { $0 != "lang" })
    }

    /// Every value of a name, in order.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// `nil` when it is absent or empty, as an untouched field of a form is.
    func one(_ name: String) throws(Refusal) -> String? {
        let given = all(name)
        guard given.count < 2 else { throw .repeated(name) }
        return given.first.flatMap { $0.isEmpty ? nil : $0 }
    }

    func number(_ name: String, in range: ClosedRange<Int>, default value: Int) throws(Refusal) -> Int {
        guard let text = try one(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .badValue(text, of: name, expected: "\(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of type: Choice.Type) throws(Refusal)
        -> Choice?
    where Choice.RawValue == String {
        guard let text = try one(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw .badValue(text, of: name, expected: Choice.allCases.map(\.rawValue).joined(separator: " | "))
        }
        return choice
    }

    /// The same for two queries that ask the same.
    var canonical: String {
        values.sorted { $0.key < $1.key }.map { name, values in "\(name)=\(values.joined(separator: "\u{1}"))" }
            .joined(separator: "\u{2}")
    }

    /// Undoes percent-encoding, `+` standing for a blank; `nil` when that is no valid UTF-8 without control characters.
    static func decoded(_ text: some Collection<UInt8>, plusIsBlank: Bool = true) -> String? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(byte == UInt8(ascii: "+") && plusIsBlank ? 0x20 : byte)
            }
        }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
