import Feedback
import GRDB

/// Reads items from their columns: by day, step, channel, language, source and the attributes that are columns.
struct ItemColumnScan {
    private let filter: InsightFilter
    private let equal: [(key: ItemColumns.Key, value: String)]

    /// - Returns: `nil` when the columns do not hold what is asked for.
    init?(_ filter: InsightFilter, _ dimensions: [InsightDimension]) {
        guard dimensions.allSatisfy({ $0 == .friction || ItemColumns.Key($0) != nil }) else { return nil }
        self.filter = filter
        var equal: [(ItemColumns.Key, String)] = []
        for (key, value) in [
            (ItemColumns.Key.step, filter.step), (.channel, filter.channel), (.language, filter.language),
            (.source, filter.source),
        ] {
            if let value { equal.append((key, value)) }
        }
        for segment in filter.segments {
            guard let key = ItemColumns.Key(.segment(segment.name)) else { return nil }
            equal.append((key, segment.value))
        }
        self.equal = equal
    }

    /// Runs `body` over each run of items, with what passes the filter.
    func forEach(
        _ db: Database, wanted: Set<Int>, withIDs: Bool = false, withTags: Bool = true, withEmotions: Bool = false,
        _ body: (ItemColumns, _ rows: [Int32]) -> Void
    ) throws {
        let hasTags = withTags || filter.friction != nil
        let places = wanted.union(equal.map { ItemColumns.place($0.key) })
            .union(hasTags ? [ItemColumns.place(.frictions)] : [])
        let runs = try RowReader(db, "SELECT columns FROM item_column ORDER BY first")
        while try runs.next() {
            var columns = ItemColumns()
            runs.withBlob(0) {
                columns = ItemColumns(
                    packed: $0, wanted: places, withIDs: withIDs, withTags: hasTags, withEmotions: withEmotions)
            }
            body(columns, passing(columns))
        }
    }

    private func passing(_ columns: ItemColumns) -> [Int32] {
        var rows: [Int32] = []
        let count = columns.days.count
        rows.reserveCapacity(count)
        let isDated = filter.since != nil || filter.until != nil
        let (since, until) = (filter.since ?? Int.min, filter.until ?? Int.max)
        for row in 0..<count {
            let day = Int(columns.days[row])
            if isDated, day == -1 || day < since || day > until { continue }
            rows.append(Int32(row))
        }
        for condition in equal {
            let column = columns.columns[ItemColumns.place(condition.key)]
            guard let id = columns.names[condition.key.rawValue].firstIndex(of: condition.value) else { return [] }
            rows.removeAll { column[Int($0)] != UInt32(id) }
        }
        guard let friction = filter.friction else { return rows }
        guard let code = columns.names[ItemColumns.codes].firstIndex(of: friction) else { return [] }
        let ends = columns.tagEnds
        rows.removeAll { row in
            !columns.tags[0][(row == 0 ? 0 : ends[Int(row) - 1])..<ends[Int(row)]].contains(UInt32(code))
        }
        return rows
    }
}

extension ItemColumns {
    /// Where each item's tags end.
    var tagEnds: [Int] {
        let counts = columns[Self.place(.frictions)]
        var (ends, end) = ([Int](repeating: 0, count: counts.count), 0)
        for row in counts.indices {
            end += Int(counts[row])
            ends[row] = end
        }
        return ends
    }
}

// MARK: Counting groups

/// Counts groups from the columns of the items, in the same terms as ``ItemScan`` does from their rows.
struct ColumnTally {
    private let query: TallyQuery
    private let scan: ItemColumnScan
    private var groups: [[UInt32]: Int] = [:]
    private var keys: [(bucket: Int, names: [UInt32])] = []
    private var sums: [RollupCounts] = []
    private var names = [""]
    private var nameIDs: [String: UInt32] = ["": 0]
    private var buckets: [Int32: UInt32] = [:]
    private var bucketValues: [Int] = []
    /// Of the run in hand: groups by the run's own places, sixteen bits each.
    private var local: [UInt64: Int] = [:]

    /// - Returns: `nil` when the columns do not hold what is asked for.
    init?(_ query: TallyQuery) {
        let dimensions = query.dimensions.map { dimension in
            if case .journey = dimension { InsightDimension.step } else { dimension }
        }
        guard let scan = ItemColumnScan(query.filter, dimensions), dimensions.count <= 3 else { return nil }
        self.query = query
        self.scan = scan
    }

    /// A dimension as a column, with what the names of the column stand for where it is not themselves.
    private struct Dimension {
        /// `nil` for frictions.
        var key: ItemColumns.Key?
        var map: [String: String]?
    }

