import Analysis
import Evaluation
import Feedback
import Lexicons

/// Prints the worst errors with the words that led to them. Customers' words: standard output only.
struct MistakePrinter {
    var terminal: Terminal
    var analyzer: Analyzer
    var trustsLanguage: Bool

    /// How much of a text, and how many of its words, are shown.
    private static let (longestText, mostWords) = (300, 5)

    func print(_ evaluation: Evaluation, limit: Int) {
        let mistakes = evaluation.mistakes
        guard !mistakes.isEmpty else { return }
        let shown = min(limit, mistakes.count)
        terminal.print()
        terminal.print(
            terminal.bold(
                terminal.text(
                    "The \(shown) worst of \(mistakes.count) texts with an error",
                    "Les \(shown) pires de \(mistakes.count) textes avec une erreur")))
        var workspace = analyzer.makeWorkspace()
        for (number, mistake) in mistakes.prefix(shown).enumerated() {
            let text = evaluation.texts[mistake.index]
            let bytes = Array(text.text.utf8)
            let language = trustsLanguage ? text.language : nil
            let explanation = analyzer.explain(bytes.span, language: language, using: &workspace)
            terminal.print("\(number + 1). \(text.file):\(text.line)  " + verdict(mistake, explanation))
            terminal.print("   « \(excerpt(text.text)) »")
            printEvidence(mistake, explanation, bytes)
        }
    }

    private func verdict(_ mistake: Mistake, _ explanation: Explanation) -> String {
        var parts: [String] = []
        if let expected = mistake.expectedSentiment {
            let score = decimal(explanation.analysis.sentiment.score, 2, terminal.language, signed: true)
            parts.append(
                expected == .positive
                    ? terminal.text("positive, scored \(score)", "positif, score \(score)")
                    : terminal.text("negative, scored \(score)", "négatif, score \(score)"))
        }
        if !mistake.wrongFrictions.isEmpty {
            let codes = mistake.wrongFrictions.joined(separator: ", ")
            parts.append(terminal.text("wrongly tagged ", "étiqueté à tort ") + terminal.red(codes))
        }
        if !mistake.missedFrictions.isEmpty {
            let codes = mistake.missedFrictions.joined(separator: ", ")
            parts.append(terminal.text("missed ", "manqué ") + terminal.yellow(codes))
        }
        return parts.joined(separator: terminal.language == .french ? " ; " : "; ")
    }

    private func excerpt(_ text: String) -> String {
        let shown = displayed(text)
        return shown.count > Self.longestText ? shown.prefix(Self.longestText) + "…" : shown
    }

    private func printEvidence(_ mistake: Mistake, _ explanation: Explanation, _ bytes: [UInt8]) {
        func words(_ span: Range<Int>) -> String {
            "“\(displayed(String(decoding: bytes[span.clamped(to: 0..<bytes.count)], as: UTF8.self)))”"
        }
        if mistake.expectedSentiment != nil {
            let strongest = explanation.contributions.sorted { abs($0.value) > abs($1.value) }.prefix(Self.mostWords)
            for item in strongest {
                let bent = item.shifts.map { "\($0.kind.rawValue) ×\(decimal($0.factor, 2, terminal.language))" }
                terminal.print(
                    "   \(decimal(item.value, 2, terminal.language, signed: true))  \(words(item.span))  "
                        + bent.joined(separator: ", ") + (bent.isEmpty ? "" : "  ") + terminal.dim(item.rule))
            }
            if strongest.isEmpty {
                terminal.print(
                    "   " + terminal.text("no word with a valence: no evidence", "aucun mot chargé : pas d'indice"))
            }
        }
        for tag in explanation.analysis.annotations(of: .friction) where mistake.wrongFrictions.contains(tag.code) {
            terminal.print(
                "   \(decimal(tag.score, 2, terminal.language))  \(tag.code)  \(words(tag.span))  "
                    + terminal.dim(tag.rule))
        }
        for cue in explanation.cues where !cue.hasFired && mistake.missedFrictions.contains(cue.code) {
            terminal.print(
                "   " + terminal.text("not counted: ", "non retenu : ") + "\(cue.code)  \(words(cue.span))  "
                    + terminal.dim("\(cue.need.rawValue)  \(cue.rule)"))
        }
    }
}

/// Prints how far two labellers agree.
struct AgreementPrinter {
    var terminal: Terminal

    func print(_ agreement: LabelAgreement) {
        let language = terminal.language
        let kappa = agreement.kappa.map { decimal($0, 3, language) } ?? "–"
        let share = FigurePrinter(language: language).percent(Double(agreement.same) / Double(agreement.texts))
        terminal.print(
            terminal.text(
                "\(agreement.texts) texts, the same labels on \(agreement.same) (\(share)). Cohen's κ = \(terminal.bold(kappa))",
                "\(agreement.texts) textes, mêmes étiquettes pour \(agreement.same) (\(share)). κ de Cohen = \(terminal.bold(kappa))"
            ))
        var table = Table([
            ("code", .left), (terminal.text("first", "premier"), .right), (terminal.text("second", "second"), .right),
            (terminal.text("both", "les deux"), .right), ("κ", .right), ("F1", .left),
        ])
        for code in agreement.codes {
            let counts = code.counts
            table.add([
                code.code, "\(counts.support)", "\(counts.given)", "\(counts.right)",
                code.matrix.kappa.map { decimal($0, 3, language) } ?? "–",
                counts.f1.map { decimal($0, 3, language) } ?? "–",
            ])
        }
        for line in table.lines(width: terminal.width - 2) { terminal.print("  " + line) }
    }
}
