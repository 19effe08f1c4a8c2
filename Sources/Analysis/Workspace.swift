import Feedback
import Lexicons

/// The buffers of one analysis at a time, kept from text to text so that analysing allocates nothing per word.
///
/// Make one per task with ``Analyzer/makeWorkspace()``.
public struct Workspace: Sendable {
    var buffer = TokenBuffer()
    var patterns = PatternScratch()
    var hits: [PatternHit] = []
    var marks: [Mark] = []
    var cues: [PatternHit] = []
    /// One per token.
    var notes: [TokenNote] = []
    var clauses: [Clause] = []
    var items: [Item] = []
    var learned = Refilled<LearnedHit>()
    var adjustments: [Adjusting] = []
    var verdict = Verdict()
    /// One per category.
    var tallies: [CategoryTally]
    /// Categories with something in their tally.
    var touched: [Int32] = []
    var seen: SeenInText
    var terms = FoundTerms()
    /// The learned terms of tags, each once.
    var tagTerms = Refilled<TagTermHit>()
    /// Which of them have rows of weights, and which have lists.
    var ofRows = Refilled<WeightsOfHit>()
    var ofLists = Refilled<WeightsOfHit>()
    /// By column of the tag model: the sum of its terms, then z, where the language's model weighs it.
    var tagScores: [Float]
    /// What each friction's z is less by for the others' sake.
    var rivals: Float = 0
    /// The frictions that stand for their area alone.
    var lifts: [AreaLift] = []
    /// What stands in the text, within a kind the strongest first, and the friction categories it praises.
    package internal(set) var tags: [FoundTag] = []
    package internal(set) var praises: [FoundTag] = []
    /// Whether the text says that it is not meant: it ends in `/s`.
    var isMarkedIronic = false
    var language = LanguageGuess(language: .other, confidence: 0, scores: .zero)
    /// The language whose lexicon reads the text.
    var reading = Language.other

    init(categoryCount: Int, areaCount: Int, entryCount: Int) {
        tallies = Array(repeating: CategoryTally(), count: categoryCount)
        seen = SeenInText(entryCount: entryCount)
        tagScores = Array(repeating: 0, count: TagTable.width(of: categoryCount + areaCount))
    }

    mutating func clear() {
        hits.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        cues.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
        clauses.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        adjustments.removeAll(keepingCapacity: true)
        for category in touched { tallies[Int(category)] = CategoryTally() }
        touched.removeAll(keepingCapacity: true)
        (learned.count, tagTerms.count) = (0, 0)
        lifts.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
        praises.removeAll(keepingCapacity: true)
    }
}

/// What a text has held so far, told by numbers, so that nothing has to be cleared for the next.
struct SeenInText: Sendable {
    /// By entry: the number of the last text it fired in.
    var lastFired: [UInt32]
    /// By term of tags, as ``TermIndex`` numbers them: the number of the last text it stood in.
    var lastTagTerm: [UInt32] = []
    /// The number of this text.
    private(set) var number: UInt32 = 0

    init(entryCount: Int) { lastFired = Array(repeating: 0, count: entryCount) }

    /// For each step that asks: other texts may come between two steps of one.
    mutating func startText() {
        if number == .max {
            lastFired = Array(repeating: 0, count: lastFired.count)
            lastTagTerm = Array(repeating: 0, count: lastTagTerm.count)
        }
        number = number == .max ? 1 : number + 1
    }
}

/// What the cues of one category add up to in a text.
struct CategoryTally: Sendable {
    /// Π (1 − weight) over the cues that fired.
    var doubt: Float = 1
    /// The strongest cue.
    var bestWeight: Float = 0
    var entry: Int32 = -1
    var tokens: Range<Int32> = 0..<0
    var clause: Int32 = 0
    /// The strongest sign of praise.
    var praiseWeight: Float = 0
    var praiseEntry: Int32 = -1
    var praiseTokens: Range<Int32> = 0..<0
    var praiseClause: Int32 = 0
}
