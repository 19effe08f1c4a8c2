/// A note as help desks export it, with its day and its author: `02/Mar/26 9:11 AM;agent;text`.
enum SignedNote {
    static func isOne(_ cell: Span<UInt8>) -> Bool {
        guard let (first, second) = semicolons(cell), cell[0].isDigit, second - first > 1, second + 1 < cell.count
        else { return false }
        let day = cell.extracting(0..<first)
        var scanner = DateScanner(order: .dayFirst)
        return scanner.read(day) || scanner.readsWithMonthFirst(day)
    }

    /// What follows the second semicolon; the whole cell where it is no such note.
    @_lifetime(copy cell)
    static func text(of cell: Span<UInt8>) -> Span<UInt8> {
        guard isOne(cell), let (_, second) = semicolons(cell) else { return cell }
        return cell.extracting((second + 1)..<cell.count)
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
