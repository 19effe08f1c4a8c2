/// Plain values written anew for each text, without a check of their array for each.
///
/// The writer reserves room for all there can be, writes through ``storage`` and says how many there are.
struct Refilled<Element: BitwiseCopyable & Sendable>: Sendable {
    /// Those past ``count`` are of texts before.
    var storage: [Element] = []
    var count = 0

    var isEmpty: Bool { count == 0 }

    /// Those of this text.
    var elements: ArraySlice<Element> { storage[..<count] }

    var span: Span<Element> {
        @_lifetime(borrow self)
        get { storage.span.extracting(0..<count) }
    }

    mutating func reserve(_ room: Int, _ empty: Element) {
        if storage.count < room {
            storage.append(contentsOf: repeatElement(empty, count: max(room, storage.count * 2) - storage.count))
        }
    }
}
