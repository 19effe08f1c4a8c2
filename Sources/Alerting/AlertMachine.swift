/// Turns judged periods into states: normal → pending → firing → recovering → normal, and no data apart.
///
/// Knows no clock and no store: one call a period.
public struct AlertMachine: Hashable, Sendable {
    public enum Event: Hashable, Sendable { case fired, resolved }

    private let persistence: Persistence
    private let clearAfter: Int
    private let noDataAfter: Int
    public private(set) var state = AlertState.learning
    /// Whether each of the last judged periods was out of bounds, the newest last.
    private var recent: [Bool] = []
    private var clearRun = 0
    private var emptyRun = 0

    public init(persistence: Persistence = Persistence(needed: 1), clearAfter: Int = 2, noDataAfter: Int = 2) {
        self.persistence = persistence
        self.clearAfter = clearAfter
        self.noDataAfter = noDataAfter
    }

    /// - Returns: what happened, when people have to know.
    public mutating func advance(_ judgement: AlertReading.Judgement) -> Event? {
        switch judgement {
        case .learning:
            emptyRun = 0
            if !state.isOpen { state = .learning }
            return nil
        case .tooFew:
            emptyRun += 1
            // An incident is not over because nobody answers any more.
            if emptyRun >= noDataAfter && !state.isOpen { state = .noData }
            return nil
        case .judged(let isOut, let isClear):
            emptyRun = 0
            return state.isOpen ? advanceOpen(isClear) : advanceClosed(isOut)
        }
    }

    private mutating func advanceClosed(_ isOut: Bool) -> Event? {
        recent = (recent + [isOut]).suffix(persistence.of)
        let bad = recent.count { $0 }
        guard bad >= persistence.needed, isOut else {
            state = bad > 0 ? .pending : .normal
            return nil
        }
        state = .firing
        clearRun = 0
        return .fired
    }

    /// A period that is not well puts the incident back to firing, without telling anyone again.
    private mutating func advanceOpen(_ isClear: Bool) -> Event? {
        clearRun = isClear ? clearRun + 1 : 0
        guard clearRun >= clearAfter else {
            state = clearRun > 0 ? .recovering : .firing
            return nil
        }
        state = .normal
        recent = []
        return .resolved
    }
}
