import Analysis
import BundledData
import Feedback
import Lexicons

/// Prints why a text got its tags, down to the byte.
struct ExplanationPrinter {
    var terminal: Terminal
    var catalog: FrictionCatalog
    /// The text.
    var bytes: [UInt8]

    /// Where a word or two do not tell the language: whose words they were read as.
    private func read(_ explanation: Explanation) -> String {
        guard explanation.reading != explanation.analysis.language else { return "" }
        let isFrench = explanation.reading == .french
        return terminal.text(
            isFrench ? ", read as French" : ", read as English", isFrench ? ", lu en français" : ", lu en anglais")
    }

    func print(_ explanation: Explanation) {
        let analysis = explanation.analysis
        terminal.print("« \(colouredText(explanation)) »")
        let share = decimal(analysis.languageConfidence, 2, terminal.language)
        let sentiment = analysis.sentiment
        terminal.print(
            "  " + terminal.text("language ", "langue ")
                + "\(analysis.language.rawValue) (\(share))\(read(explanation))  "
                + terminal.bold(
                    "\(label(sentiment.label))  \(decimal(sentiment.score, 2, terminal.language, signed: true))")
                + terminal.text("  confidence ", "  confiance ") + decimal(sentiment.confidence, 2, terminal.language)
                + (analysis.needsReview ? terminal.text("  to be reviewed", "  à relire") : ""))
        printRespellings(explanation)
        printTags(analysis)
        let values = balanced(explanation.contributions.map(\.value), sum: explanation.rawScore)
        printContributions(explanation, values)
        printClauses(explanation)
        printArithmetic(explanation, values)
        printTagSums(explanation)
        printUnfired(explanation)
    }

    private func printRespellings(_ explanation: Explanation) {
        for respelling in explanation.respellings {
            terminal.print(
                "  " + terminal.text("read as ", "lu comme ")
                    + "“\(respelling.word)”  \(words(respelling.span))  \(respelling.rule)")
        }
    }

    private func label(_ label: SentimentLabel) -> String {
        switch label {
        case .positive: terminal.text("positive", "positif")
        case .neutral: terminal.text("neutral", "neutre")
        case .negative: terminal.text("negative", "négatif")
        case .mixed: terminal.text("mixed", "mitigé")
        }
    }

    private func words(_ span: Range<Int>) -> String {
        let range = span.clamped(to: 0..<bytes.count)
        return "“\(displayed(String(decoding: bytes[range], as: UTF8.self)))” [\(span.lowerBound), \(span.upperBound)]"
    }

    /// The text, what speaks for it in green, against it in red, cues of frictions in yellow.
    private func colouredText(_ explanation: Explanation) -> String {
        var colours = [Colour?](repeating: nil, count: bytes.count)
        for tag in explanation.analysis.annotations(of: .friction) {
            for index in tag.span.clamped(to: 0..<bytes.count) { colours[index] = .yellow }
        }
        for item in explanation.contributions {
            for index in item.span.clamped(to: 0..<bytes.count) {
                colours[index] = item.value < 0 ? .red : .green
            }
        }
        let edges = explanation.contributions.map(\.span) + explanation.analysis.annotations(of: .friction).map(\.span)
        let cuts = Set(edges.flatMap { [$0.lowerBound, $0.upperBound] } + [0, bytes.count]).sorted()
            .filter { $0 <= bytes.count }
        return zip(cuts, cuts.dropFirst()).map { start, end in
            let part = displayed(String(decoding: bytes[start..<end], as: UTF8.self))
            return colours[start].map { painted(part, $0) } ?? part
        }.joined()
    }

    /// A rule's name as the reader says it; its own where there is no other.
    private func name(_ rule: some RawRepresentable<String>) -> String {
        let name = rule.rawValue.replacing("_", with: " ")
        return terminal.language == .french ? Self.frenchNames[rule.rawValue] ?? name : name
    }

    private static let frenchNames = [
        "negation": "négation", "intensifier": "intensité", "diminisher": "atténuation", "excess": "excès",
        "restrictive": "restriction", "irrealis": "irréel", "quote": "guillemets", "contrast": "contraste",
        "capitals": "majuscules", "elongation": "lettres répétées", "last_clause": "dernière proposition",
        "negated_word": "mot nié", "complaint": "plainte",
    ]

    private enum Colour { case bold, dim, red, green, yellow }

    private func painted(_ text: String, _ colour: Colour) -> String {
        switch colour {
        case .bold: terminal.bold(text)
        case .dim: terminal.dim(text)
        case .red: terminal.red(text)
        case .green: terminal.green(text)
        case .yellow: terminal.yellow(text)
        }
    }

    private func factor(_ value: Double) -> String { decimal(value, 2, terminal.language) }

    private func number(_ value: Double) -> String { decimal(value, 3, terminal.language, signed: true) }

    private func printTags(_ analysis: Analysis) {
        for tag in analysis.annotations + analysis.praises {
            let name = tag.kind == .friction || tag.kind == .praise ? catalog.label(tag.code, terminal.language) : ""
            let severity =
                tag.severity > 0 ? terminal.text("  severity \(tag.severity)", "  gravité \(tag.severity)") : ""
            terminal.print(
                "  \(tag.kind.rawValue)  \(terminal.bold(tag.code))  \(name)  \(decimal(tag.score, 2, terminal.language))\(severity)"
                    + "  \(words(tag.span))  " + terminal.dim(tag.rule))
        }
    }

