import Foundation

/// Standard input cut at its line feeds, as it comes in.
struct MessageLines {
    enum Line {
        case message([UInt8])
        /// Longer than is read; the rest of it is skipped.
        case tooLong
    }

    private let limit: Int
    private var buffer: [UInt8] = []
    private var searched = 0
    private var isAtEnd = false

    init(limit: Int) { self.limit = limit }

    /// Waits for a whole line; `nil` at the end.
    mutating func next() -> Line? {
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[..<end])
                buffer.removeFirst(end + 1)
                searched = 0
                return isTooLong || line.count > limit ? .tooLong : .message(line)
            }
            if isAtEnd {
                defer { buffer.removeAll() }
                return isTooLong ? .tooLong : buffer.isEmpty ? nil : .message(buffer)
            }
            if buffer.count > limit {
                isTooLong = true
                buffer.removeAll(keepingCapacity: true)
            }
            searched = buffer.count
            let piece = FileHandle.standardInput.availableData
            if piece.isEmpty { isAtEnd = true } else { buffer.append(contentsOf: piece) }
        }
    }
}
