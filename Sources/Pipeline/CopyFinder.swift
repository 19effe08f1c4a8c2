import Feedback
import FeedbackStore
import Ingestion

/// Finds texts that are near copies of an earlier one, in the same file or in the store: pasted reviews, campaigns, bots.
///
/// An item is no copy of itself: the same export again, or a newer one that repeats it, marks nothing anew. A text of at least
/// ``minimumWords`` words is known by its eight smallest hashes of three words in a row, numbers and punctuation apart: two
/// texts that share six of them have about three quarters of their wording in common. Remembers the last ``capacity``
/// different texts, in about 8 MB whatever the file's size.
///
/// - Source: A. Broder, "On the resemblance and containment of documents", 1997 (bottom sketches).
struct CopyFinder {
    static let minimumWords = 12
    static let capacity = 1 << 17
    /// How many of the store's last items are looked at: reading their texts takes a quarter of a second.
    static let knownItems = 1 << 16
    /// The attribute a copy gets: the same value for all copies of one text.
    static let segmentName = "near_duplicate"

    private static let sketchSize = 8
    private static let shared = 6
    /// How many of a text's smallest hashes lead to it.
    private static let doors = 3
    private static let doorBits: UInt32 = 19
    /// What a place and one more take of a number that the rest of a hash fits in beside it.
    private static let placeBits: UInt32 = 18

    private(set) var copies = 0
    /// Each text's eight smallest hashes, ascending.
    private var sketches: [InlineArray<8, UInt32>] = []
    /// Whose text each is.
    private var owners: [UInt64] = []
    /// By the low bits of a hash, its door: the high bits, then a text's place in ``sketches``, plus one.
    private var places = [UInt32](repeating: 0, count: 1 << doorBits)
    private var next = 0
    /// Of the text in hand.
    private var sketch = InlineArray<8, UInt32>(repeating: .max)

    init() {}

    /// Knows the last texts of a store.
    ///
    /// - Parameter batch: one whose own texts do not count: those that a run which was cut off has stored.
    init(knowing store: FeedbackStore?, except batch: Int64? = nil) throws {
        self.init()
        var known = self
        try store?.forEachRecentText(ofItems: Self.knownItems, except: batch) { known.remember($0, of: $1) }
        self = known
    }

    /// Remembers a text that was stored before.
    mutating func remember(_ text: Span<UInt8>, of key: NaturalKey) { _ = find(text, of: key.low) }

