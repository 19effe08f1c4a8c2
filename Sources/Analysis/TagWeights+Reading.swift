import Lexicons

/// Where the weights of a term found in a text are.
struct WeightsOfHit: BitwiseCopyable, Sendable {
    /// Which of ``Workspace/tagTerms`` it is.
    var hit: Int32 = 0
    /// Where its row starts in ``TagWeights/rows``, or the number of its list.
    var place: Int32 = 0
}

/// Read here, where it is inlined, and not where it is written: a call for each weight would cost more than the weight.
extension TagWeights {
    @inline(__always)
    static func column(_ listed: Int32) -> Int { Int(listed & 0xFFFF) }

    @inline(__always)
    static func hundredths(_ listed: Int32) -> Int32 { listed >> 16 }

    /// What terms add to one column, those with rows first, then those with lists.
    ///
    /// - Parameter found: is given the index of a hit and its weight in hundredths, where it is not 0.
    @inline(__always)
    func forEachWeight(
        of column: Int32, ofRows: Span<WeightsOfHit>, ofLists: Span<WeightsOfHit>,
        _ found: (_ hit: Int, _ hundredths: Int32) -> Void
    ) {
        let (rows, starts, lists) = (rows.span, starts.span, lists.span)
        for index in ofRows.indices {
            let weight = rows[Int(ofRows[index].place) + Int(column)]
            if weight != 0 { found(Int(ofRows[index].hit), Int32(weight)) }
        }
        for index in ofLists.indices {
            let list = Int(ofLists[index].place)
            for place in Int(starts[list])..<Int(starts[list + 1]) where Self.column(lists[place]) == Int(column) {
                found(Int(ofLists[index].hit), Self.hundredths(lists[place]))
            }
        }
    }
}
