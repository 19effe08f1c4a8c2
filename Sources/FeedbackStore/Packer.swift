package import Feedback
import Glibc

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

/// The names some items are the first to use: the writer learns them in the order a ``Packer`` numbered them.
struct NewNames: Sendable {
    var questions: [QuestionName] = []
    var rules: [String] = []
    var codes: [String] = []
    var places: [RollupPlace] = []
}

/// Turns analysed items into rows, with every name that repeats replaced by a number.
///
/// It works on an analyser's thread, without the database: the numbers are its own, and the writer, which knows the
/// store's, puts those in their place. What one packer packed has to reach the writer in the order it was packed in.
package struct Packer {
    /// Which of an import's packers it is.
    private let lane: Int
    private var questions: [QuestionName: Int32] = [:]
    private var rules: [String: Int32] = [:]
    private var codes: [String: Int32] = [:]
    private var headers = TagHeaders()
    /// The question met last at each place of an item: the next item has nearly always the same.
    private var recent: [Recent] = []
    var places = PlaceNumbers()
    var new = NewNames()
    /// The names of the codes, by number.
    private(set) var codeNames: [String] = []
    /// The frictions of the item in hand.
    var found: [ItemFriction] = []
    private let positive: Int32
    private let negative: Int32
    /// What is packed and not taken yet.
    var rows = PackedRows()

    private struct Recent {
        /// Keeps the texts of its place in memory.
        let name: QuestionName
        let id: Int32
        let place: QuestionPlace

        init(_ name: QuestionName, _ id: Int32, _ place: QuestionPlace) {
            (self.name, self.id, self.place) = (name, id, place)
        }
    }

    /// - Parameter lane: which of the writer's tables of names learns this packer's.
    package init(lane: Int = 0) {
        self.lane = lane
        (positive, negative) = (0, 1)
        for label in [SentimentLabel.positive, .negative] { _ = number(ofCode: label.rawValue) }
    }

    package mutating func number(ofCode code: String) -> Int32 {
        if let id = codes[code] { return id }
        codeNames.append(code)
        return numberedName(of: code, in: &codes, new: &new.codes)
    }

    package mutating func number(ofRule rule: String) -> Int32 {
        numberedName(of: rule, in: &rules, new: &new.rules)
    }

    /// What was packed since it was last taken.
    package mutating func take() -> PackedItems {
        let taken = PackedItems(rows.copy, lane: lane, names: new)
        new = NewNames()
        rows.removeAll()
        return taken
    }

    package mutating func pack(_ analysed: AnalysedItem) {
        var (item, readings, tags) = (analysed.item, [TextReading](), [PackedTag]())
        item.verbatims = analysed.verbatims.map(\.verbatim)
        for verbatim in analysed.verbatims {
            let first = tags.count
            for tag in verbatim.annotations {
                tags.append(
                    PackedTag(
                        kind: tag.kind, code: number(ofCode: tag.code), polarity: tag.polarity, score: tag.score,
                        confidence: tag.confidence, severity: tag.severity, span: tag.span,
                        rule: number(ofRule: tag.rule)))
            }
            readings.append(
                TextReading(
                    language: verbatim.language, languageConfidence: verbatim.languageConfidence,
                    needsReview: verbatim.needsReview, tags: first..<tags.count))
        }
        _ = pack(
            item, key: analysed.key, contentHash: analysed.contentHash, readings: readings, tags: tags,
            step: analysed.stepLink)
    }

    /// - Parameters:
    ///   - item: with its verbatims.
    ///   - readings: one for each verbatim.
    ///   - tags: of all verbatims, each once, with numbers of this packer.
    /// - Returns: its place in what ``take()`` hands out.
    package mutating func pack(
        _ item: borrowing FeedbackItem, key: NaturalKey, contentHash: Int64, readings: [TextReading],
        tags: [PackedTag], step: StoredStepLink?
    ) -> Int {
        if rows.items.isEmpty { rows.source = item.source }
        let sentiment = ItemSentiment(tags, positive: positive, negative: negative)
        let language = itemLanguage(readings.first?.language, declared: item.declaredLanguage)
        let (firstValue, firstText, firstCell) = (rows.valueCount, rows.texts.count, rows.cells.count)
        packColumns(of: item, language: language, step, sentiment)
        for index in readings.indices { packText(item, index, readings[index], tags) }
        packCells(of: item, language: language, step: step?.step, tags)
        rows.ratings.append(ItemRatings(of: item, sentiment))
        let emotions = packEmotions(tags)
        rows.items.append(
            PackedItem(
                key: key, contentHash: contentHash, values: firstValue, texts: firstText..<rows.texts.count,
                cells: firstCell..<rows.cells.count,
                emotions: emotions))
        return rows.items.count - 1
    }

    /// The columns of `item` after its keys, in the order of ``WriterStatements/insertItem``.
    private mutating func packColumns(
        of item: borrowing FeedbackItem, language: Language?, _ step: StoredStepLink?, _ sentiment: ItemSentiment
    ) {
        rows.append(item.source)
        rows.append(item.externalID)
        rows.append(item.kind.rawValue)
        rows.append(item.channel)
        rows.append(item.touchpoint)
        rows.append(item.createdAt?.milliseconds)
        rows.append((item.createdAt?.offsetMinutes).map(Int64.init))
        rows.append((item.createdAt?.localDayNumber).map(Int64.init))
        rows.append(item.respondent)
        rows.append(language?.rawValue)
        rows.append(item.declaredLanguage)
        rows.append(item.country)
        rows.append(item.city)
        rows.append(item.device)
        rows.append(item.browser)
        rows.append(item.product)
        rows.append(item.appVersion)
        rows.append(item.pageURL)
        rows.append(item.sessionID)
        rows.append(item.visitorID)
        rows.append(item.orderID)
        rows.append(item.replayURL)
        rows.append(item.consent.map { Int64($0 ? 1 : 0) })
        rows.append(step?.step)
        rows.append(step?.journey)
        rows.append(step?.method)
        rows.append(step?.probability)
        rows.append(step?.evidence)
        rows.append(sentiment.mean)
        packSegments(of: item)
        packAnswers(of: item)
        rows.append(item.network)
    }

    private mutating func packSegments(of item: borrowing FeedbackItem) {
        guard !item.segments.isEmpty else { return rows.appendNull() }
        let start = rows.json.count
        rows.json.append(segments: item.segments.span)
        rows.appendText(from: start)
    }

    /// `[[question, given, value], …]`, nothing without answers.
    private mutating func packAnswers(of item: borrowing FeedbackItem) {
        guard !item.answers.isEmpty else { return rows.appendNull() }
        let start = rows.json.count
        // Through a span a member is read where it stands; an element taken out of the array would be copied with all its texts.
        let answers = item.answers.span
        for index in answers.indices {
            let question = id(of: answers, at: index, source: item.source)
            rows.json.append(mark: index == 0 ? "[" : ",")
            rows.json.append(mark: "[")
            rows.json.append(placeOf: question)
            rows.json.append(mark: ",")
            rows.json.append(answers[index].given)
            rows.json.append(mark: ",")
            rows.json.append(answers[index].value ?? .nan)
            rows.json.append(mark: "]")
        }
        rows.json.append(mark: "]")
        rows.append(.questions, from: start)
    }

    private mutating func id(of answers: Span<Answer>, at index: Int, source: String) -> Int32 {
        let place = QuestionPlace(answers, index, source)
        // Texts of one chunk of a file are mostly the very same: only others are read.
        if index < recent.count, recent.span[index].place == place { return recent.span[index].id }
        let answer = answers[index]
        let name = QuestionName(
            source: source, field: answer.field, text: answer.question, kind: answer.kind, scale: answer.scale)
        let id = recentID(of: name, at: index) ?? numberedName(of: name, in: &questions, new: &new.questions)
        if index == recent.count {
            recent.append(Recent(name, id, place))
        } else if index < recent.count {
            recent[index] = Recent(name, id, place)
        }
        return id
    }

    private func recentID(of name: QuestionName, at index: Int) -> Int32? {
        guard index < recent.count else { return nil }
        let met = recent[index].name
        guard met.kind == name.kind, met.scale == name.scale, hasSameBytes(met.field, name.field),
            hasSameBytes(met.text, name.text), hasSameBytes(met.source, name.source)
        else { return nil }
        return recent[index].id
    }

    /// The columns of `verbatim` after its item, in the order of ``WriterStatements/insertVerbatim``.
    private mutating func packText(
        _ item: borrowing FeedbackItem, _ index: Int, _ reading: TextReading, _ tags: [PackedTag]
    ) {
        let verbatims = item.verbatims.span
        let (firstValue, firstCode) = (rows.valueCount, rows.indexed.count)
        rows.append(verbatims[index].field)
        rows.append(verbatims[index].question)
        rows.append(verbatims[index].text)
        rows.append(reading.language.rawValue)
        rows.append(reading.languageConfidence)
        rows.append(Int64(reading.needsReview ? 1 : 0))
        packTags(tags.span.extracting(reading.tags))
        rows.texts.append(PackedText(values: firstValue, indexed: firstCode..<rows.indexed.count))
    }

    /// `[[kind, code, polarity, score, confidence, severity, start, end, rule], …]`
    private mutating func packTags(_ tags: Span<PackedTag>) {
        guard !tags.isEmpty else { return rows.appendNull() }
        let (start, firstCode) = (rows.json.count, rows.indexed.count)
        for index in tags.indices {
            let tag = tags[index]
            rows.json.append(mark: index == 0 ? "[" : ",")
            headers.append(tag.kind, tag.code, codeNames, to: &rows.json)
            rows.json.append(tenThousandths: Int(tag.polarity))
            rows.json.append(mark: ",")
            rows.json.append(tenThousandths: Int(tag.score))
            rows.json.append(mark: ",")
            rows.json.append(tenThousandths: Int(tag.confidence))
            rows.json.append(mark: ",")
            rows.json.append(Int(tag.severity))
            rows.json.append(mark: ",")
            rows.json.append(Int(tag.start))
            rows.json.append(mark: ",")
            rows.json.append(Int(tag.end))
            rows.json.append(mark: ",")
            rows.json.append(placeOf: tag.rule)
            rows.json.append(mark: "]")
            if tag.kind == .friction || tag.kind == .intent {
                rows.index(tag.code, score: tag.scoreValue, since: firstCode)
            }
        }
        rows.json.append(mark: "]")
        rows.append(.rules, from: start)
    }
}

