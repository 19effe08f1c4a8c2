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
        guard let file = MappedFile(descriptor), var reader = CacheReader(file),
            let stored = try? CompiledLexicons(&reader), reader.isAtEnd
        else { return nil }
        return stored.lexiconSet(version: version)
    }

    /// Writes what was compiled. A folder that cannot be written costs time at the next start, nothing else.
    ///
    /// - Returns: whether it is there now.
    func store(_ lexicons: LexiconSet) -> Bool {
        guard let path = path(lexicons.version) else { return false }
        makeFolders()
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        // The strings outlive the calls.
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var writer = CacheWriter(descriptor)
        CompiledLexicons(lexicons).write(to: &writer)
        let isWritten = writer.finish()
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
