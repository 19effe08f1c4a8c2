import Feedback

/// A point between −1 and +1 in eleven columns with its interval as a band, zero marked; words where there is too little data.
struct BandCurve {
    private let value: Double?
    private let interval: Interval?

    init(_ value: Double?, _ interval: Interval?) {
        self.value = value
        self.interval = interval
    }

    /// `····─●|···· −0.12`.
    func text(_ terminal: Terminal) -> String {
        guard let value else { return terminal.text("too few", "trop peu") }
        func column(_ value: Double) -> Int { max(0, min(10, Int(((value + 1) * 5).rounded()))) }
        var cells = Array(repeating: "·", count: 11)
        cells[5] = "|"
        if let interval {
            for index in column(interval.low)...max(column(interval.low), column(interval.high)) {
                cells[index] = "─"
            }
        }
        cells[column(value)] = "●"
        return cells.joined() + " " + decimal(value, 2, terminal.language, signed: true)
    }
}
