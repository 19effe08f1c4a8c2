import Lexicons

extension Analyzer {
    /// Words a negation reaches forward, little words not counted.
    private static let reach = 4
    /// The same with little words counted: keeps "pas pas pas…" linear.
    private static let longestReach: Int32 = 12
    /// How far back the first half of a French negation may stand.
    private static let headDistance: Int32 = 5

    /// Notes which tokens each negator reaches.
    func spreadNegation(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        for index in work.marks.indices where work.marks[index].isAlive && work.marks[index].role == .negator {
            let mark = work.marks[index]
            let clause = work.clauses[Int(work.notes[Int(mark.tokens.lowerBound)].clause)].tokens
            let head = negationHead(before: mark.tokens.lowerBound, in: clause, work, lexicon)
            guard isNegating(mark, head: head, clause, work, lexicon) else {
                work.marks[index].isAlive = false
                continue
            }
            spreadForward(Int32(index), mark, to: clause.upperBound, &work, lexicon)
            spreadBack(Int32(index), mark, head: head, clause, &work, lexicon)
        }
    }

    /// The *ne* or *n'* that belongs to a negator, −1 for none.
    private func negationHead(
        before token: Int32, in clause: Range<Int32>, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Int32 {
        var position = token - 1
        while position >= clause.lowerBound, position >= token - Self.headDistance {
            if flags(position, work, lexicon).contains(.negationHead) { return position }
            if work.buffer.tokens[Int(position)].flags.contains(.afterSoftBreak) { return -1 }
            position -= 1
        }
        return -1
    }

    /// *plus* negates after *ne* or a verb ("marche plus"); elsewhere it compares ("plus rapide").
    private func isNegating(
        _ mark: Mark, head: Int32, _ clause: Range<Int32>, _ work: borrowing Workspace,
        _ lexicon: LanguageLexicon
    ) -> Bool {
        let first = mark.tokens.lowerBound
        guard mark.tokens.count == 1, flags(first, work, lexicon).contains(.boundNegator) else { return true }
        if head >= 0 { return true }
        return first > clause.lowerBound && flags(first - 1, work, lexicon).contains(.verb)
    }

    private func spreadForward(
        _ index: Int32, _ mark: Mark, to end: Int32, _ work: inout Workspace, _ lexicon: LanguageLexicon
    ) {
        var (position, reached) = (mark.tokens.upperBound, 0)
        let last = min(end, mark.tokens.upperBound + Self.longestReach)
        while position < last, reached < Self.reach {
            let token = work.buffer.tokens[Int(position)]
            if token.flags.contains(.afterSoftBreak) { return }
            let wordFlags = flags(position, work, lexicon)
            if wordFlags.contains(.scopeEnd), reached > 0 { return }
            if work.notes[Int(position)].negator < 0 { work.notes[Int(position)].negator = index }
            let isLittle = wordFlags.contains(.transparent) || work.notes[Int(position)].shifterStarting >= 0
            if !isLittle { reached += 1 }
            position += 1
        }
    }

    /// "ne **marche** pas", "je **recommande** pas", "ça **marche** jamais".
    private func spreadBack(
        _ index: Int32, _ mark: Mark, head: Int32, _ clause: Range<Int32>, _ work: inout Workspace,
        _ lexicon: LanguageLexicon
    ) {
        let first = mark.tokens.lowerBound
        for position in mark.tokens where work.notes[Int(position)].owner != index && mark.tokens.count > 1 {
            work.notes[Int(position)].negator = index
        }
        if head >= 0 {
            for position in head + 1..<max(first, head + 1) { work.notes[Int(position)].negator = index }
            return
        }
        guard flags(mark.tokens.upperBound - 1, work, lexicon).contains(.backwardNegator), first > clause.lowerBound,
            !work.buffer.tokens[Int(first)].flags.contains(.afterSoftBreak)
        else { return }
        let verb = verbPosition(before: first, clause, work, lexicon)
        if verb >= clause.lowerBound { work.notes[Int(verb)].negator = index }
    }

    /// The verb a *pas* without *ne* follows, −1 when what precedes is no verb ("service rapide pas d'attente").
    private func verbPosition(
        before first: Int32, _ clause: Range<Int32>, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Int32 {
        var position = first - 1
        // "recommande vraiment pas"
        if work.notes[Int(position)].shifterEnding >= 0, position > clause.lowerBound { position -= 1 }
        if flags(position, work, lexicon).contains(.verb) { return position }
        guard position > clause.lowerBound, flags(position - 1, work, lexicon).contains(.subject) else { return -1 }
        return position
    }

    func flags(
        _ position: Int32, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> SymbolFlags {
        lexicon.flags[Int(work.buffer.tokens[Int(position)].symbol)]
    }
}
