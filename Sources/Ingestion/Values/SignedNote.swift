/// A note as help desks export it, with its day and its author: `02/Mar/26 9:11 AM;agent;text`.
enum SignedNote {
    static func isOne(_ cell: Span<UInt8>) -> Bool {
        guard let (first, second) = semicolons(cell), cell[0].isDigit, second - first > 1, second + 1 < cell.count
        else { return false }
        let day = cell.extracting(0..<first)
        var scanner = DateScanner(order: .dayFirst)
        return scanner.read(day) || scanner.readsWithMonthFirst(day)
    }

    /// What stands between the semicolons, and what follows them; `nil` where it is no such note.
    static func parts(of cell: Span<UInt8>) -> (author: String, text: String)? {
        guard isOne(cell), let (first, second) = semicolons(cell) else { return nil }
        return (
            string(cell.extracting((first + 1)..<second)).trimmed,
            string(cell.extracting((second + 1)..<cell.count)).trimmed
        )
    }

    /// Where the first two stand, near the start.
    private static func semicolons(_ cell: Span<UInt8>) -> (Int, Int)? {
        var first: Int?
        for index in 0..<min(cell.count, 160) where cell[index] == 0x3B {
            guard let first else {
                first = index
                continue
            }
            return (first, index)
        }
        return nil
    }
}
