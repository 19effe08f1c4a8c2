public import Analysis
import Crypto
import Feedback
public import FeedbackStore
import Foundation
public import Ingestion
public import Linking
import Readers

/// Runs an import: one thread reads and masks, one analyses, one writes; memory holds some thousand records.
///
/// Rows, quarantine, rollups, counts and the reader's position commit together, so that a run cut off at any moment goes
/// on where it stopped when the same command is given again.
public struct ImportEngine: Sendable {
    /// Records a transaction. Measured in `Benchmarks/README.md`.
    static let recordsPerTransaction = 50_000
    private static let chunkSize = 500

    let analyzer: Analyzer
    let linker: StepLinker
    /// The version of the lexicons, stored with the batch.
    let rules: String

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
            file: plan.file, sha256: try fileDigest(plan.file), bytes: Int64(plan.byteCount ?? 0), format: plan.format,
            source: plan.source, mapping: plan.mapping?.yaml, rules: rules)
        let batch = try store.beginBatch(header, now: now)
        // Deep enough that the reader goes on while the writer ends a transaction.
        let queue = BoundedQueue<PreparedChunk>(capacity: 10)
        let used = BoundedQueue<PreparedChunk>(capacity: 10)
        startReader(of: plan, skipping: batch.position, into: queue, used: used)
        defer { queue.close() }
        return try BatchRun(store: store, batch: batch, plan: plan, linker: linker).write(
            queue, used: used, progress: progress)
    }

    /// Says what ``run(_:into:now:progress:)`` would do, and writes nothing.
    ///
    /// - Parameter store: `nil` when there is none yet.
    public func dryRun(_ plan: ImportPlan, against store: FeedbackStore?) throws -> ImportReport {
        let queue = BoundedQueue<PreparedChunk>(capacity: 4)
        startReader(of: plan, skipping: 0, into: queue, used: BoundedQueue(capacity: 0))
        defer { queue.close() }
        return try DryRun(store: store, plan: plan).count(queue)
    }

    /// Starts the two threads before the writer: one reads and masks, one analyses and packs.
    private func startReader(
        of plan: ImportPlan, skipping position: Int, into queue: BoundedQueue<PreparedChunk>,
        used: BoundedQueue<PreparedChunk>
    ) {
        let read = BoundedQueue<ReadChunk>(capacity: 6)
        // Only the thread below makes a reader of this copy; a plan holds no shared mutable state but its source.
        nonisolated(unsafe) let plan = plan
        startThread("voc.reader") {
            unsafe readRecords(of: plan, skipping: position, into: read, chunkSize: Self.chunkSize)
            read.close()
        }
        let feed = RecordFeed(Preparation(analyzer: analyzer, linker: linker), queue: queue, used: used)
        startThread("voc.analyser") {
            var feed = feed
            feed.run(read)
            read.close()
            queue.close()
        }
    }

    private func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 8 << 20
        thread.name = name
        thread.start()
    }
}

/// A record as the file has it, with its name.
private enum ReadRecord: Sendable {
    case item(FeedbackItem, key: NaturalKey, contentHash: Int64)
    case session(Session, contentHash: Int64)
    case order(Order)
    case dropped(reason: String)
    case rejected(Rejection)
}

/// Some hundreds of records as the file has them.
private struct ReadChunk: Sendable {
    var records: [ReadRecord] = []
    /// Bytes of the file used when its last record was read.
    var bytesRead = 0
    /// Set on the last chunk.
    var end: PreparedChunk.End?
}

/// Reads records and hands them over in chunks until the file ends or nobody wants more.
///
/// - Parameter position: how many records an earlier run has stored.
private func readRecords(
    of plan: ImportPlan, skipping position: Int, into queue: BoundedQueue<ReadChunk>, chunkSize: Int
) {
    var (chunk, keys, rest) = (ReadChunk(), ItemKeys(), position)
    do {
        var reader = try plan.makeReader()
        while let record = try reader.next() {
            if rest > 0 {
                rest -= 1
                keys.skip(record)
                continue
            }
            append(record, named: &keys, to: &chunk)
            guard chunk.records.count >= chunkSize else { continue }
            chunk.bytesRead = reader.bytesRead
            guard queue.put(chunk) else { return }
            chunk = ReadChunk()
            chunk.records.reserveCapacity(chunkSize)
        }
        chunk.bytesRead = reader.bytesRead
        chunk.end = .finished(decisions: reader.decisions)
    } catch {
        chunk.end = .failed(error)
    }
    _ = queue.put(chunk)
}

private func append(_ record: consuming ImportedRecord, named keys: inout ItemKeys, to chunk: inout ReadChunk) {
    switch consume record {
    case .item(let item, _):
        let (key, hash) = (keys.key(of: item), keys.contentHash(of: item))
        chunk.records.append(.item(item, key: key, contentHash: hash))
    case .session(let session, _):
        chunk.records.append(.session(session, contentHash: keys.contentHash(of: session)))
    case .order(let order, _): chunk.records.append(.order(order))
    case .dropped(let reason, _): chunk.records.append(.dropped(reason: reason))
    case .rejected(let rejection): chunk.records.append(.rejected(rejection))
    }
}

/// Prepares what was read and hands it to the writer.
private struct RecordFeed: Sendable {
    private var preparation: Preparation
    private let queue: BoundedQueue<PreparedChunk>
    private let used: BoundedQueue<PreparedChunk>

    init(_ preparation: Preparation, queue: BoundedQueue<PreparedChunk>, used: BoundedQueue<PreparedChunk>) {
        self.preparation = preparation
        self.queue = queue
        self.used = used
    }

    mutating func run(_ read: BoundedQueue<ReadChunk>) {
        while var chunk = read.take() {
            var prepared = PreparedChunk()
            prepared.records.reserveCapacity(chunk.records.count)
            (prepared.bytesRead, prepared.end) = (chunk.bytesRead, chunk.end)
            var records: [ReadRecord] = []
            swap(&records, &chunk.records)
            // Taken from the end of the turned list: an element of a loop would be copied with all its texts.
            records.reverse()
            while let record = records.popLast() { append(record, to: &prepared) }
            _ = used.takeAll()
            guard queue.put(prepared) else { return }
        }
    }

    private mutating func append(_ record: consuming ReadRecord, to chunk: inout PreparedChunk) {
        switch consume record {
        case .item(let item, let key, let hash):
            chunk.records.append(.prepared(preparation.prepare(item, key: key, contentHash: hash)))
        case .session(let session, let hash): chunk.records.append(.session(session, contentHash: hash))
        case .order(let order): chunk.records.append(.order(order))
        case .dropped(let reason):
            chunk.records.append(.dropped)
            chunk.dropReasons[reason, default: 0] += 1
        case .rejected(let rejection):
            let place = rejection.position
            chunk.records.append(
                .rejected(line: place.line, column: place.column, reason: rejection.reason, raw: rejection.raw))
            chunk.rejections.append(rejection)
        }
    }
}

/// The SHA-256 of a file in hex, read in pieces.
func fileDigest(_ path: String) throws -> String {
    let source = try FileSource(path: path)
    var hash = SHA256()
    var buffer: [UInt8] = []
    while try source.read(upTo: 1 << 20, into: &buffer) > 0 {
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
