import Glibc

enum CacheProblem: Error { case unusable }

/// A whole file in memory, for reading, as long as this is held.
///
/// `@unchecked Sendable`: nothing in it changes.
@safe final class MappedFile: @unchecked Sendable {
    /// Of every table in a cache file, in bytes: that of a cache line.
    static let alignment = 64

    let bytes: UnsafeRawBufferPointer

    /// - Parameter descriptor: may be closed afterwards. `nil` when it is no file or an empty one.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        // A private mapping of all of the file. Cache files are replaced by other files, never shortened.
        let size = Int(status.st_size)
        let place = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE | Int32(MAP_POPULATE), descriptor, 0)
        guard let place = unsafe place, unsafe place != MAP_FAILED else { return nil }
        unsafe bytes = UnsafeRawBufferPointer(start: place, count: size)
    }

    /// Gives the memory back: what is asked for again comes with its neighbours, and one text asks for little of it.
    func release() {
        let place = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        unsafe madvise(place, bytes.count, MADV_DONTNEED)
        unsafe madvise(place, bytes.count, MADV_RANDOM)
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}

/// Hands out the tables of a cache file in the order they were put, those that are long in place.
struct CacheReader {
    private let file: MappedFile
    private var offset = 0
    /// Where the checksum is.
    private let end: Int

    /// - Returns: `nil` when the checksum at the end is not that of what is before it.
    init?(_ file: MappedFile) {
        (self.file, end) = unsafe (file, file.bytes.count - MemoryLayout<UInt64>.size)
        guard end >= 0, end % CacheSum.step == 0 else { return nil }
        let stored = unsafe file.bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)
        var sum = CacheSum()
        unsafe sum.add(UnsafeRawBufferPointer(rebasing: file.bytes[..<end]))
        guard sum.value == stored else { return nil }
        file.release()
    }

    /// Whether everything was handed out.
    var isAtEnd: Bool { offset == end }

    mutating func table<T: BitwiseCopyable & Sendable>() throws(CacheProblem) -> Table<T> {
        let values = try place(of: T.self)
        // The part is inside the file, at a multiple of the alignment.
        let base = unsafe UnsafeMutableRawPointer(mutating: file.bytes.baseAddress! + values.lowerBound)
        return unsafe Table(file, at: base, count: values.count / max(MemoryLayout<T>.stride, 1))
    }

    /// A copy of them.
    mutating func array<T: BitwiseCopyable & Sendable>() throws(CacheProblem) -> [T] { Array(try table()) }

    mutating func value<T: BitwiseCopyable & Sendable>() throws(CacheProblem) -> T {
        let values: Table<T> = try table()
        guard values.count == 1 else { throw .unusable }
        return values[0]
    }

    mutating func strings() throws(CacheProblem) -> [String] {
        let (ends, bytes): (Table<Int32>, [UInt8]) = (try table(), try array())
        var (strings, start) = ([String](), 0)
        strings.reserveCapacity(ends.count)
        for end in ends {
            guard end >= start, end <= bytes.count else { throw .unusable }
            strings.append(String(decoding: bytes[start..<Int(end)], as: UTF8.self))
            start = Int(end)
        }
        return strings
    }

    /// The bytes of the next values, after their count.
    private mutating func place<T: BitwiseCopyable & Sendable>(of _: T.Type) throws(CacheProblem) -> Range<Int> {
        guard end - offset >= MappedFile.alignment else { throw .unusable }
        let count = unsafe file.bytes.loadUnaligned(fromByteOffset: offset, as: Int.self)
        let start = offset + MappedFile.alignment
        guard count >= 0, count <= (end - start) / max(MemoryLayout<T>.stride, 1) else { throw .unusable }
        let size = count * MemoryLayout<T>.stride
        offset = start + size + padding(after: size)
        guard offset <= end else { throw .unusable }
        return start..<start + size
    }
}

/// Writes arrays of plain values to a file as they are put: nothing of them is gathered in memory.
struct CacheWriter: ~Copyable {
    private let descriptor: Int32
    private var sum = CacheSum()
    /// Whether all was written so far.
    private var isWritten = true

    /// - Parameter descriptor: of an empty file, open for writing as long as this is used.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    mutating func put<T: BitwiseCopyable & Sendable>(_ values: some Collection<T>) {
        let values = Array(values)
        put(values.span)
    }

    mutating func put<T: BitwiseCopyable & Sendable>(_ table: Table<T>) { put(table.span) }

    private mutating func put<T: BitwiseCopyable & Sendable>(_ values: Span<T>) {
        // A count and the bytes of the values are read during the calls alone.
        unsafe withUnsafeBytes(of: values.count) { unsafe place($0) }
        unsafe values.withUnsafeBytes { unsafe place($0) }
    }

    /// Writes `bytes` and what is missing to the next multiple of the alignment.
    private mutating func place(_ bytes: UnsafeRawBufferPointer) {
        let whole = bytes.count - bytes.count % MappedFile.alignment
        unsafe write(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
        guard whole < bytes.count else { return }
        var last = [UInt8](repeating: 0, count: MappedFile.alignment)
        for index in whole..<bytes.count { last[index - whole] = unsafe bytes[index] }
        // The array is held during the call.
        unsafe last.withUnsafeBytes { unsafe write($0) }
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        unsafe sum.add(bytes)
        unsafe store(bytes)
    }

    private mutating func store(_ bytes: UnsafeRawBufferPointer) {
        var done = 0
        while isWritten, done < bytes.count {
            let got = unsafe Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            (isWritten, done) = (got > 0, done + max(got, 0))
        }
    }

    mutating func put<T: BitwiseCopyable & Sendable>(value: T) { put([value]) }

    mutating func put(_ strings: [String]) {
        var (ends, text) = ([Int32](), [UInt8]())
        for string in strings {
            text.append(contentsOf: string.utf8)
            ends.append(Int32(text.count))
        }
        put(ends)
        put(text)
    }

    /// Writes the checksum.
    ///
    /// - Returns: whether everything is in the file.
    consuming func finish() -> Bool {
        // The number is read during the call alone.
        unsafe withUnsafeBytes(of: sum.value) { unsafe store($0) }
        return isWritten
    }
}

/// How many bytes are missing to the next multiple of the alignment.
private func padding(after size: Int) -> Int { -size & (MappedFile.alignment - 1) }

/// A 64-bit sum of bytes that any change moves: four sums side by side, eight bytes each a step.
private struct CacheSum {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// Bytes a step.
    static let step = 32

    private var sums: (UInt64, UInt64, UInt64, UInt64) = (
        0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98
    )
    private var count = 0

    var value: UInt64 {
        [sums.0, sums.1, sums.2, sums.3].reduce(UInt64(count)) { ($0 ^ $1) &* Self.factor }
    }

    /// - Parameter bytes: whole steps of them.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count % Self.step == 0, "whole steps")
        func mixed(_ sum: UInt64, _ offset: Int) -> UInt64 {
            let mixed =
                (sum ^ (unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))) &* Self.factor
            return mixed ^ mixed >> 29
        }
        var (a, b, c, d) = sums
        for offset in stride(from: 0, to: bytes.count, by: Self.step) {
            (a, b, c, d) = (mixed(a, offset), mixed(b, offset + 8), mixed(c, offset + 16), mixed(d, offset + 24))
        }
        sums = (a, b, c, d)
        count += bytes.count
    }
}
