/// Takes the pairs of an answer and a visit that a ``CandidateFinder`` meets.
protocol PairSink {
    mutating func add(item: Int, visit: Int, profile: Int, place: GapCells.Place)
}

/// Meets each answer with each visit it may have been given in: the visits of the hour before it.
///
/// Where that is too many (ten million visits), only those that saw its page or come from its city; others could not be
/// told apart anyhow. One pass over the visits serves all answers.
struct CandidateFinder {
    /// Above so many pairs, page and city decide which are looked at.
    static let pairLimit = 1_500_000_000.0

    private let cells: GapCells
    private let items: LinkItems
    private let visitCities: [Int32]
    /// All answers in the order of time, in one list, or in one for each city.
    private let nearby: TimedLists
    /// Those that name a page, by page; only when ``nearby`` is by city.
    private let byPage: TimedLists?
    /// Leaves out hopeless pairs before anything is looked up; `nil` when all pairs are weighed.
    private let sieve: PairSieve?

    /// - Parameters:
    ///   - chosen: the answers to find visits for.
    ///   - visitCities: the city of each profile of the visits.
    init(
        _ chosen: [Int32], of items: LinkItems, cells: GapCells, blocks: Bool, visitCities: [Int32],
        sieve: PairSieve? = nil
    ) {
        self.cells = cells
        self.items = items
        self.visitCities = visitCities
        self.sieve = sieve
        if blocks {
            nearby = TimedLists(chosen.filter { items.city(Int($0)) != 0 }, items.times) { items.city($0) }
            byPage = TimedLists(chosen.filter { items.pages[Int($0)] != 0 }, items.times) { items.pages[$0] }
        } else {
            nearby = TimedLists(chosen, items.times) { _ in 0 }
            byPage = nil
        }
    }

    func scan(_ visits: LinkVisits, into sink: inout some PairSink) {
        var first = 0
        let nearbyFacts = sieve?.facts(of: nearby, items, blocks: byPage != nil) ?? []
        let pageFacts = byPage.flatMap { lists in sieve?.facts(of: lists, items, blocks: false) } ?? []
        for block in visits.blocks {
            for index in block.rows.indices {
                let views = Int(block.firstViews[index])..<Int(block.firstViews[index + 1])
                guard !views.isEmpty else { continue }
                scan(first + index, index, views, of: block, nearbyFacts, pageFacts, into: &sink)
            }
            first += block.rows.count
        }
    }

    private func scan(
        _ visit: Int, _ index: Int, _ views: Range<Int>, of block: borrowing LinkVisits.Block,
        _ nearbyFacts: [PairSieve.Facts], _ pageFacts: [PairSieve.Facts], into sink: inout some PairSink
    ) {
        let (profile, end) = (Int(block.profiles[index]), block.ends[index])
        let earliest = block.times[views.lowerBound] - cells.slack
        let latest = block.times[views.upperBound - 1] + cells.window
        // Plain values: taking them out of the sieve at each pair would count references.
        let own = sieve?.visits[profile] ?? PairSieve.Facts()
        let (sifts, near, same) = (sieve != nil, sieve?.nearby ?? .all, sieve?.samePage ?? .all)
        let list = byPage == nil ? nearby.list(0) : nearby.list(visitCities[profile])
        for slot in nearby.slots(list, from: earliest, to: latest) {
            if sifts, !near.keeps(nearbyFacts[slot], own) { continue }
            let item = Int(nearby.items[slot])
            guard
                let place = cells.place(
                    time: nearby.times[slot], page: items.pages[item], views: views, of: block, end: end)
            else { continue }
            if byPage != nil, GapCells.kind(of: place.cell) == .samePage { continue }
            sink.add(item: item, visit: visit, profile: profile, place: place)
        }
        guard let byPage else { return }
        for view in views where isFirst(view, of: views, in: block) {
            let page = block.pages[view]
            for slot in byPage.slots(byPage.list(page), from: block.times[view] - cells.slack, to: latest) {
                if sifts, !same.keeps(pageFacts[slot], own) { continue }
                let item = Int(byPage.items[slot])
                guard
                    let place = cells.place(
                        time: byPage.times[slot], page: page, views: views, of: block, end: end),
                    GapCells.kind(of: place.cell) == .samePage
                else { continue }
                sink.add(item: item, visit: visit, profile: profile, place: place)
            }
        }
    }

    /// Whether the view is of a page that an answer names, and the visit's first of it.
    private func isFirst(_ view: Int, of views: Range<Int>, in block: borrowing LinkVisits.Block) -> Bool {
        let page = block.pages[view]
        guard page != 0 else { return false }
        for earlier in views.lowerBound..<view where block.pages[earlier] == page { return false }
        return true
    }
}

/// Answers in lists, each in the order of time.
struct TimedLists {
    let items: [Int32]
    let times: [Int32]
    private let starts: [Int32]

    /// - Parameter list: the list's number, from 0.
    init(_ chosen: [Int32], _ allTimes: [Int32], list: (Int) -> Int32) {
        let lists = chosen.map { list(Int($0)) }
        var starts = [Int32](repeating: 0, count: Int(lists.max() ?? 0) + 2)
        for list in lists { starts[Int(list) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        let order = chosen.indices.sorted {
            (lists[$0], allTimes[Int(chosen[$0])], chosen[$0]) < (lists[$1], allTimes[Int(chosen[$1])], chosen[$1])
        }
        items = order.map { chosen[$0] }
        times = items.map { allTimes[Int($0)] }
        self.starts = starts
    }

    func list(_ number: Int32) -> Range<Int> {
        guard Int(number) + 1 < starts.count else { return 0..<0 }
        return Int(starts[Int(number)])..<Int(starts[Int(number) + 1])
    }

    /// The places in `list` from one moment to another, both included.
    func slots(_ list: Range<Int>, from first: Int32, to last: Int32) -> Range<Int> {
        guard !list.isEmpty, times[list.lowerBound] <= last, times[list.upperBound - 1] >= first else { return 0..<0 }
        let start = lowerBound(list, first)
        return start..<max(start, lowerBound(start..<list.upperBound, last == .max ? .max : last + 1))
    }

    private func lowerBound(_ list: Range<Int>, _ time: Int32) -> Int {
        var (low, high) = (list.lowerBound, list.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
