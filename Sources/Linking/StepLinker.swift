public import Feedback

/// What one tag says of the step of its item.
public struct StepSign: Sendable {
    public var kind: AnnotationKind
    /// The place of its code among those the linker was prepared for.
    public var category: Int
    public var severity: Int
    /// 0 to 1.
    public var score: Double

    public init(kind: AnnotationKind, category: Int, severity: Int, score: Double) {
        self.kind = kind
        self.category = category
        self.severity = severity
        self.score = score
    }
}

/// Finds an item's step in the default journey, by the first kind of rule that knows.
///
/// The order is the contract's: a field that names the step, the question, the page, the touchpoint, the last pages of the
/// item's session, then what the text says: its step cues, then its gravest friction. With the cues first, 0.70 of the
/// labelled texts are placed right, with the friction first 0.60. Each link carries its own probability; unmatched items stay
/// unassigned.
public struct StepLinker: Sendable {
    private let journey: Journey
    private let fields: [String: String]
    private let questions: [(word: String, step: String)]
    private let pages: [(pattern: [UInt8], text: String, step: String)]
    private let touchpoints: [String: String]
    private let frictions: [String: String]
    private let areas: [String: String]
    private let cues: [String: String]
    private let defaultSteps: [String: String]
    /// By the place of a code in ``codes``.
    private var frictionSteps: [String?] = []
    private var cueSteps: [String?] = []
    private var codes: [String] = []
    private var pageCache: [String: StepLink?] = [:]
    private var questionCache: [String: StepLink?] = [:]
    private var lastQuestion: (text: String, link: StepLink?) = ("", nil)
    /// By the name of an attribute: whether it names a step.
    private var segmentNames: [String: Bool] = [:]
    private var touchpointCache: [String: TouchpointSteps] = [:]

    /// The step a touchpoint names, and the one it belongs to.
    private struct TouchpointSteps {
        var named: String?
        var usual: String?
    }

    /// How sure each kind of rule is. Ours: set by hand from how specific the evidence is, to be measured with labelled steps.
    enum Certainty {
        static let field = 0.98
        static let question = 0.9
        static let page = 0.9
        static let touchpoint = 0.8
        static let session = 0.75
        static let cue = 0.75
        static let friction = 0.6
    }

    /// - Parameter defaultSteps: the step a friction category belongs to when no rule of the journey names it.
    public init(journeys: JourneySet, defaultSteps: [String: String]) {
        let main = journeys.main
        journey = main
        fields = Self.fields(of: journeys)
        // The longest wins, then the journey's order: "retrait en magasin" says more than "magasin".
        questions = main.steps.flatMap { step in step.match.questions.map { (folded($0), step.code) } }
            .enumerated().sorted { ($1.element.0.utf8.count, $0.offset) < ($0.element.0.utf8.count, $1.offset) }
            .map(\.element)
        pages = main.steps.flatMap { step in
            step.match.pages.map { (pattern: Array(folded($0).utf8), text: $0, step: step.code) }
        }
        .enumerated().sorted { ($1.element.pattern.count, $0.offset) < ($0.element.pattern.count, $1.offset) }.map(
            \.element)
        touchpoints = Self.table(main) { $0.match.touchpoints + $0.touchpoints.values.flatMap { $0 } }
        frictions = Self.table(main) { $0.match.frictions.filter { !$0.hasSuffix(".*") } }
        areas = Self.table(main) { $0.match.frictions.filter { $0.hasSuffix(".*") }.map { String($0.dropLast(2)) } }
        cues = Self.table(main) { $0.match.cues.isEmpty ? [$0.code] : $0.match.cues }
        let known = Set(main.steps.map(\.code))
        self.defaultSteps = defaultSteps.filter { known.contains($0.value) }
    }

    /// Values that name a step: those of the default model first, then those of the other models, each of which stands for
    /// the first default step it maps to.
    private static func fields(of journeys: JourneySet) -> [String: String] {
        func names(_ step: JourneyStep) -> [String] { step.match.fields + [step.code, step.labels.fr, step.labels.en] }
        var fields = table(journeys.main, names)
        for journey in journeys.journeys where !journey.isDefault {
            for step in journey.steps {
                guard let target = step.maps.first else { continue }
                for name in names(step) where fields[folded(name)] == nil { fields[folded(name)] = target }
            }
        }
        return fields
    }

    private static func table(_ journey: Journey, _ words: (JourneyStep) -> [String]) -> [String: String] {
        var table: [String: String] = [:]
        for step in journey.steps {
            for word in words(step) where table[folded(word)] == nil { table[folded(word)] = step.code }
        }
        return table
    }

    /// The step an item is placed at by what its source says of it: before its texts are read.
    ///
    /// - Parameter item: with the questions of its verbatims.
    public mutating func link(_ item: borrowing FeedbackItem) -> StepLink? {
        if let link = link(byField: item) ?? link(byQuestion: item) { return link }
        return link(byPage: item) ?? link(byTouchpoint: item)
    }

