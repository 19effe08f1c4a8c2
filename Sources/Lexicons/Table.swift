/// Plain values side by side: memory of its own while they are gathered, a part of a mapped file when they were read back.
///
/// Used as an array is; what reads it cannot tell the two apart. A copy shares the values until one of them is changed.
@frozen @safe public struct Table<Element: BitwiseCopyable & Sendable>: Sendable {
    // What is below lives as long as the storage, which every copy holds.
    @usableFromInline nonisolated(unsafe) var base: UnsafeMutablePointer<Element>
    public internal(set) var count: Int
    @usableFromInline var storage: TableStorage

    package init() { self.init(capacity: 0) }

    package init(repeating value: Element, count: Int) {
        self.init(capacity: count)
        unsafe base.initialize(repeating: value, count: count)
        self.count = count
    }

    package init(_ values: [Element]) {
        self.init(capacity: values.count)
        // The array is held during the call and as long as what is copied.
        unsafe values.withUnsafeBufferPointer { values in
            if let first = values.baseAddress { unsafe base.initialize(from: first, count: values.count) }
        }
        count = values.count
    }

    private init(capacity: Int) {
        storage = TableStorage(byteCount: capacity * MemoryLayout<Element>.stride)
        unsafe base = storage.base.assumingMemoryBound(to: Element.self)
        count = 0
    }

    /// - Parameter base: `count` values that live as long as `file`.
    init(_ file: MappedFile, at base: UnsafeMutableRawPointer, count: Int) {
        storage = unsafe TableStorage(file, at: base)
        // Any bits make a plain value; the writer saw to the alignment.
        unsafe self.base = base.bindMemory(to: Element.self, capacity: count)
        self.count = count
    }

    /// The values as they lie in memory: many look-ups count no reference.
    @inlinable public var span: Span<Element> {
        @_lifetime(borrow self)
        get {
            // `base` holds `count` values for as long as `self`.
            unsafe _overrideLifetime(Span(_unsafeStart: base, count: count), borrowing: self)
        }
    }

    // MARK: Gathering

    package mutating func append(_ value: Element) {
        reserve(count + 1)
        unsafe (base + count).initialize(to: value)
        count += 1
    }

    package mutating func append(contentsOf values: some Collection<Element>) {
        reserve(count + values.count)
        for value in values {
            unsafe (base + count).initialize(to: value)
            count += 1
        }
    }

    package mutating func removeLast(_ dropped: Int) {
        precondition(dropped >= 0 && dropped <= count, "no more than there are")
        count -= dropped
    }

    /// Memory that is nobody else's, with room for `capacity` values.
    private mutating func reserve(_ capacity: Int) {
        if isKnownUniquelyReferenced(&storage), storage.byteCount >= capacity * MemoryLayout<Element>.stride { return }
        var copy = Table(capacity: Swift.max(capacity, count + count / 2))
        unsafe copy.base.initialize(from: base, count: count)
        copy.count = count
        self = copy
    }
}

extension Table: RandomAccessCollection, MutableCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    @inlinable public subscript(index: Int) -> Element {
        get { span[index] }
        set {
            makeOwn()
            precondition(index >= 0 && index < count, "a place there is")
            unsafe base[index] = newValue
        }
        _modify {
            makeOwn()
            precondition(index >= 0 && index < count, "a place there is")
            yield unsafe &base[index]
        }
    }

    @usableFromInline mutating func makeOwn() { reserve(count) }
}

/// Memory of a ``Table``: its own, or a part of a file that it keeps mapped.
///
/// `@unchecked Sendable`: nothing is written once a second table holds it.
@safe @usableFromInline final class TableStorage: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    /// 0 for a part of a file: it cannot be written.
    let byteCount: Int
    private let file: MappedFile?

    init(byteCount: Int) {
        unsafe base = .allocate(byteCount: Swift.max(byteCount, 1), alignment: MappedFile.alignment)
        (self.byteCount, file) = (byteCount, nil)
    }

    init(_ file: MappedFile, at base: UnsafeMutableRawPointer) {
        unsafe self.base = base
        (byteCount, self.file) = (0, file)
    }

    deinit { if file == nil { unsafe base.deallocate() } }
}
