import Feedback

/// The daily counts with some of their names added up: what most questions ask for, in far fewer cells.
enum RollupView: Int, CaseIterable {
    /// By friction and step.
    case steps
    /// By friction, channel and language.
    case audiences
    /// Each item once: without frictions, by everything else.
    case wholes

    /// How many days a summed block has; it begins at a multiple of it.
    static let blockDays = 32

    var dimensions: [InsightDimension] {
        switch self {
        case .steps: [.friction, .step]
        case .audiences: [.friction, .channel, .language]
        case .wholes: [.step, .channel, .language, .source]
        }
    }

    /// The view that holds all that a query groups and filters by; `nil` when none does.
    init?(serving query: TallyQuery) {
        var needed = Set(query.dimensions)
        if query.filter.step != nil { needed.insert(.step) }
        if query.filter.channel != nil { needed.insert(.channel) }
        if query.filter.language != nil { needed.insert(.language) }
        if query.filter.source != nil { needed.insert(.source) }
        if query.filter.friction != nil { needed.insert(.friction) }
        let eachOnce = query.frictions == .whole && query.filter.friction == nil && !needed.contains(.friction)
        let views: [RollupView] = eachOnce ? [.wholes] : [.steps, .audiences]
        guard let view = views.first(where: { needed.isSubset(of: $0.dimensions) }) else { return nil }
        self = view
    }

    func names(of place: RollupPlace) -> [String] {
        switch self {
        case .steps: [place.friction, place.step]
        case .audiences: [place.friction, place.channel, place.language]
        case .wholes: [place.step, place.channel, place.language, place.source]
        }
    }

    /// Whether a cell of the daily counts is in it.
    func holds(_ place: RollupPlace) -> Bool { self != .wholes || place.friction.isEmpty }
}

/// The cells of one view over some days, as a value of the `rollup_sum` table keeps them.
///
/// The names, each with its length before it, after their number; then the cells: the places of its names and its counts,
/// their length before them. Numbers are as in ``RollupCounts/packed``.
struct RollupCells {
    private let view: RollupView
    private var names: [String] = []
    private var nameIDs: [String: Int] = [:]
    private var slots: [UInt64: Int] = [:]
    private(set) var cells: [(ids: [Int], counts: RollupCounts)] = []

    init(_ view: RollupView) { self.view = view }

    var isEmpty: Bool { cells.isEmpty }

    mutating func add(_ counts: RollupCounts, at place: RollupPlace) {
        guard view.holds(place) else { return }
        add(counts, view.names(of: place).map { id(of: $0) })
    }

    /// Adds what another value holds.
    mutating func add(packed: Span<UInt8>) {
        var reader = RollupCellReader(packed, dimensions: view.dimensions.count)
        let ids = reader.names.map { id(of: $0) }
        while reader.next(packed) { add(reader.counts, (0..<view.dimensions.count).map { ids[reader.ids[$0]] }) }
    }

    private mutating func id(of name: String) -> Int {
        numberedName(of: name, in: &nameIDs, new: &names)
    }

    private mutating func add(_ counts: RollupCounts, _ ids: [Int]) {
        // Sixteen bits a name: no day has more.
        let key = ids.reduce(UInt64(0)) { $0 << 16 | UInt64($1 & 0xFFFF) }
        if let slot = slots[key] { return cells[slot].counts.add(counts) }
        slots[key] = cells.count
        cells.append((ids, counts))
    }

    var packed: [UInt8] {
        var bytes: [UInt8] = []
        appendPacked(names.count, to: &bytes)
        for name in names {
            appendPacked(name.utf8.count, to: &bytes)
            bytes.append(contentsOf: name.utf8)
        }
        for cell in cells {
            for id in cell.ids { appendPacked(id, to: &bytes) }
            let counts = cell.counts.packed
            appendPacked(counts.count, to: &bytes)
            bytes.append(contentsOf: counts)
        }
        return bytes
    }
}

/// Reads the cells of a value one after the other.
struct RollupCellReader {
    private let dimensions: Int
    private var numbers = PackedNumbers()
    private(set) var names: [String] = []
    private(set) var ids: [4 of Int] = .init(repeating: 0)
    private(set) var counts = RollupCounts()

    init(_ bytes: Span<UInt8>, dimensions: Int) {
        self.dimensions = dimensions
        let count = numbers.count(bytes)
        names.reserveCapacity(count)
        while names.count < count, !numbers.isAtEnd(bytes) {
            names.append(numbers.text(bytes))
        }
    }

    mutating func next(_ bytes: Span<UInt8>) -> Bool {
        guard !numbers.isAtEnd(bytes) else { return false }
        for index in 0..<dimensions { ids[index] = min(max(0, numbers.count(bytes)), names.count - 1) }
        counts = RollupCounts(packed: numbers.slice(bytes))
        return true
    }
}
