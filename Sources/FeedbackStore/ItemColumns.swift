/// Some items in columns, with all that counting asks of one: what reading a million rows and their tags would cost a second is
/// a few megabytes here.
///
/// Texts and figures that repeat are named once and stand as places. Nothing in it says whose an item is.
struct ItemColumns {
    /// Columns of names: 0 is none.
    enum Key: Int, CaseIterable {
        case step, channel, language, source, kind, touchpoint, country, city, device, browser, product, appVersion

        init?(_ dimension: InsightDimension) {
            switch dimension {
            case .step: self = .step
            case .channel: self = .channel
            case .language: self = .language
            case .source: self = .source
            case .segment(let name):
                guard let key = Self.attributes[name] else { return nil }
                self = key
            case .friction, .journey: return nil
            }
        }

        private static let attributes: [String: Key] = [
            "kind": .kind, "touchpoint": .touchpoint, "country": .country, "city": .city, "device": .device,
            "browser": .browser, "product": .product, "app_version": .appVersion,
        ]
    }

    /// Columns of figures. A place is one more than among ``numbers``; 0 is none.
    enum Figure: Int, CaseIterable {
        /// On 1 to 5, 1 to 7, 1 to 5 and −1 to 1.
        case csat, ces, stars, sentiment
    }

    /// Columns of a few values: 0 is none.
    enum Class: Int, CaseIterable {
        /// 1 for detractors, 2 for passives, 3 for promoters.
        case nps
        /// 2 for the top boxes, else 1.
        case csatTop
        /// 1 for negative, 2 for neither, 3 for positive.
        case sentimentSign
        /// How many categories are named.
        case frictions
    }

    static let places = Key.allCases.count + Figure.allCases.count + Class.allCases.count

    static func place(_ key: Key) -> Int { key.rawValue }
    static func place(_ figure: Figure) -> Int { Key.allCases.count + figure.rawValue }
    static func place(_ kind: Class) -> Int { Key.allCases.count + Figure.allCases.count + kind.rawValue }

    /// In order.
    var ids: [Int64] = []
    /// −1 for none.
    var days: [Int32] = []
    var columns: [[UInt32]] = Array(repeating: [], count: places)
    /// Of all items one after the other, the gravest of an item first: category, mentions, severity.
    var tags: [[UInt32]] = [[], [], []]
    /// The set of emotions each item names, among ``emotionNames``.
    var emotions: [UInt32] = []
    /// `""`, `anger`, `anger sadness`…
    private(set) var emotionNames = [""]
    private var emotionIDs: [String: UInt32] = ["": 0]
    /// Stands for the emotions of items whose columns were written before emotions were.
    static let unknownEmotions = "?"

    /// By column; the last are the categories.
    private(set) var names: [[String]] = Array(repeating: [""], count: Key.allCases.count + 1)
    private(set) var numbers: [[Double]] = Array(repeating: [], count: Figure.allCases.count)

    private var nameIDs: [[String: UInt32]] = Array(repeating: ["": 0], count: Key.allCases.count + 1)
    private var numberIDs: [[UInt64: UInt32]] = Array(repeating: [:], count: Figure.allCases.count)

    static let codes = Key.allCases.count

    init() {}

    var count: Int { ids.count }

    mutating func id(of name: String, in column: Int) -> UInt32 {
        numberedName(of: name, in: &nameIDs[column], new: &names[column])
    }

    mutating func id(ofEmotions name: String) -> UInt32 {
        numberedName(of: name, in: &emotionIDs, new: &emotionNames)
    }

    mutating func id(of number: Double, in figure: Figure) -> UInt32 {
        let bits = number.bitPattern
        if let id = numberIDs[figure.rawValue][bits] { return id }
        numbers[figure.rawValue].append(number)
        let id = UInt32(numbers[figure.rawValue].count)
        numberIDs[figure.rawValue][bits] = id
        return id
    }

