package import Feedback

/// A question as a source asks it: a field, its words, how it is answered, on which scale.
package struct QuestionName: Hashable, Sendable {
    package var source: String
    package var field: String
    package var text: String?
    package var kind: AnswerKind
    package var scale: RatingScale?
}

/// Where an item counts in the daily counts, its day aside.
package struct RollupPlace: Hashable, Sendable, Comparable {
    package var step: String
    package var friction: String
    package var channel: String
    package var language: String
    package var source: String

    package static func < (left: RollupPlace, right: RollupPlace) -> Bool {
        (left.step, left.friction, left.channel, left.language, left.source)
            < (right.step, right.friction, right.channel, right.language, right.source)
    }
}

/// The names an item is the first to use: the writer learns them in the order a ``Packer`` numbered them.
struct NewNames: Sendable {
    var questions: [QuestionName] = []
    var rules: [String] = []
    var codes: [String] = []
    var places: [RollupPlace] = []
    /// Texts that many items share: fields, questions, why an item stands where it does.
    var texts: [String] = []

    var isEmpty: Bool {
        questions.isEmpty && rules.isEmpty && codes.isEmpty && places.isEmpty && texts.isEmpty
    }
}

/// Turns analysed items into rows, with every name that repeats replaced by a number.
///
/// It works on the reader's thread, without the database: the numbers are its own, and the writer, which knows the store's,
/// puts those in their place. Items have to reach the writer in the order they were packed in.
package struct Packer {
    private var questions: [QuestionName: Int32] = [:]
    private var rules: [String: Int32] = [:]
    private var codes: [String: Int32] = [:]
    private var places: [RollupPlace: Int32] = [:]
    private var texts: [String: Int32] = [:]
    private var new = NewNames()
    private var json = JSONBytes()
    /// The question met last at each place of an item: the next item has nearly always the same.
    private var recent: [Recent] = []

    private struct Recent {
        var name: QuestionName
        var id: Int32
    }

    package init() {}

    package mutating func pack(_ analysed: consuming AnalysedItem) -> PreparedItem {
        let answers = packAnswers(of: analysed.item)
        var packed: [PackedText] = []
        packed.reserveCapacity(analysed.verbatims.count)
        for index in analysed.verbatims.indices { packed.append(pack(analysed.verbatims, at: index)) }
        let cells = analysed.rollups
        var rollups: [PlacedCounts] = []
        rollups.reserveCapacity(cells.count)
        for cell in cells {
            let place = number(of: cell.place, in: &places, new: &new.places)
            rollups.append(PlacedCounts(day: Int32(truncatingIfNeeded: cell.day), place: place, counts: cell.counts))
        }
        let step = analysed.stepLink.map { link in
            PackedStep(
                journey: number(of: link.journey, in: &texts, new: &new.texts), step: link.step,
                method: number(of: link.method, in: &texts, new: &new.texts), probability: link.probability,
                evidence: number(of: link.evidence, in: &texts, new: &new.texts))
        }
        let prepared = PreparedItem(
            analysed, step: step, answers: answers, texts: packed, rollups: rollups, names: new.isEmpty ? nil : new)
        if !new.isEmpty { new = NewNames() }
        return prepared
    }

    /// `[[question, given, value], …]`, empty without answers.
    private mutating func packAnswers(of item: borrowing FeedbackItem) -> [UInt8] {
        guard !item.answers.isEmpty else { return [] }
        json.removeAll()
        // Through a span a member is read where it stands; an element taken out of the array would be copied with all its texts.
        let answers = item.answers.span
        for index in answers.indices {
            json.append(mark: index == 0 ? "[" : ",")
            json.append(mark: "[")
            json.append(placeOf: id(of: answers, at: index, source: item.source))
            json.append(mark: ",")
            json.append(answers[index].given)
            json.append(mark: ",")
            json.append(answers[index].value ?? .nan)
            json.append(mark: "]")
        }
        json.append(mark: "]")
        return json.bytes
    }

    private mutating func id(of answers: Span<Answer>, at index: Int, source: String) -> Int32 {
        if let id = recentID(of: answers, at: index, source: source) { return id }
        let answer = answers[index]
        let name = QuestionName(
            source: source, field: answer.field, text: answer.question, kind: answer.kind, scale: answer.scale)
        let id = number(of: name, in: &questions, new: &new.questions)
        if index == recent.count {
            recent.append(Recent(name: name, id: id))
        } else if index < recent.count {
            recent[index] = Recent(name: name, id: id)
        }
        return id
    }

    private func recentID(of answers: Span<Answer>, at index: Int, source: String) -> Int32? {
        let met = recent.span
        guard index < met.count, met[index].name.kind == answers[index].kind,
            met[index].name.scale == answers[index].scale, met[index].name.field == answers[index].field,
            met[index].name.text == answers[index].question, met[index].name.source == source
        else { return nil }
        return met[index].id
    }

    private mutating func pack(_ verbatims: [AnalysedVerbatim], at index: Int) -> PackedText {
        let verbatims = verbatims.span
        var packed = PackedText(
            text: verbatims[index].verbatim.text,
            field: number(of: verbatims[index].verbatim.field, in: &texts, new: &new.texts),
            language: verbatims[index].language, languageConfidence: verbatims[index].languageConfidence,
            needsReview: verbatims[index].needsReview)
        if let question = verbatims[index].verbatim.question {
            packed.question = number(of: question, in: &texts, new: &new.texts)
        }
        packTags(verbatims[index].annotations, into: &packed)
        return packed
    }

    /// `[[kind, code, polarity, score, confidence, severity, start, end, rule], …]`
    private mutating func packTags(_ annotations: [Annotation], into packed: inout PackedText) {
        guard !annotations.isEmpty else { return }
        json.removeAll()
        let tags = annotations.span
        for index in tags.indices {
            json.append(mark: index == 0 ? "[" : ",")
            json.append(mark: "[")
            json.append(plain: tags[index].kind.rawValue)
            json.append(mark: ",")
            json.append(plain: tags[index].code)
            json.append(mark: ",")
            json.append(tags[index].polarity)
            json.append(mark: ",")
            json.append(tags[index].score)
            json.append(mark: ",")
            json.append(tags[index].confidence)
            json.append(mark: ",")
            json.append(tags[index].severity)
            json.append(mark: ",")
            json.append(tags[index].span.lowerBound)
            json.append(mark: ",")
            json.append(tags[index].span.upperBound)
            json.append(mark: ",")
            json.append(placeOf: number(of: tags[index].rule, in: &rules, new: &new.rules))
            json.append(mark: "]")
            guard tags[index].kind == .friction || tags[index].kind == .intent else { continue }
            let code = number(of: tags[index].code, in: &codes, new: &new.codes)
            packed.addIndexed(code, score: tags[index].score)
        }
        json.append(mark: "]")
        packed.tags = json.bytes
    }
}

