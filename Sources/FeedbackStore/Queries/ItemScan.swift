import Feedback
import GRDB

/// Counts groups from the items themselves: what the daily counts do not hold, in the same terms.
///
/// A test holds both to the same figures. 500,000 items take about ten times as long as their daily counts.
struct ItemScan {
    private let query: TallyQuery
    private let conditions: ItemConditions
    private var items: [ItemFacts] = []
    private var places: [Int: Int] = [:]
    private var codes: [String] = []
    private var codeIDs: [String: Int32] = [:]

    init(_ query: TallyQuery) {
        self.query = query
        conditions = ItemConditions(query.filter)
    }

    private struct GroupKey: Hashable {
        var bucket: Int
        var keys: [String]
    }

    mutating func rows(_ db: Database) throws -> [TallyRow] {
        try readItems(db)
        if !query.metrics.subtracting([.sentiment]).isEmpty { try readAnswers(db) }
        try readTags(db)
        var groups: [GroupKey: RollupCounts] = [:]
        for index in items.indices { add(items[index], to: &groups) }
        return groups.map { TallyRow(bucket: $0.key.bucket, keys: $0.key.keys, counts: $0.value) }
    }

    private mutating func readItems(_ db: Database) throws {
        let keys = query.dimensions.map(ItemConditions.expression)
        let selected = ["i.id", "coalesce(i.day, -1)"] + keys.map(\.sql)
        let rows = try RowReader(
            db, "SELECT \(selected.joined(separator: ", ")) FROM item i \(conditions.whereClause)",
            keys.flatMap(\.arguments) + conditions.arguments)
        while try rows.next() {
            places[rows.integer(0)] = items.count
            items.append(ItemFacts(bucket: query.bucket(rows.integer(1)), keys: keys.indices.map { rows.text($0 + 2) }))
        }
    }

    private mutating func readAnswers(_ db: Database) throws {
        var questions: [Int: (kind: AnswerKind, scale: RatingScale?)] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, kind, scale_min, scale_max, direction FROM question") {
            guard let kind = AnswerKind(rawValue: row[1]), kind.isRating else { continue }
            questions[row[0]] = (kind, ratingScale(row, from: 2))
        }
        let rows = try RowReader(
            db,
            """
            SELECT i.id, i.answers FROM item i
            \(conditions.whereClause.isEmpty ? "WHERE" : conditions.whereClause + " AND") i.answers IS NOT NULL
            """, conditions.arguments)
        while try rows.next() {
            guard let place = places[rows.integer(0)] else { continue }
            rows.withBytes(1) { answers in
                var cursor = PackedCursor()
                while cursor.nextRow(answers) {
                    let question = questions[cursor.integer(answers)]
                    _ = cursor.textRange(answers)
                    guard let question, let value = cursor.number(answers) else { continue }
                    items[place].add(question.kind, value: value, scale: question.scale)
                }
            }
        }
    }

    private mutating func readTags(_ db: Database) throws {
        let rows = try RowReader(
            db,
            """
            SELECT i.id, v.tags FROM item i CROSS JOIN verbatim v ON v.item = i.id
            \(conditions.whereClause.isEmpty ? "WHERE" : conditions.whereClause + " AND") v.tags IS NOT NULL
            """, conditions.arguments)
        while try rows.next() {
            guard let place = places[rows.integer(0)] else { continue }
            rows.withBytes(1) { add($0, to: place) }
        }
    }

    private mutating func add(_ tags: Span<UInt8>, to place: Int) {
        var cursor = PackedCursor()
        while cursor.nextRow(tags) {
            // By its first letter a kind is a friction, or, with its length, a sentiment and not a step.
            let (kind, code) = (cursor.textRange(tags), cursor.textRange(tags))
            guard tags[kind.lowerBound] == UInt8(ascii: "s") || tags[kind.lowerBound] == UInt8(ascii: "f") else {
                continue
            }
            _ = cursor.number(tags)
            let score = cursor.number(tags) ?? 0
            _ = cursor.number(tags)
            if tags[kind.lowerBound] == UInt8(ascii: "f") {
                items[place].addFriction(
                    numberedName(of: cursor.string(tags, at: code), in: &codeIDs, new: &codes),
                    severity: cursor.integer(tags), score: score)
            } else if kind.count == AnnotationKind.sentiment.rawValue.utf8.count {
                items[place].addSentiment(cursor.string(tags, at: code), score: score)
            }
        }
    }

    private func add(_ item: ItemFacts, to groups: inout [GroupKey: RollupCounts]) {
        let frictions = item.frictions(named: codes)
        let place = query.dimensions.firstIndex(of: .friction)
        var key = GroupKey(bucket: item.bucket, keys: item.keys)
        var counts = item.counts
        switch query.frictions {
        case .whole:
            if let own = frictions.first(where: { codes[Int($0.code)] == query.filter.friction }) {
                own.add(to: &counts)
            }
            groups[key, default: RollupCounts()].add(counts)
        case .partition:
            if let place { key.keys[place] = frictions.first.map { codes[Int($0.code)] } ?? "" }
            groups[key, default: RollupCounts()].add(counts)
        case .tagged:
            counts.primaryItems = frictions.isEmpty ? 1 : 0
            groups[key, default: RollupCounts()].add(counts)
            guard let place else { return }
            for friction in frictions {
                key.keys[place] = codes[Int(friction.code)]
                var counts = item.counts
                friction.add(to: &counts)
                groups[key, default: RollupCounts()].add(counts)
            }
        }
    }
}
