import Feedback

/// One cell of the daily counts that an item belongs to.
struct ItemCell: Sendable {
    /// Days since 1970, −1 without a date.
    var day: Int32
    /// A place by the number of a ``Packer``.
    var place: Int32
    var mentions: Int32 = 0
    var severity: Int32 = 0
    /// Whether the item counts here in the partition by gravest friction.
    var isPrimary: Bool
}

/// What an item says of one friction category.
struct ItemFriction {
    var code: Int32
    var severity: Int32
    var score: Int32
    var mentions: Int32
}

/// The places of the daily counts by number: what the items of a file have in common is named once.
struct PlaceNumbers {
    private var bases: [RollupPlace: Int32] = [:]
    /// By base and friction code, −1 for none.
    private var numbers: [UInt64: Int32] = [:]
    /// The places met last: a file's items take turns in a few dozen, which are compared faster than hashed.
    private var recent: [(place: RollupPlace, base: Int32)] = []
    private var oldest = 0
    private static let recentCount = 32

    /// The number of the place without its friction.
    mutating func base(of place: RollupPlace) -> Int32 {
        if let base = known(place) { return base }
        let base = bases[place] ?? Int32(bases.count)
        bases[place] = base
        if recent.count < Self.recentCount {
            recent.append((place, base))
        } else {
            recent[oldest] = (place, base)
            oldest = (oldest + 1) % Self.recentCount
        }
        return base
    }

    private func known(_ place: RollupPlace) -> Int32? {
        let met = recent.span
        for index in met.indices where met[index].place == place { return met[index].base }
        return nil
    }

    mutating func number(_ base: Int32, _ friction: Int32, isNew: inout Bool) -> Int32 {
        let key = UInt64(UInt32(bitPattern: base)) << 32 | UInt64(UInt32(bitPattern: friction))
        isNew = false
        if let number = numbers[key] { return number }
        isNew = true
        let number = Int32(numbers.count)
        numbers[key] = number
        return number
    }
}

/// The attitude of an item over its texts.
struct ItemSentiment {
    /// The mean sentiment score of the texts with evidence, −1…1; `nil` without any.
    private(set) var mean: Double?
    /// Positive, negative or neither, as counted in net sentiment: by label when there is one such text, else by sign.
    private(set) var sign = 0

    init(_ tags: [PackedTag], positive: Int32, negative: Int32) {
        var (count, sum) = (0, 0.0)
        let tags = tags.span
        for index in tags.indices where tags[index].kind == .sentiment {
            count += 1
            sum += tags[index].scoreValue
            sign = tags[index].code == positive ? 1 : tags[index].code == negative ? -1 : 0
        }
        guard count > 0 else { return }
        let mean = sum / Double(count)
        self.mean = mean
        if count > 1 { sign = mean > 0.1 ? 1 : mean < -0.1 ? -1 : 0 }
    }
}

extension Packer {
    /// The cells the item belongs to: the whole, then one for each friction, the gravest first.
    mutating func packCells(
        of item: borrowing FeedbackItem, language: Language?, step: String?, _ tags: [PackedTag]
    ) {
        findFrictions(tags)
        let day = Int32(truncatingIfNeeded: item.createdAt?.localDayNumber ?? -1)
        var place = RollupPlace(
            step: step ?? "", friction: "", channel: item.channel ?? "", language: language?.rawValue ?? "",
            source: item.source)
        let base = places.base(of: place)
        rows.cells.append(ItemCell(day: day, place: number(base, -1, &place), isPrimary: found.isEmpty))
        for index in found.indices {
            let friction = found[index]
            rows.cells.append(
                ItemCell(
                    day: day, place: number(base, friction.code, &place), mentions: friction.mentions,
                    severity: friction.severity, isPrimary: index == 0))
        }
    }

    private mutating func number(_ base: Int32, _ friction: Int32, _ place: inout RollupPlace) -> Int32 {
        var isNew = false
        let number = places.number(base, friction, isNew: &isNew)
        if isNew {
            place.friction = friction < 0 ? "" : codeNames[Int(friction)]
            new.places.append(place)
        }
        return number
    }

    /// The emotions that any text of the item names.
    mutating func packEmotions(_ tags: [PackedTag]) -> PackedValue {
        var codes: [Int32] = []
        let all = tags.span
        for index in all.indices where all[index].kind == .emotion && !codes.contains(all[index].code) {
            codes.append(all[index].code)
        }
        guard !codes.isEmpty else { return PackedValue(kind: .null, bits: 0) }
        let start = rows.json.count
        if codes.count == 1 {
            rows.json.append(raw: codeNames[Int(codes[0])])
        } else {
            rows.json.append(raw: codes.map { codeNames[Int($0)] }.sorted().joined(separator: " "))
        }
        return PackedValue(kind: .text, bits: UInt64(start) << 32 | UInt64(rows.json.count - start))
    }

    /// Fills ``found`` with the item's friction categories, the gravest first: severity, then evidence, then code.
    private mutating func findFrictions(_ tags: [PackedTag]) {
        found.removeAll(keepingCapacity: true)
        let tags = tags.span
        for index in tags.indices where tags[index].kind == .friction {
            let tag = tags[index]
            if let known = found.firstIndex(where: { $0.code == tag.code }) {
                found[known].mentions += 1
                found[known].severity = max(found[known].severity, tag.severity)
                found[known].score = max(found[known].score, tag.score)
            } else {
                found.append(ItemFriction(code: tag.code, severity: tag.severity, score: tag.score, mentions: 1))
            }
        }
        guard found.count > 1 else { return }
        let names = codeNames
        found.sort { left, right in
            if left.severity != right.severity { return left.severity > right.severity }
            return left.score == right.score
                ? names[Int(left.code)] < names[Int(right.code)] : left.score > right.score
        }
    }
}
