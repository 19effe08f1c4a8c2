import FeedbackStore
import Ingestion
import Synchronization

/// Names the items of a workbook's sheets as those of one file: two customers who answer the same in two sheets stay two, in
/// whatever order the sheets come, and one sheet imported by its name gives the same names.
final class SheetKeys: Sendable {
    private struct Read {
        var file: String
        var seen: [NaturalKey: Int32]
    }

    /// Of the sheet that was read last: the next one need not read it again.
    private let last = Mutex<Read?>(nil)

    /// Names that know the items of the sheets before.
    ///
    /// - Throws: when one of these cannot be read.
    func keys(before plan: ImportPlan) throws(ImportError) -> ItemKeys {
        guard let previous = plan.sheetsBefore.last else { return ItemKeys() }
        if let read = last.withLock({ $0 }), read.file == previous.file { return ItemKeys(seen: read.seen) }
        var keys = ItemKeys()
        for sheet in plan.sheetsBefore {
            var reader = try sheet.makeReader()
            while let record = try reader.next() {
                if case .item(let item, _) = record { _ = keys.key(of: item) }
            }
        }
        return keys
    }

    /// Remembers the names given to a sheet, unless it repeats another.
    func keep(_ keys: ItemKeys, after plan: ImportPlan) {
        guard plan.sheet != nil, !plan.repeatsSheet else { return }
        last.withLock { $0 = Read(file: plan.file, seen: keys.seen) }
    }
}
