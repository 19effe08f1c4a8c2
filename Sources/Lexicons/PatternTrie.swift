/// Where an entry matched.
package struct PatternHit: Sendable {
    /// Index into ``LexiconSet/entries``.
    package var entry: Int32
    /// Token indices; gaps inside are part of the range.
    package var tokens: Range<Int32>
    /// A bit for each token of the range, from the first, that a gap jumped.
    package var gaps: UInt32

    /// Whether a gap of the pattern jumped `token`.
    package func jumps(_ token: Int32) -> Bool {
        let offset = token - tokens.lowerBound
        return offset >= 0 && offset < 32 && gaps & (1 << UInt32(offset)) != 0
    }

    package var count: Int32 { tokens.upperBound - tokens.lowerBound }
}

/// Every term of one language as a tree over symbols: words, beginnings, `<num>` and gaps of 0 to 3 tokens.
package struct PatternTrie: Sendable {
    /// The symbol that stands for a gap in a pattern.
    static let gap: Int32 = -1
    static let longestGap: Int32 = 3

    /// By symbol: the node a pattern starting with it goes to, 0 when none does.
    private var roots = Table<Int32>()
    private var nodes = Table([Node()])
    /// By symbol: the node of its root itself.
    private var starts = Table<Node>()
    /// Node and symbol → next node.
    private var edges: EdgeTable
    /// Entry indices, those of a node side by side.
    private var entries = Table<Int32>()
    /// While building: node and entry, in insertion order.
    private var pending: [(node: Int32, entry: Int32)] = []

    struct Node: BitwiseCopyable, Sendable {
        var firstEntry: Int32 = 0
        var entryCount: Int32 = 0
        /// The node after a gap here, 0 when no pattern has one here.
        var afterGap: Int32 = 0
        /// Its own place, 0 for no node.
        var number: Int32 = 0
        /// A bit for each child's symbol, modulo 64: most words are turned away without a look-up.
        var children: UInt64 = 0
        /// The same of the node after the gap.
        var gapChildren: UInt64 = 0
    }

    init(expectedTerms: Int) { edges = EdgeTable(minimumCapacity: expectedTerms) }

    // MARK: Building

    /// The nodes the patterns of a term end at, made where they are new: one for each combination of alternatives.
    mutating func nodes(of term: borrowing PatternReader, into ends: inout [Int32]) {
        ends.removeAll(keepingCapacity: true)
        ends.append(0)
        for piece in term.pieces {
            let width = ends.count
            // The first alternative is written last, over the nodes the others start from.
            for choice in piece.dropFirst() {
                for index in 0..<width { ends.append(node(after: ends[index], term, term.alternatives[choice])) }
            }
            for index in 0..<width {
                ends[index] = node(after: ends[index], term, term.alternatives[piece.lowerBound])
            }
        }
    }

    /// The node of plain words, 0 when no pattern goes there.
    func node(of symbols: [Int32]) -> Int32 {
        var node: Int32 = 0
        for (position, symbol) in symbols.enumerated() {
            if position == 0 {
                node = Int(symbol) < roots.count ? roots[Int(symbol)] : 0
            } else {
                node = edges[Self.edge(node, symbol)]
            }
            if node == 0 { return 0 }
        }
        return node
    }

    func entries(at node: Int32) -> Slice<Table<Int32>> {
        let here = nodes[Int(node)]
        return entries[Int(here.firstEntry)..<Int(here.firstEntry + here.entryCount)]
    }

    private mutating func node(
        after start: Int32, _ term: borrowing PatternReader, _ symbols: Range<Int>
    ) -> Int32 {
        var node = start
        for index in symbols {
            let symbol = term.symbols[index]
            node = node == 0 ? root(symbol) : symbol == Self.gap ? afterGap(node) : child(of: node, symbol)
        }
        return node
    }

    /// Makes `entry` match where `node`'s pattern does.
    mutating func add(_ entry: Int32, at node: Int32) { pending.append((node, entry)) }

    mutating func finish(symbolCount: Int) {
        if roots.count < symbolCount { roots.append(contentsOf: repeatElement(0, count: symbolCount - roots.count)) }
        for (node, _) in pending { nodes[Int(node)].entryCount += 1 }
        var next: Int32 = 0
        for index in nodes.indices {
            nodes[index].firstEntry = next
            next += nodes[index].entryCount
            nodes[index].entryCount = 0
        }
        entries = Table(repeating: 0, count: pending.count)
        for (node, entry) in pending {
            entries[Int(nodes[Int(node)].firstEntry + nodes[Int(node)].entryCount)] = entry
            nodes[Int(node)].entryCount += 1
        }
        pending = []
        for index in nodes.indices { nodes[index].gapChildren = nodes[Int(nodes[index].afterGap)].children }
        starts = Table(roots.map { nodes[Int($0)] })
    }

    private mutating func root(_ symbol: Int32) -> Int32 {
        if roots.count <= Int(symbol) {
            roots.append(contentsOf: repeatElement(0, count: Int(symbol) + 1024 - roots.count))
        }
        if roots[Int(symbol)] == 0 { roots[Int(symbol)] = newNode() }
        return roots[Int(symbol)]
    }

    private mutating func afterGap(_ node: Int32) -> Int32 {
        if nodes[Int(node)].afterGap == 0 {
            let new = newNode()
            nodes[Int(node)].afterGap = new
        }
        return nodes[Int(node)].afterGap
    }

    private mutating func child(of node: Int32, _ symbol: Int32) -> Int32 {
        let key = Self.edge(node, symbol)
        let known = edges[key]
        if known != 0 { return known }
        precondition(symbol >> Int32(Self.symbolBits) == 0, "a symbol fits an edge")
        let new = newNode()
        edges.insert(new, for: key)
        nodes[Int(node)].children |= Self.bit(symbol)
        return new
    }

    private mutating func newNode() -> Int32 {
        nodes.append(Node(number: Int32(nodes.count)))
        return Int32(nodes.count - 1)
    }

    @inline(__always)
    static func bit(_ symbol: Int32) -> UInt64 { 1 << UInt64(truncatingIfNeeded: symbol & 63) }

    /// A million symbols and four million nodes fit; the shipped lexicons have 32,000 and 310,000.
    private static let symbolBits: UInt64 = 20

    @inline(__always)
    static func edge(_ node: Int32, _ symbol: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << symbolBits | UInt64(UInt32(bitPattern: symbol))
    }

    // MARK: Matching

    /// Adds every pattern of a text, in order of their first token. Patterns end within a segment.
    ///
    /// - Parameters:
    ///   - parents: ``Vocabulary/longestBeginning``.
    ///   - flags: by symbol; gaps jump neither a ``SymbolFlags/wall`` nor a comma.
    package func match(
        _ buffer: borrowing TokenBuffer, parents: Span<Int32>, flags: Span<SymbolFlags>,
        using scratch: inout PatternScratch, into hits: inout [PatternHit]
    ) {
        let tokens = buffer.tokens.span
        scratch.reserve(tokens.count)
        for segment in buffer.segments {
            let range = segment.tokens
            let first = prepare(range, tokens, flags, &scratch.starts, &scratch.windows, &scratch.candidates)
            let matcher = PatternMatcher(
                nodes: nodes.span, roots: roots.span, entries: entries.span, edges: edges.view, tokens: tokens,
                starts: scratch.starts.span, windows: scratch.windows.span, parents: parents, flags: flags,
                end: range.upperBound)
            let candidates = scratch.candidates.span
            for place in first..<Int(range.upperBound) { matcher.match(from: candidates[place], into: &hits) }
        }
    }

    /// Notes where the patterns of each word begin and what a gap can reach, from the last word to the first, without a
    /// branch on either: the processor waits for many words at once.
    ///
    /// - Parameters:
    ///   - windows: by token, the ``Token/bits`` a gap that starts there can reach, so that most gaps are not walked.
    ///   - candidates: the tokens a pattern may begin at, the last in the place of the last token.
    /// - Returns: the place of the first candidate.
    private func prepare(
        _ range: Range<Int32>, _ tokens: Span<Token>, _ flags: Span<SymbolFlags>, _ found: inout [Node],
        _ windows: inout [UInt64], _ candidates: inout [Int32]
    ) -> Int {
        let starts = starts.span
        var found = found.mutableSpan
        var windows = windows.mutableSpan
        var candidates = candidates.mutableSpan
        // Reaches of one token, two and three; a gap of three reaches four.
        var (one, two, three) = (UInt64(0), UInt64(0), UInt64(0))
        var (nextBits, nextWindow, place) = (UInt64(0), UInt64(0), Int(range.upperBound))
        var position = Int(range.upperBound) - 1
        while position >= Int(range.lowerBound) {
            let token = tokens[position]
            let start = starts[Int(token.symbol)]
            found[position] = start
            let isOpen =
                (start.children & nextBits) | (start.gapChildren & nextWindow)
                | UInt64(UInt32(bitPattern: start.entryCount | token.beginning))
            candidates[place - 1] = Int32(truncatingIfNeeded: position)
            place -= isOpen != 0 || token.flags.contains(.number) ? 1 : 0
            let isBreak = token.flags.contains(.afterSoftBreak)
            let own = isBreak ? 0 : token.bits
            let further: UInt64 = isBreak || flags[Int(token.symbol)].contains(.wall) ? 0 : ~0
            (nextBits, nextWindow) = (token.bits, own | three & further)
            windows[position] = nextWindow
            (one, two, three) = (own, own | one & further, own | two & further)
            position -= 1
        }
        return place
    }
}

