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
        guard end >= 0 else { return nil }
        let stored = unsafe file.bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)
        guard unsafe checksum(UnsafeRawBufferPointer(rebasing: file.bytes[..<end])) == stored else { return nil }
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

/// Gathers arrays of plain values for a file.
struct CacheWriter {
    private var bytes: [UInt8] = []

    mutating func put<T: BitwiseCopyable & Sendable>(_ values: some Collection<T>) {
        var head = [UInt8](repeating: 0, count: MappedFile.alignment)
        unsafe withUnsafeBytes(of: values.count) { count in
            for index in 0..<count.count { head[index] = unsafe count[index] }
        }
        bytes += head
        // The bytes are copied while the array is held.
        unsafe Array(values).withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        bytes += repeatElement(0, count: padding(after: bytes.count))
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

    /// Writes everything and the checksum.
    mutating func save(to descriptor: Int32) -> Bool {
        let sum = unsafe bytes.withUnsafeBytes { unsafe checksum($0) }
        unsafe withUnsafeBytes(of: sum) { unsafe bytes.append(contentsOf: $0) }
        return unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let got = unsafe write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                guard got > 0 else { return false }
                done += got
            }
            return true
        }
    }
}

/// How many bytes are missing to the next multiple of the alignment.
private func padding(after size: Int) -> Int { -size & (MappedFile.alignment - 1) }

/// A 64-bit sum of bytes that any change moves: four sums side by side, eight bytes each a step.
private func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var (a, b): (UInt64, UInt64) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344)
    var (c, d): (UInt64, UInt64) = (0xA409_3822_299F_31D0, 0x082E_FA98)
    func mixed(_ sum: UInt64, _ offset: Int) -> UInt64 {
        let mixed = (sum ^ (unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))) &* factor
        return mixed ^ mixed >> 29
    }
    var offset = 0
    while offset + 32 <= bytes.count {
        (a, b, c, d) = (mixed(a, offset), mixed(b, offset + 8), mixed(c, offset + 16), mixed(d, offset + 24))
        offset += 32
    }
    var rest = UInt64(bytes.count)
    while offset < bytes.count {
        rest = (rest ^ UInt64(unsafe bytes[offset])) &* factor
        offset += 1
    }
    return [a, b, c, d].reduce(rest) { ($0 ^ $1) &* factor }
}
