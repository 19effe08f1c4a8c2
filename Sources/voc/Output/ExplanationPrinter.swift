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

    func print(_ explanation: Explanation) {
        let analysis = explanation.analysis
        terminal.print("« \(displayed(String(decoding: bytes, as: UTF8.self))) »")
        let share = decimal(analysis.languageConfidence, 2, terminal.language)
        let sentiment = analysis.sentiment
        terminal.print(
            "  " + terminal.text("language ", "langue ") + "\(analysis.language.rawValue) (\(share))  "
                + terminal.bold(
                    "\(label(sentiment.label))  \(decimal(sentiment.score, 2, terminal.language, signed: true))")
                + terminal.text("  confidence ", "  confiance ") + decimal(sentiment.confidence, 2, terminal.language)
                + (analysis.needsReview ? terminal.text("  to be reviewed", "  à relire") : ""))
        printTags(analysis)
        printContributions(explanation)
        printClauses(explanation)
        printArithmetic(explanation)
        printTagSums(explanation)
        printUnfired(explanation)
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

    private func printContributions(_ explanation: Explanation) {
        guard !explanation.contributions.isEmpty else {
            return terminal.print(
                "  " + terminal.text("no word with a valence: no evidence", "aucun mot chargé : pas d'indice"))
        }
        var table = Table(
            [
                (terminal.text("words", "mots"), .left), ("base", .right),
                (terminal.text("bent by", "modifié par"), .left),
                (terminal.text("adds", "apporte"), .right), (terminal.text("clause", "prop."), .right),
                (terminal.text("rule", "règle"), .left),
            ], flexible: [0, 2])
        for item in explanation.contributions {
            let shifts = item.shifts.map { shift in
                let origin = shift.span.isEmpty ? "" : " " + words(shift.span)
                return "\(shift.kind.rawValue) ×\(decimal(shift.factor, 2, terminal.language))\(origin)"
            }
            let source = item.source == .word ? "" : " (\(item.source.rawValue))"
            table.add([
                words(item.span) + source, number(item.base), shifts.joined(separator: ", "), number(item.value),
                "\(item.clause + 1)", item.rule,
            ])
        }
        for line in table.lines(width: max(terminal.width, 120)) { terminal.print("  " + line) }
    }

    private func printClauses(_ explanation: Explanation) {
        for (index, clause) in explanation.clauses.enumerated() {
            terminal.print(
                "  " + terminal.text("clause ", "proposition ") + "\(index + 1)  \(words(clause.span))  "
                    + terminal.text("weight ", "poids ") + decimal(clause.weight, 2, terminal.language)
                    + terminal.text("  sum ", "  somme ") + number(clause.sum))
        }
    }

    private func printArithmetic(_ explanation: Explanation) {
        let terms = explanation.contributions.map { number($0.value) }.joined(separator: " ")
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
            let parts = shown + (tag.parts.count > 4 ? ["\(number(rest)) \(others)"] : [])
            terminal.print(
                "  \(terminal.bold(tag.code))  \(number(tag.bias)) \(terminal.text("start", "départ"))  "
                    + "\(number(tag.attitude)) \(terminal.text("tone", "tonalité"))  " + parts.joined(separator: "  ")
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