/// What matching one text notes of its tokens; kept from text to text.
package struct PatternScratch: Sendable {
    /// By token: the node of its word.
    fileprivate var starts: [PatternTrie.Node] = []
    /// By token: the ``Token/bits`` a gap that starts there can reach.
    fileprivate var windows: [UInt64] = []
    /// Tokens a pattern may begin at.
    fileprivate var candidates: [Int32] = []

    package init() {}

    fileprivate mutating func reserve(_ tokens: Int) {
        guard starts.count < tokens else { return }
        starts.append(contentsOf: repeatElement(PatternTrie.Node(), count: tokens * 2 - starts.count))
        windows.append(contentsOf: repeatElement(0, count: tokens * 2 - windows.count))
        candidates.append(contentsOf: repeatElement(0, count: tokens * 2 - candidates.count))
    }
}

extension PatternTrie {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (roots, nodes, starts) = (try reader.table(), try reader.table(), try reader.table())
        edges = try EdgeTable(&reader)
        entries = try reader.table()
    }

    func write(to writer: inout CacheWriter) {
        writer.put(roots)
        writer.put(nodes)
        writer.put(starts)
        edges.write(to: &writer)
        writer.put(entries)
    }
}

/// Node and symbol, 22 and 20 bits, → node.
typealias EdgeTable = HashTable<NarrowSlot>
