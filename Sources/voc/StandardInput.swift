import FeedbackStore
import Foundation

/// Standard input as a file: an import reads its file twice, once to know it again.
enum StandardInput {
    /// Copies standard input to a file that only its owner can read and that is removed when the program ends.
    static func spooled() throws -> String {
        let folder = NSTemporaryDirectory() + "voc-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        unsafe Self.folder = folder
        atexit { StandardInput.remove() }
        let path = folder + "/stdin"
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else {
            throw StoreError.notWritable(path: path)
        }
        while let piece = try FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty {
            try file.write(contentsOf: piece)
        }
        try file.close()
        return path
    }

    /// Set once, before the program ends.
    nonisolated(unsafe) private static var folder: String?

    private static func remove() {
        if let folder = unsafe folder { try? FileManager.default.removeItem(atPath: folder) }
    }
}