    mutating func rows(_ db: Database) throws -> [TallyRow] {
        let dimensions = try query.dimensions.map { dimension in
            guard case .journey(let code) = dimension else { return Dimension(key: ItemColumns.Key(dimension)) }
            let steps = try Row.fetchAll(
                db, sql: "SELECT default_step, step FROM journey_map WHERE journey = ?", arguments: [code])
            return Dimension(
                key: .step, map: Dictionary(steps.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
        }
        let wanted =
            dimensions.compactMap(\.key).map(ItemColumns.place) + ItemColumns.Figure.allCases.map(ItemColumns.place)
            + ItemColumns.Class.allCases.map(ItemColumns.place)
        let withTags = query.frictions != .whole || query.filter.friction != nil
        try scan.forEach(db, wanted: Set(wanted), withTags: withTags) { add($0, $1, dimensions, withTags: withTags) }
        return keys.indices.map { group in
            TallyRow(
                bucket: keys[group].bucket, keys: keys[group].names.map { names[Int($0)] }, counts: sums[group])
        }
    }

    private mutating func add(
        _ columns: ItemColumns, _ rows: [Int32], _ dimensions: [Dimension], withTags: Bool
    ) {
        local.removeAll(keepingCapacity: true)
        let lists = dimensions.map { $0.key.map { columns.columns[ItemColumns.place($0)] } ?? [] }
        // The names of this run, by this query's numbers.
        let known = dimensions.map { dimension in
            columns.names[dimension.key?.rawValue ?? ItemColumns.codes].map { name in
                id(of: dimension.map.map { $0[name] ?? "" } ?? name)
            }
        }
        let own = query.filter.friction.flatMap { columns.names[ItemColumns.codes].firstIndex(of: $0) }
        let ends = withTags ? columns.tagEnds : []
        let frictions = withTags ? columns.tags[0] : []
        let friction = dimensions.firstIndex { $0.key == nil }
        let shift = UInt64(16 * ((friction ?? 0) + 1))
        for index in rows {
            let row = Int(index)
            var key = UInt64(bucket(of: columns.days[row]))
            for place in lists.indices where !lists[place].isEmpty {
                key |= UInt64(lists[place][row] & 0xFFFF) << UInt64(16 * (place + 1))
            }
            let tags = withTags ? (row == 0 ? 0 : ends[row - 1])..<ends[row] : 0..<0
            switch query.frictions {
            case .whole:
                let group = group(key, known)
                sums[group].add(columns, row)
                if let own, let tag = tags.first(where: { frictions[$0] == UInt32(own) }) {
                    sums[group].add(columns, tag: tag)
                }
            case .partition:
                if friction != nil, let first = tags.first { key |= UInt64(frictions[first]) << shift }
                sums[group(key, known)].add(columns, row)
            case .tagged:
                let whole = group(key, known)
                sums[whole].add(columns, row)
                if tags.isEmpty { sums[whole].primaryItems += 1 }
                guard friction != nil else { continue }
                for tag in tags {
                    let group = group(key | UInt64(frictions[tag]) << shift, known)
                    sums[group].add(columns, row)
                    sums[group].add(columns, tag: tag)
                }
            }
        }
    }

    private mutating func group(_ key: UInt64, _ known: [[UInt32]]) -> Int {
        if let group = local[key] { return group }
        let bucket = bucketValues[Int(key & 0xFFFF)]
        let names = known.indices.map { known[$0][Int(key >> UInt64(16 * ($0 + 1)) & 0xFFFF)] }
        let name = [UInt32(key & 0xFFFF)] + names
        let group = groups[name] ?? sums.count
        if group == sums.count {
            groups[name] = group
            keys.append((bucket, names))
            sums.append(RollupCounts())
        }
        local[key] = group
        return group
    }

    private mutating func bucket(of day: Int32) -> UInt32 {
        if let bucket = buckets[day] { return bucket }
        let value = query.bucket(Int(day))
        let place = bucketValues.firstIndex(of: value) ?? bucketValues.count
        if place == bucketValues.count { bucketValues.append(value) }
        buckets[day] = UInt32(place)
        return UInt32(place)
    }

    private mutating func id(of name: String) -> UInt32 {
        numberedName(of: name, in: &nameIDs, new: &names)
    }
}

extension RollupCounts {
    /// Adds one item, without its frictions.
    fileprivate mutating func add(_ columns: ItemColumns, _ row: Int) {
        items += 1
        switch columns.columns[ItemColumns.place(.nps)][row] {
        case 3: (npsN, npsPromoters) = (npsN + 1, npsPromoters + 1)
        case 2: npsN += 1
        case 1: (npsN, npsDetractors) = (npsN + 1, npsDetractors + 1)
        default: break
        }
        if let points = columns.number(.csat, row) {
            (csatN, csatSum, csatSquares) = (csatN + 1, csatSum + points, csatSquares + points * points)
            if columns.columns[ItemColumns.place(.csatTop)][row] == 2 { csatTop += 1 }
        }
        if let points = columns.number(.ces, row) {
            (cesN, cesSum, cesSquares) = (cesN + 1, cesSum + points, cesSquares + points * points)
        }
        if let points = columns.number(.stars, row) {
            (starsN, starsSum, starsSquares) = (starsN + 1, starsSum + points, starsSquares + points * points)
        }
        if let mean = columns.number(.sentiment, row) {
            sentimentN += 1
            (sentimentSum, sentimentSquares) = (sentimentSum + mean, sentimentSquares + mean * mean)
            let sign = columns.columns[ItemColumns.place(.sentimentSign)][row]
            if sign == 3 { sentimentPositive += 1 } else if sign == 1 { sentimentNegative += 1 }
        }
    }

    fileprivate mutating func add(_ columns: ItemColumns, tag: Int) {
        mentions += Int(columns.tags[1][tag])
        severitySum += Int(columns.tags[2][tag])
    }
}

extension ItemColumns {
    fileprivate func number(_ figure: Figure, _ row: Int) -> Double? {
        // Only the columns that were asked for are there, and a metric nobody answers is one value for all.
        let place = columns[Self.place(figure)][row]
        return place == 0 ? nil : numbers[figure.rawValue][Int(place) - 1]
    }

    /// The column that says what an item's first answer of a metric is worth.
    fileprivate static func worth(of metric: ScoreMetric) -> Int {
        switch metric {
        case .nps: place(.nps)
        case .csat: place(.csatTop)
        case .ces: place(.ces)
        case .stars: place(.stars)
        case .sentiment: place(.sentimentSign)
        }
    }

    /// What the item's first answer of a metric is worth, in its unit; NaN without one.
    fileprivate func value(of metric: ScoreMetric, _ row: Int) -> Double {
        func worth(_ kind: Class, _ values: [Double]) -> Double { values[Int(columns[Self.place(kind)][row])] }
        return switch metric {
        case .nps: worth(.nps, [.nan, -100, 0, 100])
        case .csat: worth(.csatTop, [.nan, 0, 100])
        case .ces: number(.ces, row) ?? .nan
        case .stars: number(.stars, row) ?? .nan
        case .sentiment: worth(.sentimentSign, [.nan, -100, 0, 100])
        }
    }
}

// MARK: Items side by side

/// Gathers ``Cases`` from the columns of the items.
struct ColumnCases {
    private let query: CaseQuery
    private let scan: ItemColumnScan
    private var cases = Cases()
    private var nameIDs: [String: Int32] = [:]
    private var codeIDs: [String: Int32] = [:]

    init?(_ query: CaseQuery) {
        guard !query.withRespondents, let scan = ItemColumnScan(query.filter, query.dimensions) else { return nil }
        self.query = query
        self.scan = scan
        cases.keys = query.dimensions.map { _ in [] }
    }

    mutating func run(_ db: Database) throws -> Cases {
        let keys = query.dimensions.compactMap(ItemColumns.Key.init)
        let wanted = keys.map(ItemColumns.place) + [ItemColumns.worth(of: query.metric)]
        try scan.forEach(db, wanted: Set(wanted)) { add($0, $1, keys) }
        return cases
    }

    private mutating func add(_ columns: ItemColumns, _ rows: [Int32], _ keys: [ItemColumns.Key]) {
        let known = keys.map { key in
            columns.names[key.rawValue].map { numberedName(of: $0, in: &nameIDs, new: &cases.names) }
        }
        let codes = columns.names[ItemColumns.codes].map {
            $0.isEmpty ? -1 : numberedName(of: $0, in: &codeIDs, new: &cases.codes)
        }
        let ends = columns.tagEnds
        let lists = keys.map { columns.columns[ItemColumns.place($0)] }
        for index in rows {
            let row = Int(index)
            cases.buckets.append(Int32(query.bucket(Int(columns.days[row]))))
            cases.values.append(columns.value(of: query.metric, row))
            for place in lists.indices { cases.keys[place].append(known[place][Int(lists[place][row])]) }
            for tag in (row == 0 ? 0 : ends[row - 1])..<ends[row] {
                cases.tags.append(codes[Int(columns.tags[0][tag])])
            }
            cases.tagEnds.append(cases.tags.count)
        }
    }

}