    /// Looks for an earlier copy of any of the item's texts, and remembers them.
    ///
    /// - Returns: what the group of copies is called.
    mutating func group(of item: borrowing FeedbackItem, key: NaturalKey) -> String? {
        var group: UInt32?
        let verbatims = item.verbatims.span
        for index in verbatims.indices {
            guard let found = find(verbatims[index].text.utf8.span, of: key.low) else { continue }
            group = group ?? found
        }
        guard let group else { return nil }
        copies += 1
        let digits = String(group, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// What is said of the copies, once the file is read.
    var decisions: [Decision] {
        copies == 0
            ? []
            : [
                Decision(
                    "near-duplicates",
                    en: "\(copies) texts are near copies of an earlier one: kept, and marked (\(Self.segmentName))",
                    fr: "\(copies) textes sont presque des copies d'un autre : gardés, et marqués (\(Self.segmentName))"
                )
            ]
    }

    /// - Returns: the smallest hash of the first text of the group.
    private mutating func find(_ text: Span<UInt8>, of owner: UInt64) -> UInt32? {
        guard text.count >= Self.minimumWords * 3, readSketch(text) else { return nil }
        for door in 0..<Self.doors {
            guard let place = place(behind: sketch[door]) else { continue }
            if owners[place] != owner, isCopy(of: place) { return sketches[place][0] }
        }
        remember(of: owner)
        return nil
    }

    /// Where the text met last is that has this hash among its smallest.
    private func place(behind hash: UInt32) -> Int? {
        let entry = places[Int(hash & (1 << Self.doorBits - 1))]
        guard entry != 0, entry >> Self.placeBits == hash >> Self.doorBits else { return nil }
        return Int(entry & (1 << Self.placeBits - 1)) - 1
    }

    /// Fills ``sketch``.
    ///
    /// - Returns: `false` when the text is too short to tell a copy from a coincidence.
    private mutating func readSketch(_ text: Span<UInt8>) -> Bool {
        var words = WordHashes()
        var offset = 0
        while offset < text.count {
            // Bytes after the text's end end its last word.
            let (bytes, letters) = eightLetters(text, at: offset)
            let length = (~letters & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
            guard length < 8 else {
                words.append(bytes)
                offset &+= 8
                continue
            }
            if length > 0 { words.append(bytes & (1 << UInt64(8 * length) - 1)) }
            words.endWord()
            let next = (letters >> UInt64(8 * length)).trailingZeroBitCount / 8
            offset &+= min(length + next, 8)
        }
        words.endWord()
        sketch = words.sketch.kept
        return words.count >= Self.minimumWords && sketch[7] != .max
    }

    private func isCopy(of place: Int) -> Bool {
        // Both ascend, and no hash is in one twice. Without a branch: which comes first cannot be foreseen.
        var (left, right, shared) = (0, 0, 0)
        let known = sketches[place]
        while left < Self.sketchSize, right < Self.sketchSize {
            let (one, other) = (known[left], sketch[right])
            shared &+= one == other ? 1 : 0
            left &+= one <= other ? 1 : 0
            right &+= other <= one ? 1 : 0
        }
        return shared >= Self.shared
    }

    private mutating func remember(of owner: UInt64) {
        if sketches.count <= next {
            sketches.append(sketch)
            owners.append(owner)
        } else {
            sketches[next] = sketch
            owners[next] = owner
        }
        for door in 0..<Self.doors {
            let hash = sketch[door]
            places[Int(hash & (1 << Self.doorBits - 1))] =
                (hash >> Self.doorBits) << Self.placeBits | UInt32(next + 1)
        }
        next = (next + 1) % Self.capacity
    }
}

/// Eight bytes in small letters, the first one lowest, and the top bit of each that is one of a word; zeros after the end.
@inline(__always)
private func eightLetters(_ text: Span<UInt8>, at offset: Int) -> (bytes: UInt64, letters: UInt64) {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var word: UInt64 = 0
    if offset &+ 8 <= text.count {
        // Safe: eight bytes are left, and any eight bytes are a number.
        word = UInt64(littleEndian: unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    } else {
        for index in (offset..<text.count).reversed() { word = word << 8 | UInt64(text[index]) }
    }
    let small = word | 0x20 &* ones
    // Sums of seven bits each: nothing is carried into the next byte.
    let low = small & ~tops
    let letters = (low &+ (0x80 - 0x61) &* ones) & ~(low &+ (0x7F - 0x7A) &* ones)
    return (small, (letters | word) & tops)
}

/// The hash of the word in hand, and the sketch of those before it, three in a row.
private struct WordHashes {
    private(set) var sketch = Sketch()
    private(set) var count = 0
    private var (hash, last, beforeLast): (UInt64, UInt32, UInt32) = (0, 0, 0)

    /// Adds up to eight letters to the word.
    @inline(__always)
    mutating func append(_ letters: UInt64) {
        // Multiplied by the golden ratio, whose high bits depend on all of the letters'.
        hash = (hash ^ hash >> 32 ^ letters) &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    mutating func endWord() {
        guard hash != 0 else { return }
        let word = UInt32(truncatingIfNeeded: hash >> 32)
        count &+= 1
        if count >= 3 { sketch.keep(mixed(beforeLast &* 31 &+ last &* 17 &+ word)) }
        (beforeLast, last, hash) = (last, word, 0)
    }

    @inline(__always)
    private func mixed(_ value: UInt32) -> UInt32 {
        var value = (value ^ value >> 16) &* 0x85EB_CA6B
        value = (value ^ value >> 13) &* 0xC2B2_AE35
        return value ^ value >> 16
    }
}

/// The eight smallest of the hashes seen, each once, ascending.
private struct Sketch {
    private(set) var kept = InlineArray<8, UInt32>(repeating: .max)

    @inline(__always)
    mutating func keep(_ hash: UInt32) {
        guard hash < kept[7] else { return }
        // Without a branch: which place it gets cannot be foreseen.
        var carried = hash
        for index in 0..<8 {
            let known = kept[index]
            kept[index] = min(known, carried)
            carried = known == carried ? .max : max(known, carried)
        }
    }
}