    /// The step an item's texts place it at, where nothing surer does.
    ///
    /// - Parameters:
    ///   - signs: what the analyser said of them; categories are places in `codes`.
    ///   - codes: the codes given to ``prepare(codes:)``.
    ///   - rule: the lexicon line behind a sign.
    public func link(_ signs: Span<StepSign>, rule: (Int) -> String) -> StepLink? {
        if let best = clearest(signs), let step = cueSteps[signs[best].category] {
            return made(step, "cue", Certainty.cue * signs[best].score, rule(best))
        }
        guard let best = gravest(signs), let step = frictionSteps[signs[best].category] else { return nil }
        return made(step, "friction", Certainty.friction * signs[best].score, codes[signs[best].category])
    }

    /// Looks up once what every category says of the step.
    public mutating func prepare(codes: [String]) {
        self.codes = codes
        frictionSteps = codes.map(step(ofFriction:))
        cueSteps = codes.map { cues[$0] }
    }

    private static let stepFields: Set<String> = [
        "step", "journey step", "journey_step", "etape", "etape du parcours", "parcours", "stage",
    ]

    private mutating func link(byField item: borrowing FeedbackItem) -> StepLink? {
        let segments = item.segments.span
        for index in segments.indices where namesStep(segments[index].name) {
            if let step = fields[folded(segments[index].value)] {
                return made(step, "field", Certainty.field, "\(segments[index].name) = \(segments[index].value)")
            }
        }
        guard let touchpoint = item.touchpoint, let step = steps(ofTouchpoint: touchpoint).named else { return nil }
        return made(step, "field", Certainty.field, "touchpoint = \(touchpoint)")
    }

    private mutating func namesStep(_ segment: String) -> Bool {
        if let known = segmentNames[segment] { return known }
        let isStep = Self.stepFields.contains(folded(segment))
        Self.remember(isStep, for: segment, in: &segmentNames)
        return isStep
    }

    private mutating func steps(ofTouchpoint touchpoint: String) -> TouchpointSteps {
        if let known = touchpointCache[touchpoint] { return known }
        let name = folded(touchpoint)
        // Columns called "step" or "étape" come as the touchpoint: one that is a step's own name is more than a place.
        let steps = TouchpointSteps(named: touchpoints[name] == nil ? fields[name] : nil, usual: touchpoints[name])
        Self.remember(steps, for: touchpoint, in: &touchpointCache)
        return steps
    }

    /// A question places an item only when it is the one that was answered in words, or the only rating: a long
    /// questionnaire asks about every step.
    private mutating func link(byQuestion item: borrowing FeedbackItem) -> StepLink? {
        let verbatims = item.verbatims.span
        for index in verbatims.indices {
            if let question = verbatims[index].question, let link = link(question: question) { return link }
        }
        let answers = item.answers.span
        var rating: Int?
        for index in answers.indices where answers[index].kind.isRating {
            guard rating == nil else { return nil }
            rating = index
        }
        guard let rating, let question = answers[rating].question else { return nil }
        return link(question: question)
    }

    private mutating func link(question: String) -> StepLink? {
        // Items of one file have mostly the very same one: that costs no look at its letters.
        if question == lastQuestion.text { return lastQuestion.link }
        if let known = questionCache[question] {
            lastQuestion = (question, known)
        } else {
            lastQuestion = (question, searched(question))
        }
        return lastQuestion.link
    }

    private mutating func searched(_ question: String) -> StepLink? {
        let text = " \(folded(question)) "
        let found = questions.first { text.contains(" \($0.word) ") }
        let link = found.map { made($0.step, "question", Certainty.question, "question: \($0.word)") }
        Self.remember(link, for: question, in: &questionCache)
        return link
    }

    private mutating func link(byPage item: borrowing FeedbackItem) -> StepLink? {
        guard let url = item.pageURL else { return nil }
        if let known = pageCache[url] { return known }
        let link = link(page: url)
        Self.remember(link, for: url, in: &pageCache)
        return link
    }

    /// The step a page belongs to: the longest pattern wins. A language before the path (`/fr/`, `/fr-fr/`) does not count.
    public func link(page url: String) -> StepLink? {
        let path = Array(pageKey(of: url).utf8)
        return link(path: path[...]) ?? withoutLanguage(path).flatMap(link(path:))
    }

    private func link(path: ArraySlice<UInt8>) -> StepLink? {
        guard let found = pages.first(where: { matches(pattern: $0.pattern[...], path) }) else { return nil }
        return made(found.step, "page", Certainty.page, "page \(found.text)")
    }

    /// The step of the last page that belongs to one: for an item that nothing it says itself places as surely.
    ///
    /// - Parameter pages: what its session saw before it was written, the last first.
    public func link(sessionPages pages: [String]) -> StepLink? {
        for page in pages {
            // Every visit begins on the home page: it says nothing of where the customer went.
            guard pagePath(of: page) != "/", let link = link(page: page) else { continue }
            return made(link.step.step, "session", Certainty.session, "session \(link.evidence)")
        }
        return nil
    }

    private mutating func link(byTouchpoint item: borrowing FeedbackItem) -> StepLink? {
        guard let touchpoint = item.touchpoint, let step = steps(ofTouchpoint: touchpoint).usual else { return nil }
        return made(step, "touchpoint", Certainty.touchpoint, "touchpoint \(touchpoint)")
    }

