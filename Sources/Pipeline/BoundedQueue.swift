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
    private let byteLimit: Int
    /// Those that wait, and the number of the next to be taken.
    private var elements: [Int: (element: Element, bytes: Int)] = [:]
    private var next = 0
    private var bytes = 0
    private var isClosed = false

    /// - Parameters:
    ///   - capacity: how far ahead of the taker an element may be.
    ///   - byteLimit: how much may wait, but for the element that comes next.
    init(capacity: Int, byteLimit: Int) { (self.capacity, self.byteLimit) = (capacity, byteLimit) }

    /// - Parameter number: 0, 1, 2…: each once, and a thread's own in order.
    /// - Returns: `false` when the other side has closed the queue: there is no point in going on.
    func put(_ element: Element, number: Int, bytes size: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while number != next, number >= next + capacity || bytes + size > byteLimit, !isClosed { condition.wait() }
        guard !isClosed else { return false }
        elements[number] = (element, size)
        bytes += size
        if number == next { condition.broadcast() }
        return true
    }

    /// - Returns: `nil` when the queue is closed.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while elements[next] == nil, !isClosed { condition.wait() }
        guard let taken = elements.removeValue(forKey: next) else { return nil }
        next += 1
        bytes -= taken.bytes
        condition.broadcast()
        return taken.element
    }

    /// Nobody puts or wants elements any more. What is inside can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
