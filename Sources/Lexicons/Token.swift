/// One word, number or emoji of a text.
///
/// Public, so that other modules inline what it does: `package` functions are called.
public struct Token: Sendable {
    /// One bit each. (`OptionSet` from another module runs unspecialised: 30 % of an analysis.)
    public struct Flags: Equatable, Sendable {
        @usableFromInline var bits: UInt16

        @inlinable public init(bits: UInt16 = 0) { self.bits = bits }

        @inlinable public static var number: Flags { Flags(bits: 1) }
        @inlinable public static var emoji: Flags { Flags(bits: 2) }
        /// Three or more letters, all capitals.
        @inlinable public static var capitals: Flags { Flags(bits: 4) }
        @inlinable public static var elongated: Flags { Flags(bits: 8) }
        /// A comma, parenthesis or dash stands before it.
        @inlinable public static var afterSoftBreak: Flags { Flags(bits: 16) }
        /// One of a few words between quotation marks.
        @inlinable public static var quoted: Flags { Flags(bits: 32) }
        /// An apostrophe follows.
        @inlinable public static var elided: Flags { Flags(bits: 64) }
        @inlinable public static var mention: Flags { Flags(bits: 128) }

        @inlinable @inline(__always) public func contains(_ other: Flags) -> Bool { bits & other.bits != 0 }
        @inlinable public mutating func insert(_ other: Flags) { bits |= other.bits }
    }

    /// The word in the ``Vocabulary``, or ``Vocabulary/unknown``.
    public var symbol: Int32
    /// The longest beginning (`charge*`) of it the vocabulary asks for, or ``Vocabulary/unknown``.
    public var beginning: Int32
    /// UTF-8 byte offsets into the text.
    public var start: Int32
    public var end: Int32
    public var flags: Flags
    /// A bit for each symbol a pattern can name it by, modulo 64: its own, its beginnings', the number's.
    public var bits: UInt64 = 0

    /// Whether it is made of letters and names nobody.
    @inlinable @inline(__always) public var isWord: Bool { flags.bits & (1 | 2 | 128) == 0 }
}

/// Tokens with no full stop or like mark between them.
package struct Segment: Sendable {
    package var tokens: Range<Int32>
    /// The marks it ends with.
    package var exclamations: UInt8 = 0
    package var questions: UInt8 = 0
    package var hasEllipsis = false
}

/// A text cut into tokens; reused from text to text.
package struct TokenBuffer: Sendable {
    package internal(set) var tokens: [Token] = []
    package internal(set) var segments: [Segment] = []
    /// What accented letters say of the language: French, English, other, unused.
    package internal(set) var accents = SIMD4<Float>.zero
    package internal(set) var foreignLetters = 0
    /// Tokens in capitals, to tell emphasis from a text typed in capitals.
    package internal(set) var capitalised = 0

    package init() {}

    mutating func clear() {
        tokens.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
        (accents, foreignLetters, capitalised) = (.zero, 0, 0)
    }
}
