import FeedbackStore

/// Groups of customers: segments, personas and RFM cells. A figure of a very small one would say who is behind it.
enum CustomerGroups {
    private static let names = ["segment", "rfm"]

    /// Figures of fewer items than this are left out within a group: three people could be told apart.
    static let leastItems = 5

    /// Whether the filter is narrowed to a group.
    static func isNarrowed(_ filter: InsightFilter) -> Bool { filter.segments.contains { names.contains($0.name) } }

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
    static func small(_ dimension: InsightDimension, _ filter: InsightFilter, on store: FeedbackStore) throws -> Set<
        String
    > {
        guard case .segment(let name) = dimension, names.contains(name) else { return [] }
        return Set(try store.people(filter, by: dimension).filter { $0.value < SegmentQuery.floor }.keys)
    }
}
