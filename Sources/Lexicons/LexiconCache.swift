import Glibc

/// A compiled ``LexiconSet`` on disk, so that a command of one line does not compile 100,000 terms first.
///
/// A file holds the tables as they lie in memory, for one version of the lexicons and one build of the program, both in
/// its name, and ends with a checksum. Whatever is wrong with it, the lexicons are compiled instead; it is written beside
/// its place and renamed, so that programs that start together never read half of one.
public struct LexiconCache: Sendable {
    /// Files kept, the newest: as many lexicons are in turn use.
    private static let mostFiles = 4

    /// The folder, made when the first file is written.
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// - Parameter version: ``LexiconSet/version``.
    func load(version: String) -> LexiconSet? {
        guard let path = path(version) else { return nil }
        // The string outlives the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        var reader = CacheReader(descriptor: descriptor, size: Int(status.st_size))
        guard let stored: CompiledLexicons = try? CompiledLexicons(&reader), reader.isSound else { return nil }
        return stored.lexiconSet(version: version)
    }

    /// Writes what was compiled. A folder that cannot be written costs time at the next start, nothing else.
    ///
    /// - Returns: whether it is there now.
    func store(_ lexicons: LexiconSet) -> Bool {
        guard let path = path(lexicons.version) else { return false }
        makeFolders()
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        var writer = CacheWriter()
        CompiledLexicons(lexicons).write(to: &writer)
        // The strings outlive the calls.
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let isWritten = writer.save(to: descriptor)
        close(descriptor)
        guard isWritten, unsafe rename(draft, path) == 0 else {
            unsafe unlink(draft)
            return false
        }
        removeOld()
        return true
    }

    /// `lexicons-` version, size and time of the program.
    private func path(_ version: String) -> String? {
        var status = stat()
        // `stat` fills the local structure.
        guard unsafe stat("/proc/self/exe", &status) == 0 else { return nil }
        let build = "\(status.st_size)-\(status.st_mtim.tv_sec)-\(status.st_mtim.tv_nsec)"
        return "\(folder)/lexicons-\(version)-\(build).bin"
    }

    private func makeFolders() {
        var path = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            path += path.isEmpty && part.isEmpty ? "" : part
            // A folder that is there already is fine; one that cannot be made shows when the file is opened.
            if !path.isEmpty { _ = unsafe mkdir(path, 0o700) }
            path += "/"
        }
    }

    private func removeOld() {
        guard let stream = unsafe opendir(folder) else { return }
        defer { unsafe closedir(stream) }
        var files: [(path: String, time: Int)] = []
        while let entry = unsafe readdir(stream) {
            // `d_name` is NUL-terminated and valid until the next `readdir`; the string copies it.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            var status = stat()
            guard name.hasPrefix("lexicons-"), unsafe stat("\(folder)/\(name)", &status) == 0 else { continue }
            files.append(("\(folder)/\(name)", status.st_mtim.tv_sec))
        }
        for file in files.sorted(by: { $0.time > $1.time }).dropFirst(Self.mostFiles) { unsafe unlink(file.path) }
    }
}

enum CacheProblem: Error { case unusable }

/// Reads arrays of plain values from a file, straight into their memory.
struct CacheReader: ~Copyable {
    private let descriptor: Int32
    private var left: Int
    private var checksum = Checksum()

    init(descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        left = size
    }

    /// Whether everything was read and the checksum at the end is that of what was read.
    var isSound: Bool {
        mutating get {
            let found = checksum.value
            guard let stored: [UInt64] = try? array() else { return false }
            return stored == [found] && left == 0
        }
    }

    mutating func array<T: BitwiseCopyable>() throws(CacheProblem) -> [T] {
        let count: Int = try count()
        guard count >= 0, count <= left / max(MemoryLayout<T>.stride, 1) else { throw .unusable }
        let size = count * MemoryLayout<T>.stride
        let descriptor = descriptor
        let values = unsafe [T](unsafeUninitializedCapacity: count) { buffer, initialised in
            // At most `size` bytes are read into a buffer of `size` bytes; any bits make a plain value.
            initialised = unsafe Self.read(descriptor, UnsafeMutableRawBufferPointer(buffer)) ? count : 0
        }
        guard values.count == count else { throw .unusable }
        left -= size
        unsafe values.withUnsafeBytes { unsafe checksum.add($0) }
        return values
    }

    mutating func value<T: BitwiseCopyable>() throws(CacheProblem) -> T {
        let values: [T] = try array()
        guard values.count == 1 else { throw .unusable }
        return values[0]
    }

    mutating func strings() throws(CacheProblem) -> [String] {
        let (ends, bytes): ([Int32], [UInt8]) = (try array(), try array())
        var (strings, start) = ([String](), 0)
        strings.reserveCapacity(ends.count)
        for end in ends {
            guard end >= start, end <= bytes.count else { throw .unusable }
            strings.append(String(decoding: bytes[start..<Int(end)], as: UTF8.self))
            start = Int(end)
        }
        return strings
    }

    private mutating func count() throws(CacheProblem) -> Int {
        var count = 0
        let isRead = unsafe withUnsafeMutableBytes(of: &count) { unsafe Self.read(descriptor, $0) }
        guard isRead, left >= 8 else { throw .unusable }
        left -= 8
        return count
    }

    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var done = 0
        while done < buffer.count {
            let got = unsafe Glibc.read(descriptor, buffer.baseAddress! + done, buffer.count - done)
            guard got > 0 else { return false }
            done += got
        }
        return true
    }
}

/// Gathers arrays of plain values for a file.
struct CacheWriter {
    private var bytes: [UInt8] = []
    private var checksum = Checksum()

    mutating func put<T: BitwiseCopyable>(_ values: [T]) {
        unsafe withUnsafeBytes(of: values.count) { unsafe bytes.append(contentsOf: $0) }
        // The bytes are copied while the array is held.
        unsafe values.withUnsafeBytes {
            unsafe bytes.append(contentsOf: $0)
            unsafe checksum.add($0)
        }
    }

    mutating func put<T: BitwiseCopyable>(value: T) { put([value]) }

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
        put([checksum.value])
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

/// A 64-bit sum of bytes that any change moves, four lanes of eight bytes a step.
private struct Checksum {
    private var lanes = SIMD4<UInt64>(0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98)

    var value: UInt64 { (0..<4).reduce(0) { ($0 ^ lanes[$1]) &* 0x9E37_79B9_7F4A_7C15 } }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 32 <= bytes.count {
            mix(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self))
            offset += 32
        }
        var rest = SIMD4<UInt64>(repeating: UInt64(bytes.count))
        while offset < bytes.count {
            rest[offset & 3] = rest[offset & 3] << 8 ^ UInt64(unsafe bytes[offset])
            offset += 1
        }
        mix(rest)
    }

    private mutating func mix(_ words: SIMD4<UInt64>) {
        lanes = (lanes ^ words) &* SIMD4(repeating: 0x9E37_79B9_7F4A_7C15)
        lanes ^= lanes &>> SIMD4(repeating: 29)
    }
}