    /// The gravest friction with a step; a praised topic only where nothing is complained of.
    private func gravest(_ signs: Span<StepSign>) -> Int? {
        var best: (index: Int, severity: Int, score: Double)?
        for index in signs.indices {
            let sign = signs[index]
            guard sign.kind == .friction || sign.kind == .praise, frictionSteps[sign.category] != nil else { continue }
            let severity = sign.kind == .friction ? sign.severity : 0
            if let best, (severity, sign.score) <= (best.severity, best.score) { continue }
            best = (index, severity, sign.score)
        }
        return best?.index
    }

    private func clearest(_ signs: Span<StepSign>) -> Int? {
        var (best, score): (Int?, Double) = (nil, 0)
        for index in signs.indices {
            guard signs[index].kind == .step, cueSteps[signs[index].category] != nil, signs[index].score > score
            else { continue }
            (best, score) = (index, signs[index].score)
        }
        return best
    }

    /// The step a friction category belongs to.
    public func step(ofFriction code: String) -> String? {
        frictions[code] ?? areas[String(code.prefix { $0 != "." })] ?? defaultSteps[code]
    }

    private func made(_ step: String, _ kind: String, _ probability: Double, _ evidence: String) -> StepLink {
        StepLink(
            step: StepCode(journey: journey.code, step: step), method: .rule(kind), probability: probability,
            evidence: evidence)
    }

    /// Pages carry ids and questions can be free: no cache may grow without end.
    private static func remember<Value>(_ value: Value, for key: String, in cache: inout [String: Value]) {
        if cache.count >= 4096 { cache.removeAll(keepingCapacity: true) }
        cache[key] = value
    }
}

/// `/panier` of `https://shop.example/panier?x=1#top`; a path stays itself.
public func pagePath(of url: String) -> String {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") {
        rest = rest[scheme.upperBound...]
        guard let slash = rest.firstIndex(of: "/") else { return "/" }
        rest = rest[slash...]
    }
    let path = rest.prefix { $0 != "?" && $0 != "#" }
    return path.isEmpty ? "/" : String(path)
}

/// Lower case without French accents, apostrophes and dashes as blanks: what rules and values are compared in.
func folded(_ text: String) -> String {
    var key: [UInt8] = []
    key.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "A"..."Z": key.append(UInt8(scalar.value) | 0x20)
        case "'", "’", "-", "_", ",", "?", "!", ":", "«", "»", "\"", "(", ")": key.append(UInt8(ascii: " "))
        case "à", "â", "ä", "À", "Â", "Ä": key.append(UInt8(ascii: "a"))
        case "é", "è", "ê", "ë", "É", "È", "Ê", "Ë": key.append(UInt8(ascii: "e"))
        case "î", "ï", "Î", "Ï": key.append(UInt8(ascii: "i"))
        case "ô", "ö", "Ô", "Ö": key.append(UInt8(ascii: "o"))
        case "ù", "û", "ü", "Ù", "Û", "Ü": key.append(UInt8(ascii: "u"))
        case "ç", "Ç": key.append(UInt8(ascii: "c"))
        case "œ", "Œ": key.append(contentsOf: "oe".utf8)
        default: key.append(contentsOf: Unicode.UTF8.encode(scalar)!)
        }
    }
    return String(decoding: key, as: UTF8.self).split(separator: " ").joined(separator: " ")
}

/// A page as patterns are compared with: lower case, without accents, no `/` at its end.
private func pageKey(of url: String) -> String {
    let key = folded(pagePath(of: url))
    return key.utf8.count > 1 && key.hasSuffix("/") ? String(key.dropLast()) : key
}

/// What follows `/fr/` or `/fr-fr/`, written `/fr fr/` once folded; `nil` when the path begins otherwise.
private func withoutLanguage(_ path: [UInt8]) -> ArraySlice<UInt8>? {
    func isLetter(_ index: Int) -> Bool { index < path.count && (0x61...0x7A).contains(path[index]) }
    guard path.first == UInt8(ascii: "/"), isLetter(1), isLetter(2) else { return nil }
    var end = 3
    if end < path.count, path[end] == UInt8(ascii: " "), isLetter(4), isLetter(5) { end = 6 }
    if end == path.count { return [UInt8(ascii: "/")][...] }
    return path[end] == UInt8(ascii: "/") ? path[end...] : nil
}

/// Whether `text` has the form of `pattern`, in which `*` stands for any run of bytes. Linear: no backtracking past the last star.
func matches(pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var (p, t) = (pattern.startIndex, text.startIndex)
    var (star, resume): (Int?, Int) = (nil, t)
    while t < text.endIndex {
        if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
            (star, resume) = (p, t)
            p += 1
        } else if p < pattern.endIndex, pattern[p] == text[t] {
            p += 1
            t += 1
        } else if let last = star {
            resume += 1
            (p, t) = (last + 1, resume)
        } else {
            return false
        }
    }
    while p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.endIndex
}
