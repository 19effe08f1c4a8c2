import Foundation

/// Hands elements from one thread to another in order; whoever is faster waits.
///
/// `@unchecked Sendable`: every member is read and written under `condition`.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var elements: [Element] = []
    private var isClosed = false

    init(capacity: Int) { self.capacity = capacity }

    /// - Returns: `false` when the other side has closed the queue: there is no point in going on.
    func put(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while elements.count >= capacity, !isClosed { condition.wait() }
        guard !isClosed else { return false }
        elements.append(element)
        condition.broadcast()
        return true
    }

    /// - Returns: `nil` when the queue is closed and empty.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while elements.isEmpty, !isClosed { condition.wait() }
        guard !elements.isEmpty else { return nil }
        let element = elements.removeFirst()
        condition.broadcast()
        return element
    }

    /// No more elements come, or none are wanted any more. What is inside can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}

/// Hands elements from several threads to one, in the order of their numbers.
///
/// `@unchecked Sendable`: every member is read and written under `condition`.
final class OrderedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    /// Those that wait, and the number of the next to be taken.
    private var elements: [Int: Element] = [:]
    private var next = 0
    private var isClosed = false

    /// - Parameter capacity: how far ahead of the taker an element may be.
    init(capacity: Int) { self.capacity = capacity }

    /// - Parameter number: 0, 1, 2…: each once, and a thread's own in order.
    /// - Returns: `false` when the other side has closed the queue: there is no point in going on.
    func put(_ element: Element, number: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while number >= next + capacity, !isClosed { condition.wait() }
        guard !isClosed else { return false }
        elements[number] = element
        if number == next { condition.broadcast() }
        return true
    }

    /// - Returns: `nil` when the queue is closed.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while elements[next] == nil, !isClosed { condition.wait() }
        guard let element = elements.removeValue(forKey: next) else { return nil }
        next += 1
        condition.broadcast()
        return element
    }

    /// Nobody puts or wants elements any more. What is inside can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
