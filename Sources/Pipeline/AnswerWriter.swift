import Analysis
import Feedback
import Synchronization

/// Writes what was found in one text, byte for byte what ``JSONBytes`` makes of an ``Analysis``: names are made bytes
/// once, and a tag is a dozen appends instead of sixty.
///
/// A class, so that a line costs one reference instead of one for each table of the analyser.
final class AnswerWriter: Sendable {
    private let analyzer: Analyzer
    /// By category: `,{"code":"delivery.late","severity":`, or `"score":` where there is no severity.
    private let beginnings: ByteStrings
    /// The same of what is praised, which has none either.
    private let praiseBeginnings: ByteStrings
    /// By file: `],"rule":"fr/tags.tsv:`.
    private let files: ByteStrings
    private let fields: [ClassifyOptions.Field]
    /// Batches between two chunks: a megabyte each that need not be made again.
    private let batches = Mutex<[AnswerBatch]>([])
    private let repeated = RepeatedTexts(.large)

    init(analyzer: Analyzer, fields: Set<ClassifyOptions.Field>) {
        self.analyzer = analyzer
        let names = zip(analyzer.codes, analyzer.categoryKinds).map { ($0, $1 == .friction ? "severity" : "score") }
        beginnings = ByteStrings(names.map { Array(",{\"code\":\"\($0)\",\"\($1)\":".utf8) })
        praiseBeginnings = ByteStrings(names.map { Array(",{\"code\":\"\($0.0)\",\"score\":".utf8) })
        files = ByteStrings(analyzer.ruleFiles.map { Array("],\"rule\":\"".utf8) + Self.escaped($0) + Array(":".utf8) })
        self.fields = ClassifyOptions.Field.allCases.filter(fields.contains)
    }

