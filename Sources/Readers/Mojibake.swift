/// Repairs text whose UTF-8 was once read as Latin-1 or windows-1252 ("trÃ¨s" becomes "très"), where that is certain.
///
/// A run of characters is repaired when every one of them is a byte of those encodings, the bytes are valid UTF-8,
/// and the result shows fewer signs of damage. Applied at most twice. Damaged and healthy words may share a text.
///
/// - Returns: nil when there is nothing to repair.
/// - Complexity: O(*n*); text with no suspect byte pair costs one pass over eight bytes at a time.
public func repairedMojibake(_ bytes: Span<UInt8>) -> [UInt8]? {
    guard let suspect = firstSuspect(bytes), let once = repairedOnce(bytes, from: suspect) else { return nil }
    guard let again = firstSuspect(once.span) else { return once }
    return repairedOnce(once.span, from: again) ?? once
}

/// Where the first pair stands that damaged text always has: Ã Â â ð Å, or a C1 control.
private func firstSuspect(_ bytes: Span<UInt8>) -> Int? {
    var offset = 0
    while offset + 1 < bytes.count {
        if offset &+ 8 <= bytes.count {
            let flags = WordScan.load(bytes, offset) & WordScan.tops
            if flags == 0 {
                offset &+= 8
                continue
            }
            offset &+= WordScan.firstIndex(flags)
            if offset + 1 == bytes.count { return nil }
        }
        if isSuspect(bytes[offset], bytes[offset + 1]) { return offset }
        offset &+= 1
    }
    return nil
}

/// Whether two bytes are such a pair: a text without any needs no repair.
@inline(__always)
package func isSuspect(_ lead: UInt8, _ next: UInt8) -> Bool {
    switch (lead, next) {
    case (0xC3, 0x83), (0xC3, 0x82), (0xC3, 0xA2), (0xC3, 0xB0), (0xC3, 0x85): true
    case (0xC2, 0x80...0x9F): true
    default: false
    }
}

private func repairedOnce(_ bytes: Span<UInt8>, from start: Int) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var (offset, repaired) = (0, false)
    // A run that holds the suspect may begin before it.
    while offset < bytes.count {
        if bytes[offset] < 0x80 {
            output.append(bytes[offset])
            offset += 1
            continue
        }
        let run = damagedRun(bytes, at: offset)
        if offset + run.length > start, let fixed = run.repair() {
            output.append(contentsOf: fixed)
            repaired = true
        } else {
            for index in offset..<offset + run.length { output.append(bytes[index]) }
        }
        offset += run.length
    }
    return repaired ? output : nil
}

/// Neighbouring characters beyond ASCII that may each have been one byte.
private struct DamagedRun {
    var bytes: [UInt8] = []
    var length = 0
    var signs = 0

    /// The characters meant, when the bytes are valid UTF-8 and show fewer signs of damage.
    func repair() -> [UInt8]? {
        guard signs > 0, bytes.count > 1 else { return nil }
        let span = bytes.span
        var (offset, remaining) = (0, 0)
        while offset < span.count {
            guard case .valid(let length) = UTF8Sequence.at(offset, in: span), length > 1 else { return nil }
            if isSuspect(span[offset], span[offset + 1]) { remaining += 1 }
            offset += length
        }
        return remaining < signs ? bytes : nil
    }
}

/// The run at `offset`; a character that was never one byte makes a run of its own, without signs.
private func damagedRun(_ bytes: Span<UInt8>, at offset: Int) -> DamagedRun {
    var run = DamagedRun()
    while offset + run.length < bytes.count, bytes[offset + run.length] >= 0x80 {
        let at = offset + run.length
        guard case .valid(let length) = UTF8Sequence.at(at, in: bytes) else {
            if run.length == 0 { run.length = 1 }
            return run
        }
        guard let byte = singleByte(bytes, at: at, length: length) else {
            if run.length == 0 { run.length = length }
            return run
        }
        run.bytes.append(byte)
        if isSuspect(bytes[at], bytes[at + 1]) { run.signs += 1 }
        run.length += length
    }
    return run
}

/// The byte that windows-1252, or Latin-1 for the five bytes it leaves free, writes this character with.
private func singleByte(_ bytes: Span<UInt8>, at offset: Int, length: Int) -> UInt8? {
    var code = UInt32(bytes[offset]) & (length == 2 ? 0x1F : 0x0F)
    guard length < 4 else { return nil }
    for index in 1..<length { code = code << 6 | UInt32(bytes[offset + index] & 0x3F) }
    if code < 0x100 { return UInt8(code) }
    return CodePage.windows1252.prefix(32).firstIndex(of: UInt16(code)).map { UInt8(0x80 + $0) }
}
