import Analysis
import Feedback
import Glibc
import Synchronization

/// Remembers what was found in texts that come again: "RAS", "Très bien", a template's answer.
///
/// The analyser says the same of the same bytes, so an answer from here is the one it would give. A text is kept from the
/// second time it is met, so that a file without repetitions costs a hash a text; texts are compared byte by byte. Holds no
/// more than its ``Room`` and is shared by all threads of a run.
final class RepeatedTexts: Sendable {
    /// How much is remembered.
    struct Room: Sendable {
        /// Longer texts are not kept.
        var longestText: Int
        /// Texts of a sixteenth, a power of two, their bytes and their tags.
        var texts: Int
        var bytes: Int
        var tags: Int

        /// 12 MB, beside the rows that an import holds: longer texts hardly ever come again.
        static let small = Room(longestText: 1024, texts: 2048, bytes: 256 << 10, tags: 10 << 10)
        /// 40 MB, for what holds nothing else: a third of the bytes of feedback is in texts of over 1,024.
        static let large = Room(longestText: 16 << 10, texts: 4096, bytes: 1 << 20, tags: 20 << 10)
    }

    private static let shardCount = 16
    private let room: Room
    /// Each with a lock of its own: threads seldom wait for one another.
    private let shards: [Shard]

    private final class Shard: Sendable {
        let texts: Mutex<RepeatedTextShard>

        init(_ room: Room) { texts = Mutex(RepeatedTextShard(room)) }
    }

    init(_ room: Room) {
        self.room = room
        shards = (0..<Self.shardCount).map { _ in Shard(room) }
    }

    /// Texts it can hold.
    var capacity: Int { Self.shardCount * room.texts }

    /// - Returns: what was found in the text, its tags in `finding`; else whether it is worth keeping what will be found.
    func recall(_ text: Span<UInt8>, _ language: Language?, into finding: inout TextFinding) -> TextRecall {
        guard !text.isEmpty, text.count <= room.longestText else { return .unknown }
        let hash = hash(of: text, language)
        let shard = shards[Int(hash >> 60)]
        return shard.texts.withLock { $0.recall(text, hash, into: &finding) }
    }

    /// Keeps what was found in a text that ``recall(_:_:into:)`` has met before.
    func keep(
        _ outcome: Outcome, _ tags: [FoundTag], _ praises: [FoundTag], of text: Span<UInt8>, _ language: Language?
    ) {
        let hash = hash(of: text, language)
        shards[Int(hash >> 60)].texts.withLock { $0.keep(outcome, tags, praises, of: text, hash) }
    }

    /// Texts in a forced language are others than those that decide on it.
    private func hash(of text: Span<UInt8>, _ language: Language?) -> UInt64 {
        switch language {
        case nil: textHash(text, seed: 0)
        case .french: textHash(text, seed: 1)
        case .english: textHash(text, seed: 2)
        case .other: textHash(text, seed: 3)
        }
    }
}

/// What ``RepeatedTexts`` knows of a text.
enum TextRecall {
    case known(Outcome)
    /// Met before, and not kept yet.
    case again
    case unknown
}

/// The tags of a text that was remembered; kept from text to text.
struct TextFinding: Sendable {
    var tags: [FoundTag] = []
    var praises: [FoundTag] = []
}

/// A sixteenth of the texts. When it is full it forgets them all.
private struct RepeatedTextShard {
    private let room: RepeatedTexts.Room

    private struct Entry {
        var hash: UInt64
        var outcome: Outcome
        var text: Range<Int32>
        var tags: Range<Int32>
        /// The last of its tags.
        var praises: Int32
    }

    /// By hash: a part of the hash of the text met last.
    private var met: [UInt32]
    /// By hash, the next free place after it: an entry's place, plus one.
    private var places: [Int32]
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    private var tags: [KeptTag] = []

    init(_ room: RepeatedTexts.Room) {
        self.room = room
        met = Array(repeating: 0, count: 4 * room.texts)
        places = Array(repeating: 0, count: 2 * room.texts)
    }

