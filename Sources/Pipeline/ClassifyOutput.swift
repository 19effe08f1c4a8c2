import Analysis
import Feedback
import Lexicons

/// JSON being written, as bytes.
struct JSONBytes: ~Copyable {
    private var output: OutputBytes
    private var needsComma = false

    init(capacity: Int) { output = OutputBytes(capacity: capacity) }

    /// What was written.
    var bytes: [UInt8] { output.array }

    mutating func beginObject() { open(UInt8(ascii: "{")) }
    mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Ends the line's object and the line.
    mutating func endLine() {
        close(UInt8(ascii: "}"))
        output.append(0x0A)
        needsComma = false
    }

    mutating func array<Values: Collection>(
        _ name: StaticString, _ values: Values, _ append: (inout JSONBytes, Values.Element) -> Void
    ) {
        key(name)
        open(UInt8(ascii: "["))
        for value in values { append(&self, value) }
        close(UInt8(ascii: "]"))
    }

    mutating func object(_ name: StaticString, _ append: (inout JSONBytes) -> Void) {
        key(name)
        element(append)
    }

    mutating func element(_ append: (inout JSONBytes) -> Void) {
        beginObject()
        append(&self)
        endObject()
    }

    mutating func raw(_ name: StaticString, _ value: [UInt8]) {
        key(name)
        self.value(value)
    }

    mutating func string(_ name: StaticString, _ value: String) {
        key(name)
        self.value([])
        output.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }

    mutating func boolean(_ name: StaticString, _ value: Bool) {
        key(name)
        self.value([])
        append(value ? "true" : "false")
    }

    mutating func integer(_ name: StaticString, _ value: Int) {
        key(name)
        self.value([])
        append(value)
    }

    mutating func span(_ name: StaticString, _ value: Range<Int>) {
        key(name)
        open(UInt8(ascii: "["))
        append(value.lowerBound)
        output.append(UInt8(ascii: ","))
        append(value.upperBound)
        close(UInt8(ascii: "]"))
    }

    /// Up to four decimals, six for the arithmetic.
    mutating func decimal(_ name: StaticString, _ value: Double, places: Int = 4) {
        key(name)
        decimal(value, places: places)
    }

    mutating func decimal(_ value: Double, places: Int = 4) {
        self.value([])
        digits(value, places: places)
    }

    private mutating func digits(_ value: Double, places: Int) {
        let scale = places == 4 ? 10_000 : 1_000_000
        let scaled = Int((value * Double(scale)).rounded())
        if scaled < 0 { output.append(UInt8(ascii: "-")) }
        append(abs(scaled) / scale)
        var (rest, unit) = (abs(scaled) % scale, scale / 10)
        guard rest > 0 else { return }
        output.append(UInt8(ascii: "."))
        while rest > 0 {
            output.append(UInt8(ascii: "0") + UInt8(rest / unit))
            (rest, unit) = (rest % unit, unit / 10)
        }
    }

    // MARK: Tokens

    private mutating func key(_ name: StaticString) {
        if needsComma { output.append(UInt8(ascii: ",")) }
        output.append(UInt8(ascii: "\""))
        append(name)
        output.append(UInt8(ascii: "\""))
        output.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func value(_ value: [UInt8]) {
        if needsComma { output.append(UInt8(ascii: ",")) }
        output.append(value.span)
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        if needsComma { output.append(UInt8(ascii: ",")) }
        output.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        output.append(byte)
        needsComma = true
    }

    // MARK: Whole pieces, their punctuation in them

    /// Appends bytes that are JSON already.
    @inline(__always)
    mutating func literal(_ text: StaticString) { append(text) }

    /// Starts a member.
    ///
    /// - Parameter text: the comma, the name, the colon and what follows; the comma is left out where none is due.
    @inline(__always)
    mutating func member(_ text: StaticString) {
        output.append(text, leavingOut: needsComma ? 0 : 1)
        needsComma = true
    }

    @inline(__always)
    mutating func literal(_ text: Span<UInt8>) { output.append(text) }

    mutating func literal(_ value: Int) { append(value) }

    /// Up to four decimals.
    mutating func literal(_ value: Double) {
        // Scores from 0 to 1, nearly all there are: the digits are made in one word and appended at once.
        let scaled = Self.rounded(value * 10_000)
        guard scaled > -10_000, scaled < 10_000, scaled != 0 else { return digits(value, places: 4) }
        var (rest, word, width) = (UInt64(scaled.magnitude), UInt64(0), 0)
        for _ in 0..<4 {
            let digit = rest % 10
            rest /= 10
            guard digit > 0 || width > 0 else { continue }
            word = word << 8 | (0x30 + digit)
            width += 1
        }
        (word, width) = (word << 16 | 0x2E30, width + 2)
        if scaled < 0 { (word, width) = (word << 8 | 0x2D, width + 1) }
        output.append(word, width: width)
    }

    /// As `rounded()` has it, halves away from zero, without the call.
    @inline(__always)
    private static func rounded(_ value: Double) -> Int {
        let whole = Int(value)
        let rest = value - Double(whole)
        return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
    }

    @inline(__always)
    private mutating func append(_ text: StaticString) { output.append(text) }

    private mutating func append(_ value: Int) {
        guard value < 0 || value > 99_999_999 else { return append(small: UInt64(value)) }
        if value < 0 { output.append(UInt8(ascii: "-")) }
        var (rest, unit) = (value.magnitude, UInt(1))
        while rest / unit >= 10 { unit *= 10 }
        while unit > 0 {
            output.append(UInt8(ascii: "0") + UInt8(rest / unit))
            (rest, unit) = (rest % unit, unit / 10)
        }
    }

    /// Up to eight digits, made in one word and appended at once.
    private mutating func append(small value: UInt64) {
        var (rest, word, width) = (value, UInt64(0), 0)
        repeat {
            word = word << 8 | (0x30 + rest % 10)
            (rest, width) = (rest / 10, width + 1)
        } while rest > 0
        output.append(word, width: width)
    }
}

extension JSONBytes {
    mutating func append(_ analysis: Analysis, fields: Set<ClassifyOptions.Field>) {
        if fields.contains(.language) {
            string("language", analysis.language.rawValue)
            decimal("languageConfidence", analysis.languageConfidence)
        }
        if fields.contains(.sentiment) {
            object("sentiment") { json in
                json.string("label", analysis.sentiment.label.rawValue)
                json.decimal("score", analysis.sentiment.score)
                json.decimal("confidence", analysis.sentiment.confidence)
            }
        }
        if fields.contains(.frictions) { append("frictions", analysis.annotations, .friction) }
        if fields.contains(.praises) { append("praises", analysis.praises, .praise) }
        if fields.contains(.intents) { append("intents", analysis.annotations, .intent) }
        if fields.contains(.emotions) { append("emotions", analysis.annotations, .emotion) }
        if fields.contains(.steps) { append("steps", analysis.annotations, .step) }
        if fields.contains(.needsReview) { boolean("needsReview", analysis.needsReview) }
    }

