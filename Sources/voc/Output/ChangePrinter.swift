import Feedback
import FeedbackStore
import Insights

/// The change of a score as the contract's worked example shows it: verdict, splits that add up, what rose.
struct ChangePrinter {
    var terminal: Terminal
    var names: Names
    /// Rows a split.
    var limit: Int
    private var figures: FigurePrinter { FigurePrinter(language: terminal.language) }

    init(terminal: Terminal, names: Names, limit: Int) {
        self.terminal = terminal
        self.names = names
        self.limit = limit
    }

    func print(_ report: ChangeReport) {
        let metric = report.metric
        terminal.print(terminal.bold(report.sentence[terminal.language]))
        terminal.print(
            "  \(report.from)   \(figures.score(report.before))  n = \(grouped(report.before.count, terminal.language))"
        )
        terminal.print(
            "  \(report.to)   \(figures.score(report.after))  n = \(grouped(report.after.count, terminal.language))")
        if let value = report.change.value {
            let p = report.change.pValue.map { "  " + figures.probability($0, named: "p") } ?? ""
            terminal.print(
                "  " + terminal.text("change   ", "écart   ") + figures.change(value, report.change.interval, metric)
                    + p)
        }
        printCauses(report)
        for split in report.splits { print(split, metric) }
        printShapley(report)
        printRisen(report)
        for mark in report.marks {
            let day = CalendarDate(dayNumber: mark.day)
            terminal.print(terminal.text("near in time: ", "proche dans le temps : ") + "\(mark.name), \(day)")
        }
    }

    private func print(_ split: ChangeReport.Split, _ metric: ScoreMetric) {
        guard split.rows.count > 1 else { return }
        var table = Table(
            [
                (names.dimension(split.dimension), .left), (terminal.text("before", "avant"), .right),
                (terminal.text("after", "après"), .right),
                (terminal.text("change [95%]", "écart [95 %]"), .left), ("q", .right),
                (terminal.text("adds", "apporte"), .right),
                (terminal.text("share of the change", "part de l'écart"), .left),
            ], flexible: [0])
        let (shown, rest) = (split.rows.prefix(limit), split.rows.dropFirst(limit))
        for row in shown { table.add(cells(row, split.dimension, metric)) }
        if !rest.isEmpty {
            let contribution = rest.reduce(0) { $0 + $1.contribution }
            let share = rest.reduce(0) { $0 + ($1.shareOfChange ?? 0) }
            table.add([
                terminal.text("\(rest.count) others", "\(rest.count) autres"), "", "", "", "",
                figures.change(contribution, nil, metric), bar(share),
            ])
        }
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        if let set = split.smallestSet, set.keys.count < split.rows.count {
            let list = set.keys.map { names.part($0, of: split.dimension) }.joined(separator: " + ")
            terminal.print(
                terminal.dim(
                    terminal.text("smallest set over 80%: ", "plus petit ensemble au-delà de 80 % : ")
                        + "\(list) (\(figures.percent(set.share)))"))
        }
    }

    /// The parts that surely moved the score, whatever their dimension.
    private func printCauses(_ report: ChangeReport) {
        let causes = report.causes.filter { $0.qValue < 0.05 }.prefix(limit)
        guard !causes.isEmpty else { return }
        var table = Table(
            [
                (terminal.text("where to look", "où regarder"), .left), ("", .left),
                (terminal.text("change without it", "écart sans"), .right),
                (terminal.text("it explains [95%]", "explique [95 %]"), .left), ("q", .right),
            ], flexible: [1])
        for cause in causes {
            table.add([
                names.dimension(cause.dimension), names.part(cause.key, of: cause.dimension),
                figures.change(cause.changeWithout, nil, report.metric),
                figures.change(cause.explained, cause.explainedInterval, report.metric),
                figures.probability(cause.qValue),
            ])
        }
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func printShapley(_ report: ChangeReport) {
        guard let split = report.shapley, let observed = report.observed, abs(observed) > 1e-9 else { return }
        var table = Table(
            [
                (terminal.text("frictions that overlap (Shapley)", "irritants qui se recouvrent (Shapley)"), .left),
                (terminal.text("adds", "apporte"), .right),
                (terminal.text("share of the change", "part de l'écart"), .left),
            ], flexible: [0])
        func add(_ name: String, _ value: Double) {
            table.add([name, figures.change(value, nil, report.metric), bar(value / observed)])
        }
        let (shown, rest) = (split.rows.prefix(limit), split.rows.dropFirst(limit))
        for row in shown { add(names.friction(row.friction), row.contribution) }
        let others = rest.reduce(split.others) { $0 + $1.contribution }
        if !rest.isEmpty || split.others != 0 { add(terminal.text("all others", "tous les autres"), others) }
        add(names.part("", of: "friction"), split.untagged)
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func cells(_ row: ChangeReport.Row, _ dimension: String, _ metric: ScoreMetric) -> [String] {
        func value(_ figure: ScoreFigure) -> String {
            figure.value.map { figures.number($0, metric) } ?? terminal.text("n=\(figure.count)", "n=\(figure.count)")
        }
        return [
            names.part(row.key, of: dimension), value(row.before), value(row.after),
            row.change.value.map { figures.change($0, row.change.interval, metric) }
                ?? terminal.text("too few", "trop peu"),
            row.change.qValue.map { figures.probability($0) } ?? "", figures.change(row.contribution, nil, metric),
            row.shareOfChange.map(bar) ?? "",
        ]
    }

    /// A bar of sixteen columns for the whole, with its percentage: colour is never the only sign.
    private func bar(_ share: Double) -> String {
        let length = max(0, min(16, Int((share * 16).rounded())))
        return String(repeating: "#", count: length) + (length > 0 ? " " : "") + figures.percent(share)
    }

    private func printRisen(_ report: ChangeReport) {
        let risen = report.risenFrictions.filter { $0.change.verdict == .up }.prefix(limit)
        if !risen.isEmpty {
            terminal.print()
            terminal.print(terminal.bold(terminal.text("What rose, share of items", "Ce qui monte, part des retours")))
        }
        for row in risen {
            let new = row.isNew ? terminal.text("  NEW", "  NOUVEAU") : ""
            let q = row.change.qValue.map { "  " + figures.probability($0, named: "q") } ?? ""
            terminal.print(
                "  \(names.friction(row.friction))  \(figures.percent(row.before.value)) → \(figures.share(row.after))\(q)\(new)"
            )
        }
        let terms = report.risenTerms.prefix(8).map { "“\(displayed($0.term))”" }
        if !terms.isEmpty {
            terminal.print(terminal.text("words that rose: ", "mots qui montent : ") + terms.joined(separator: " "))
            if let draw = report.risenTermsDraw { terminal.print("  " + figures.draw(draw)) }
        }
    }
}
