import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct ScoresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores", abstract: "NPS, CSAT, CES, stars and net sentiment, with interval and n.",
        discussion: """
            Under 10 answers no score is printed, under 30 it is marked indicative. --by question, --method, --question and \
            --rake read the answers themselves: there CES 1.0 (low is good) and 2.0 stand apart, each on its own scale.
            """)

    @Option(
        help: ArgumentHelp("Only this metric; all with answers by default.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(
        help: ArgumentHelp(
            "Break down by step, friction, channel, language, source, question or any attribute.",
            valueName: "dimension"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            "How ratings become a score: nps, top (two best answers), mean; for CES also share (5-7) and net (6-7 less 1-3).",
            valueName: "method"))
    var method: ScoreMethod?

    @Option(
        help: ArgumentHelp(
            "Only this question, by column or text. Repeatable: waves are merged, if their scales allow it.",
            valueName: "name"))
    var question: [String] = []

    @Option(
        help: ArgumentHelp(
            "Weight answers to these shares: channel=web:60,app:30,*:10. Repeatable.", valueName: "margin"))
    var rake: [String] = []

    @Flag(help: "Intervals by resampling the answers (bootstrap) rather than by formula.")
    var bootstrap = false

    @Option(
        help: ArgumentHelp(
            "A business series to draw beside the score, with --every (voc series). Repeatable.", valueName: "series"))
    var beside: [String] = []

    @Option(help: ArgumentHelp("One score a period.", valueName: "day|week|month"))
    var every: PeriodLength?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let filter = try filter.filter(today: FilterOptions.today)
            if usesAnswers { return try runDetail(store, filter, terminal) }
            let metrics = try metric.map { [$0] } ?? ScoreMetric.allCases.filter(try store.metrics().contains)
            let reports = try metrics.map {
                try ScoreQuery(filter: filter, metric: $0, by: by.map(InsightDimension.init), every: every).run(
                    on: store)
            }
            if output.json { return terminal.print(try Records.json(reports)) }
            if output.csv { return terminal.print(csv(reports)) }
            guard !reports.isEmpty else {
                return terminal.print(
                    terminal.text("No answer to score yet.", "Aucune réponse à noter pour l'instant."))
            }
            if by == nil && every == nil {
                show(reports, terminal)
                try showNotes(store, filter, terminal)
            } else {
                try showRows(reports, store, terminal)
            }
        }
    }

    func validate() throws {
        if usesAnswers, metric == .sentiment {
            throw ValidationError("Net sentiment has no question, method or weights: leave --metric sentiment out.")
        }
        if !beside.isEmpty, every == nil { throw ValidationError("--beside goes with --every day, week or month.") }
    }

    /// Whether the answers themselves have to be read: the daily counts hold neither questions nor weights.
    private var usesAnswers: Bool {
        by == "question" || method != nil || !question.isEmpty || !rake.isEmpty || bootstrap
    }

    private func runDetail(_ store: FeedbackStore, _ filter: InsightFilter, _ terminal: Terminal) throws {
        let query = ScoreDetailQuery(
            filter: filter, metric: metric, method: method, questions: question, byQuestion: by == "question",
            by: by == "question" ? nil : by.map(InsightDimension.init), every: every,
            margins: try rake.map { try WeightMargin($0) }, bootstrap: bootstrap)
        let report = try query.run(on: store)
        if output.json { return terminal.print(try Records.json(report)) }
        if output.csv { return terminal.print(detailCSV(report)) }
        ScoreDetailPrinter(terminal: terminal, names: try global.workspace.names(terminal.language)).print(report)
    }

    private func detailCSV(_ report: ScoreDetailReport) -> String {
        let rows = report.groups.flatMap { group in
            let figures =
                group.rows.isEmpty ? [(nil, nil, group.overall)] : group.rows.map { ($0.key, $0.period, $0.score) }
            return figures.map { key, period, figure in
                [
                    group.version, group.questions.map(\.field).joined(separator: " "), group.method.rawValue,
                    key ?? "",
                    period ?? "", Records.cell(figure.value), Records.cell(figure.interval?.low),
                    Records.cell(figure.interval?.high), figure.intervalMethod, "\(figure.count)",
                    Records.cell(figure.effectiveCount), figure.floor.rawValue,
                ]
            }
        }
        return Records.csv(
            header: [
                "score", "questions", "method", "key", "period", "value", "low", "high", "interval", "n", "effective_n",
                "floor",
            ], rows: rows)
    }

    /// What a pooled score hides, and how many of the invited answered.
    private func showNotes(_ store: FeedbackStore, _ filter: InsightFilter, _ terminal: Terminal) throws {
        let figures = FigurePrinter(language: terminal.language)
        if let rate = try ResponseRate(filter, in: store) {
            terminal.print(
                terminal.text("Response rate ", "Taux de réponse ") + figures.share(rate.rate)
                    + terminal.text(
                        "  \(grouped(rate.rate.count, .english)) of \(grouped(rate.rate.total, .english)) invited",
                        "  \(grouped(rate.rate.count, .french)) sur \(grouped(rate.rate.total, .french)) invités")
                    + "  \(rate.from)..\(rate.to)")
        }
        let questions = try store.ratingQuestions()
        let efforts = Set(questions.filter { $0.kind == .ces }.map(\.scale.direction))
        if efforts.count > 1 {
            terminal.print(
                terminal.dim(
                    terminal.text(
                        "CES pools two versions, 1.0 turned round onto 1–7; voc scores --metric ces --method mean tells them apart.",
                        "CES réunit deux versions, la 1.0 retournée sur 1–7 ; voc scores --metric ces --method mean les sépare."
                    )))
        } else if efforts == [.lowerIsBetter] {
            terminal.print(
                terminal.dim(
                    terminal.text(
                        "CES 1.0 (low effort is good) turned round onto 1–7; on its own scale: voc scores --metric ces --method mean.",
                        "CES 1.0 (un effort bas est bon) retourné sur 1–7 ; sur son échelle : voc scores --metric ces --method mean."
                    )))
        }
    }

    private func show(_ reports: [ScoreReport], _ terminal: Terminal) {
        let figures = FigurePrinter(language: terminal.language)
        var table = Table([
            (terminal.text("score", "score"), .left),
            (terminal.text("value [95% interval]", "valeur [intervalle à 95 %]"), .left),
            ("n", .right), (terminal.text("scale", "échelle"), .left),
        ])
        for report in reports {
            table.add([
                report.metric.label[terminal.language], figures.score(report.overall),
                grouped(report.overall.count, terminal.language), report.metric.range[terminal.language],
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func showRows(_ reports: [ScoreReport], _ store: FeedbackStore, _ terminal: Terminal) throws {
        let series = try beside.map { try SeriesColumn($0, every ?? .month, store, terminal.language) }
        let figures = FigurePrinter(language: terminal.language)
        let names = try global.workspace.names(terminal.language)
        for report in reports {
            let name = report.metric.label[terminal.language]
            terminal.print(
                terminal.bold(name) + "  " + figures.score(report.overall)
                    + "  n = \(grouped(report.overall.count, terminal.language))")
            var table = Table(
                [
                    (names.dimension(by ?? ""), .left),
                    (every == nil ? "" : terminal.text("from", "à partir du"), .left),
                    (terminal.text("value [95% interval]", "valeur [intervalle à 95 %]"), .left), ("n", .right),
                    ("", .left),
                ] + series.map { ($0.name, .right) }, flexible: [0])
            for row in report.rows where row.score.count > 0 {
                table.add(
                    [
                        row.key.map { names.part($0, of: report.dimension ?? "") } ?? "",
                        row.period ?? "", figures.score(row.score), grouped(row.score.count, terminal.language),
                        bar(row.score),
                    ] + series.map { $0.cell(row.period) })
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
            terminal.printWithheld(report.withheld)
        }
    }

    /// The score on its scale in twenty columns; empty under the floor.
    private func bar(_ figure: ScoreFigure) -> String {
        guard let value = figure.value else { return "" }
        let bounds = figure.metric.bounds
        let share = (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
        return String(repeating: "▪", count: max(0, min(20, Int((share * 20).rounded()))))
    }

    private func csv(_ reports: [ScoreReport]) -> String {
        func cells(_ metric: ScoreMetric, _ key: String?, _ period: String?, _ figure: ScoreFigure) -> [String] {
            [
                metric.rawValue, key ?? "", period ?? "", figure.value.map { "\($0)" } ?? "",
                figure.interval.map { "\($0.low)" } ?? "", figure.interval.map { "\($0.high)" } ?? "",
                "\(figure.count)",
                figure.floor.rawValue,
            ]
        }
        let rows = reports.flatMap { report in
            report.rows.isEmpty
                ? [cells(report.metric, nil, nil, report.overall)]
                : report.rows.map { cells(report.metric, $0.key, $0.period, $0.score) }
        }
        return Records.csv(header: ["metric", "key", "period", "value", "low", "high", "n", "floor"], rows: rows)
    }
}

/// A business series as a column beside the scores: its mean over each period, and where it stands between its ends.
private struct SeriesColumn {
    let name: String
    private var means: [String: Double] = [:]
    private let language: OutputLanguage

    init(_ name: String, _ every: PeriodLength, _ store: FeedbackStore, _ language: OutputLanguage) throws {
        self.name = name
        self.language = language
        var sums: [Int: (sum: Double, count: Int)] = [:]
        for point in try store.series(try store.knownSeries(name, language)) {
            sums[every.start(ofDay: point.day), default: (0, 0)].sum += point.value
            sums[every.start(ofDay: point.day), default: (0, 0)].count += 1
        }
        for (start, sum) in sums { means[CalendarDate(dayNumber: start).description] = sum.sum / Double(sum.count) }
    }

    func cell(_ period: String?) -> String {
        guard let period, let mean = means[period] else { return "" }
        let (low, high) = (means.values.min() ?? mean, means.values.max() ?? mean)
        let levels = Array("▁▂▃▄▅▆▇█")
        let place = high > low ? Int(((mean - low) / (high - low) * 7).rounded()) : 3
        return decimal(mean, abs(mean) < 100 ? 2 : 0, language) + " " + String(levels[place])
    }
}

extension ScoreMetric {
    /// The ends of the scale scores are printed on.
    var bounds: ClosedRange<Double> {
        switch self {
        case .nps, .sentiment: -100...100
        case .csat: 0...100
        case .ces: 1...7
        case .stars: 1...5
        }
    }

    fileprivate var range: Phrase {
        switch self {
        case .nps: Phrase(en: "−100 to 100", fr: "−100 à 100")
        case .csat: Phrase(en: "share of 4s and 5s of 5", fr: "part des 4 et 5 sur 5")
        case .ces: Phrase(en: "1 to 7, 7 = easy", fr: "1 à 7, 7 = facile")
        case .stars: Phrase(en: "1 to 5", fr: "1 à 5")
        case .sentiment: Phrase(en: "% positive − % negative texts", fr: "% textes positifs − % négatifs")
        }
    }
}
