/// A walk of a ``PatternTrie`` over the tokens of one segment.
struct PatternMatcher: ~Escapable {
    let nodes: Span<PatternTrie.Node>
    let roots: Span<Int32>
    let entries: Span<Int32>
    let edges: EdgeTable.View
    let tokens: Span<Token>
    /// By token: the node of its word, empty when no pattern starts with it.
    let starts: Span<PatternTrie.Node>
    /// By token: the ``Token/bits`` a gap that starts there can reach.
    let windows: Span<UInt64>
    let parents: Span<Int32>
    let flags: Span<SymbolFlags>
    let end: Int32

    @_lifetime(
        copy nodes, copy roots, copy entries, copy edges, copy tokens, copy starts, copy windows, copy parents,
        copy flags)
    init(
        nodes: Span<PatternTrie.Node>, roots: Span<Int32>, entries: Span<Int32>, edges: EdgeTable.View,
        tokens: Span<Token>, starts: Span<PatternTrie.Node>, windows: Span<UInt64>, parents: Span<Int32>,
        flags: Span<SymbolFlags>, end: Int32
    ) {
        (self.nodes, self.roots, self.entries, self.edges) = (nodes, roots, entries, edges)
        (self.tokens, self.starts, self.windows) = (tokens, starts, windows)
        (self.parents, self.flags) = (parents, flags)
        self.end = end
    }

    /// Where a pattern began and which tokens its gaps jumped.
    private struct Walk {
        var first: Int32
        var gaps: UInt32 = 0

        /// The walk with the token at `position` jumped.
        func jumping(_ position: Int32) -> Walk {
            var walk = self
            if position - first < 32 { walk.gaps |= 1 << UInt32(position - first) }
            return walk
        }
    }

    /// Adds every pattern that starts at `first`.
    @inline(__always)
    func match(from first: Int32, into hits: inout [PatternHit]) {
        let token = tokens[Int(first)]
        let start = starts[Int(first)]
        if start.number != 0 { descend(start, first + 1, Walk(first: first), into: &hits) }
        if token.flags.contains(.number) { enter(roots[Int(Vocabulary.number)], first, into: &hits) }
        var beginning = token.beginning
        while beginning != Vocabulary.unknown {
            enter(roots[Int(beginning)], first, into: &hits)
            beginning = parents[Int(beginning)]
        }
    }

    @inline(__always)
    private func enter(_ node: Int32, _ first: Int32, into hits: inout [PatternHit]) {
        if node != 0 { arrive(node, first + 1, Walk(first: first), into: &hits) }
    }

    /// Reports what ends here and goes on with the token at `position`.
    @inline(__always)
    private func descend(
        _ here: PatternTrie.Node, _ position: Int32, _ walk: Walk, into hits: inout [PatternHit]
    ) {
        for index in here.firstEntry..<here.firstEntry + here.entryCount {
            hits.append(PatternHit(entry: entries[Int(index)], tokens: walk.first..<position, gaps: walk.gaps))
        }
        guard position < end else { return }
        if here.children & tokens[Int(position)].bits != 0 {
            step(here.number, here.children, position, walk, into: &hits)
        }
        if here.gapChildren & windows[Int(position)] != 0 { jump(here, position, walk, into: &hits) }
    }

    /// Goes on after a gap of 0 to 3 tokens that starts at `position`.
    private func jump(_ here: PatternTrie.Node, _ position: Int32, _ walk: Walk, into hits: inout [PatternHit]) {
        var walk = walk
        for next in position...position + PatternTrie.longestGap where next < end {
            let token = tokens[Int(next)]
            if token.flags.contains(.afterSoftBreak) { return }
            if here.gapChildren & token.bits != 0 { step(here.afterGap, here.gapChildren, next, walk, into: &hits) }
            if flags[Int(token.symbol)].contains(.wall) { return }
            walk = walk.jumping(next)
        }
    }

    /// Follows every edge the token at `position` has from `node`.
    private func step(
        _ node: Int32, _ children: UInt64, _ position: Int32, _ walk: Walk, into hits: inout [PatternHit]
    ) {
        let token = tokens[Int(position)]
        if token.symbol != Vocabulary.unknown { follow(node, children, token.symbol, position, walk, into: &hits) }
        if token.flags.contains(.number) { follow(node, children, Vocabulary.number, position, walk, into: &hits) }
        var beginning = token.beginning
        while beginning != Vocabulary.unknown {
            follow(node, children, beginning, position, walk, into: &hits)
            beginning = parents[Int(beginning)]
        }
    }

    @inline(__always)
    private func follow(
        _ node: Int32, _ children: UInt64, _ symbol: Int32, _ position: Int32, _ walk: Walk,
        into hits: inout [PatternHit]
    ) {
        guard children & PatternTrie.bit(symbol) != 0 else { return }
        let next = edges[PatternTrie.edge(node, symbol)]
        if next != 0 { arrive(next, position + 1, walk, into: &hits) }
    }

    @inline(never)
    private func arrive(_ node: Int32, _ position: Int32, _ walk: Walk, into hits: inout [PatternHit]) {
        descend(nodes[Int(node)], position, walk, into: &hits)
    }
}
