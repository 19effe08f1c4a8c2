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

    /// Adds an element when there is room, and lets it go otherwise: nobody waits.
    func offer(_ element: Element) {
        condition.lock()
        defer { condition.unlock() }
        if elements.count < capacity, !isClosed { elements.append(element) }
    }

    /// Everything that is there now.
    func takeAll() -> [Element] {
        condition.lock()
        defer { condition.unlock() }
        defer { elements.removeAll(keepingCapacity: true) }
        return elements
    }

    /// No more elements come, or none are wanted any more. What is inside can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
