public import Analysis
import Crypto
import Feedback
public import FeedbackStore
import Foundation
public import Ingestion
public import Linking
import Readers

/// Runs an import: one thread reads and masks, two analyse, one writes; memory holds some thousand records.
///
/// Rows, quarantine, rollups, counts and the reader's position commit together, so that a run cut off at any moment goes
/// on where it stopped when the same command is given again.
public struct ImportEngine: Sendable {
    /// Records a transaction, and bytes of their texts, names and tags: the words of a transaction are gathered in memory for
    /// the full-text index. Measured in `Benchmarks/README.md`.
    static let recordsPerTransaction = 50_000
    static let bytesPerTransaction = 20 << 20
    /// From so many bytes on the first file of a store is written in place (``FeedbackStore/writingInPlace(_:_:)``).
    private static let largeFile = 8 << 20
    private static let chunkSize = 250
    /// Chunks prepared ahead of the writer, and bytes of theirs: what is read and analysed while the writer ends a transaction,
    /// half a transaction's worth.
    private static let chunksWaiting = 112
    private static let bytesWaiting = 10 << 20
    /// Two keep the writer, which can only be one, from waiting.
    private static let analysers = 2

    let analyzer: Analyzer
    let linker: StepLinker
    /// The version of the lexicons, stored with the batch.
    let rules: String
    /// The names of the sheet before, which those of the next sheet of its workbook go on from.
    private let sheetKeys = SheetKeys()

    public init(analyzer: Analyzer, linker: StepLinker, rules: String) {
        self.analyzer = analyzer
        self.linker = linker
        self.rules = rules
    }

    /// Imports one planned file.
    ///
    /// - Parameters:
    ///   - plan: made by ``Importer/plan(path:options:)``.
    ///   - now: UTC milliseconds.
    ///   - progress: called after each transaction.
    /// - Throws: ``ImportError`` when the file turns out to be broken: what was read before is taken back. ``StoreError``.
    public func run(
        _ plan: ImportPlan, into store: FeedbackStore, now: Int64, progress: (ImportProgress) -> Void = { _ in }
    ) throws -> ImportReport {
        let header = BatchHeader(
            file: plan.file, sha256: try digest(of: plan.identity()), bytes: Int64(plan.byteCount ?? 0),
            format: plan.format, source: plan.source, mapping: plan.mapping?.yaml, rules: rules,
            columns: try plan.columnsJSON)
        let drift = try plan.drift(in: store)
        let batch = try store.beginBatch(header, now: now)
        let queue = OrderedQueue<PreparedChunk>(capacity: Self.chunksWaiting, byteLimit: Self.bytesWaiting)
        startReader(
            of: plan, skipping: batch.position, leavingOut: try store.erasedNames(),
            copies: try CopyFinder(knowing: store, except: batch.id), into: queue)
        defer { queue.close() }
        let run = BatchRun(store: store, batch: batch, plan: plan, drift: drift, linker: linker)
        guard header.bytes >= Self.largeFile else { return try run.write(queue, progress: progress) }
        return try store.writingInPlace(batch) { try run.write(queue, progress: progress) }
    }

    /// Says what ``run(_:into:now:progress:)`` would do, and writes nothing.
    ///
    /// - Parameter store: `nil` when there is none yet.
    public func dryRun(_ plan: ImportPlan, against store: FeedbackStore?) throws -> ImportReport {
        let queue = OrderedQueue<PreparedChunk>(capacity: 4, byteLimit: Self.bytesPerTransaction)
        startReader(
            of: plan, skipping: 0, leavingOut: try store?.erasedNames() ?? [], copies: try CopyFinder(knowing: store),
            into: queue)
        defer { queue.close() }
        return try DryRun(store: store, plan: plan, drift: try store.flatMap { try plan.drift(in: $0) }).count(queue)
    }

    /// Whether the store holds, or held, an import of a file with this content.
    public func knows(file: String, in store: FeedbackStore) throws -> Bool {
        try store.knows(sha256: try digest(of: FileSource(path: file)))
    }