    /// Appends the rows of others for which `isKept` holds, and only the names those have.
    mutating func append(_ other: ItemColumns, where isKept: (Int) -> Bool = { _ in true }) {
        var names = other.names.map { [UInt32](repeating: .max, count: $0.count) }
        var numbers = other.numbers.map { [UInt32](repeating: .max, count: $0.count + 1) }
        for figure in numbers.indices { numbers[figure][0] = 0 }
        let emotions = other.emotionNames.map { id(ofEmotions: $0) }
        var tag = 0
        let frictions = other.columns[Self.place(.frictions)]
        for row in 0..<other.count {
            let ownTags = tag..<tag + Int(frictions[row])
            tag = ownTags.upperBound
            guard isKept(row) else { continue }
            ids.append(other.ids[row])
            days.append(other.days[row])
            self.emotions.append(emotions[Int(other.emotions[row])])
            for place in 0..<Self.places {
                let value = Int(other.columns[place][row])
                let figure = place - Key.allCases.count
                if place < Key.allCases.count {
                    if names[place][value] == .max {
                        names[place][value] = id(of: other.names[place][value], in: place)
                    }
                    columns[place].append(names[place][value])
                } else if figure < Figure.allCases.count {
                    if numbers[figure][value] == .max {
                        numbers[figure][value] = id(of: other.numbers[figure][value - 1], in: Figure.allCases[figure])
                    }
                    columns[place].append(numbers[figure][value])
                } else {
                    columns[place].append(UInt32(value))
                }
            }
            for index in ownTags {
                let code = Int(other.tags[0][index])
                if names[Self.codes][code] == .max {
                    names[Self.codes][code] = id(of: other.names[Self.codes][code], in: Self.codes)
                }
                tags[0].append(names[Self.codes][code])
                tags[1].append(other.tags[1][index])
                tags[2].append(other.tags[2][index])
            }
        }
    }
}

// MARK: Packing

