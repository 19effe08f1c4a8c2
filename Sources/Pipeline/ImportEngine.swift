public import Analysis
import Crypto
public import FeedbackStore
import Foundation
public import Ingestion
public import Linking
import Readers

/// Runs an import: one thread reads, masks and analyses while another writes; memory holds a few hundred records.
///
/// Rows, quarantine, rollups, counts and the reader's position commit together, so that a run cut off at any moment goes
/// on where it stopped when the same command is given again.
public struct ImportEngine: Sendable {
    /// Records a transaction. Measured in `Benchmarks/README.md`.
    static let recordsPerTransaction = 25_000
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
        let queue = BoundedQueue<PreparedChunk>(capacity: 4)
        let used = BoundedQueue<PreparedChunk>(capacity: 16)
        startReader(of: plan, skipping: batch.position, into: queue, used: used)
        defer { queue.close() }
        return try BatchRun(store: store, batch: batch, plan: plan).write(queue, used: used, progress: progress)
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

    private func startReader(
        of plan: ImportPlan, skipping position: Int, into queue: BoundedQueue<PreparedChunk>,
        used: BoundedQueue<PreparedChunk>
    ) {
        let preparation = Preparation(analyzer: analyzer, linker: linker)
        // Only the thread below makes a reader of this copy; a plan holds no shared mutable state but its source.
        nonisolated(unsafe) let plan = plan
        let thread = Thread {
            var feed = RecordFeed(preparation: preparation, queue: queue, used: used, chunkSize: Self.chunkSize)
            unsafe feed.run(plan, skipping: position)
            queue.close()
        }
        thread.stackSize = 8 << 20
        thread.name = "voc.reader"
        thread.start()
    }
}

/// The reading side: pulls records, prepares them, hands them over in chunks.
private struct RecordFeed {
    var preparation: Preparation
    let queue: BoundedQueue<PreparedChunk>
    let used: BoundedQueue<PreparedChunk>
    let chunkSize: Int
    var chunk = PreparedChunk()

    init(
        preparation: Preparation, queue: BoundedQueue<PreparedChunk>, used: BoundedQueue<PreparedChunk>, chunkSize: Int
    ) {
        self.preparation = preparation
        self.queue = queue
        self.used = used
        self.chunkSize = chunkSize
    }

    mutating func run(_ plan: ImportPlan, skipping position: Int) {
        do {
            var reader = try plan.makeReader()
            var count = 0
            while let record = try reader.next() {
                count += 1
                guard count > position else {
                    preparation.skip(record)
                    continue
                }
                append(record)
                if chunk.records.count >= chunkSize {
                    chunk.bytesRead = reader.bytesRead
                    guard hand(over: &chunk) else { return }
                }
            }
            chunk.bytesRead = reader.bytesRead
            chunk.end = .finished(decisions: reader.decisions)
        } catch {
            chunk.end = .failed(error)
        }
        _ = queue.put(chunk)
    }

    private mutating func append(_ record: ImportedRecord) {
        switch record {
        case .item(let item, _): chunk.records.append(.item(preparation.prepare(item)))
        case .session(let session, _):
            chunk.records.append(.session(session, contentHash: preparation.contentHash(of: session)))
        case .dropped(let reason, _):
            chunk.records.append(.dropped)
            chunk.dropReasons[reason, default: 0] += 1
        case .rejected(let rejection):
            let place = rejection.position
            chunk.records.append(
                .rejected(line: place.line, column: place.column, reason: rejection.reason, raw: rejection.raw))
            chunk.rejections.append(rejection)
        }
    }

    private func hand(over chunk: inout PreparedChunk) -> Bool {
        _ = used.takeAll()
        defer {
            chunk = PreparedChunk()
            chunk.records.reserveCapacity(chunkSize)
        }
        return queue.put(chunk)
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
