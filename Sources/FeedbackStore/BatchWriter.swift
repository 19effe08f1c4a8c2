import Feedback
import Foundation
package import GRDB

/// What storing one item did.
public enum StoreOutcome: Sendable {
    case new, updated, duplicate
}

/// Writes one import's items, sessions and quarantined rows, with their rollups, inside the caller's transactions.
///
/// One writer serves a whole import; it is used on the store's own queue only.
package final class BatchWriter {
    private let batch: Int64
    private let db: Database
    private let statements: WriterStatements
    private var ids: NameIDs
    private var rollups = RollupAccumulator()
    /// The store as the last transaction left it.
    private var known: StoreState?
    private var columns = ItemColumnWriter()
    /// The names of the items packed elsewhere, by lane, and of those packed here.
    private var laneNames: [PackedNames] = []
    private let ownNames = PackedNames()
    private var packer = Packer()
    private var tags: [PendingTag] = []
    private var texts = PendingTexts()
    /// The texts from this one on wait for their place in the full-text index.
    private var firstUnindexed: Int64?
    /// No text before this one has a tag that waits.
    private var firstTagged: Int64?

    /// Texts waiting for one statement that takes them all: those of one ``PackedItems``.
    private struct PendingTexts {
        var packed: PackedItems?
        var names: PackedNames?
        /// The item's id, and the text's place among those packed.
        var rows: [(item: Int64, text: Int)] = []
    }

    /// A tag waiting for its place in the index, which costs less when a whole transaction's come in order.
    private struct PendingTag {
        var code: Int32
        var tenths: Int32
        var verbatim: Int64
        var item: Int64
    }

    /// Changes with whatever is written to the store: by another connection, by this one.
    private struct StoreState: Equatable {
        var version: Int64
        var changes: Int
    }

    package init(_ db: Database, batch: Int64) throws {
        self.batch = batch
        self.db = db
        statements = try WriterStatements(db)
        ids = try NameIDs(db)
    }

    /// Call it first in each of several transactions: what somebody else wrote to the daily counts since the last one is read
    /// again.
    package func begin() throws {
        let state = try state()
        if state != known { rollups.forget() }
        // Until this transaction has ended well nothing is known.
        known = nil
    }

    private func state() throws -> StoreState {
        StoreState(version: try statements.dataVersion.firstPair()?.0 ?? 0, changes: db.totalChangesCount)
    }

    /// Learns the names some items bring, before any of them is stored.
    package func learnNames(of packed: PackedItems) throws {
        while laneNames.count <= packed.lane { laneNames.append(PackedNames()) }
        try laneNames[packed.lane].learn(packed.names, &ids, &rollups, statements)
    }

    /// Stores packed items in their order, whose names are learned: inserts each, updates the one with the same natural key
    /// in place, or leaves an equal one alone.
    package func store(
        _ packed: PackedItems, _ places: Range<Int>, in db: Database, counting: (StoreOutcome) -> Void
    ) throws {
        let names = laneNames[packed.lane]
        var next = places.lowerBound
        while next < places.upperBound {
            let isMany = places.upperBound - next >= WriterStatements.itemsAtOnce
            let insert = isMany ? statements.insertItems : statements.insertItem
            let end = next + (isMany ? WriterStatements.itemsAtOnce : 1)
            try store(packed, next..<end, names, by: insert, in: db, counting: counting)
            next = end
        }
    }

    package func store(_ analysed: AnalysedItem, in db: Database) throws -> StoreOutcome {
        var outcome = StoreOutcome.new
        try store(try pack(analysed), 0..<1, ownNames, by: statements.insertItem, in: db) { outcome = $0 }
        return outcome
    }

    private func pack(_ analysed: AnalysedItem) throws -> PackedItems {
        packer.pack(analysed)
        let packed = packer.take()
        try ownNames.learn(packed.names, &ids, &rollups, statements)
        return packed
    }

    /// - Parameter insert: of as many rows.
    private func store(
        _ packed: PackedItems, _ places: Range<Int>, _ names: PackedNames, by insert: RawStatement, in db: Database,
        counting: (StoreOutcome) -> Void
    ) throws {
        for place in places { bindRow(of: packed, packed.rows.items[place], names, id: nil, batch: batch, to: insert) }
        try insert.run()
        // The items that are new got ids in a row.
        let count = insert.changes
        var id = insert.lastInsertedRowID - Int64(count) + 1
        let end = id + Int64(count)
        for place in places {
            let known = count == places.count ? nil : try find(packed.key(at: place))
            if id < end, known.map({ $0.id == id }) ?? true {
                try appendParts(of: packed, at: place, names, id: id)
                if columns.isFull { try columns.flush(in: db) }
                id += 1
                counting(.new)
            } else if let known {
                counting(try update(known, packed, at: place, names, in: db))
            }
        }
    }

    private func find(_ key: NaturalKey) throws -> (id: Int64, hash: Int64)? {
        statements.findItem.bind(key)
        return try statements.findItem.firstPair()
    }

    /// Puts an item in the place of the one with its key, unless they are equal.
    private func update(
        _ known: (id: Int64, hash: Int64), _ packed: PackedItems, at index: Int, _ names: PackedNames, in db: Database
    ) throws -> StoreOutcome {
        let id = known.id
        if known.hash == packed.contentHash(at: index) { return .duplicate }
        try flushTexts()
        let old = try StoredItem.load(id: id, in: db)
        let corrections = try corrections(of: id, in: db)
        try saveRevision(of: "item", id: id, payload: old, in: db)
        try delete(old, in: db)
        try insert(packed, at: index, names, id: id, batch: old.batch)
        try restore(corrections, in: db)
        return .updated
    }

    /// Inserts an item under the id it had.
    package func insert(_ stored: StoredItem) throws {
        var analysed = stored.analysed
        // An older program may have saved it.
        if let id = analysed.item.externalID { analysed.key = analysed.key.placed(by: id) }
        try insert(try pack(analysed), at: 0, ownNames, id: stored.id, batch: stored.batch)
    }

    private func insert(
        _ packed: PackedItems, at index: Int, _ names: PackedNames, id: Int64, batch: Int64
    ) throws {
        bindRow(of: packed, packed.rows.items[index], names, id: id, batch: batch, to: statements.insertItem)
        try statements.insertItem.run()
        try appendParts(of: packed, at: index, names, id: id)
        try flushTexts()
    }

    /// Stores what belongs to an item beside its row.
    private func appendParts(of packed: PackedItems, at index: Int, _ names: PackedNames, id: Int64) throws {
        try insertTexts(of: packed, packed.rows.items[index].texts, names, id: id)
        count(packed, at: index, names, id: id)
    }

    /// Takes an item out of the store and out of the daily counts.
    package func delete(_ stored: StoredItem, in db: Database) throws {
        try flushTexts()
        count(try pack(stored.analysed), at: 0, ownNames, id: stored.id, sign: -1)
        try deleteParts(of: stored.id, in: db)
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [stored.id])
    }

    private func count(_ packed: PackedItems, at index: Int, _ names: PackedNames, id: Int64, sign: Int = 1) {
        if sign < 0 {
            columns.remove(id)
        } else {
            columns.add(packed, at: index, id: id, numbers: names.places, all: rollups.places)
        }
        for cell in packed.rows.items[index].cells {
            let placed = packed.rows.cells[cell]
            rollups.add(packed.rows.ratings[index], placed, place: names.places[Int(placed.place)], sign: sign)
        }
    }

    /// Moves an item to another step, in its row and in the daily counts; its texts, tags and links stay as they are.
    func move(_ stored: StoredItem, to link: StoredStepLink?, in db: Database) throws {
        var moved = stored.analysed
        moved.stepLink = link
        _ = try count(stored.analysed, becoming: moved, id: stored.id)
        try writeStep(link, of: stored.id, in: db)
    }

    /// Takes an item out of the daily counts as it was and puts it in as it will be.
    ///
    /// - Returns: the item as it will be, packed.
    func count(_ old: AnalysedItem, becoming new: AnalysedItem, id: Int64) throws -> PackedItems {
        count(try pack(old), at: 0, ownNames, id: id, sign: -1)
        let packed = try pack(new)
        count(packed, at: 0, ownNames, id: id)
        return packed
    }

    func writeStep(_ link: StoredStepLink?, of item: Int64, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE item SET step = ?, step_journey = ?, step_method = ?, step_probability = ?, step_evidence = ?
                WHERE id = ?
                """
        ).execute(arguments: [link?.step, link?.journey, link?.method, link?.probability, link?.evidence, item])
    }

    /// Keeps what an update replaces, so that the batch can be undone. The first version in a batch wins.
    package func saveRevision(of target: String, id: Int64, payload: some Encodable, in db: Database) throws {
        let json = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO revision (batch, target, id, payload) VALUES (?, ?, ?, ?)")
            .execute(arguments: [batch, target, id, json])
    }

    /// Writes what waited for the end of the transaction: the index of tags and the daily counts. Call it last in each.
    package func flush() throws {
        try flushTexts()
        try flushTags()
        try indexTexts()
        try columns.flush(in: db)
        var last = Int.min
        try rollups.drain { day, place in
            statements.bind(day, place, to: statements.findRollup)
            return try statements.findRollup.firstBlob(RollupCounts.init(packed:))
        } write: { day, place, counts in
            if day != last { try statements.forgetSums(of: day) }
            last = day
            let write = statements.writeRollup
            statements.bind(day, place, to: write)
            write.bind(counts.items)
            write.bind(blob: counts.packed)
            try write.run()
        }
        known = try state()
    }

    /// All texts of a transaction by one statement: one for each costs as much again as the indexing.
    private func indexTexts() throws {
        guard let first = firstUnindexed else { return }
        statements.indexVerbatims.bind(first)
        try statements.indexVerbatims.run()
        firstUnindexed = nil
    }

    func flushTags() throws {
        guard !tags.isEmpty else { return }
        let ranks = ids.codeRanks
        tags.sort { left, right in
            if left.code != right.code { return ranks[Int(left.code)] < ranks[Int(right.code)] }
            return left.tenths == right.tenths ? left.verbatim < right.verbatim : left.tenths < right.tenths
        }
        var next = 0
        while next < tags.count {
            let isMany = tags.count - next >= WriterStatements.tagsAtOnce
            let insert = isMany ? statements.insertTags : statements.insertTag
            let end = next + (isMany ? WriterStatements.tagsAtOnce : 1)
            while next < end {
                insert.bind(ids.codes[Int(tags[next].code)])
                insert.bind(Int64(tags[next].tenths))
                insert.bind(tags[next].verbatim)
                insert.bind(tags[next].item)
                next += 1
            }
            try insert.run()
        }
        tags.removeAll(keepingCapacity: true)
        firstTagged = nil
    }
}

extension BatchWriter {
    private func bindRow(
        of packed: PackedItems, _ item: PackedItem, _ names: PackedNames, id: Int64?, batch: Int64,
        to statement: RawStatement
    ) {
        statement.bind(id)
        statement.bind(batch)
        statement.bind(item.key)
        statement.bind(item.contentHash)
        statement.bind(packed, item.values..<item.values + PackedRows.itemColumns, names)
    }

    private func insertTexts(
        of packed: PackedItems, _ rows: Range<Int>, _ names: PackedNames, id: Int64
    ) throws {
        if texts.packed !== packed {
            try flushTexts()
            (texts.packed, texts.names) = (packed, names)
        }
        for index in rows { texts.rows.append((id, index)) }
        while texts.rows.count >= WriterStatements.verbatimsAtOnce {
            try insertTexts(WriterStatements.verbatimsAtOnce, of: packed, names, by: statements.insertVerbatims)
        }
    }

    /// Call it before stored texts are read.
    private func flushTexts() throws {
        guard let packed = texts.packed, let names = texts.names else { return }
        while !texts.rows.isEmpty { try insertTexts(1, of: packed, names, by: statements.insertVerbatim) }
        (texts.packed, texts.names) = (nil, nil)
    }

    private func insertTexts(
        _ count: Int, of packed: PackedItems, _ names: PackedNames, by insert: RawStatement
    ) throws {
        for (item, index) in texts.rows.prefix(count) {
            let first = packed.rows.texts[index].values
            insert.bind(item)
            insert.bind(packed, first..<first + PackedText.columnCount, names)
        }
        try insert.run()
        // Ids are given in order, from the highest there is.
        let first = insert.lastInsertedRowID - Int64(count) + 1
        if firstUnindexed == nil { firstUnindexed = first }
        for (place, row) in texts.rows.prefix(count).enumerated() {
            noteTags(of: packed.rows.texts[row.text], in: packed, names, verbatim: first + Int64(place), item: row.item)
        }
        texts.rows.removeFirst(count)
    }

    private func noteTags(
        of text: PackedText, in packed: PackedItems, _ names: PackedNames, verbatim: Int64, item: Int64
    ) {
        guard !text.indexed.isEmpty else { return }
        firstTagged = min(firstTagged ?? verbatim, verbatim)
        for index in text.indexed {
            let found = packed.rows.indexed[index]
            tags.append(
                PendingTag(code: names.codes[Int(found.code)], tenths: found.tenths, verbatim: verbatim, item: item))
        }
    }

    /// Gives a stored text the tags of an item packed here.
    func updateTags(of packed: PackedItems, text: Int, id: Int64, item: Int64) throws {
        let place = packed.rows.texts[packed.rows.items[0].texts.lowerBound + text]
        let columns = place.values + PackedText.reviewColumn..<place.values + PackedText.columnCount
        statements.updateTags.bind(packed, columns, ownNames)
        statements.updateTags.bind(id)
        try statements.updateTags.run()
        noteTags(of: place, in: packed, ownNames, verbatim: id, item: item)
    }

    func deleteTags(_ tags: [(code: String, score: Double)], of verbatim: Int64, in db: Database) throws {
        for tag in tags {
            try db.cachedStatement(sql: "DELETE FROM tag WHERE code = ? AND tenths = ? AND verbatim = ?")
                .execute(arguments: [tag.code, Int(tag.score * 10), verbatim])
        }
    }

    /// Writes what waits when something of a text does: most of what is deleted was stored long before.
    private func flushParts(of verbatim: Int64) throws {
        if let first = firstTagged, verbatim >= first { try flushTags() }
        if let first = firstUnindexed, verbatim >= first { try indexTexts() }
    }

    private func deleteParts(of item: Int64, in db: Database) throws {
        let verbatims = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, text, tags FROM verbatim WHERE item = ?"), arguments: [item])
        for row in verbatims {
            let (verbatim, text): (Int64, String) = (row[0], row[1])
            try flushParts(of: verbatim)
            try db.cachedStatement(sql: "INSERT INTO verbatim_fts (verbatim_fts, rowid, text) VALUES ('delete', ?, ?)")
                .execute(arguments: [verbatim, text])
            try deleteTags(storedTags(row[2]).map { ($0.code, $0.score) }, of: verbatim, in: db)
        }
        for table in ["verbatim", "link", "correction"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE item = ?").execute(arguments: [item])
        }
    }
}
