/// What compressed data may become.
///
/// - Source: deflate turns one byte into at most 1032; exports reach 20 to 100, a bomb is near the limit.
public enum UnpackLimit {
    /// Times its compressed size.
    public static let ratio = 250
    /// Bytes that are never held against a file: a short one may be very regular.
    public static let graceBytes = 64 << 20
    /// Bytes of an archive inside an archive, which is held in memory.
    public static let nestedArchive = 64 << 20
    /// How deep archives may be nested.
    public static let depth = 3
    /// Files of one archive.
    public static let entries = 100_000

    /// - Throws: kind `hostile` when `produced` bytes are too many for `consumed`.
    static func check(produced: Int, consumed: Int) throws(ReaderError) {
        guard produced > graceBytes, produced / ratio > consumed else { return }
        throw ReaderError(
            .hostile, en: "the compressed data grows more than \(ratio) times: this looks like a decompression bomb",
            fr:
                "les données compressées grossissent plus de \(ratio) fois : cela ressemble à une bombe de décompression"
        )
    }
}
