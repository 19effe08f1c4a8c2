/// The encoding a file's first bytes point to: byte-order mark, then NUL pattern, then strict UTF-8, then the
/// eight-bit encoding whose accents fall where a writer puts them.
public func guessEncoding(of head: [UInt8]) -> EncodingGuess {
    markedEncoding(head) ?? unmarkedUTF16(head) ?? utf8Evidence(head) ?? eightBitEncoding(head)
}

private func markedEncoding(_ head: [UInt8]) -> EncodingGuess? {
    let marks: [([UInt8], TextEncoding)] = [
        ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LE), ([0xFE, 0xFF], .utf16BE),
    ]
    guard let (_, encoding) = marks.first(where: { head.starts(with: $0.0) }) else { return nil }
    return EncodingGuess(
        encoding: encoding, hasBOM: true, reason: "byte-order mark", reasonFR: "marque d'ordre des octets")
}

/// Google Play and other UTF-16 files lose their mark when people cut them: western text then has a NUL every other
/// byte.
private func unmarkedUTF16(_ head: [UInt8]) -> EncodingGuess? {
    let sample = head.prefix(4096)
    guard sample.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in sample.enumerated() where byte == 0 {
        if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let threshold = sample.count / 2 * 3 / 10
    let (low, high) = (zeros.odd > threshold, zeros.even > threshold)
    guard low != high else { return nil }
    return EncodingGuess(
        encoding: low ? .utf16LE : .utf16BE, confidence: 0.95, reason: "a NUL every other byte",
        reasonFR: "un octet nul sur deux")
}

private func utf8Evidence(_ head: [UInt8]) -> EncodingGuess? {
    let span = head.span
    var (sequences, invalid, offset) = (0, 0, 0)
    while offset < span.count {
        if span[offset] < 0x80 {
            offset += 1
            continue
        }
        switch UTF8Sequence.at(offset, in: span) {
        case .valid(let length): (sequences, offset) = (sequences + 1, offset + length)
        case .cut: offset = span.count  // the head may end inside a character
        case .invalid(let length): (invalid, offset) = (invalid + 1, offset + length)
        }
    }
    if invalid == 0 {
        return EncodingGuess(
            encoding: .utf8, confidence: sequences == 0 ? 0.9 : 1,
            reason: sequences == 0 ? "plain ASCII" : "valid UTF-8",
            reasonFR: sequences == 0 ? "ASCII simple" : "UTF-8 valide")
    }
    // Two bytes that make a valid sequence hardly ever meet by chance: UTF-8 that a tool has cut or damaged is still
    // UTF-8, and the bad places become U+FFFD and are counted.
    guard sequences >= 3, sequences * 2 >= invalid else { return nil }
    return EncodingGuess(
        encoding: .utf8, confidence: Double(sequences) / Double(sequences + invalid),
        reason: "UTF-8 with \(invalid) invalid places in its head",
        reasonFR: "UTF-8 avec \(invalid) endroits invalides au début")
}

private func eightBitEncoding(_ head: [UInt8]) -> EncodingGuess {
    let hasC1 = head.contains { (0x80...0x9F).contains($0) }
    // ISO-8859-15 has no printable character in 80–9F.
    let candidates: [TextEncoding] = hasC1 ? [.windows1252, .macRoman] : [.windows1252, .latin9, .macRoman]
    let scores = candidates.map { (encoding: $0, score: AccentScore(encoding: $0).score(head)) }
    let best = scores.reduce(scores[0]) { $1.score > $0.score ? $1 : $0 }
    if best.score < 0 {
        return EncodingGuess(
            encoding: .utf8, confidence: 0.2, reason: "fits no encoding; what is not UTF-8 is replaced",
            reasonFR: "ne correspond à aucun encodage ; ce qui n'est pas de l'UTF-8 est remplacé")
    }
    let runnerUp = scores.filter { $0.encoding != best.encoding }.map(\.score).max() ?? 0
    let margin = Double(best.score - runnerUp) / Double(max(abs(best.score) + abs(runnerUp), 1))
    return EncodingGuess(
        encoding: best.encoding, confidence: best.score == 0 ? 0.3 : 0.5 + min(margin, 1) * 0.45,
        reason: "not UTF-8; accents fall best inside words as \(best.encoding.rawValue)",
        reasonFR: "pas de l'UTF-8 ; les accents tombent le mieux dans les mots en \(best.encoding.rawValue)")
}
