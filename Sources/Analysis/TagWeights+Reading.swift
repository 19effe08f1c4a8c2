import Lexicons

/// One term of tags as ``TermIndex/postings`` hold it.
///
/// Read here, where it is inlined, and not where it is written: a call for each weight would cost more than the weight.
struct TagPosting {
    /// Index into ``TermIndex/terms``.
    let number: Int
    /// Where its weights are.
    let weights: Range<Int>
    /// A bit for each category it has a weight for, modulo 64.
    let categories: UInt64

    @inline(__always)
    init(_ place: Int32, _ postings: Span<UInt32>) {
        let start = Int(place)
        number = Int(postings[start])
        weights = start + 4..<start + 4 + Int(postings[start + 1])
        categories = UInt64(postings[start + 3]) << 32 | UInt64(postings[start + 2])
    }

    /// Whether a term with these ``categories`` may weigh a category.
    @inline(__always)
    static func mayWeigh(_ category: Int32, _ categories: UInt64) -> Bool {
        categories >> UInt64(truncatingIfNeeded: category & 63) & 1 != 0
    }

    /// Its weight for a category, as ``TermIndex/postings`` have it; `nil` for none.
    ///
    /// Weights stand by category: no more than there are bits below the category's stand before it, save those of
    /// categories from 64 on, which share bits and come last.
    @inline(__always)
    func weight(for category: Int32, _ postings: Span<UInt32>) -> UInt32? {
        let before = category < 64 ? (categories & (1 << UInt64(category) &- 1)).nonzeroBitCount : weights.count
        var place = weights.lowerBound + min(before, weights.count - 1)
        while place >= weights.lowerBound {
            let found = Self.category(postings[place])
            if found <= Int(category) { return found == Int(category) ? postings[place] : nil }
            place -= 1
        }
        return nil
    }

    @inline(__always)
    static func category(_ weight: UInt32) -> Int { Int(weight & 0xFFF) }

    /// Its place in ``TermIndex/values``.
    @inline(__always)
    static func value(_ weight: UInt32) -> Int { Int(weight >> 12) }
}
