/// How a file looked when it was last listed.
public struct FileStamp: Hashable, Sendable {
    public var size: Int64
    /// UTC milliseconds.
    public var modifiedAt: Int64

    public init(size: Int64, modifiedAt: Int64) {
        self.size = size
        self.modifiedAt = modifiedAt
    }
}

/// Tells which files of a folder are ready: those that have not changed for a while since they came or changed last.
///
/// Each is handed out once, and again after a change: a file that could not be imported is reported once.
public struct FolderWatch: Sendable {
    private struct Seen {
        var stamp: FileStamp
        /// Since when it looks like this.
        var since: Int64
        var isHandedOut: Bool
    }

    private let settle: Int64
    private var seen: [String: Seen] = [:]

    /// - Parameter settle: milliseconds without a change.
    public init(settle: Int64) { self.settle = settle }

    /// Whether any file is still being written.
    public var isWaiting: Bool { seen.values.contains { !$0.isHandedOut } }

    /// - Parameters:
    ///   - listing: every file there is now, by path.
    ///   - now: UTC milliseconds.
    /// - Returns: what is ready, by name.
    public mutating func ready(_ listing: [String: FileStamp], now: Int64) -> [String] {
        seen = seen.filter { listing[$0.key] != nil }
        var ready: [String] = []
        for (path, stamp) in listing.sorted(by: { $0.key < $1.key }) {
            if let known = seen[path] {
                if known.stamp != stamp { seen[path] = Seen(stamp: stamp, since: now, isHandedOut: false) }
            } else {
                // A file that was there long before the watch began need not be waited for.
                seen[path] = Seen(stamp: stamp, since: min(now, stamp.modifiedAt), isHandedOut: false)
            }
            guard let file = seen[path], !file.isHandedOut, now - file.since >= settle else { continue }
            seen[path]?.isHandedOut = true
            ready.append(path)
        }
        return ready
    }
}
