import Analysis
import Feedback
import Lexicons

/// What a weight can be learned for.
enum Feature: Hashable {
    /// A hand-written valence, by entry.
    case hand(Int32)
    case word(Int32)
    case negated(Int32)
    case pair(Int32, Int32)
}

/// Every feature of a set of texts, numbered in the order they were first seen.
struct FeatureSpace {
    /// One text: the sum and squares of its hand-written contributions, and how often each feature stands in it.
    struct Row {
        var hand: Double
        var squares: Double
        var features: [(feature: Int32, value: Double)]
    }

    let lexicons: LexiconSet
    let language: Language
    private(set) var features: [Feature] = []
    /// By feature: texts that hold it.
    private(set) var counts: [Int] = []
    private var numbers: [Feature: Int32] = [:]
    private(set) var words: WordList
    /// By feature: its place in the row being read, −1 when it is not there.
    private var places: [Int32] = []

    init(lexicons: LexiconSet, files: [LexiconFile], language: Language) {
        (self.lexicons, self.language) = (lexicons, language)
        words = WordList(lexicons: lexicons, files: files, language: language)
    }

    mutating func row(of text: ScoredText, _ analyzer: Analyzer, _ workspace: inout Workspace) -> Row {
        let learnable = analyzer.learnable(text.text.span, language: language, using: &workspace)
        var row = Row(hand: learnable.hand, squares: learnable.squares, features: [])
        for item in learnable.items where words.isTunable(item.entry) {
            add(.hand(item.entry), item.factor, to: &row)
        }
        var previous = WordList.none
        for word in learnable.words {
            let number = words.number(of: word, in: text.text)
            if number != WordList.none {
                if words.isDegree(number) {
                    // "très" is warm in praise and cold in blame: on its own it would bend every short text.
                } else if word.isNegated {
                    add(.negated(number), 1, to: &row)
                } else if !words.isHandWritten(number) {
                    add(.word(number), 1, to: &row)
                }
                if word.continues, previous != WordList.none, !words.isHandWritten(previous, number) {
                    add(.pair(previous, number), 1, to: &row)
                }
            }
            previous = number
        }
        for (feature, _) in row.features {
            counts[Int(feature)] += 1
            places[Int(feature)] = -1
        }
        return row
    }

    private mutating func add(_ feature: Feature, _ value: Double, to row: inout Row) {
        let number: Int32
        if let known = numbers[feature] {
            number = known
        } else {
            number = Int32(features.count)
            numbers[feature] = number
            features.append(feature)
            counts.append(0)
            places.append(-1)
        }
        let place = places[Int(number)]
        if place >= 0 {
            row.features[Int(place)].value += value
        } else {
            places[Int(number)] = Int32(row.features.count)
            row.features.append((number, value))
        }
    }

    /// The term as a lexicon line writes it.
    func term(_ feature: Int) -> String {
        switch features[feature] {
        case .hand(let entry): words.handTerm(entry)
        case .word(let word): words.spelling(word)
        case .negated(let word): "NOT_" + words.spelling(word)
        case .pair(let first, let second): words.spelling(first, before: second)
        }
    }

    /// The weight the lexicons in use already hold for it: a valence for a hand-written term, else what was learned.
    func weight(_ feature: Int) -> Double {
        switch features[feature] {
        case .hand(let entry): Double(lexicons.entries[Int(entry)].value)
        case .word(let word): words.learned([word], isNegated: false)
        case .negated(let word): words.learned([word], isNegated: true)
        case .pair(let first, let second): words.learned([first, second], isNegated: false)
        }
    }
}
