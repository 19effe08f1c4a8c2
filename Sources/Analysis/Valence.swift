import Lexicons

extension Analyzer {
    /// Degree words multiply up to this.
    private static let strongestDegree: Float = 2
    /// From this valence on, "trop" and "too" praise more instead of blaming.
    private static let strongPraise: Float = 2
    /// A negated blame is a weaker praise than a negated praise is a blame.
    private static let negatedBlame: Float = 0.85
    /// Praise in a question is doubt: "Will it ever be reliable?".
    private static let questionedPraise: Float = -0.2
    /// What "trop" before a word in no lexicon adds ("trop de publicités").
    private static let bareExcess: Float = -0.8

    /// Turns every living mark into an item with its adjustments.
    func valueWords(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        for index in work.marks.indices where work.marks[index].isAlive {
            let mark = work.marks[index]
            let note = work.notes[Int(mark.tokens.lowerBound)]
            switch mark.kind {
            case .word(let isFixed):
                guard mark.value != 0 else { continue }
                add(.word, mark, base: mark.value, isFixed: isFixed, &work, lexicon)
            case .shifter(.excess):
                guard bendsUnknownWord(mark, work, lexicon) else { continue }
                add(
                    .excess, mark, base: min(Self.bareExcess, mark.value * -Self.bareExcess), isFixed: false, &work,
                    lexicon)
            case .shifter(.regret):
                guard !note.startsWord else { continue }
                add(.regret, mark, base: mark.value < 0 ? mark.value : -0.8, isFixed: true, &work, lexicon)
            case .shifter: continue
            }
        }
        for index in work.items.indices {
            let item = work.items[index]
            work.clauses[Int(item.clause)].sum += item.value
            guard item.value < 0 else { continue }
            for token in item.tokens { work.notes[Int(token)].isBlamed = true }
        }
    }

