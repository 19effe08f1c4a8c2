private import Feedback

/// A small seeded generator: the same seed gives the same run on every machine.
public struct SplitMix64: RandomNumberGenerator {
    private var random: SeededRandom

    public init(seed: UInt64) { random = SeededRandom(seed: seed) }

    public mutating func next() -> UInt64 { random.next() }
}
