import CZlib

/// Compressed files for tests, made in memory.
public enum Packed {
    /// The bytes as a raw deflate stream.
    public static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        // zlib writes at most `size` bytes, the size of `output`.
        precondition(unsafe compress2(&output, &size, bytes, UInt(bytes.count), 9) == Z_OK)
        // Without zlib's own header and checksum.
        return Array(output[2..<Int(size) - 4])
    }

    public static func checksum(_ bytes: [UInt8]) -> UInt32 {
        // zlib reads `bytes.count` bytes.
        unsafe UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
    }

    /// The bytes as a gzip file of one member.
    public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflated(bytes) + little(checksum(bytes), 4)
            + little(UInt32(truncatingIfNeeded: bytes.count), 4)
    }

    static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
}

/// A ZIP archive for tests: what a well-meant one holds, or what a hostile one says it holds.
public struct ZipBuilder {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt32 = 0

    public init() {}

    public init(_ files: KeyValuePairs<String, String>) {
        for (name, text) in files { add(name, Array(text.utf8)) }
    }

    /// - Parameters:
    ///   - isEncrypted: says that the entry is encrypted, and encrypts nothing.
    ///   - statesSize: what the archive says of the size, when that is not the truth.
    public mutating func add(
        _ name: String, _ bytes: [UInt8], isEncrypted: Bool = false, statesSize: UInt32? = nil
    ) {
        let packed = Packed.deflated(bytes)
        let flags: UInt32 = 0x800 | (isEncrypted ? 1 : 0)
        let common =
            Packed.little(20, 2) + Packed.little(flags, 2) + Packed.little(8, 2) + Packed.little(0, 4)
            + Packed.little(Packed.checksum(bytes), 4) + Packed.little(UInt32(packed.count), 4)
            + Packed.little(statesSize ?? UInt32(bytes.count), 4) + Packed.little(UInt32(name.utf8.count), 2)
            + Packed.little(0, 2)
        directory +=
            Packed.little(0x0201_4B50, 4) + Packed.little(20, 2) + common + Packed.little(0, 4) + Packed.little(0, 6)
            + Packed.little(UInt32(body.count), 4) + Array(name.utf8)
        body += Packed.little(0x0403_4B50, 4) + common + Array(name.utf8) + packed
        count += 1
    }

    /// Says that each entry stands where the first one does.
    public var overlapping: [UInt8] {
        var other = self
        let first = Array(directory)
        for _ in 0..<50 { other.directory += first }
        other.count += 50 * count
        return other.bytes
    }

    public var bytes: [UInt8] {
        body + directory + Packed.little(0x0605_4B50, 4) + Packed.little(0, 4) + Packed.little(count, 2)
            + Packed.little(count, 2) + Packed.little(UInt32(directory.count), 4)
            + Packed.little(UInt32(body.count), 4) + Packed.little(0, 2)
    }
}
