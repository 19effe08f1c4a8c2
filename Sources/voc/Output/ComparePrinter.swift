import BundledData
import Feedback
import Insights

/// The answer first, then what it rests on.
struct ComparePrinter {
    var terminal: Terminal
    var names: Names
    var labels: (a: String, b: String)
    private var figures: FigurePrinter { FigurePrinter(language: terminal.language) }

    init(terminal: Terminal, names: Names, labels: (String, String)) {
        self.terminal = terminal
        self.names = names
        self.labels = labels
    }

    func print(_ report: CompareReport) {
        terminal.print(terminal.bold(question(report) + " " + answer(report)))
        printFocus(report)
        terminal.print()
        terminal.print(
            terminal.bold(report.metric.label[terminal.language])
                + "  A \(displayed(labels.a)) → B \(displayed(labels.b))")
        terminal.print(
            "  " + figures.score(report.a) + "  n = \(grouped(report.a.count, terminal.language))  →  "
                + figures.score(report.b) + "  n = \(grouped(report.b.count, terminal.language))")
        if let value = report.change.value {
            terminal.print(
                "  " + terminal.text("change ", "écart ") + figures.change(value, report.change.interval, report.metric)
                    + (report.change.pValue.map { "  " + figures.probability($0, named: "p") } ?? ""))
        }
        printSteps(report)
        printFrictions(report)
    }

    private func question(_ report: CompareReport) -> String {
        let place = report.touched.map { terminal.text(" at \(names.step($0))", " à l'étape \(names.step($0))") } ?? ""
        if let friction = report.friction {
            return terminal.text(
                "Fewer items that name “\(names.friction(friction))”\(place)?",
                "Moins de retours citent « \(names.friction(friction)) »\(place) ?")
        }
        let name = report.metric.label[terminal.language]
        return terminal.text("A better score (\(name))\(place)?", "Score (\(name)) meilleur\(place) ?")
    }

    private func answer(_ report: CompareReport) -> String {
        var text = report.answer.label[terminal.language].capitalizedFirst
        guard report.answer == .cannotTell else { return text + "." }
        guard let needed = report.answersNeeded else {
            return text
                + terminal.text(
                    ": too few answers in A, however many come in B.",
                    " : trop peu de réponses en A, quel que soit leur nombre en B.")
        }
        let more = grouped(max(1, needed - report.focus.b.count), terminal.language)
        text += terminal.text(
            " until n ≈ \(grouped(needed, .english)) (\(more) more), if the difference stays what it is.",
            " avant n ≈ \(grouped(needed, .french)) (encore \(more)), si l'écart reste le même.")
        return text
    }

    private func printFocus(_ report: CompareReport) {
        let focus = report.focus
        // A friction's share is counted as a share in percent is.
        let unit: ScoreMetric = report.friction == nil ? report.metric : .csat
        func line(_ label: String, _ a: ScoreFigure, _ b: ScoreFigure, _ change: DifferenceFigure) -> [String] {
            [
                label, figures.score(a), figures.score(b),
                change.value.map { figures.change($0, change.interval, unit) } ?? terminal.text("too few", "trop peu"),
                change.pValue.map { figures.probability($0) } ?? "",
            ]
        }
        var table = Table([
            ("", .left), ("A", .left), ("B", .left), (terminal.text("change [95%]", "écart [95 %]"), .left),
            ("p", .left),
        ])
        let touched = report.touched.map(names.step) ?? terminal.text("all", "tout")
        table.add(line(touched, focus.a, focus.b, focus.change))
        if let a = focus.controlA, let b = focus.controlB, let change = focus.controlChange {
            table.add(line(terminal.text("other steps (control)", "autres étapes (témoin)"), a, b, change))
        }
        if let net = focus.netOfControl {
            table.add([
                terminal.text("net of control", "net du témoin"), "", "", figures.change(net, focus.netInterval, unit),
                focus.netPValue.map { figures.probability($0) } ?? "",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        guard let smallest = focus.smallestSeen else { return }
        let value = figures.change(smallest, nil, unit).replacing("+", with: "")
        let margin = figures.change(report.margin, nil, unit).replacing("+", with: "")
        terminal.print(
            terminal.dim(
                terminal.text(
                    "Smallest difference these numbers show four times in five: \(value). Smallest gain that matters (--margin): \(margin).",
                    "Plus petit écart que ces effectifs montrent quatre fois sur cinq : \(value). Plus petit gain qui compte (--margin) : \(margin)."
                )))
    }

    private func printSteps(_ report: CompareReport) {
        guard report.steps.count > 1 else { return }
        var table = Table(
            [
                (names.dimension("step"), .left), ("A", .right), ("B", .right),
                (terminal.text("change [95%]", "écart [95 %]"), .left), ("q", .right),
            ], flexible: [0])
        for row in report.steps {
            table.add([
                names.part(row.step, of: "step") + (row.isTouched ? " *" : ""),
                row.a.value.map { figures.number($0, report.metric) } ?? "n=\(row.a.count)",
                row.b.value.map { figures.number($0, report.metric) } ?? "n=\(row.b.count)",
                row.change.value.map { figures.change($0, row.change.interval, report.metric) }
                    ?? terminal.text("too few", "trop peu"),
                row.change.qValue.map { figures.probability($0) } ?? "",
            ])
        }
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func printFrictions(_ report: CompareReport) {
        guard !report.frictions.isEmpty else { return }
        var table = Table(
            [
                (names.dimension("friction"), .left), ("A", .right), ("B", .left),
                (terminal.text("change, pts", "écart, pts"), .right), ("q", .right), ("", .left),
            ], flexible: [0])
        for row in report.frictions {
            table.add([
                names.friction(row.friction), figures.percent(row.a.value), figures.share(row.b),
                row.change.value.map { decimal($0 * 100, 1, terminal.language, signed: true) } ?? "",
                row.change.qValue.map { figures.probability($0) } ?? "",
                row.change.verdict == .up ? "↑" : row.change.verdict == .down ? "↓" : "",
            ])
        }
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