/// Where the texts of a question are: equal places hold the same question, as long as its texts are in memory.
private struct QuestionPlace: Equatable {
    private let field: Words
    private let text: Words
    private let source: Words
    private let kind: AnswerKind
    private let scale: RatingScale?

    /// Not a vector: comparing those is done number by number through memory.
    private struct Words: Equatable {
        var first: UInt64
        var second: UInt64
    }

    init(_ answers: Span<Answer>, _ index: Int, _ source: String) {
        // Safe: a text is two words, the text itself when it is short, else its length and where it is; no text is all zeros.
        field = unsafe unsafeBitCast(answers[index].field, to: Words.self)
        text = unsafe unsafeBitCast(answers[index].question, to: Words.self)
        self.source = unsafe unsafeBitCast(source, to: Words.self)
        kind = answers[index].kind
        scale = answers[index].scale
    }
}

/// Whether two texts are written the same: `==` would bring accents in a common form first, a microsecond a question.
private func hasSameBytes(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.utf8.span, right.utf8.span)
    let count = left.count
    guard count == right.count else { return false }
    return unsafe left.withUnsafeBytes { left in
        unsafe right.withUnsafeBytes { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return true }
            // Safe: both have as many bytes as are compared.
            return unsafe memcmp(left, right, count) == 0
        }
    }
}

private func hasSameBytes(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return hasSameBytes(left, right)
}

/// A method would hold the packer while it changes two of its tables: Swift would copy them all.
func numberedName<Name: Hashable, Number: FixedWidthInteger>(
    of name: Name, in known: inout [Name: Number], new: inout [Name]
) -> Number {
    if let id = known[name] { return id }
    let id = Number(known.count)
    known[name] = id
    new.append(name)
    return id
}
