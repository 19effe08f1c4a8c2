/// What the grammar files say of a word, where a rule needs to know more than a valence.
///
/// A line of `grammar.tsv`: `word <TAB> class <TAB> weight (letters only)`.
public enum WordClass: String, CaseIterable, Sendable {
    /// The first half of a French negation: *ne*, *n'*.
    case negationHead = "negation_head"
    /// A negator only after a ``negationHead``, a ``verb`` or *y a*: *plus*, *personne*.
    case boundNegator = "bound_negator"
    /// A negator that also negates the verb before it: *pas*, *jamais*.
    case backwardNegator = "backward_negator"
    /// What a verb's subject looks like: *je*, *ça*, *ils*.
    case subject
    /// A verb feedback often negates: *marche*, *recommande*.
    case verb
    /// Makes a friction one degree worse: *impossible*, *jamais*, *cannot*.
    case blocking
    /// Ends a negation's reach once it has bent a word: *and*, *because*.
    case scopeEnd = "scope_end"
    /// A letter that tells the language: *ñ*, *œ*, with its weight.
    case letter
}

/// What the rules ask of a word, one bit each, by symbol.
///
/// Public, so that other modules inline what it does: `package` functions are called.
public struct SymbolFlags: BitwiseCopyable, Equatable, Sendable {
    @usableFromInline var bits: UInt16

    @inlinable public init(bits: UInt16 = 0) { self.bits = bits }

    @inlinable public static var negationHead: SymbolFlags { SymbolFlags(bits: 1) }
    @inlinable public static var boundNegator: SymbolFlags { SymbolFlags(bits: 2) }
    @inlinable public static var backwardNegator: SymbolFlags { SymbolFlags(bits: 4) }
    @inlinable public static var subject: SymbolFlags { SymbolFlags(bits: 8) }
    @inlinable public static var verb: SymbolFlags { SymbolFlags(bits: 16) }
    @inlinable public static var blocking: SymbolFlags { SymbolFlags(bits: 32) }
    /// A contrast word: gaps in patterns do not jump it.
    @inlinable public static var wall: SymbolFlags { SymbolFlags(bits: 64) }
    /// A little word skipped between a shifter and its head.
    @inlinable public static var transparent: SymbolFlags { SymbolFlags(bits: 128) }
    @inlinable public static var scopeEnd: SymbolFlags { SymbolFlags(bits: 256) }

    @inlinable @inline(__always) public func contains(_ other: SymbolFlags) -> Bool { bits & other.bits != 0 }

    mutating func insert(_ other: SymbolFlags) { bits |= other.bits }

    init(_ wordClass: WordClass) {
        self =
            switch wordClass {
            case .negationHead: .negationHead
            case .boundNegator: .boundNegator
            case .backwardNegator: .backwardNegator
            case .subject: .subject
            case .verb: .verb
            case .blocking: .blocking
            case .scopeEnd: .scopeEnd
            case .letter: SymbolFlags()
            }
    }
}