    /// Starts the threads before the writer: one reads and masks, the others analyse and pack.
    private func startReader(
        of plan: ImportPlan, skipping position: Int, leavingOut erased: Set<String>, copies: CopyFinder,
        into queue: OrderedQueue<PreparedChunk>
    ) {
        let read = BoundedQueue<ReadChunk>(capacity: 2)
        let sheetKeys = sheetKeys
        // Only the thread below makes a reader of this copy; a plan holds no shared mutable state but its source.
        nonisolated(unsafe) let plan = plan
        startThread("voc.reader") {
            unsafe readRecords(
                of: plan, knowing: sheetKeys, skipping: position, leavingOut: erased, copies: copies, into: read,
                chunkSize: Self.chunkSize)
            read.close()
        }
        let repeated = RepeatedTexts(.small)
        for lane in 0..<Self.analysers {
            let preparation = Preparation(analyzer: analyzer, linker: linker, repeated: repeated, lane: lane)
            let feed = RecordFeed(preparation, queue: queue)
            startThread("voc.analyser") {
                var feed = feed
                feed.run(read)
                read.close()
            }
        }
    }

    private func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            yieldToWriter()
            body()
        }
        thread.stackSize = 8 << 20
        thread.name = name
        thread.start()
    }
}

/// Lets the thread that calls it stand back: the writer is the one that all wait for, and on two cores it had a quarter of its
/// time taken by those that read and analyse. Where a system has one priority for all threads, nothing changes.
private func yieldToWriter() {
    #if os(Linux)
        // The number 0 is the calling thread.
        let thread = __priority_which_t(PRIO_PROCESS.rawValue)
        _ = setpriority(thread, 0, getpriority(thread, 0) + 5)
    #endif
}

/// A record as the file has it, with its name. What is seldom met lies elsewhere: each record is as large as the largest
/// kind, and is copied to be looked at.
private enum ReadRecord: Sendable {
    case item(ReadItem)
    indirect case session(Session, contentHash: Int64)
    indirect case order(Order)
    case dropped(reason: String)
    indirect case rejected(Rejection)
}

/// An item with its name: by reference, since an item is near a kilobyte to copy.
private final class ReadItem: Sendable {
    let item: FeedbackItem
    let key: NaturalKey
    let contentHash: Int64

    init(_ item: consuming FeedbackItem, key: NaturalKey, contentHash: Int64) {
        self.item = item
        self.key = key
        self.contentHash = contentHash
    }
}

/// Some hundreds of records as the file has them.
private struct ReadChunk: Sendable {
    /// Its place in the file: 0, 1, 2…
    var number = 0
    var records: [ReadRecord] = []
    /// Bytes of the file used when its last record was read.
    var bytesRead = 0
    /// Set on the last chunk.
    var end: PreparedChunk.End?
}

/// Reads records and hands them over in chunks until the file ends or nobody wants more.
///
/// - Parameters:
///   - position: how many records an earlier run has stored.
///   - erased: the names of those who had their data erased: it does not come back.
private func readRecords(
    of plan: ImportPlan, knowing sheetKeys: SheetKeys, skipping position: Int, leavingOut erased: Set<String>,
    copies: consuming CopyFinder, into queue: BoundedQueue<ReadChunk>, chunkSize: Int
) {
    var (chunk, rest) = (ReadChunk(), position)
    var copies = copies
    do {
        var keys = try sheetKeys.keys(before: plan)
        var reader = try plan.makeReader()
        while let record = try reader.next() {
            if rest > 0 {
                rest -= 1
                // Only the equal items and the copies before the next ones matter.
                if case .item(let item, _) = record { _ = copies.group(of: item, key: keys.key(of: item)) }
                continue
            }
            append(record, of: plan.sheet, named: &keys, &copies, leavingOut: erased, to: &chunk)
            guard chunk.records.count >= chunkSize else { continue }
            chunk.bytesRead = reader.bytesRead
            guard queue.put(chunk) else { return }
            chunk = ReadChunk(number: chunk.number + 1)
            chunk.records.reserveCapacity(chunkSize)
        }
        sheetKeys.keep(keys, after: plan)
        chunk.bytesRead = reader.bytesRead
        chunk.end = .finished(decisions: reader.decisions + copies.decisions)
    } catch {
        chunk.end = .failed(error)
    }
    _ = queue.put(chunk)
}

