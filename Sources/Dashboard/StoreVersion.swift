import Glibc

/// Tells whether the store's file has changed: another one in its place, or a commit since.
///
/// Every commit in WAL mode writes the log beside the file. SQLite's own `data_version` is only comparable within one
/// connection, and would cost a query on each.
struct StoreVersion: Hashable {
    /// Which file it is, whatever was written to it.
    struct Identity: Hashable {
        var device: UInt64
        var number: UInt64
    }

    private struct Stamp: Hashable {
        var identity: Identity
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    private var file: Stamp?
    private var log: Stamp?

    init(path: String) {
        file = Self.stamp(path)
        log = Self.stamp(path + "-wal")
    }

    /// `nil` when there is no file.
    var identity: Identity? { file?.identity }

    private static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        // Safe: the kernel fills the one struct it is given.
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Stamp(
            identity: Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino)),
            size: Int64(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}
