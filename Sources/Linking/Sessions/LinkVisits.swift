/// All visits that may have led to an answer, in 21 bytes each and 8 for each page view.
///
/// Kept in blocks, so that growing never copies what is already there.
struct LinkVisits {
    static let blockSize = 1 << 16

    struct Block {
        var rows: [Int64] = []
        var profiles: [Int32] = []
        var ends: [Int32] = []
        var hasPurchase: [Bool] = []
        /// Where each visit's views begin; one more at the end.
        var firstViews: [Int32] = [0]
        /// 0 is a page that no answer names.
        var pages: [Int32] = []
        /// In the order of time.
        var times: [Int32] = []

        init() {
            rows.reserveCapacity(blockSize)
            profiles.reserveCapacity(blockSize)
            ends.reserveCapacity(blockSize)
            hasPurchase.reserveCapacity(blockSize)
            firstViews.reserveCapacity(blockSize + 1)
        }

        /// Gives back the room that growing arrays keep for more: nearly half of it all, in ten million visits.
        mutating func trim() {
            (pages, times) = (Self.copy(pages), Self.copy(times))
        }

        private static func copy(_ values: [Int32]) -> [Int32] {
            var copy: [Int32] = []
            copy.reserveCapacity(values.count)
            copy.append(contentsOf: values)
            return copy
        }
    }

    private(set) var blocks: [Block] = []
    private(set) var count = 0
    private(set) var viewCount = 0

    mutating func add(row: Int64, profile: Int32, end: Int32, hasPurchase: Bool, views: [(page: Int32, time: Int32)]) {
        if count % Self.blockSize == 0 {
            if !blocks.isEmpty { blocks[blocks.count - 1].trim() }
            blocks.append(Block())
        }
        let last = blocks.count - 1
        blocks[last].rows.append(row)
        blocks[last].profiles.append(profile)
        blocks[last].ends.append(end)
        blocks[last].hasPurchase.append(hasPurchase)
        for view in views {
            blocks[last].pages.append(view.page)
            blocks[last].times.append(view.time)
        }
        blocks[last].firstViews.append(Int32(blocks[last].times.count))
        count += 1
        viewCount += views.count
    }

    func row(_ visit: Int) -> Int64 { blocks[visit / Self.blockSize].rows[visit % Self.blockSize] }
    func profile(_ visit: Int) -> Int { Int(blocks[visit / Self.blockSize].profiles[visit % Self.blockSize]) }
    func end(_ visit: Int) -> Int32 { blocks[visit / Self.blockSize].ends[visit % Self.blockSize] }
    func hasPurchase(_ visit: Int) -> Bool { blocks[visit / Self.blockSize].hasPurchase[visit % Self.blockSize] }
}

/// Moments as small numbers: tenths of a second since the first one, or seconds where the feedback spans many years.
struct LinkClock {
    let base: Int64
    /// Milliseconds.
    let unit: Int64

    init(from first: Int64, to last: Int64) {
        base = first
        unit = (last - first) / 100 < Int64(Int32.max) / 2 ? 100 : 1000
    }

    /// Moments outside the span are put at its ends.
    func time(_ milliseconds: Int64) -> Int32 { Int32(clamping: (milliseconds - base) / unit) }

    func ticks(seconds: Int) -> Int32 { Int32(clamping: Int64(seconds) * 1000 / unit) }
    func seconds(_ ticks: Int32) -> Double { Double(ticks) * Double(unit) / 1000 }
}