    mutating func recall(_ text: Span<UInt8>, _ hash: UInt64, into finding: inout TextFinding) -> TextRecall {
        if let entry = entry(of: text, hash) {
            finding.tags.removeAll(keepingCapacity: true)
            finding.praises.removeAll(keepingCapacity: true)
            let (first, last) = (Int(entries[entry].tags.lowerBound), Int(entries[entry].tags.upperBound))
            let firstPraise = last - Int(entries[entry].praises)
            for index in first..<firstPraise { finding.tags.append(tags[index].found) }
            for index in firstPraise..<last { finding.praises.append(tags[index].found) }
            return .known(entries[entry].outcome)
        }
        let place = Int(truncatingIfNeeded: hash) & (met.count - 1)
        let mark = UInt32(truncatingIfNeeded: hash >> 24) | 1
        if met[place] == mark { return .again }
        met[place] = mark
        return .unknown
    }

    mutating func keep(
        _ outcome: Outcome, _ found: [FoundTag], _ praises: [FoundTag], of text: Span<UInt8>, _ hash: UInt64
    ) {
        // Another thread may have kept it in the meantime.
        guard entry(of: text, hash) == nil else { return }
        if entries.count == room.texts || bytes.count + text.count > room.bytes
            || tags.count + found.count + praises.count > room.tags
        {
            forget()
        }
        let (firstByte, firstTag) = (Int32(bytes.count), Int32(tags.count))
        // Safe: the bytes are copied before the call returns.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        for tag in found { tags.append(KeptTag(tag)) }
        for tag in praises { tags.append(KeptTag(tag)) }
        entries.append(
            Entry(
                hash: hash, outcome: outcome, text: firstByte..<Int32(bytes.count), tags: firstTag..<Int32(tags.count),
                praises: Int32(praises.count)))
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = Int32(entries.count)
    }

    private func entry(of text: Span<UInt8>, _ hash: UInt64) -> Int? {
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] != 0 {
            let entry = Int(places[place]) - 1
            if entries[entry].hash == hash, isEqual(text, entries[entry].text) { return entry }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    private func isEqual(_ text: Span<UInt8>, _ range: Range<Int32>) -> Bool {
        guard text.count == range.count else { return false }
        return unsafe text.withUnsafeBytes { text in
            unsafe bytes.withUnsafeBytes { bytes in
                // Safe: both have as many bytes as are compared.
                unsafe memcmp(text.baseAddress!, bytes.baseAddress! + Int(range.lowerBound), text.count) == 0
            }
        }
    }

    private mutating func forget() {
        for index in places.indices { places[index] = 0 }
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
    }
}

/// A ``FoundTag`` in half its size: its figures are ten-thousandths, which is what is stored and written of them.
private struct KeptTag {
    private let polarity: Int32
    private let score: Int32
    private let confidence: Int32
    private let category: Int32
    private let start: Int32
    private let end: Int32
    private let rule: Int32
    private let severity: Int16
    private let kind: AnnotationKind
    private let isTerm: Bool

    init(_ tag: FoundTag) {
        polarity = Int32((tag.polarity * 10_000).rounded())
        score = Int32((tag.score * 10_000).rounded())
        confidence = Int32((tag.confidence * 10_000).rounded())
        (category, severity, kind) = (Int32(tag.category), Int16(tag.severity), tag.kind)
        (start, end) = (Int32(tag.span.lowerBound), Int32(tag.span.upperBound))
        switch tag.rule {
        case .entry(let entry): (rule, isTerm) = (entry, false)
        case .term(let term): (rule, isTerm) = (term, true)
        }
    }

    var found: FoundTag {
        FoundTag(
            kind: kind, category: Int(category), polarity: Double(polarity) / 10_000, score: Double(score) / 10_000,
            confidence: Double(confidence) / 10_000, severity: Int(severity), span: Int(start)..<Int(end),
            rule: isTerm ? .term(rule) : .entry(rule))
    }
}

/// A hash of bytes, eight at a time: a product of 128 bits folded in two.
func textHash(_ text: Span<UInt8>, seed: UInt64) -> UInt64 {
    var hash = (seed ^ 0x9E37_79B9_7F4A_7C15) &+ UInt64(text.count) &* 0xD6E8_FEB8_6659_FD93
    var position = 0
    while position + 8 <= text.count {
        // Safe: eight bytes are left.
        let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        hash = folded(hash ^ word)
        position += 8
    }
    var rest: UInt64 = 0
    while position < text.count {
        rest = rest << 8 | UInt64(text[position])
        position += 1
    }
    return folded(folded(hash ^ rest))
}

@inline(__always)
private func folded(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return high ^ low
}
