import Dispatch
import FeedbackStore
import Foundation
import Synchronization
import Testing

@testable import Dashboard

@Suite struct StorePoolTests {
    private let shop: DashboardStore

    init() throws { shop = try DashboardStore() }

    @Test func `an answer that takes too long is given up, and its connection comes back`() async throws {
        let pool = try StorePool(path: shop.store.path, connections: 1, deadline: .milliseconds(100))
        let gate = DispatchSemaphore(value: 0)
        await #expect(throws: Refusal.tooSlow) { try await pool.use { _ in gate.wait() } }
        await #expect(throws: Refusal.tooSlow) { try await pool.use { _ in } }
        gate.signal()
        for _ in 0..<100 {
            if (try? await pool.use({ try $0.batches().count })) == 1 { return }
        }
        Issue.record("the connection did not come back")
    }

    @Test func `beyond those that may wait, a question is refused at once`() async throws {
        let pool = try StorePool(path: shop.store.path, connections: 1, deadline: .seconds(20), maximumWaiting: 0)
        let (started, gate) = (AsyncStream.makeStream(of: Void.self), DispatchSemaphore(value: 0))
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await pool.use { _ in
                    started.continuation.yield()
                    gate.wait()
                }
            }
            _ = await started.stream.first { _ in true }
            await #expect(throws: Refusal.busy) { try await pool.use { _ in } }
            gate.signal()
            try await group.waitForAll()
        }
    }

    @Test func `no connection serves two questions at once, and every question is answered`() async throws {
        let pool = try StorePool(path: shop.store.path, connections: 2, deadline: .seconds(20))
        let gauge = Gauge()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await pool.use { store in
                        gauge.enter()
                        defer { gauge.leave() }
                        return try store.batches().count * number
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(answers == (0..<40).reduce(0, +))
        #expect(gauge.most <= 2)
    }

    @Test func `a store put in the place of another is the one that answers`() async throws {
        let pool = try StorePool(path: shop.store.path, connections: 1, deadline: .seconds(20))
        let other = try DashboardStore()
        try other.add([item(900)], file: "other.csv")
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: shop.store.path + suffix) }
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: other.store.path + suffix, toPath: shop.store.path + suffix)
        }
        #expect(try await pool.use { try $0.batches().map(\.file) } == ["avis.csv", "other.csv"])
    }
}

/// How many are inside at once.
private final class Gauge: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { counts.withLock { $0.now -= 1 } }
    var most: Int { counts.withLock { $0.most } }
}