/// A method would hold the packer while it changes two of its tables: Swift would copy them all.
private func number<Name: Hashable>(of name: Name, in known: inout [Name: Int32], new: inout [Name]) -> Int32 {
    if let id = known[name] { return id }
    let id = Int32(known.count)
    known[name] = id
    new.append(name)
    return id
}

/// One verbatim as it is stored.
struct PackedText: Sendable {
    let text: String
    let field: Int32
    var question: Int32 = -1
    let language: Language
    let languageConfidence: Double
    let needsReview: Bool
    var tags: [UInt8] = []
    /// The categories and intents it can be found by, each with its best score in tenths.
    private(set) var indexed: [(code: Int32, tenths: Int32)] = []

    init(text: String, field: Int32, language: Language, languageConfidence: Double, needsReview: Bool) {
        self.text = text
        self.field = field
        self.language = language
        self.languageConfidence = languageConfidence
        self.needsReview = needsReview
    }

    mutating func addIndexed(_ code: Int32, score: Double) {
        let tenths = Int32(score * 10)
        if let index = indexed.firstIndex(where: { $0.code == code }) {
            indexed[index].tenths = max(indexed[index].tenths, tenths)
        } else {
            indexed.append((code, tenths))
        }
    }
}

/// The accepted step as it is stored.
struct PackedStep: Sendable {
    let journey: Int32
    let step: String
    let method: Int32
    let probability: Double
    let evidence: Int32
}
