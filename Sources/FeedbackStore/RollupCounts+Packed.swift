extension RollupCounts {
    /// The counts as the `rollup` table keeps them: 24 whole numbers of one to ten bytes each (zigzag, seven bits a byte,
    /// the lowest first), then ten sums, each a byte 0 for nothing or 1 and a little-endian double.
    var packed: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        append(items, to: &bytes)
        append(mentions, to: &bytes)
        append(severitySum, to: &bytes)
        append(primaryItems, to: &bytes)
        append(npsN, to: &bytes)
        append(npsPromoters, to: &bytes)
        append(npsDetractors, to: &bytes)
        append(csatN, to: &bytes)
        append(csatTop, to: &bytes)
        append(cesN, to: &bytes)
        append(starsN, to: &bytes)
        append(sentimentN, to: &bytes)
        append(sentimentPositive, to: &bytes)
        append(sentimentNegative, to: &bytes)
        append(primaryNPSN, to: &bytes)
        append(primaryNPSPromoters, to: &bytes)
        append(primaryNPSDetractors, to: &bytes)
        append(primaryCSATN, to: &bytes)
        append(primaryCSATTop, to: &bytes)
        append(primaryStarsN, to: &bytes)
        append(primaryCESN, to: &bytes)
        append(primarySentimentN, to: &bytes)
        append(primarySentimentPositive, to: &bytes)
        append(primarySentimentNegative, to: &bytes)
        append(csatSum, to: &bytes)
        append(csatSquares, to: &bytes)
        append(cesSum, to: &bytes)
        append(cesSquares, to: &bytes)
        append(starsSum, to: &bytes)
        append(starsSquares, to: &bytes)
        append(sentimentSum, to: &bytes)
        append(sentimentSquares, to: &bytes)
        append(primaryStarsSum, to: &bytes)
        append(primaryCESSum, to: &bytes)
        return bytes
    }

    /// Reads what ``packed`` made; numbers that are missing at the end are 0.
    package init(packed: Span<UInt8>) {
        self.init()
        var reader = PackedNumbers()
        items = reader.count(packed)
        mentions = reader.count(packed)
        severitySum = reader.count(packed)
        primaryItems = reader.count(packed)
        npsN = reader.count(packed)
        npsPromoters = reader.count(packed)
        npsDetractors = reader.count(packed)
        csatN = reader.count(packed)
        csatTop = reader.count(packed)
        cesN = reader.count(packed)
        starsN = reader.count(packed)
        sentimentN = reader.count(packed)
        sentimentPositive = reader.count(packed)
        sentimentNegative = reader.count(packed)
        primaryNPSN = reader.count(packed)
        primaryNPSPromoters = reader.count(packed)
        primaryNPSDetractors = reader.count(packed)
        primaryCSATN = reader.count(packed)
        primaryCSATTop = reader.count(packed)
        primaryStarsN = reader.count(packed)
        primaryCESN = reader.count(packed)
        primarySentimentN = reader.count(packed)
        primarySentimentPositive = reader.count(packed)
        primarySentimentNegative = reader.count(packed)
        csatSum = reader.sum(packed)
        csatSquares = reader.sum(packed)
        cesSum = reader.sum(packed)
        cesSquares = reader.sum(packed)
        starsSum = reader.sum(packed)
        starsSquares = reader.sum(packed)
        sentimentSum = reader.sum(packed)
        sentimentSquares = reader.sum(packed)
        primaryStarsSum = reader.sum(packed)
        primaryCESSum = reader.sum(packed)
    }
}

/// Appends a whole number as ``RollupCounts/packed`` has them.
func appendPacked(_ count: Int, to bytes: inout [UInt8]) { append(count, to: &bytes) }

private func append(_ count: Int, to bytes: inout [UInt8]) {
    var rest = UInt(bitPattern: count << 1 ^ count >> 63)
    while rest > 0x7F {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
    }
    bytes.append(UInt8(rest))
}

private func append(_ sum: Double, to bytes: inout [UInt8]) {
    bytes.append(sum == 0 ? 0 : 1)
    guard sum != 0 else { return }
    for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: sum.bitPattern >> UInt64(shift)))
    }
}

struct PackedNumbers {
    private var position = 0

    func isAtEnd(_ bytes: Span<UInt8>) -> Bool { position >= bytes.count }

    /// Some bytes with their length before them.
    @_lifetime(copy bytes)
    mutating func slice(_ bytes: Span<UInt8>) -> Span<UInt8> {
        let length = max(0, count(bytes))
        return fixed(bytes, length)
    }

    @_lifetime(copy bytes)
    mutating func fixed(_ bytes: Span<UInt8>, _ length: Int) -> Span<UInt8> {
        let start = min(position, bytes.count)
        position = min(start + length, bytes.count)
        return bytes.extracting(start..<position)
    }

    mutating func text(_ bytes: Span<UInt8>) -> String {
        let length = max(0, count(bytes))
        var copy: [UInt8] = []
        copy.reserveCapacity(length)
        for index in min(position, bytes.count)..<min(position + length, bytes.count) { copy.append(bytes[index]) }
        position += length
        return String(decoding: copy, as: UTF8.self)
    }

    mutating func count(_ bytes: Span<UInt8>) -> Int {
        var (value, shift) = (UInt(0), UInt(0))
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            value |= UInt(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 || shift > 63 { break }
        }
        return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
    }

    mutating func sum(_ bytes: Span<UInt8>) -> Double {
        guard position < bytes.count else { return 0 }
        position += 1
        guard bytes[position - 1] == 1, position + 8 <= bytes.count else { return 0 }
        var bits: UInt64 = 0
        for offset in 0..<8 { bits |= UInt64(bytes[position + offset]) << UInt64(offset * 8) }
        position += 8
        return Double(bitPattern: bits)
    }
}
