/// What one language's tags are weighed by: learned words and pairs of words, how far hand-written cues are to be
/// trusted, and what the text's attitude says.
///
/// For a tag: z = bias + attitude + Σ cue score × weight + Σ term weight ÷ √(terms + ``crowd``), and it stands from
/// z ≥ ``Tag/limit`` on. A friction's z is less by what its ``Rivals`` take. The weights are lines of `tags.tsv`.
///
/// Beside categories it weighs areas of frictions (`delivery.*`): where one stands and none of its frictions does, the
/// likeliest of them is lifted to its limit, if it is no further below than ``areaReach``. An area's column follows those of
/// the categories.
package struct TagModel: Sendable {
    /// Terms are divided by the root of their number and this.
    package static let crowd: Float = 4
    /// How far below its limit an area may lift a friction from. From 0.5 on F1 is flat, cross-validated.
    package static let areaReach: Float = 1

    /// What a friction loses where others are likely: ``weight`` · log(``alone`` + Σ of the frictions' probabilities).
    /// Readers name few frictions a text. From 0.3 to 0.6 F1 is flat, cross-validated.
    package enum Rivals {
        package static let weight: Float = 0.6
        package static let alone: Float = 0.2
        /// A lower z is no rival.
        package static let faint: Float = -5
    }

    /// One weight for one category.
    package struct Weight: BitwiseCopyable, Sendable {
        package var category: Int32
        package var value: Float
    }

    /// One learned line: a word, a negated word or a pair.
    package struct Term: BitwiseCopyable, Sendable {
        private var first: Int32
        private var end: Int32
        package var file: Int32
        package var line: Int32

        /// Into ``TagModel/weights``.
        package var weights: Range<Int32> { first..<end }

        package init(weights: Range<Int32>, file: Int32, line: Int32) {
            (first, end) = (weights.lowerBound, weights.upperBound)
            (self.file, self.line) = (file, line)
        }
    }

    /// What is known of one word.
    package struct Word: BitwiseCopyable, Sendable {
        /// Index into ``TagModel/terms`` for the word itself and under a negation; 0 for none.
        package var plain: Int32 = 0
        package var negated: Int32 = 0
        /// A bit for each word a pair goes on with, modulo 64: most neighbours are turned away without a look-up.
        var followers: UInt64 = 0
    }

    /// What holds for one category whatever its words.
    package struct Tag: BitwiseCopyable, Sendable {
        package var bias: Float = 0
        /// The z from which on it stands.
        package var limit: Float = 0
        /// × (probability that the text is positive − ½).
        package var tone: Float = 0
        package var positive: Float = 0
        package var negative: Float = 0
        package var neutral: Float = 0
        /// × how far the text leans to praise: 0 up to a probability of 0.3, 1 from 0.7 on.
        package var praising: Float = 0
    }

    /// A line about every text rather than a word: `<bias>`, `<tone>`, …
    package enum Constant: String, CaseIterable, Sendable {
        case bias, limit, tone, positive, negative, neutral, praising
    }

    /// The categories and areas it weighs.
    package private(set) var columns: [Int32] = []
    /// How many categories there are: areas come after them.
    package private(set) var categoryCount: Int32 = 0
    /// By column, as all that follows.
    package private(set) var tags: [Tag] = []
    package private(set) var isWeighed: [Bool] = []
    /// By category of a hand-written cue: what its score adds to which tags; empty for most.
    package private(set) var cues: [Range<Int32>] = []
    package private(set) var weights = Table<Weight>()
    /// From 1; 0 stands for none.
    package private(set) var terms = Table([Term(weights: 0..<0, file: 0, line: 0)])
    /// By symbol.
    package private(set) var words: [Word] = []
    /// By ``TermIndex/key(_:_:)``.
    private(set) var pairs = PackedTable(minimumCapacity: 1 << 10)

    package var isEmpty: Bool { columns.isEmpty }

    // MARK: Building

    /// - Returns: where the added weights are.
    mutating func add(_ new: [Weight]) -> Range<Int32> {
        let first = Int32(weights.count)
        weights.append(contentsOf: new.sorted { $0.category < $1.category })
        return first..<Int32(weights.count)
    }

    mutating func set(_ constant: Constant, _ new: [Weight]) {
        for weight in new {
            let index = Int(weight.category)
            reserve(categories: index + 1)
            switch constant {
            case .bias:
                tags[index].bias = weight.value
                if !isWeighed[index] { columns.append(weight.category) }
                isWeighed[index] = true
            case .limit: tags[index].limit = weight.value
            case .tone: tags[index].tone = weight.value
            case .positive: tags[index].positive = weight.value
            case .negative: tags[index].negative = weight.value
            case .neutral: tags[index].neutral = weight.value
            case .praising: tags[index].praising = weight.value
            }
        }
    }

    mutating func setCue(_ category: Int32, _ new: [Weight]) {
        reserve(categories: Int(category) + 1)
        cues[Int(category)] = add(new)
    }

    /// - Returns: the line of the same term further up, `nil` when the term is new.
    mutating func add(_ term: Term, _ symbols: [Int32], isNegated: Bool) -> Int32? {
        let known = self[symbols, isNegated]
        guard known == 0 else { return terms[Int(known)].line }
        terms.append(term)
        let index = Int32(terms.count - 1)
        if symbols.count == 2 {
            pairs.insert(index, for: TermIndex.key(symbols[0], symbols[1]))
            words[Int(symbols[0])].followers |= TermIndex.bit(symbols[1])
        } else if isNegated {
            words[Int(symbols[0])].negated = index
        } else {
            words[Int(symbols[0])].plain = index
        }
        return nil
    }

    private subscript(symbols: [Int32], isNegated: Bool) -> Int32 {
        mutating get {
            reserve(words: Int(symbols[0]) + 1)
            if symbols.count == 2 { return pairs[TermIndex.key(symbols[0], symbols[1])] }
            return isNegated ? words[Int(symbols[0])].negated : words[Int(symbols[0])].plain
        }
    }

    /// To be called once every word and category is in.
    mutating func finish(symbolCount: Int, categoryCount: Int, areaCount: Int) {
        self.categoryCount = Int32(categoryCount)
        guard !isEmpty else { return }
        reserve(words: symbolCount)
        words.removeLast(words.count - symbolCount)
        reserve(categories: categoryCount + areaCount)
    }

    private mutating func reserve(words count: Int) {
        guard words.count < count else { return }
        words.append(contentsOf: repeatElement(Word(), count: max(count, words.count + words.count / 2) - words.count))
    }

    private mutating func reserve(categories count: Int) {
        guard tags.count < count else { return }
        let missing = count - tags.count
        tags.append(contentsOf: repeatElement(Tag(), count: missing))
        isWeighed.append(contentsOf: repeatElement(false, count: missing))
        cues.append(contentsOf: repeatElement(0..<0, count: missing))
    }
}

extension TagModel {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (columns, categoryCount, tags) = (try reader.array(), try reader.value(), try reader.array())
        let bounds: [Int32] = try reader.array()
        cues = stride(from: 0, to: bounds.count - 1, by: 2).map { bounds[$0]..<max(bounds[$0], bounds[$0 + 1]) }
        (weights, terms) = (try reader.table(), try reader.table())
        isWeighed = [Bool](repeating: false, count: tags.count)
        for column in columns where Int(column) < tags.count { isWeighed[Int(column)] = true }
    }

    func write(to writer: inout CacheWriter) {
        writer.put(columns)
        writer.put(value: categoryCount)
        writer.put(tags)
        writer.put(cues.flatMap { [$0.lowerBound, $0.upperBound] })
        writer.put(weights)
        writer.put(terms)
    }
}