    /// Whether an excess word stands before a word that has no valence of its own.
    private func bendsUnknownWord(
        _ mark: Mark, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Bool {
        let clauseEnd = work.clauses[Int(work.notes[Int(mark.tokens.lowerBound)].clause)].tokens.upperBound
        var position = mark.tokens.upperBound
        let end = min(clauseEnd, position + 8)
        while position < end {
            let note = work.notes[Int(position)]
            if note.startsWord || note.owner >= 0 { return false }
            if work.buffer.tokens[Int(position)].flags.contains(.afterSoftBreak) { return false }
            if !flags(position, work, lexicon).contains(.transparent), note.shifterStarting < 0 { return true }
            position += 1
        }
        return false
    }

    private func add(
        _ source: Item.Source, _ mark: Mark, base: Float, isFixed: Bool, _ work: inout Workspace,
        _ lexicon: LanguageLexicon
    ) {
        let first = Int32(work.adjustments.count)
        var value = base
        if !isFixed {
            if source != .excess { adjustByDegree(mark, &value, &work, lexicon) }
            adjustByNegation(mark, &value, &work)
        }
        adjustByClause(mark, &value, isFixed: isFixed, &work)
        adjustByForm(mark, &value, &work, lexicon)
        work.items.append(
            Item(
                source: source, entry: mark.entry, tokens: mark.tokens,
                clause: work.notes[Int(mark.tokens.lowerBound)].clause, base: base, value: value,
                adjustments: first..<Int32(work.adjustments.count)))
    }

    private func apply(
        _ kind: Adjustment, _ factor: Float, from mark: Int32 = -1, to value: inout Float, _ work: inout Workspace
    ) {
        guard factor != 1 else { return }
        value *= factor
        let (tokens, entry) =
            mark >= 0 ? (work.marks[Int(mark)].tokens, work.marks[Int(mark)].entry) : (Int32(0)..<0, Int32(-1))
        work.adjustments.append(Adjusting(kind: kind, factor: factor, tokens: tokens, entry: entry))
    }

    // MARK: Degree

    /// Intensifiers, diminishers and "trop" that touch the word, little words between them not counted.
    private func adjustByDegree(
        _ mark: Mark, _ value: inout Float, _ work: inout Workspace, _ lexicon: LanguageLexicon
    ) {
        let clause = work.clauses[Int(work.notes[Int(mark.tokens.lowerBound)].clause)].tokens
        var (position, degree, found) = (mark.tokens.lowerBound - 1, Float(1), false)
        while position >= clause.lowerBound {
            guard !work.buffer.tokens[Int(position + 1)].flags.contains(.afterSoftBreak) else { break }
            let shifter = work.notes[Int(position)].shifterEnding
            if shifter >= 0 {
                found = applyDegree(from: shifter, &degree, &value, &work) || found
                position = work.marks[Int(shifter)].tokens.lowerBound - 1
            } else if flags(position, work, lexicon).contains(.transparent), work.notes[Int(position)].owner < 0 {
                position -= 1
            } else {
                break
            }
        }
        guard !found, mark.tokens.upperBound < clause.upperBound else { return }
        applyDegreeAfter(mark, &degree, &value, clause.upperBound, &work)
    }

    /// - Returns: whether a degree word ended there.
    private func applyDegree(
        from shifter: Int32, _ degree: inout Float, _ value: inout Float, _ work: inout Workspace
    ) -> Bool {
        var (index, found) = (shifter, false)
        while index >= 0 {
            let mark = work.marks[Int(index)]
            switch mark.role {
            case .intensifier, .diminisher:
                let factor = min(mark.value, Self.strongestDegree / degree)
                degree *= factor
                apply(mark.role == .intensifier ? .intensifier : .diminisher, factor, from: index, to: &value, &work)
                found = true
            case .excess:
                apply(.excess, excessFactor(value), from: index, to: &value, &work)
                found = true
            default: break
            }
            index = mark.sibling
        }
        return found
    }

    private func excessFactor(_ value: Float) -> Float {
        if value < 0 { return 1.3 }
        return value >= Self.strongPraise ? 1.3 : -1
    }

    /// "recommande vivement": a degree word just after, unless it belongs to the next word.
    private func applyDegreeAfter(
        _ mark: Mark, _ degree: inout Float, _ value: inout Float, _ end: Int32, _ work: inout Workspace
    ) {
        let after = mark.tokens.upperBound
        let shifter = work.notes[Int(after)].shifterStarting
        guard shifter >= 0, !work.buffer.tokens[Int(after)].flags.contains(.afterSoftBreak) else { return }
        let role = work.marks[Int(shifter)].role
        guard role == .intensifier || role == .diminisher else { return }
        let next = work.marks[Int(shifter)].tokens.upperBound
        guard next >= end || work.buffer.tokens[Int(next)].flags.contains(.afterSoftBreak) else { return }
        _ = applyDegree(from: shifter, &degree, &value, &work)
    }

    // MARK: Negation, clause and form

    private func adjustByNegation(_ mark: Mark, _ value: inout Float, _ work: inout Workspace) {
        let first = work.notes[Int(mark.tokens.lowerBound)].negator
        // "On s'amuse pas": the verb is the term's last word.
        let negator = first >= 0 ? first : work.notes[Int(mark.tokens.upperBound - 1)].negator
        guard negator >= 0 else { return }
        let factor = work.marks[Int(negator)].value
        apply(.negation, value < 0 ? factor * Self.negatedBlame : factor, from: negator, to: &value, &work)
    }

    private func adjustByClause(
        _ mark: Mark, _ value: inout Float, isFixed: Bool, _ work: inout Workspace
    ) {
        let clause = work.clauses[Int(work.notes[Int(mark.tokens.lowerBound)].clause)]
        if clause.irrealis >= 0, value > 0, !isFixed,
            work.marks[Int(clause.irrealis)].tokens.upperBound <= mark.tokens.lowerBound
        {
            apply(.irrealis, work.marks[Int(clause.irrealis)].value, from: clause.irrealis, to: &value, &work)
        }
        if work.buffer.segments[Int(clause.segment)].questions > 0, value > 0 {
            apply(.question, Self.questionedPraise, to: &value, &work)
        }
        if work.buffer.tokens[Int(mark.tokens.lowerBound)].flags.contains(.quoted), value > 0 {
            apply(.quote, 0.5, to: &value, &work)
        }
    }

    private func adjustByForm(
        _ mark: Mark, _ value: inout Float, _ work: inout Workspace, _ lexicon: LanguageLexicon
    ) {
        let flags = work.buffer.tokens[Int(mark.tokens.lowerBound)].flags
        if flags.contains(.capitals), work.buffer.capitalised * 3 < work.buffer.tokens.count {
            apply(.capitals, Float(lexicon.calibration.capitals), to: &value, &work)
        }
        if flags.contains(.elongated) { apply(.elongation, Float(lexicon.calibration.elongation), to: &value, &work) }
        let clause = work.clauses[Int(work.notes[Int(mark.tokens.lowerBound)].clause)]
        if work.buffer.segments[Int(clause.segment)].exclamations > 0 {
            apply(.exclamation, Float(lexicon.calibration.exclamation), to: &value, &work)
        }
    }
}