private func append(
    _ record: consuming ImportedRecord, of sheet: String?, named keys: inout ItemKeys, _ copies: inout CopyFinder,
    leavingOut erased: Set<String>, to chunk: inout ReadChunk
) {
    switch consume record {
    case .item(var item, _):
        let (key, hash) = (keys.key(of: item), keys.contentHash(of: item))
        // Not part of the name: a sheet may be renamed, and a single one gets others beside it.
        if let sheet, !item.segments.contains(where: { $0.name == "sheet" }) {
            item.segments.append(Segment("sheet", sheet))
        }
        // Not part of the name or of the content: a copy stays one whatever stands before it in the next export.
        if let group = copies.group(of: item, key: key) { item.segments.append(Segment(CopyFinder.segmentName, group)) }
        if !erased.isEmpty, erased.contains(key.tombstone) || item.respondent.map(erased.contains) == true {
            return chunk.records.append(.dropped(reason: "erased"))
        }
        chunk.records.append(.item(ReadItem(consume item, key: key, contentHash: hash)))
    case .session(let session, _):
        if !erased.isEmpty,
            erased.contains("s_" + session.sessionID) || session.respondent.map(erased.contains) == true
        {
            return chunk.records.append(.dropped(reason: "erased"))
        }
        chunk.records.append(.session(session, contentHash: keys.contentHash(of: session)))
    case .order(let order, _): chunk.records.append(.order(order))
    case .dropped(let reason, _): chunk.records.append(.dropped(reason: reason))
    case .rejected(let rejection): chunk.records.append(.rejected(rejection))
    }
}

/// Prepares what was read and hands it to the writer.
private struct RecordFeed: Sendable {
    private var preparation: Preparation
    private let queue: OrderedQueue<PreparedChunk>

    init(_ preparation: Preparation, queue: OrderedQueue<PreparedChunk>) {
        self.preparation = preparation
        self.queue = queue
    }

    mutating func run(_ read: BoundedQueue<ReadChunk>) {
        while let chunk = read.take() {
            var prepared = PreparedChunk()
            prepared.batch.records.reserveCapacity(chunk.records.count)
            (prepared.bytesRead, prepared.end) = (chunk.bytesRead, chunk.end)
            // Through a span a record is read where it stands, not copied.
            let records = chunk.records.span
            for index in records.indices { append(records[index], to: &prepared) }
            prepared.batch.packed = preparation.take()
            guard queue.put(prepared, number: chunk.number, bytes: prepared.batch.packed?.bytes ?? 0) else { return }
        }
    }

    private mutating func append(_ record: borrowing ReadRecord, to chunk: inout PreparedChunk) {
        switch record {
        case .item(let read):
            let place = preparation.prepare(read.item, key: read.key, contentHash: read.contentHash)
            chunk.batch.records.append(.packed(place))
        case .session(let session, let hash): chunk.batch.records.append(.session(session, contentHash: hash))
        case .order(let order): chunk.batch.records.append(.order(order))
        case .dropped(let reason):
            chunk.batch.records.append(.dropped)
            chunk.dropReasons[reason, default: 0] += 1
        case .rejected(let rejection):
            let place = rejection.position
            chunk.batch.records.append(
                .rejected(line: place.line, column: place.column, reason: rejection.reason, raw: rejection.raw))
            chunk.rejections.append(rejection)
        }
    }
}

/// The SHA-256 of bytes in hex, read in pieces.
func digest(of source: any ByteSource) throws -> String {
    var hash = SHA256()
    var buffer: [UInt8] = []
    while try source.read(upTo: 1 << 20, into: &buffer) > 0 {
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
