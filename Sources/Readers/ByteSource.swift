/// Bytes pulled on demand by one consumer.
public protocol ByteSource: AnyObject {
    /// Appends up to `count` bytes to `buffer`.
    ///
    /// - Returns: how many bytes were added; 0 means the end, for good.
    func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int
}

extension ByteSource {
    /// Everything that is left.
    ///
    /// - Throws: `ReaderError` of kind `tooLarge` past `limit` bytes.
    public func readAll(limit: Int) throws(ReaderError) -> [UInt8] {
        var all: [UInt8] = []
        while try read(upTo: 1 << 18, into: &all) > 0 {
            guard all.count <= limit else {
                throw ReaderError(
                    .tooLarge, en: "the file is larger than \(limit) bytes", fr: "le fichier dépasse \(limit) octets")
            }
        }
        return all
    }
}

/// Bytes already in memory.
public final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public func read(upTo count: Int, into buffer: inout [UInt8]) -> Int {
        let taken = min(max(count, 0), bytes.count - position)
        buffer.append(contentsOf: bytes[position..<position + taken])
        position += taken
        return taken
    }
}

/// Reads ahead once so that a head can be looked at; reading then starts again from the first byte, on a pipe too.
public final class PeekableSource: ByteSource {
    /// The first bytes, at most the head size asked for.
    public let head: [UInt8]
    /// Whether `head` is all there is.
    public let isWhole: Bool

    private let source: any ByteSource
    private var ahead: MemorySource?

    public init(_ source: any ByteSource, headSize: Int = 1 << 18) throws(ReaderError) {
        var taken: [UInt8] = []
        taken.reserveCapacity(headSize + 1)
        while taken.count <= headSize, try source.read(upTo: headSize + 1 - taken.count, into: &taken) > 0 {}
        self.source = source
        ahead = MemorySource(taken)
        isWhole = taken.count <= headSize
        head = isWhole ? taken : Array(taken.prefix(headSize))
    }

    public func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        if let taken = ahead?.read(upTo: count, into: &buffer), taken > 0 { return taken }
        ahead = nil
        return isWhole ? 0 : try source.read(upTo: count, into: &buffer)
    }
}
