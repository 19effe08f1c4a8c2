import BundledData
import Feedback
import FeedbackStore
import Insights

/// Scores told apart by question and method, as tables.
struct ScoreDetailPrinter {
    var terminal: Terminal
    var names: Names
    private var figures: FigurePrinter { FigurePrinter(language: terminal.language) }

    init(terminal: Terminal, names: Names) {
        self.terminal = terminal
        self.names = names
    }

    func print(_ report: ScoreDetailReport) {
        guard !report.groups.isEmpty else {
            return terminal.print(
                terminal.text("No answer to score yet.", "Aucune réponse à noter pour l'instant."))
        }
        if report.dimension == nil && report.every == nil { return summary(report) }
        for group in report.groups {
            terminal.print(
                terminal.bold("\(title(group)), \(method(group))") + "  " + score(group.overall, group)
                    + "  n = \(grouped(group.overall.count, terminal.language))")
            var table = Table(
                [
                    (names.dimension(report.dimension ?? ""), .left),
                    (report.every == nil ? "" : terminal.text("from", "à partir du"), .left),
                    (terminal.text("value [95% interval]", "valeur [intervalle à 95 %]"), .left), ("n", .right),
                ], flexible: [0])
            for row in group.rows where row.score.count > 0 {
                table.add([
                    row.key.map { names.part($0, of: report.dimension ?? "") } ?? "", row.period ?? "",
                    score(row.score, group), grouped(row.score.count, terminal.language),
                ])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
            terminal.printWithheld(group.withheld)
            printNotes(group)
        }
    }

    private func summary(_ report: ScoreDetailReport) {
        var table = Table(
            [
                (terminal.text("score", "score"), .left), (terminal.text("method", "calcul"), .left),
                (terminal.text("value [95% interval]", "valeur [intervalle à 95 %]"), .left),
                ("n", .right), (terminal.text("scale", "échelle"), .left), (terminal.text("source", "source"), .left),
                (terminal.text("question", "question"), .left),
            ], flexible: [6])
        for group in report.groups {
            let questions = group.questions.map { $0.text ?? $0.field }
            table.add([
                group.version, method(group), score(group.overall, group),
                grouped(group.overall.count, terminal.language), group.scale.description,
                Array(Set(group.questions.map(\.source))).sorted().joined(separator: ", "),
                Array(Set(questions)).sorted().joined(separator: " · "),
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        for group in report.groups { printNotes(group) }
    }

    private func title(_ group: ScoreDetailReport.Group) -> String {
        group.questions.count == 1 ? "\(group.version) · \(displayed(group.questions[0].field))" : group.version
    }

    private func method(_ group: ScoreDetailReport.Group) -> String {
        switch group.method {
        case .nps: terminal.text("promoters − detractors", "promoteurs − détracteurs")
        case .top: terminal.text("two best answers", "deux meilleures réponses")
        case .mean: terminal.text("mean", "moyenne")
        case .share: terminal.text("share of 5–7", "part des 5–7")
        case .net: terminal.text("6–7 less 1–3", "6–7 moins 1–3")
        }
    }

    private func score(_ figure: MethodFigure, _ group: ScoreDetailReport.Group) -> String {
        guard let value = figure.value, let interval = figure.interval else {
            return figure.count == 0
                ? terminal.text("no answer", "aucune réponse")
                : terminal.text("too few answers", "trop peu de réponses")
        }
        // Printed as the metric whose unit it has.
        let metric: ScoreMetric =
            switch group.method.family {
            case .shareDifference: .nps
            case .share: .csat
            case .mean: .ces
            }
        let mark = figure.floor == .indicative ? terminal.text("  indicative", "  indicatif") : ""
        return "\(figures.number(value, metric)) \(figures.interval(interval, metric))" + mark
    }

    private func printNotes(_ group: ScoreDetailReport.Group) {
        for note in group.notes { terminal.print(terminal.dim("\(group.version)\(colon) \(note[terminal.language])")) }
        guard let weighting = group.weighting else { return }
        let effect = decimal(weighting.designEffect, 2, terminal.language)
        let range =
            "\(decimal(weighting.smallestWeight, 2, terminal.language))–\(decimal(weighting.largestWeight, 2, terminal.language))"
        let size = grouped(Int((group.overall.effectiveCount ?? 0).rounded()), terminal.language)
        let error = figures.percent(weighting.largestError)
        terminal.print(
            terminal.dim(
                terminal.text(
                    "Weighted: weights \(range), design effect \(effect), as precise as \(size) answers; margins met within \(error).",
                    "Pondéré : poids \(range), effet de plan \(effect), précision de \(size) réponses ; marges respectées à \(error) près."
                )))
    }

    private var colon: String { terminal.text(":", " :") }
}
