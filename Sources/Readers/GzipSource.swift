import CZlib

/// The bytes a gzip file holds, decompressed as they are asked for; several gzip files one after another are one text.
@safe
public final class GzipSource: ByteSource {
    private let source: any ByteSource
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var position = 0
    private var sourceEnded = false
    private var isDone = false
    private var consumed = 0
    private var produced = 0

    /// - Throws: kind `unreadable` when there is no memory.
    public init(_ source: any ByteSource) throws(ReaderError) {
        self.source = source
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window, and 16 more for a gzip header. The stream stays at its address until `deinit`.
        let result = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else {
            throw ReaderError(
                .unreadable, en: "no memory to decompress", fr: "pas de mémoire pour décompresser")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    public func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        guard count > 0 else { return 0 }
        while !isDone {
            if position == input.count { try refill() }
            let taken = try inflateSome(min(count, 1 << 18), into: &buffer)
            if taken > 0 { return taken }
        }
        return 0
    }

    private func refill() throws(ReaderError) {
        input.removeAll(keepingCapacity: true)
        position = 0
        guard !sourceEnded else { return }
        sourceEnded = try source.read(upTo: 1 << 16, into: &input) == 0
    }

    /// Decompresses what is in ``input``; how many bytes came of it.
    private func inflateSome(_ count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        let start = buffer.count
        buffer += [UInt8](repeating: 0, count: count)
        let step = unsafe inflateStep(stream, input, from: position, into: &buffer, at: start)
        buffer.removeLast(count - step.produced)
        position += step.consumed
        consumed += step.consumed
        produced += step.produced
        try UnpackLimit.check(produced: produced, consumed: consumed)
        switch step.code {
        case Z_STREAM_END: try startNextMember()
        case Z_OK: break
        case Z_BUF_ERROR:
            // Nothing more to do without input: fatal only when there is none.
            if sourceEnded, position == input.count { throw Self.stopsEarly }
        default: throw Self.corrupt
        }
        return step.produced
    }

    /// Behind the end of a member stands another one, or nothing that matters.
    private func startNextMember() throws(ReaderError) {
        while input.count - position < 2, !sourceEnded {
            input.removeSubrange(..<position)
            position = 0
            sourceEnded = try source.read(upTo: 1 << 16, into: &input) == 0
        }
        guard input.count - position >= 2, input[position] == 0x1F, input[position + 1] == 0x8B else {
            isDone = true
            return
        }
        unsafe inflateReset(stream)
    }

    private static let stopsEarly = ReaderError(
        .invalid, en: "the compressed file stops before its end", fr: "le fichier compressé s'arrête avant sa fin")
    private static let corrupt = ReaderError(
        .invalid, en: "the compressed file is damaged", fr: "le fichier compressé est abîmé")
}

/// One call of zlib.
private func inflateStep(
    _ stream: UnsafeMutablePointer<z_stream>, _ input: [UInt8], from position: Int, into buffer: inout [UInt8],
    at start: Int
) -> (consumed: Int, produced: Int, code: Int32) {
    unsafe input.withUnsafeBufferPointer { input in
        unsafe buffer.withUnsafeMutableBufferPointer { output in
            // Both buffers are valid during the closures; zlib reads and writes within the counts it is given.
            let (given, room) = (input.count - position, output.count - start)
            unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
                mutating: input.baseAddress.map { unsafe $0 + position })
            unsafe stream.pointee.avail_in = UInt32(given)
            unsafe stream.pointee.next_out = unsafe output.baseAddress.map { unsafe $0 + start }
            unsafe stream.pointee.avail_out = UInt32(room)
            let code = unsafe inflate(stream, Z_NO_FLUSH)
            return unsafe (given - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), code)
        }
    }
}

/// Texts packed and unpacked in memory in one go.
enum Packing {
    /// `nil` when it would not get smaller.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        var size = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        // zlib writes at most `size` bytes, the size of `output`, and sets it to what it wrote.
        let code = unsafe compress2(&output, &size, bytes, UInt(bytes.count), 1)
        guard code == Z_OK, size < bytes.count else { return nil }
        // A copy of its own size: the array would keep the room it was given.
        return Array(output[..<Int(size)])
    }

    static func unpacked(_ bytes: [UInt8], count: Int) -> [UInt8] {
        var size = UInt(count)
        var output = [UInt8](repeating: 0, count: count)
        // As above; what was packed here unpacks to `count` bytes.
        let code = unsafe uncompress(&output, &size, bytes, UInt(bytes.count))
        precondition(code == Z_OK && size == count, "what was packed in memory unpacks")
        return output
    }
}
