internal import Crypto

/// Takes personal data out of texts before anything is stored, and turns identities into keyed pseudonyms.
///
/// What has a checksum or a fixed form is found reliably: e-mail, phone, IBAN, card, NIR, SIRET and SIREN, IP address. Postal addresses
/// and names are found by what stands before them (a number and a street word, "Mme", "je m'appelle", "Cordialement,"):
/// a name alone in a sentence is not.
public struct Masker: Sendable {
    /// Whether texts are stored as written. Identities become pseudonyms even so.
    public let keepsPII: Bool
    /// Whether the networks of addresses may be kept, as pseudonyms.
    public let keepsNetworks: Bool
    private let authentication: HMAC<SHA256>

    /// - Parameter key: the store's secret; the same key gives the same pseudonyms.
    public init(key: [UInt8], keepsPII: Bool = false, keepsNetworks: Bool = false) {
        self.keepsPII = keepsPII
        self.keepsNetworks = keepsNetworks
        authentication = HMAC<SHA256>(key: SymmetricKey(data: key))
    }

    /// - Returns: the text with `[email]`, `[phone]`… in place of personal data, or `nil` when it holds none.
    /// - Complexity: O(*n*); a text without digits, `@` or titles costs about a nanosecond a byte.
    public func masked(_ text: String) -> (text: String, counts: MaskCounts)? {
        guard let (bytes, counts) = masked(text.utf8Span.span) else { return nil }
        return (String(decoding: bytes, as: UTF8.self), counts)
    }

    package func masked(_ text: Span<UInt8>) -> (bytes: [UInt8], counts: MaskCounts)? {
        masked(text, TextSigns(text).personalData)
    }

    /// - Parameter hints: what the text could hold.
    func masked(_ text: Span<UInt8>, _ hints: PersonalDataHints) -> (bytes: [UInt8], counts: MaskCounts)? {
        guard !keepsPII, !hints.isEmpty else { return nil }
        var scanner = PersonalDataScanner(text)
        let spans = scanner.spans(hints)
        return spans.isEmpty ? nil : scanner.replacing(spans)
    }

    /// The masked text, or the text itself when it holds no personal data.
    public func clean(_ text: String) -> String { masked(text)?.text ?? text }

    /// `r_` and 20 hexadecimal digits of HMAC-SHA256 over the identity, letter case and outer blanks apart.
    ///
    /// The same person keeps the same pseudonym across files, formats and channels of one store.
    public func pseudonym(_ identity: String) -> String {
        var authentication = authentication
        authentication.update(data: normalisedIdentity(identity))
        var name: [UInt8] = [0x72, 0x5F]
        for byte in authentication.finalize().prefix(10) {
            name.append(hexDigits[Int(byte >> 4)])
            name.append(hexDigits[Int(byte & 15)])
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// A number of HMAC-SHA256 over the network of an IP address, never 0.
    ///
    /// - Returns: `nil` unless ``keepsNetworks``, and for what is no routed address.
    public func network(of address: String?) -> Int64? {
        guard keepsNetworks, let address, let prefix = NetworkPrefix(Array(address.utf8)) else { return nil }
        var authentication = authentication
        // Apart from identities: no customer number can give the same pseudonym.
        authentication.update(data: Array("network\u{0}".utf8) + prefix.bytes)
        let bytes = Array(authentication.finalize().prefix(8))
        let number = Int64(bitPattern: bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
        return number == 0 ? 1 : number
    }

    private func normalisedIdentity(_ identity: String) -> [UInt8] {
        let lowered = identity.utf8.allSatisfy { $0 < 0x80 } ? Array(identity.utf8) : Array(identity.lowercased().utf8)
        return lowered.trimmed.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}

private let hexDigits = Array("0123456789abcdef".utf8)
