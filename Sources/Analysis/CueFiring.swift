import Feedback
import Lexicons

extension Analyzer {
    /// A cue under a request or condition ("si jamais…") counts for less.
    private static let unrealCue: Float = 0.5
    /// Cues weaker than this are no complaint by themselves.
    private static let leastComplaint: Float = 0.15
    /// How sure a complaint is at least: a cue's weight says how surely it is of its own category, not whether it complains.
    /// From 0.4 to 0.7 the corpora's F1 is flat.
    private static let sureComplaint: Float = 0.55
    /// A clause at least this positive praises the topics it names.
    private static let praisingClause: Float = 0.4
    /// An expression from this valence on denies the friction cues it holds.
    private static let praisingExpression: Float = 1

    /// Fires cues: first those that stand alone, which may turn a clause negative, then those that need a negative one.
    func fireCues(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        work.seen.startText()
        for index in work.cues.indices {
            let cue = work.cues[index]
            guard case .cue(let category, let need) = lexicons.entries[Int(cue.entry)].meaning, need != .topic else {
                continue
            }
            fire(cue, category, need, &work, lexicon)
        }
        for index in work.cues.indices {
            let cue = work.cues[index]
            guard case .cue(let category, .topic) = lexicons.entries[Int(cue.entry)].meaning else { continue }
            let clause = work.notes[Int(cue.tokens.lowerBound)].clause
            if hasFired(cue, .topic, work, lexicon) {
                tally(cue, category, weight: lexicons.entries[Int(cue.entry)].value, clause, &work)
            } else if attitude(around: cue, work) ?? work.clauses[Int(clause)].sum > Self.praisingClause {
                tallyPraise(cue, category, clause, &work)
            }
        }
    }

    private func fire(
        _ cue: PatternHit, _ category: Int32, _ need: CueNeed, _ work: inout Workspace, _ lexicon: LanguageLexicon
    ) {
        let clause = work.notes[Int(cue.tokens.lowerBound)].clause
        guard hasFired(cue, need, work, lexicon) else {
            tallyPraise(cue, category, clause, &work)
            return
        }
        let weight = lexicons.entries[Int(cue.entry)].value * factor(cue, category, need, work)
        tally(cue, category, weight: weight, clause, &work)
        if kinds[Int(category)] == .friction {
            complain(cue, weight: weight, clause, &work, lexicon)
        }
    }

    /// What a fired cue's weight is multiplied by.
    func factor(_ cue: PatternHit, _ category: Int32, _ need: CueNeed, _ work: borrowing Workspace) -> Float {
        let clause = work.notes[Int(cue.tokens.lowerBound)].clause
        let isWish = need != .topic && kinds[Int(category)] == .friction
        return isWish && isUnreal(cue, clause, work) ? Self.unrealCue : 1
    }

