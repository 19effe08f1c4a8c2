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

    private(set) var copies = 0
    /// The sketches one after another, ascending.
    private var sketches: [UInt32] = []
    /// Whose text each is.
    private var owners: [UInt64] = []
    /// By hash: a text's place in ``sketches``, plus one.
    private var places = [Int32](repeating: 0, count: 1 << 19)
    private var next = 0
    private var sketch = Sketch()

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
            let place = Int(places[Int(sketch[door] & 0x7FFFF)])
            if place > 0, owners[place - 1] != owner, isCopy(of: place - 1) {
                return sketches[(place - 1) * Self.sketchSize]
            }
        }
        remember(of: owner)
        return nil
    }

    /// Fills ``sketch``.
    ///
    /// - Returns: `false` when the text is too short to tell a copy from a coincidence.
    private mutating func readSketch(_ text: Span<UInt8>) -> Bool {
        // A local one: a member would be looked up anew for every word.
        var found = Sketch()
        var (words, index, first, second) = (0, 0, UInt32(0), UInt32(0))
        while index < text.count {
            var hash: UInt32 = 0
            while index < text.count, isLetter(text[index]) {
                // FNV-1a, letter case apart.
                hash = ((hash == 0 ? 0x811C_9DC5 : hash) ^ UInt32(text[index] | 0x20)) &* 0x0100_0193
                index += 1
            }
            index += 1
            guard hash != 0 else { continue }
            words += 1
            if words >= 3 { found.keep(mixed(first &* 31 &+ second &* 17 &+ hash)) }
            (first, second) = (second, hash)
        }
        sketch = found
        return words >= Self.minimumWords && found.isFull
    }

    @inline(__always)
    private func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 }

    private func mixed(_ value: UInt32) -> UInt32 {
        var value = (value ^ value >> 16) &* 0x85EB_CA6B
        value = (value ^ value >> 13) &* 0xC2B2_AE35
        return value ^ value >> 16
    }

    private func isCopy(of place: Int) -> Bool {
        var (left, right, equal) = (0, place * Self.sketchSize, 0)
        let end = right + Self.sketchSize
        while left < Self.sketchSize, right < end {
            if sketch[left] == sketches[right] {
                (left, right, equal) = (left + 1, right + 1, equal + 1)
            } else if sketch[left] < sketches[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return equal >= Self.shared
    }

    private mutating func remember(of owner: UInt64) {
        let start = next * Self.sketchSize
        if sketches.count <= start {
            for index in 0..<Self.sketchSize { sketches.append(sketch[index]) }
            owners.append(owner)
        } else {
            for index in 0..<Self.sketchSize { sketches[start + index] = sketch[index] }
            owners[next] = owner
        }
        for door in 0..<Self.doors { places[Int(sketch[door] & 0x7FFFF)] = Int32(next + 1) }
        next = (next + 1) % Self.capacity
    }
}

/// The eight smallest of the hashes seen, each once, ascending.
private struct Sketch {
    private var hashes = InlineArray<8, UInt32>(repeating: .max)

    var isFull: Bool { hashes[7] != .max }

    subscript(index: Int) -> UInt32 { hashes[index] }

    mutating func keep(_ hash: UInt32) {
        guard hash < hashes[7] else { return }
        var place = 7
        while place > 0, hashes[place - 1] >= hash {
            if hashes[place - 1] == hash { return }
            place -= 1
        }
        var index = 7
        while index > place {
            hashes[index] = hashes[index - 1]
            index -= 1
        }
        hashes[place] = hash
    }
}