    /// File names may hold anything.
    private static func escaped(_ name: String) -> [UInt8] {
        name.utf8.flatMap { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), $0] : [$0] }
    }

    func takeBatch() -> AnswerBatch { batches.withLock { $0.popLast() } ?? AnswerBatch(analyzer: analyzer) }

    func giveBack(_ batch: AnswerBatch) { batches.withLock { $0.append(batch) } }

    /// Adds a request to a batch that is not full; the batch's buffers change places with the request's.
    func add(_ request: inout ClassifyRequest, to batch: inout AnswerBatch) {
        let place = batch.count
        request.swapID(&batch.requests[place].id)
        request.swapText(&batch.texts.entries[place].text)
        batch.texts.entries[place].language = request.language
        let text = batch.texts.entries[place].text
        let recall = repeated.recall(
            text.span, batch.texts.entries[place].language, into: &batch.requests[place].finding)
        batch.requests[place].recall = recall
        if case .known = recall {
            batch.texts.entries[place].isWanted = false
        } else {
            batch.texts.entries[place].isWanted = true
        }
        batch.count += 1
    }

    /// Analyses what waits in a batch and writes the answers, a line each.
    func answer(_ batch: inout AnswerBatch, _ format: ClassifyOptions.Format, to json: inout JSONBytes) {
        analyzer.read(batch.count, of: &batch.texts)
        for place in 0..<batch.count {
            json.beginObject()
            if format == .ndjson { json.raw("id", batch.requests[place].id) }
            answer(place, of: batch, to: &json)
            json.endLine()
        }
        batch.count = 0
    }

    /// Reads the batch in place: copying an entry would count a reference to each of its buffers.
    private func answer(_ place: Int, of batch: borrowing AnswerBatch, to json: inout JSONBytes) {
        if case .known(let outcome) = batch.requests[place].recall {
            let (tags, praises) = (batch.requests[place].finding.tags, batch.requests[place].finding.praises)
            return append(outcome, tags, praises, to: &json)
        }
        guard let outcome = batch.texts.entries[place].outcome else { return }
        let tags = batch.texts.entries[place].workspace.tags
        let praises = batch.texts.entries[place].workspace.praises
        if case .again = batch.requests[place].recall {
            let text = batch.texts.entries[place].text
            repeated.keep(outcome, tags, praises, of: text.span, batch.texts.entries[place].language)
        }
        append(outcome, tags, praises, to: &json)
    }

    private func append(
        _ outcome: Outcome, _ tags: [FoundTag], _ praises: [FoundTag], to json: inout JSONBytes
    ) {
        for field in fields {
            switch field {
            case .language: append(outcome.language, outcome.languageConfidence, to: &json)
            case .sentiment: append(outcome.sentiment, to: &json)
            case .frictions:
                json.member(",\"frictions\":[")
                append(tags.span, .friction, outcome.reading, to: &json)
            case .praises:
                json.member(",\"praises\":[")
                append(praises.span, .praise, outcome.reading, to: &json)
            case .intents:
                json.member(",\"intents\":[")
                append(tags.span, .intent, outcome.reading, to: &json)
            case .emotions:
                json.member(",\"emotions\":[")
                append(tags.span, .emotion, outcome.reading, to: &json)
            case .steps:
                json.member(",\"steps\":[")
                append(tags.span, .step, outcome.reading, to: &json)
            case .needsReview:
                json.member(",\"needsReview\":")
                json.literal(outcome.needsReview ? "true" : "false")
            }
        }
    }

    private func append(_ language: Language, _ confidence: Double, to json: inout JSONBytes) {
        json.member(",\"language\":\"")
        switch language {
        case .french: json.literal("fr")
        case .english: json.literal("en")
        case .other: json.literal("other")
        }
        json.literal("\",\"languageConfidence\":")
        json.literal(confidence)
    }

    private func append(_ sentiment: Sentiment, to json: inout JSONBytes) {
        json.member(",\"sentiment\":{\"label\":\"")
        switch sentiment.label {
        case .positive: json.literal("positive")
        case .neutral: json.literal("neutral")
        case .negative: json.literal("negative")
        case .mixed: json.literal("mixed")
        }
        json.literal("\",\"score\":")
        json.literal(sentiment.score)
        json.literal(",\"confidence\":")
        json.literal(sentiment.confidence)
        json.literal("}")
    }

    /// The tags of one kind, then the array's end.
    private func append(
        _ tags: Span<FoundTag>, _ kind: AnnotationKind, _ language: Language, to json: inout JSONBytes
    ) {
        var isFirst = true
        for index in tags.indices where tags[index].kind == kind {
            let category = tags[index].category
            if kind == .praise {
                praiseBeginnings.append(category, leavingOut: isFirst ? 1 : 0, to: &json)
            } else {
                beginnings.append(category, leavingOut: isFirst ? 1 : 0, to: &json)
            }
            isFirst = false
            append(tags[index], language, to: &json)
        }
        json.literal("]")
    }

    private func append(_ tag: FoundTag, _ language: Language, to json: inout JSONBytes) {
        if tag.kind == .friction {
            json.literal(tag.severity)
            json.literal(",\"score\":")
        }
        json.literal(tag.score)
        json.literal(",\"polarity\":")
        json.literal(tag.polarity)
        json.literal(",\"span\":[")
        json.literal(tag.span.lowerBound)
        json.literal(",")
        json.literal(tag.span.upperBound)
        if let place = analyzer.place(of: tag.rule, language) {
            files.append(place.file, to: &json)
            json.literal(place.line)
            json.literal("\"}")
        } else {
            json.literal("],\"rule\":\"\"}")
        }
    }
}

/// Strings as bytes, one after the other.
private struct ByteStrings: Sendable {
    private var bytes: [UInt8] = []
    private var ends = [0]

    init(_ strings: [[UInt8]]) {
        for string in strings {
            bytes += string
            ends.append(bytes.count)
        }
    }

    /// - Parameter left: how many of the first bytes are left out.
    func append(_ index: Int, leavingOut left: Int = 0, to json: inout JSONBytes) {
        json.literal(bytes.span.extracting(ends[index] + left..<ends[index + 1]))
    }
}