    /// Whether what a cue needs is there.
    func hasFired(
        _ cue: PatternHit, _ need: CueNeed, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Bool {
        switch need {
        // A step is where it is, whatever is denied there: "aucun créneau" is about ordering.
        case .plain: kind(of: cue) == .step || !isNegated(cue, work)
        case .negated: isReached(cue, work)
        case .any: kind(of: cue) != .friction || !isPraised(cue, work)
        case .topic:
            work.clauses[Int(work.notes[Int(cue.tokens.lowerBound)].clause)].isNegative(
                under: lexicon.calibration.negativeClause) && (attitude(around: cue, work) ?? 0) <= 0
        }
    }

    /// What is said of a topic between its own commas ("prix correct, service injoignable"); `nil` where its clause has none,
    /// or no word between them tells.
    private func attitude(around cue: PatternHit, _ work: borrowing Workspace) -> Float? {
        let clause = work.clauses[Int(work.notes[Int(cue.tokens.lowerBound)].clause)]
        var (first, end) = (cue.tokens.lowerBound, cue.tokens.upperBound)
        while first > clause.tokens.lowerBound, !startsPart(first, work) { first -= 1 }
        while end < clause.tokens.upperBound, !startsPart(end, work) { end += 1 }
        guard first > clause.tokens.lowerBound || end < clause.tokens.upperBound else { return nil }
        var (sum, isTelling) = (Float(0), false)
        for item in work.items where item.tokens.lowerBound >= first && item.tokens.lowerBound < end {
            sum += item.value
            isTelling = true
        }
        return isTelling ? sum : nil
    }

    private func startsPart(_ token: Int32, _ work: borrowing Workspace) -> Bool {
        work.buffer.tokens[Int(token)].flags.contains(.afterSoftBreak)
    }

    private func kind(of cue: PatternHit) -> AnnotationKind? {
        guard case .cue(let category, _) = lexicons.entries[Int(cue.entry)].meaning else { return nil }
        return kinds[Int(category)]
    }

    /// Whether a negation from outside denies the cue; a gap lets one in ("je ne suis pas content").
    private func isNegated(_ cue: PatternHit, _ work: borrowing Workspace) -> Bool {
        if isReached(cue.tokens.lowerBound, cue, work) { return true }
        if cue.gaps != 0, isReached(cue.tokens.upperBound - 1, cue, work) { return true }
        for token in cue.tokens where isDenied(token, cue, work) { return true }
        guard kind(of: cue) == .friction else { return false }
        return isPraised(cue, work)
    }

    /// Whether the cue is part of an expression that praises ("plus de coupures depuis le passage du technicien"), begins in one
    /// ("pas de goût" in "ne manque pas de goût") or ends in one ("vin ~ mauvais" in "le vin n'est pas mauvais").
    private func isPraised(_ cue: PatternHit, _ work: borrowing Workspace) -> Bool {
        let (first, last) = (cue.tokens.lowerBound, cue.tokens.upperBound - 1)
        if let praise = praise(at: first, work), praise.lowerBound < first || praise.upperBound > last { return true }
        guard let praise = praise(at: last, work) else { return false }
        return praise.lowerBound > first
    }

    /// The expression of several words that took the token and praises, no negation reaching it.
    private func praise(at token: Int32, _ work: borrowing Workspace) -> Range<Int32>? {
        let owner = work.notes[Int(token)].owner
        guard owner >= 0, work.marks[Int(owner)].isWord, work.notes[Int(token)].negator < 0 else { return nil }
        return work.marks[Int(owner)].value >= Self.praisingExpression ? work.marks[Int(owner)].tokens : nil
    }

    /// Whether a fixed expression with a negation of its own denies a word of the cue ("aucun souci de livraison").
    private func isDenied(_ token: Int32, _ cue: PatternHit, _ work: borrowing Workspace) -> Bool {
        let negator = work.notes[Int(token)].innerNegator
        return negator >= 0 && !holds(cue, negator, work)
    }

    /// Whether a negation from outside reaches any word of the cue.
    private func isReached(_ cue: PatternHit, _ work: borrowing Workspace) -> Bool {
        for token in cue.tokens where isReached(token, cue, work) || isDenied(token, cue, work) { return true }
        return false
    }

    private func isReached(_ token: Int32, _ cue: PatternHit, _ work: borrowing Workspace) -> Bool {
        let negator = work.notes[Int(token)].negator
        return negator >= 0 && !holds(cue, negator, work)
    }

    /// Whether the cue itself holds the negation: "pas livré" does, "marche" in "marche plus" does not, and neither does a cue
    /// with a gap that the negation stands in ("card ~ declined" in "the card wasn't declined").
    private func holds(_ cue: PatternHit, _ negator: Int32, _ work: borrowing Workspace) -> Bool {
        let tokens = work.marks[Int(negator)].tokens
        guard tokens.overlaps(cue.tokens) else { return false }
        if tokens.count == 1 { return !cue.jumps(tokens.lowerBound) }
        if !work.marks[Int(negator)].isAlive { return tokens.clamped(to: cue.tokens) == tokens }
        for token in tokens.clamped(to: cue.tokens) where work.notes[Int(token)].owner == negator && !cue.jumps(token) {
            return true
        }
        return false
    }

    private func isUnreal(_ cue: PatternHit, _ clause: Int32, _ work: borrowing Workspace) -> Bool {
        let irrealis = work.clauses[Int(clause)].irrealis
        return irrealis >= 0 && work.marks[Int(irrealis)].tokens.upperBound <= cue.tokens.lowerBound
    }

    // MARK: Tallies

    private func tally(
        _ cue: PatternHit, _ category: Int32, weight: Float, _ clause: Int32, _ work: inout Workspace
    ) {
        guard work.seen.lastFired[Int(cue.entry)] != work.seen.number else { return }
        work.seen.lastFired[Int(cue.entry)] = work.seen.number
        touch(category, &work)
        var tally = work.tallies[Int(category)]
        tally.doubt *= 1 - weight
        if weight > tally.bestWeight || (weight == tally.bestWeight && cue.tokens.count > tally.tokens.count) {
            (tally.bestWeight, tally.entry, tally.tokens, tally.clause) = (weight, cue.entry, cue.tokens, clause)
        }
        work.tallies[Int(category)] = tally
    }

    private func tallyPraise(_ cue: PatternHit, _ category: Int32, _ clause: Int32, _ work: inout Workspace) {
        guard kinds[Int(category)] == .friction else { return }
        touch(category, &work)
        let weight = lexicons.entries[Int(cue.entry)].value
        guard weight > work.tallies[Int(category)].praiseWeight else { return }
        work.tallies[Int(category)].praiseWeight = weight
        work.tallies[Int(category)].praiseEntry = cue.entry
        work.tallies[Int(category)].praiseTokens = cue.tokens
        work.tallies[Int(category)].praiseClause = clause
    }

    private func touch(_ category: Int32, _ work: inout Workspace) {
        let tally = work.tallies[Int(category)]
        if tally.entry < 0, tally.praiseEntry < 0 { work.touched.append(category) }
    }

    /// A complaint told as a fact ("jamais livré") is negative evidence where no negative word already says so.
    private func complain(
        _ cue: PatternHit, weight: Float, _ clause: Int32, _ work: inout Workspace, _ lexicon: LanguageLexicon
    ) {
        guard weight >= Self.leastComplaint, work.clauses[Int(clause)].complaints < 2 else { return }
        for token in cue.tokens where work.notes[Int(token)].isBlamed { return }
        let share: Float = work.clauses[Int(clause)].complaints == 0 ? 1 : 0.5
        work.clauses[Int(clause)].complaints += 1
        let value = Float(lexicon.calibration.complaint) * max(weight, Self.sureComplaint) * share
        let end = Int32(work.adjustments.count)
        work.items.append(
            Item(
                source: .complaint, entry: cue.entry, tokens: cue.tokens, clause: clause, base: value, value: value,
                adjustments: end..<end))
        work.clauses[Int(clause)].sum += value
    }
}
