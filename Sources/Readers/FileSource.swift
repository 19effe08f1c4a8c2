#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file, or standard input when the path is `-`.
public final class FileSource: ByteSource {
    /// The size of a regular file; nil for a pipe.
    public let byteCount: Int?

    private let descriptor: Int32

    /// - Throws: `ReaderError` of kind `notFound`, `unreadable` or `isDirectory`.
    public init(path: String) throws(ReaderError) {
        // The path is passed as a C string that lives for the call.
        descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.openingFailed(errno) }
        var status = stat()
        // The address of a local value, filled before the call returns.
        let known = unsafe fstat(descriptor, &status) == 0
        if known, status.st_mode & S_IFMT == S_IFDIR {
            if descriptor != STDIN_FILENO { close(descriptor) }
            throw ReaderError(.isDirectory, en: "this is a folder, not a file", fr: "c'est un dossier, pas un fichier")
        }
        byteCount = known && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

    public func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        let start = buffer.count
        buffer += [UInt8](repeating: 0, count: max(count, 0))
        let (taken, code) = readSome(from: descriptor, into: &buffer, at: start)
        buffer.removeLast(buffer.count - start - max(taken, 0))
        guard taken >= 0 else {
            throw ReaderError(
                .unreadable, en: "reading stopped: \(Self.reason(code))",
                fr: "lecture interrompue : \(Self.reason(code))")
        }
        return taken
    }

    private static func openingFailed(_ code: Int32) -> ReaderError {
        code == ENOENT
            ? ReaderError(.notFound, en: "the file does not exist", fr: "le fichier n'existe pas")
            : ReaderError(
                .unreadable, en: "the file cannot be opened: \(reason(code))",
                fr: "le fichier ne peut pas être ouvert : \(reason(code))")
    }

    // strerror returns a C string that lives at least until the next call: it is copied at once.
    private static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "\(code)"
    }
}

/// Fills `buffer` from `start`; how many bytes came, or −1, and the system's error code.
private func readSome(from descriptor: Int32, into buffer: inout [UInt8], at start: Int) -> (taken: Int, code: Int32) {
    unsafe buffer.withUnsafeMutableBytes { bytes in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        var taken: Int
        repeat {
            // `room` is valid during this closure and `read` fills at most `room.count` bytes.
            taken = unsafe read(descriptor, room.baseAddress, room.count)
        } while taken < 0 && errno == EINTR
        return (taken, errno)
    }
}
