/// A kind of personal data, with the token that stands for it in stored texts.
public enum MaskKind: String, CaseIterable, Sendable {
    // In order of precedence where two overlap.
    case email, iban, nir, siret, card, siren, ip, phone, address, name

    public var token: String { "[\(rawValue)]" }

    var precedence: Int {
        switch self {
        case .email: 0
        case .iban: 1
        case .nir: 2
        case .siret: 3
        case .card: 4
        case .siren: 5
        case .ip: 6
        case .phone: 7
        case .address: 8
        case .name: 9
        }
    }
}

/// How many spans of each kind were masked.
public struct MaskCounts: Hashable, Sendable {
    public private(set) var counts: [MaskKind: Int] = [:]
    public var total: Int { counts.values.reduce(0, +) }

    public init() {}

    public subscript(kind: MaskKind) -> Int { counts[kind, default: 0] }

    mutating func count(_ kind: MaskKind) { counts[kind, default: 0] += 1 }

    /// Adds another text's counts.
    public mutating func add(_ other: MaskCounts) { counts.merge(other.counts, uniquingKeysWith: +) }
}