    private mutating func append(_ name: StaticString, _ annotations: [Annotation], _ kind: AnnotationKind) {
        array(name, annotations) { json, annotation in
            guard annotation.kind == kind else { return }
            json.element { json in
                json.string("code", annotation.code)
                if kind == .friction { json.integer("severity", annotation.severity) }
                json.decimal("score", annotation.score)
                json.decimal("polarity", annotation.polarity)
                json.span("span", annotation.span)
                json.string("rule", annotation.rule)
            }
        }
    }

    mutating func append(_ explanation: Explanation) {
        object("explanation") { json in
            json.array("respellings", explanation.respellings) { $0.append($1) }
            json.array("clauses", explanation.clauses) { $0.append($1) }
            json.array("contributions", explanation.contributions) { $0.append($1) }
            json.array("cues", explanation.cues) { $0.append($1) }
            json.array("tags", explanation.tags) { $0.append($1) }
            json.array("languageScores", explanation.languageScores) { $0.decimal($1) }
            json.decimal("rawScore", explanation.rawScore, places: 6)
            json.decimal("normaliser", explanation.normaliser, places: 6)
            json.decimal("slope", explanation.slope, places: 6)
            json.decimal("intercept", explanation.intercept, places: 6)
            json.decimal("z", explanation.z, places: 6)
            json.decimal("probability", explanation.probability, places: 6)
        }
    }

    private mutating func append(_ respelling: Explanation.Respelling) {
        element { json in
            json.span("span", respelling.span)
            json.string("word", respelling.word)
            json.string("rule", respelling.rule)
        }
    }

    private mutating func append(_ clause: Explanation.Clause) {
        element { json in
            json.span("span", clause.span)
            json.decimal("weight", clause.weight)
            json.decimal("sum", clause.sum, places: 6)
            if let role = clause.openedBy { json.string("openedBy", role.rawValue) }
            if clause.hasRegret { json.boolean("regret", true) }
            if clause.isUnreal { json.boolean("unreal", true) }
        }
    }

    private mutating func append(_ contribution: Explanation.Contribution) {
        element { json in
            json.string("source", contribution.source.rawValue)
            json.span("span", contribution.span)
            json.string("rule", contribution.rule)
            json.decimal("base", contribution.base)
            json.array("shifts", contribution.shifts) { $0.append($1) }
            json.decimal("value", contribution.value, places: 6)
            json.integer("clause", contribution.clause)
        }
    }

    private mutating func append(_ shift: Explanation.Shift) {
        element { json in
            json.string("kind", shift.kind.rawValue)
            json.decimal("factor", shift.factor)
            json.span("span", shift.span)
            json.string("rule", shift.rule)
        }
    }

    private mutating func append(_ tag: TagSum) {
        element { json in
            json.string("kind", tag.kind.rawValue)
            json.string("code", tag.code)
            json.decimal("bias", tag.bias, places: 6)
            json.decimal("attitude", tag.attitude, places: 6)
            json.decimal("rivals", tag.rivals, places: 6)
            json.decimal("area", tag.area, places: 6)
            json.array("parts", tag.parts) { $0.append($1) }
            json.decimal("z", tag.z, places: 6)
            json.decimal("probability", tag.probability, places: 6)
            json.decimal("limit", tag.limit, places: 6)
        }
    }

    private mutating func append(_ part: TagSum.Part) {
        element { json in
            json.span("span", part.span)
            json.string("rule", part.rule)
            json.decimal("value", part.value, places: 6)
        }
    }

    private mutating func append(_ cue: Explanation.Cue) {
        element { json in
            json.string("kind", cue.kind.rawValue)
            json.string("code", cue.code)
            json.span("span", cue.span)
            json.string("rule", cue.rule)
            json.decimal("weight", cue.weight)
            json.string("need", cue.need.rawValue)
            json.boolean("fired", cue.hasFired)
        }
    }
}
