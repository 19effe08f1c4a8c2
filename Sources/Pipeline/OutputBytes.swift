/// Bytes being written: an array without the checks an array makes at each append, a tenth of an analysis.
///
/// It owns its memory; nobody else sees it.
@safe struct OutputBytes: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(capacity: Int) {
        unsafe memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, 64), alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// A copy of them.
    var array: [UInt8] { unsafe Array(memory[..<count]) }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// The lowest `width` bytes of a word, up to eight, the lowest first.
    @inline(__always)
    mutating func append(_ word: UInt64, width: Int) {
        reserve(8)
        unsafe memory.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count += width
    }

    @inline(__always)
    mutating func append(_ bytes: Span<UInt8>) {
        // The buffer is read inside the closure only.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter left: how many of the first bytes are left out.
    @inline(__always)
    mutating func append(_ text: StaticString, leavingOut left: Int = 0) {
        // The pointer of a static string is valid for the program's life.
        unsafe append(UnsafeRawBufferPointer(start: text.utf8Start + left, count: text.utf8CodeUnitCount - left))
    }

    @inline(__always)
    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        guard let source = bytes.baseAddress, let base = unsafe memory.baseAddress else { return }
        unsafe (base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if unsafe count + more > memory.count { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = unsafe UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (memory.count + more), alignment: 16)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        unsafe memory.deallocate()
        unsafe memory = larger
    }
}
