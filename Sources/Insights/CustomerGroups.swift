import FeedbackStore

/// Groups of customers: segments, personas and RFM cells. A figure of a very small one would say who is behind it.
enum CustomerGroups {
    private static let names = ["segment", "rfm"]

    /// Figures of fewer items than this are left out within a group: three people could be told apart.
    static let leastItems = 5

    /// Whether the filter is narrowed to a group.
    static func isNarrowed(_ filter: InsightFilter) -> Bool { filter.segments.contains { names.contains($0.name) } }

    /// What stands for all groups that are too small for a row of their own, where rows must add up.
    static let others = "*"

    /// Whether a breakdown is by groups.
    static func isGroup(_ dimension: InsightDimension?) -> Bool {
        guard case .segment(let name) = dimension else { return false }
        return names.contains(name)
    }

    /// Whether so few items, or answers, are behind a figure within a group that it is left out. None at all names nobody.
    static func isTooFew(_ count: Int) -> Bool { count > 0 && count < leastItems }

    /// - Throws: ``InsightError/smallGroup(_:minimum:)`` when fewer people than ``SegmentQuery/floor`` are behind the items
    ///   of a group.
    static func check(_ filter: InsightFilter, on store: FeedbackStore) throws {
        guard isNarrowed(filter) else { return }
        let people = try store.people(filter)[""] ?? 0
        guard people > 0, people < SegmentQuery.floor else { return }
        let texts = filter.segments.filter { names.contains($0.name) }.map { "\($0.name)=\($0.value)" }
        throw InsightError.smallGroup(texts.joined(separator: ", "), minimum: SegmentQuery.floor)
    }

    /// The groups of a breakdown that are too small to be shown; none when it is not by groups.
    static func small(
        _ dimension: InsightDimension?, _ filter: InsightFilter, on store: FeedbackStore
    ) throws -> Set<String> {
        guard let dimension, isGroup(dimension) else { return [] }
        return small(try store.people(filter, by: dimension))
    }

    /// The same of groups and the periods that begin on these days.
    static func smallCells(
        _ dimension: InsightDimension?, _ filter: InsightFilter, from starts: Set<Int>, on store: FeedbackStore
    ) throws -> Set<PeopleCell> {
        guard let dimension, isGroup(dimension), !starts.isEmpty else { return [] }
        let people = try store.people(filter, by: dimension, from: starts.sorted())
        var cells: Set<PeopleCell> = []
        for start in starts {
            let those = people.filter { $0.key.start == start }
            let few = small(Dictionary(uniqueKeysWithValues: those.map { ($0.key.key, $0.value) }))
            cells.formUnion(few.map { PeopleCell(key: $0, start: start) })
        }
        return cells
    }

    /// - Parameter people: how many each group has.
    static func small(_ people: [String: Int]) -> Set<String> {
        var small = Set(people.filter { $0.value < SegmentQuery.floor }.keys)
        // What is left out must not come back by taking the rows shown from the total: the next larger group goes too.
        while !small.isEmpty, small.reduce(0, { $0 + (people[$1] ?? 0) }) < SegmentQuery.floor,
            let next = people.filter({ !small.contains($0.key) }).min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
        {
            small.insert(next.key)
        }
        return small
    }
}