    /// Each word that counted with its lexicon line; under it what bent it, with the line of that.
    private func printContributions(_ explanation: Explanation, _ values: [Double]) {
        guard !explanation.contributions.isEmpty else {
            return terminal.print(
                "  " + terminal.text("no word with a valence: no evidence", "aucun mot chargé : pas d'indice"))
        }
        var table = Table(
            [
                (terminal.text("words", "mots"), .left), ("base", .right), (terminal.text("adds", "apporte"), .right),
                (terminal.text("clause", "prop."), .right), (terminal.text("rule", "règle"), .left),
            ], flexible: [0])
        var colours: [Colour] = [.bold]
        for (item, value) in zip(explanation.contributions, values) {
            let source = item.source == .word ? "" : " (\(name(item.source)))"
            table.add([words(item.span) + source, number(item.base), number(value), "\(item.clause + 1)", item.rule])
            colours.append(value < 0 ? .red : .green)
            for shift in item.shifts {
                let origin = shift.span.isEmpty ? "" : " " + words(shift.span)
                table.add(["  \(name(shift.kind))\(origin)", "×" + factor(shift.factor), "", "", shift.rule])
                colours.append(.dim)
            }
        }
        for (line, colour) in zip(table.lines(width: max(terminal.width, 120)), colours) {
            terminal.print("  " + painted(line, colour))
        }
    }

    private func printClauses(_ explanation: Explanation) {
        var table = Table(
            [
                (terminal.text("clause", "proposition"), .right), (terminal.text("words", "mots"), .left),
                (terminal.text("sum", "somme"), .right), (terminal.text("weight", "poids"), .right),
                (terminal.text("marks", "marques"), .left),
            ], flexible: [1])
        for (index, clause) in explanation.clauses.enumerated() {
            table.add([
                "\(index + 1)", words(clause.span), number(clause.sum), "×" + factor(clause.weight), marks(of: clause),
            ])
        }
        for (index, line) in table.lines(width: max(terminal.width, 120)).enumerated() {
            terminal.print("  " + (index == 0 ? terminal.bold(line) : line))
        }
    }

    private func marks(of clause: Explanation.Clause) -> String {
        var marks = clause.openedBy.map { [name($0)] } ?? []
        if clause.hasRegret { marks.append(terminal.text("regret", "regret")) }
        if clause.isUnreal { marks.append(terminal.text("wish or condition", "souhait ou condition")) }
        return marks.joined(separator: ", ")
    }

    private func printArithmetic(_ explanation: Explanation, _ values: [Double]) {
        let terms = values.map(number).joined(separator: " ")
        terminal.print(
            "  " + terminal.text("raw score ", "score brut ")
                + "\(terms.isEmpty ? "0" : terms) = \(number(explanation.rawScore))")
        terminal.print(
            "  z = \(number(explanation.slope)) × \(number(explanation.rawScore)) ÷ \(number(explanation.normaliser))"
                + " \(number(explanation.intercept)) = \(number(explanation.z));  "
                + terminal.text("P(positive)", "P(positif)")
                + " = 1 ÷ (1 + e^−z) = \(decimal(explanation.probability, 3, terminal.language))")
    }

    /// The words that weigh most for each tag; the rest in one figure, so that the sum is whole.
    private func printTagSums(_ explanation: Explanation) {
        for tag in explanation.tags {
            let shown = tag.parts.prefix(4).map { "\(number($0.value)) \(words($0.span)) \(terminal.dim($0.rule))" }
            let rest = tag.parts.dropFirst(4).reduce(0) { $0 + $1.value }
            let left = tag.parts.count - shown.count
            let others = terminal.text("\(left) more", "\(left) autres")
            let fixed = [
                (tag.bias, terminal.text("start", "départ")), (tag.attitude, terminal.text("tone", "tonalité")),
                (tag.rivals, terminal.text("other frictions", "autres frictions")),
                (tag.area, terminal.text("its area", "son domaine")),
            ]
            let parts =
                fixed.filter { $0.0 != 0 }.map { "\(number($0.0)) \($0.1)" } + shown
                + (left > 0 ? ["\(number(rest)) \(others)"] : [])
            terminal.print(
                "  \(terminal.bold(tag.code))  " + parts.joined(separator: "  ")
                    + "  = z \(number(tag.z));  P = \(decimal(tag.probability, 3, terminal.language)) ≥ "
                    + decimal(tag.limit, 3, terminal.language))
        }
    }

    private func printUnfired(_ explanation: Explanation) {
        for cue in explanation.cues where !cue.hasFired {
            terminal.print(
                terminal.dim(
                    "  " + terminal.text("not counted: ", "non retenu : ")
                        + "\(cue.code)  \(words(cue.span))  \(cue.rule)"
                        + (cue.need == .plain ? "" : "  (\(cue.need.rawValue))")))
        }
    }
}
