import Readers

/// The fuzzer's bytes, handed over a few at a time so that every boundary falls between two reads.
final class FuzzSource: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var position = 0

    init(_ bytes: [UInt8], step: Int) {
        self.bytes = bytes
        self.step = max(step, 1)
    }

    func read(upTo count: Int, into buffer: inout [UInt8]) -> Int {
        let taken = min(count, step, bytes.count - position)
        buffer.append(contentsOf: bytes[position..<position + taken])
        position += taken
        return taken
    }
}

/// Runs `body` on the whole input and on the input in small steps: both must give the same, or both an error.
func agree<Outcome: Equatable>(
    _ input: UnsafePointer<UInt8>, _ count: Int, _ body: ([UInt8], any ByteSource) throws -> Outcome
) {
    // The fuzzer's buffer is valid for `count` bytes during the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: input, count: count))
    let whole = try? body(bytes, MemorySource(bytes))
    let stepped = try? body(bytes, FuzzSource(bytes, step: 1 + count % 13))
    precondition(whole == stepped, "the size of the reads changed the records")
}
