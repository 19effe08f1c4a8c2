import Glibc

/// One lexicon file in memory.
public struct LexiconFile: Hashable, Sendable {
    /// Relative to the lexicons' folder: `fr/friction/delivery.late.tsv`.
    public var name: String
    /// UTF-8.
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Every `.tsv` file under `directory`, by name.
    ///
    /// - Throws: ``LexiconError`` when the folder or a file in it cannot be read.
    public static func all(under directory: String) throws(LexiconError) -> [LexiconFile] {
        var files: [LexiconFile] = []
        try collect(directory, prefix: "", into: &files)
        return files.sorted { $0.name < $1.name }
    }

    private static func collect(
        _ directory: String, prefix: String, into files: inout [LexiconFile]
    ) throws(LexiconError) {
        for (name, isFolder) in try entries(of: directory, shown: prefix.isEmpty ? directory : prefix) {
            if isFolder {
                try collect("\(directory)/\(name)", prefix: "\(prefix)\(name)/", into: &files)
            } else if name.hasSuffix(".tsv") {
                files.append(
                    LexiconFile(name: prefix + name, bytes: try read("\(directory)/\(name)", shown: prefix + name)))
            }
        }
    }

    private static func entries(of directory: String, shown: String) throws(LexiconError) -> [(String, Bool)] {
        // The stream is closed below and nothing else holds it.
        guard let stream = unsafe opendir(directory) else { throw LexiconError(.unreadable, file: shown) }
        defer { unsafe closedir(stream) }
        var found: [(String, Bool)] = []
        while let entry = unsafe readdir(stream) {
            // `d_name` is NUL-terminated and valid until the next `readdir`; the string copies it.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            found.append((name, isFolder("\(directory)/\(name)")))
        }
        return found
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        // `stat` fills the local structure.
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func read(_ path: String, shown: String) throws(LexiconError) -> [UInt8] {
        // The string outlives the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LexiconError(.unreadable, file: shown) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw LexiconError(.unreadable, file: shown) }
        let size = Int(status.st_size)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            // Reads at most `size` bytes into a buffer of `size` bytes; short reads are repeated.
            while count < size {
                let got = unsafe Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
                guard got > 0 else { break }
                count += got
            }
        }
        guard bytes.count == size else { throw LexiconError(.unreadable, file: shown) }
        return bytes
    }
}
