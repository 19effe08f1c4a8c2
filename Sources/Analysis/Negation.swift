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
            if isDenial(mark, clause, work) {
                deny(Int32(index), mark, clause, &work)
                continue
            }
            spreadForward(Int32(index), mark, to: clause.upperBound, &work, lexicon)
            spreadBack(Int32(index), mark, head: head, clause, &work, lexicon)
        }
    }

    // MARK: "Helpful? Not really."

    /// Whether a negator, degree words before it left aside, stands alone after a question or a comma, so that it denies what came before.
    private func isDenial(_ mark: Mark, _ clause: Range<Int32>, _ work: borrowing Workspace) -> Bool {
        guard mark.tokens.upperBound == clause.upperBound else { return false }
        let start = beginning(of: mark, clause, work)
        if work.buffer.tokens[Int(start)].flags.contains(.afterSoftBreak) { return start > clause.lowerBound }
        let segment = Int(work.clauses[Int(work.notes[Int(start)].clause)].segment)
        return start == work.buffer.segments[segment].tokens.lowerBound && segment > 0
            && work.buffer.segments[segment - 1].questions > 0
    }

    /// The first token of the negator, or of the degree words before it.
    private func beginning(of mark: Mark, _ clause: Range<Int32>, _ work: borrowing Workspace) -> Int32 {
        var start = mark.tokens.lowerBound
        while start > clause.lowerBound, !work.buffer.tokens[Int(start)].flags.contains(.afterSoftBreak) {
            let shifter = work.notes[Int(start - 1)].shifterEnding
            guard shifter >= 0, work.marks[Int(shifter)].role == .intensifier else { break }
            start = work.marks[Int(shifter)].tokens.lowerBound
        }
        return start
    }

    private func deny(_ index: Int32, _ mark: Mark, _ clause: Range<Int32>, _ work: inout Workspace) {
        let start = beginning(of: mark, clause, work)
        let denied: Range<Int32>
        if work.buffer.tokens[Int(start)].flags.contains(.afterSoftBreak) {
            denied = clause.lowerBound..<start
        } else {
            let segment = Int(work.clauses[Int(work.notes[Int(start)].clause)].segment)
            denied = work.buffer.segments[segment - 1].tokens
        }
        for token in denied.suffix(Int(Self.longestReach)) where work.notes[Int(token)].negator < 0 {
            work.notes[Int(token)].negator = index
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
        // "Personne n'est aimable"
        let next = first + 1
        if next < clause.upperBound, flags(next, work, lexicon).contains(.negationHead) { return true }
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