extension ItemColumns {
    /// Numbers as in ``RollupCounts/packed``; each column is a byte with its width and its values, the lowest byte first.
    var packed: [UInt8] {
        var bytes: [UInt8] = []
        appendPacked(count, to: &bytes)
        appendPacked(tags[0].count, to: &bytes)
        for list in names { append(names: list, to: &bytes) }
        for list in numbers {
            appendPacked(list.count, to: &bytes)
            for number in list {
                for shift in stride(from: 0, to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift)))
                }
            }
        }
        let first = ids.first ?? 0
        let firstDay = days.min() ?? 0
        appendPacked(Int(first), to: &bytes)
        appendPacked(Int(firstDay), to: &bytes)
        // Most have no gap: less their place they are all 0.
        append(ids.indices.map { UInt32(truncatingIfNeeded: ids[$0] - first - Int64($0)) }, to: &bytes)
        append(days.map { UInt32(truncatingIfNeeded: $0 - firstDay) }, to: &bytes)
        for column in columns + tags { append(column, to: &bytes) }
        append(names: emotionNames, to: &bytes)
        append(emotions, to: &bytes)
        return bytes
    }

    private func append(names: [String], to bytes: inout [UInt8]) {
        appendPacked(names.count, to: &bytes)
        for name in names {
            appendPacked(name.utf8.count, to: &bytes)
            bytes.append(contentsOf: name.utf8)
        }
    }

    private func append(_ column: [UInt32], to bytes: inout [UInt8]) {
        let most = column.max() ?? 0
        let width = most == 0 ? 0 : most < 1 << 8 ? 1 : most < 1 << 16 ? 2 : 4
        bytes.append(UInt8(width))
        for value in column {
            for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * place))) }
        }
    }

    /// Reads what ``packed`` made.
    ///
    /// - Parameter wanted: the places of the columns to read; others stay empty. `nil` for all, with which rows can be changed.
    init(
        packed bytes: Span<UInt8>, wanted: Set<Int>? = nil, withIDs: Bool = true, withTags: Bool = true,
        withEmotions: Bool = true
    ) {
        self.init()
        var reader = PackedNumbers()
        let (count, tagCount) = (reader.count(bytes), reader.count(bytes))
        for column in names.indices {
            let size = reader.count(bytes)
            names[column] = (0..<max(0, size)).map { _ in reader.text(bytes) }
            if wanted == nil {
                nameIDs[column] = Dictionary(
                    names[column].enumerated().map { ($1, UInt32($0)) }, uniquingKeysWith: { first, _ in first })
            }
        }
        for figure in numbers.indices {
            let size = reader.count(bytes)
            numbers[figure] = (0..<max(0, size)).map { _ in reader.number(bytes) }
            if wanted == nil {
                numberIDs[figure] = Dictionary(
                    numbers[figure].enumerated().map { ($1.bitPattern, UInt32($0 + 1)) },
                    uniquingKeysWith: { first, _ in first })
            }
        }
        let (first, firstDay) = (Int64(reader.count(bytes)), Int32(truncatingIfNeeded: reader.count(bytes)))
        let gaps = reader.column(bytes, count: count, isWanted: withIDs)
        ids = []
        ids.reserveCapacity(gaps.count)
        for index in gaps.indices { ids.append(first + Int64(index) + Int64(gaps[index])) }
        let offsets = reader.column(bytes, count: count, isWanted: true)
        days.reserveCapacity(offsets.count)
        for offset in offsets { days.append(firstDay + Int32(truncatingIfNeeded: offset)) }
        for place in columns.indices {
            columns[place] = reader.column(bytes, count: count, isWanted: wanted?.contains(place) ?? true)
        }
        for place in tags.indices { tags[place] = reader.column(bytes, count: tagCount, isWanted: withTags) }
        guard withEmotions else { return }
        let size = reader.count(bytes)
        // Nothing more follows where an older program wrote.
        emotionNames = size > 0 ? (0..<size).map { _ in reader.text(bytes) } : [Self.unknownEmotions]
        emotionIDs = Dictionary(
            emotionNames.enumerated().map { ($1, UInt32($0)) }, uniquingKeysWith: { first, _ in first })
        emotions = reader.column(bytes, count: count, isWanted: true)
    }

    /// Gives items the emotions that were not known when their columns were written.
    mutating func learnEmotions(_ named: [Int64: String]) {
        let unknown = emotionIDs[Self.unknownEmotions]
        for row in emotions.indices where emotions[row] == unknown {
            emotions[row] = id(ofEmotions: named[ids[row]] ?? "")
        }
    }
}

extension PackedNumbers {
    mutating func number(_ bytes: Span<UInt8>) -> Double {
        var bits: UInt64 = 0
        let raw = fixed(bytes, 8)
        for index in raw.indices { bits |= UInt64(raw[index]) << UInt64(8 * index) }
        return Double(bitPattern: bits)
    }

    mutating func column(_ bytes: Span<UInt8>, count: Int, isWanted: Bool) -> [UInt32] {
        let widths = fixed(bytes, 1)
        let width = widths.isEmpty ? 0 : Int(widths[0])
        let raw = fixed(bytes, width * count)
        guard isWanted else { return [] }
        var column = [UInt32](repeating: 0, count: count)
        guard raw.count == width * count else { return column }
        switch width {
        case 1: for index in 0..<count { column[index] = UInt32(raw[index]) }
        case 2: for index in 0..<count { column[index] = UInt32(raw[2 * index]) | UInt32(raw[2 * index + 1]) << 8 }
        case 4:
            for index in 0..<count {
                column[index] =
                    UInt32(raw[4 * index]) | UInt32(raw[4 * index + 1]) << 8 | UInt32(raw[4 * index + 2]) << 16
                    | UInt32(raw[4 * index + 3]) << 24
            }
        default: break
        }
        return column
    }
}
