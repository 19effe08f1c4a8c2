import Dispatch
import FeedbackStore

/// A few connections to the store, each used by one request at a time, off the threads that serve the network.
///
/// A request that is cancelled or runs out of time is answered at once; its connection comes back when the query ends.
actor StorePool {
    nonisolated let path: String
    private let deadline: Duration
    private let maximumWaiting: Int
    private var idle: [Connection] = []
    private var waiting: [(number: Int, continuation: CheckedContinuation<Connection, any Error>)] = []
    private var tickets = 0
    private let queue = DispatchQueue(label: "voc.dashboard.store", attributes: .concurrent)

    private struct Connection: Sendable {
        var store: FeedbackStore
        var identity: StoreVersion.Identity?
    }

    /// Opens the store once for each connection: a store that cannot be read stops the server before it starts.
    ///
    /// - Parameters:
    ///   - deadline: of one use, waiting included.
    ///   - maximumWaiting: requests that may wait for a connection; the next is refused.
    /// - Throws: ``StoreError``.
    init(path: String, connections: Int, deadline: Duration, maximumWaiting: Int = 64) throws {
        self.path = path
        self.deadline = deadline
        self.maximumWaiting = maximumWaiting
        idle = try (0..<connections).map { _ in try Self.connect(path) }
    }

    /// What the store holds now, as a cache may compare it.
    nonisolated var version: StoreVersion { StoreVersion(path: path) }

    /// Runs `body` with a connection of its own.
    ///
    /// - Throws: ``Refusal/busy``, ``Refusal/tooSlow``, and what `body` throws.
    func use<T: Sendable>(_ body: @escaping @Sendable (FeedbackStore) throws -> T) async throws -> T {
        let deadline = deadline
        return try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask { try await self.run(body) }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw Refusal.tooSlow
            }
            defer { group.cancelAll() }
            return try await group.next()!
        }
    }

    private func run<T: Sendable>(_ body: @escaping @Sendable (FeedbackStore) throws -> T) async throws -> T {
        let connection = try await acquire()
        let answer = Answer<T>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                answer.awaits(continuation)
                queue.async {
                    let (connection, result) = Self.perform(body, on: connection)
                    Task { await self.release(connection) }
                    answer.settle(result)
                }
            }
        } onCancel: {
            answer.settle(.failure(CancellationError()))
        }
    }

    /// Opens again first when another file has taken the store's place.
    private static func perform<T: Sendable>(
        _ body: (FeedbackStore) throws -> T, on connection: Connection
    ) -> (Connection, Result<T, any Error>) {
        var connection = connection
        let result = Result<T, any Error> {
            if StoreVersion(path: connection.store.path).identity != connection.identity {
                connection = try connect(connection.store.path)
            }
            return try body(connection.store)
        }
        return (connection, result)
    }

    private static func connect(_ path: String) throws -> Connection {
        let store = try FeedbackStore.open(path: path, mode: .existing)
        return Connection(store: store, identity: StoreVersion(path: path).identity)
    }

    private func acquire() async throws -> Connection {
        if let connection = idle.popLast() { return connection }
        guard waiting.count < maximumWaiting else { throw Refusal.busy }
        tickets += 1
        let number = tickets
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waiting.append((number, continuation))
            }
        } onCancel: {
            Task { await self.leave(number) }
        }
    }

    private func release(_ connection: Connection) {
        guard !waiting.isEmpty else { return idle.append(connection) }
        waiting.removeFirst().continuation.resume(returning: connection)
    }

    private func leave(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: CancellationError())
    }
}
