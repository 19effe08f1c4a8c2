/// How an answer given on the site stands to a visit: by page, time since the view, and what the visit did then.
///
/// A pair falls in one cell. How often right pairs and chance pairs fall in each is learned, never assumed: a shop whose
/// widget opens after ten seconds and one that asks when the page is left have other cells.
struct GapCells: Sendable {
    /// Seconds since the view; clocks may differ by a minute and a half.
    static let edges = [
        -90, 0, 1, 2, 3, 5, 7, 10, 14, 20, 28, 40, 55, 75, 100, 140, 190, 260, 360, 500, 700, 1000, 1400, 1800, 2700,
        3600,
    ]
    static let binCount = edges.count - 1

    /// The visit saw the answer's page · it did not · the answer names no page.
    enum Kind: Int, CaseIterable {
        case samePage, otherPage, noPage

        var flagCount: Int { self == .samePage ? 4 : 2 }
        var firstCell: Int { self == .samePage ? 0 : GapCells.binCount * (rawValue == 1 ? 4 : 6) }
        var cells: Range<Int> { firstCell..<firstCell + GapCells.binCount * flagCount }
    }

    static let count = binCount * 8

    static func kind(of cell: Int) -> Kind {
        cell < Kind.otherPage.firstCell ? .samePage : cell < Kind.noPage.firstCell ? .otherPage : .noPage
    }

    static func bin(of cell: Int) -> Int {
        let kind = kind(of: cell)
        return (cell - kind.firstCell) / kind.flagCount
    }

    static func width(ofBin bin: Int) -> Double { Double(edges[bin + 1] - edges[bin]) }

    /// How far before its first and after its last view a visit is looked at.
    let slack: Int32
    let window: Int32
    private let bins: [UInt8]

    init(_ clock: LinkClock) {
        slack = clock.ticks(seconds: -Self.edges[0])
        window = clock.ticks(seconds: Self.edges.last!)
        var (bins, bin) = ([UInt8](), 0)
        for tick in -slack..<window {
            while clock.seconds(tick) >= Double(Self.edges[bin + 1]) { bin += 1 }
            bins.append(UInt8(bin))
        }
        self.bins = bins
    }

    struct Place {
        var cell: Int
        /// Ticks since the view; below 0 when the view came after.
        var gap: Int32
    }

    /// - Parameters:
    ///   - page: 0 when the answer names none.
    ///   - views: of the visit in `block`.
    /// - Returns: `nil` when the visit was over long before the answer, or began after it.
    @inline(__always)
    func place(time: Int32, page: Int32, views: Range<Int>, of block: borrowing LinkVisits.Block, end: Int32) -> Place?
    {
        let (pages, times) = (block.pages.span, block.times.span)
        var (latest, match, after) = (-1, -1, -1)
        var view = views.upperBound - 1
        while view >= views.lowerBound {
            if times[view] <= time {
                if latest < 0 { latest = view }
                if time - times[view] >= window { break }
                if page == 0 { break }
                if pages[view] == page {
                    match = view
                    break
                }
            } else if page != 0, pages[view] == page {
                after = view
            }
            view -= 1
        }
        let isAlive = end > time ? 1 : 0
        if match >= 0 {
            let gap = time - times[match]
            return Place(cell: bin(gap) * 4 + (latest == match ? 0 : 2) + isAlive, gap: gap)
        }
        if after >= 0, times[after] - time <= slack {
            let gap = time - times[after]
            return Place(cell: bin(gap) * 4 + isAlive, gap: gap)
        }
        let nearest = latest >= 0 ? latest : views.lowerBound
        let gap = time - times[nearest]
        guard gap >= -slack, gap < window else { return nil }
        let kind = page == 0 ? Kind.noPage : .otherPage
        return Place(cell: kind.firstCell + bin(gap) * 2 + isAlive, gap: gap)
    }

    @inline(__always)
    private func bin(_ gap: Int32) -> Int { Int(bins[Int(gap + slack)]) }
}
