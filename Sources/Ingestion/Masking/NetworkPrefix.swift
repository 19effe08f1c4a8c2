/// The network an IP address belongs to: its first 24 bits, or 48 of IPv6.
///
/// Households and companies keep theirs for days; the rest of the address, which tells devices apart, is never looked at.
struct NetworkPrefix: Hashable {
    /// Three bytes of IPv4, six of IPv6.
    let bytes: [UInt8]

    /// - Parameter text: an address with or without a port, or several as proxies list them: the first is the visitor's.
    /// - Returns: `nil` for anything else, and for addresses that mean something within one network only.
    init?(_ text: some Collection<UInt8>) {
        let first = text.prefix { $0 != UInt8(ascii: ",") }.filter { $0 != 0x20 && $0 != 0x22 }
        let colons = first.count { $0 == UInt8(ascii: ":") }
        let bytes: [UInt8]?
        if colons < 2 {
            bytes = Self.version4(first.prefix { $0 != UInt8(ascii: ":") })
        } else {
            let inside =
                first.first == UInt8(ascii: "[") ? first.dropFirst().prefix { $0 != UInt8(ascii: "]") } : first[...]
            bytes = Self.version6(inside.prefix { $0 != UInt8(ascii: "%") })
        }
        guard let bytes else { return nil }
        self.bytes = bytes
    }

    /// - Source: RFC 6890, the registry of addresses that are not routed.
    private static func version4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(number)
        guard parts.count == 4, let a = parts[0], let b = parts[1], let c = parts[2], parts[3] != nil else {
            return nil
        }
        switch (a, b) {
        case (0, _), (10, _), (127, _), (169, 254), (172, 16...31), (192, 168), (100, 64...127), (224..., _): return nil
        default: return [a, b, c]
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard (1...3).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
        return UInt8(exactly: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    private static func version6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        // "::ffff:192.0.2.7" is an IPv4 address in the dress of the other.
        if text.contains(UInt8(ascii: ".")), let colon = text.lastIndex(of: UInt8(ascii: ":")) {
            return version4(text[(colon + 1)...])
        }
        let groups = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard groups.count <= 9, groups.count == 8 || groups.dropFirst().contains(where: \.isEmpty) else { return nil }
        var bytes: [UInt8] = []
        for group in groups {
            guard group.count <= 4, let value = hexadecimal(group) else { return nil }
            // Where groups of zeros are left out, those before are the first ones; what comes after is not needed.
            if group.isEmpty { break }
            bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
        }
        bytes = Array((bytes + [0, 0, 0, 0, 0, 0]).prefix(6))
        let isRouted = bytes[0] & 0xE0 == 0x20
        return isRouted ? bytes : nil
    }

    /// 0 for no digits.
    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0) { (value: Int?, byte: UInt8) in
            guard let value else { return nil }
            if byte.isDigit { return value * 16 + Int(byte - 0x30) }
            let letter = byte | 0x20
            return (0x61...0x66).contains(letter) ? value * 16 + Int(letter - 0x57) : nil
        }
    }
}
