import Lexicons

extension Analyzer {
    /// Sorts the hits into marks and cues, then lets longer terms take their words from shorter ones.
    func collectMarks(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        for index in work.hits.indices {
            let hit = work.hits[index]
            let entry = lexicons.entries[Int(hit.entry)]
            let kind: Mark.Kind
            switch entry.meaning {
            case .cue:
                work.cues.append(hit)
                continue
            case .sentiment(let isFixed): kind = .word(isFixed: isFixed)
            case .shifter(let role): kind = .shifter(role)
            }
            work.marks.append(Mark(entry: hit.entry, tokens: hit.tokens, kind: kind, value: entry.value))
        }
        resolveOverlaps(&work, lexicon)
        indexMarks(&work)
    }

    /// Longest first, then leftmost. Terms over the same words live together.
    private func resolveOverlaps(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // A bit for each length there is, those over 63 together.
        let lengths = work.marks.reduce(UInt64(0)) { $0 | 1 << UInt64(min($1.tokens.count, 63)) }
        if lengths > 2 {
            for length in stride(from: 63 - lengths.leadingZeroBitCount, through: 2, by: -1)
            where lengths & 1 << UInt64(length) != 0 {
                for index in work.marks.indices where min(work.marks[index].tokens.count, 63) == length {
                    claim(Int32(index), &work, lexicon)
                }
            }
        }
        for index in work.marks.indices where work.marks[index].tokens.count == 1 {
            let owner = work.notes[Int(work.marks[index].tokens.lowerBound)].owner
            work.marks[index].isAlive = owner < 0
        }
        for index in work.marks.indices where work.marks[index].role == .negator && !work.marks[index].isAlive {
            noteInnerNegator(Int32(index), &work)
        }
    }

    private func noteInnerNegator(_ index: Int32, _ work: inout Workspace) {
        let owner = work.notes[Int(work.marks[Int(index)].tokens.lowerBound)].owner
        guard owner >= 0, work.marks[Int(owner)].isWord else { return }
        for token in work.marks[Int(owner)].tokens { work.notes[Int(token)].innerNegator = index }
    }

    private func claim(_ index: Int32, _ work: inout Workspace, _ lexicon: LanguageLexicon) {
        let mark = work.marks[Int(index)]
        for token in mark.tokens where owns(mark, token, work, lexicon) {
            let owner = work.notes[Int(token)].owner
            if owner >= 0, work.marks[Int(owner)].tokens != mark.tokens {
                work.marks[Int(index)].isAlive = false
                return
            }
        }
        for token in mark.tokens where owns(mark, token, work, lexicon) { work.notes[Int(token)].owner = index }
    }

    /// A shifter's gap holds the words it bends, and so may the shifter ("fonctionne plus"): those stay free.
    private func owns(
        _ mark: Mark, _ token: Int32, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Bool {
        guard mark.role != nil else { return true }
        if flags(token, work, lexicon).contains(.verb) { return false }
        guard lexicons.entries[Int(mark.entry)].hasGap else { return true }
        return token == mark.tokens.lowerBound || token == mark.tokens.upperBound - 1
    }

    private func indexMarks(_ work: inout Workspace) {
        for index in work.marks.indices where work.marks[index].isAlive {
            let mark = work.marks[index]
            guard mark.role != nil else {
                work.notes[Int(mark.tokens.lowerBound)].startsWord = true
                continue
            }
            let last = Int(mark.tokens.upperBound - 1)
            work.marks[index].sibling = work.notes[last].shifterEnding
            work.notes[last].shifterEnding = Int32(index)
            work.notes[Int(mark.tokens.lowerBound)].shifterStarting = Int32(index)
        }
    }

    /// Cuts segments at contrasts and concessions and notes what each clause holds.
    func findClauses(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // By index here and below: a loop over the array itself counts a reference to it.
        for number in work.buffer.segments.indices {
            let segment = work.buffer.segments[number]
            var (start, opener) = (segment.tokens.lowerBound, Int32(-1))
            for token in segment.tokens {
                let opening = openingMark(at: token, work)
                let closesConcession =
                    opener >= 0 && work.marks[Int(opener)].role == .concession && token > start
                    && work.buffer.tokens[Int(token)].flags.contains(.afterSoftBreak)
                guard opening >= 0 || closesConcession else { continue }
                if token > start { append(start..<token, number, opener, &work) }
                (start, opener) = (token, opening)
            }
            append(start..<segment.tokens.upperBound, number, opener, &work)
        }
        noteMarks(&work)
        noteWords(&work, lexicon)
        weigh(&work, lexicon)
    }

    /// The contrast or concession starting at `token`, −1 for none.
    private func openingMark(at token: Int32, _ work: borrowing Workspace) -> Int32 {
        let index = work.notes[Int(token)].shifterStarting
        guard index >= 0, let role = work.marks[Int(index)].role else { return -1 }
        return role == .contrast || role == .concession ? index : -1
    }

    private func append(_ tokens: Range<Int32>, _ segment: Int, _ opener: Int32, _ work: inout Workspace) {
        let clause = Int32(work.clauses.count)
        for token in tokens { work.notes[Int(token)].clause = clause }
        work.clauses.append(Clause(tokens: tokens, segment: Int32(segment), opener: opener))
        if opener >= 0, work.marks[Int(opener)].role == .contrast, clause > 0 {
            work.clauses[Int(clause) - 1].contrastAfter = opener
        }
    }

    private func noteMarks(_ work: inout Workspace) {
        for index in work.marks.indices where work.marks[index].isAlive {
            let mark = work.marks[index]
            let clause = Int(work.notes[Int(mark.tokens.lowerBound)].clause)
            switch mark.role {
            case .irrealis where work.clauses[clause].irrealis < 0: work.clauses[clause].irrealis = Int32(index)
            case .diminisher: work.clauses[clause].hasHedge = true
            case .regret:
                work.clauses[clause].regret = Int32(index)
                // "Seul bémol : …": what comes next is the complaint.
                if mark.tokens.upperBound == work.clauses[clause].tokens.upperBound, clause + 1 < work.clauses.count {
                    work.clauses[clause + 1].regret = Int32(index)
                }
            default: break
            }
        }
    }

    private func noteWords(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        for index in work.buffer.tokens.indices where flags(Int32(index), work, lexicon).contains(.blocking) {
            work.clauses[Int(work.notes[index].clause)].hasBlocking = true
        }
    }

    private func weigh(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        for index in work.clauses.indices {
            let clause = work.clauses[index]
            if clause.opener >= 0 { work.clauses[index].weight *= work.marks[Int(clause.opener)].value }
            if clause.contrastAfter >= 0 { work.clauses[index].weight *= Float(lexicon.calibration.beforeContrast) }
        }
        if work.clauses.count >= 4 {
            work.clauses[work.clauses.count - 1].weight *= Float(lexicon.calibration.lastClause)
        }
    }
}
