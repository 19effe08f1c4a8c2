import Feedback

/// JSON written straight into bytes: what the store packs into a row is made a million times an import.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    var count: Int { bytes.count }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Appends bytes as they are.
    mutating func append(raw: Span<UInt8>) {
        // Safe: the bytes are copied before the call returns.
        unsafe raw.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func append(raw text: String) { append(raw: text.utf8.span) }

    mutating func append(mark: Unicode.Scalar) { bytes.append(UInt8(ascii: mark)) }

    /// Appends `text` as a JSON string, quotes included.
    mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let utf8 = text.utf8.span
        var clean = true
        for index in utf8.indices { clean = clean && !needsEscape(utf8[index]) }
        if clean { bytes.append(contentsOf: text.utf8) } else { appendEscaped(utf8) }
        bytes.append(UInt8(ascii: "\""))
    }

    private func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscaped(_ text: Span<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 {
                bytes.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            } else {
                if needsEscape(byte) { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
        }
    }

    mutating func append(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(number.magnitude)
    }

    /// Appends digits that read back as exactly this number; `null` for one JSON cannot write.
    mutating func append(_ number: Double) {
        let scaled = number * 10_000
        if abs(scaled) < 1e12, let whole = Int(exactly: scaled.rounded()), Double(whole) / 10_000 == number {
            return append(tenThousandths: whole)
        }
        bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
    }

    /// Appends a number of four decimals at most.
    mutating func append(tenThousandths: Int) {
        if tenThousandths < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = tenThousandths.magnitude.quotientAndRemainder(dividingBy: 10_000)
        appendDigits(whole)
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var (rest, divisor) = (fraction, UInt(1000))
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }

    private mutating func appendDigits(_ number: UInt) {
        guard number >= 10 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
        if number < 100 { bytes.append(UInt8(ascii: "0") + UInt8(number / 10)) } else { appendDigits(number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Appends the place of a number that only the writer knows: a zero byte, which no JSON holds, and 32 bits.
    mutating func append(placeOf local: Int32) {
        bytes.append(0)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: local >> Int32(shift))) }
    }
}

extension JSONBytes {
    /// The attributes as one JSON object in their order.
    mutating func append(segments: Span<Segment>) {
        append(mark: "{")
        for index in segments.indices {
            if index > 0 { append(mark: ",") }
            append(segments[index].name)
            append(mark: ":")
            append(segments[index].value)
        }
        append(mark: "}")
    }
}

/// The attributes as one JSON object in their order, or `nil` when there are none.
func segmentsJSON(_ segments: [Segment]) -> String? {
    guard !segments.isEmpty else { return nil }
    var json = JSONBytes()
    json.append(segments: segments.span)
    return String(decoding: json.bytes, as: UTF8.self)
}
