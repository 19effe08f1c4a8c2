import BundledData
import Feedback
import Insights

/// Writes figures the way the contract wants them: value, interval, n; words under the floor.
struct FigurePrinter {
    var language: OutputLanguage

    private func text(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    /// `36.2 [30.1, 42.0]`, with a mark when it is only indicative, or words under ten answers.
    func score(_ figure: ScoreFigure) -> String {
        guard let value = figure.value, let interval = figure.interval else {
            return figure.count == 0
                ? text("no answer", "aucune réponse") : text("too few answers", "trop peu de réponses")
        }
        let mark = figure.floor == .indicative ? text("  indicative", "  indicatif") : ""
        return "\(number(value, figure.metric)) \(self.interval(interval, figure.metric))" + mark
    }

    /// `counted in 60,120 of 714,230 items, drawn by chance`.
    func draw(_ draw: Draw) -> String {
        text(
            "counted in \(grouped(draw.items, language)) of \(grouped(draw.of, language)) items, drawn by chance",
            "compté dans \(grouped(draw.items, language)) retours sur \(grouped(draw.of, language)), tirés au hasard")
    }

    /// What a share here says against the share elsewhere.
    func elsewhere(_ verdict: Verdict) -> String {
        switch verdict {
        case .up: text("more here", "plus ici")
        case .down: text("less here", "moins ici")
        case .noClearChange: text("no clear difference", "pas de différence nette")
        case .tooFew: text("too few", "trop peu")
        }
    }

    func number(_ value: Double, _ metric: ScoreMetric, signed: Bool = false) -> String {
        let places = metric.unit == .rating ? 2 : 1
        return decimal(value, places, language, signed: signed) + (metric.unit == .percent ? percentSign : "")
    }

    private var percentSign: String { language == .french ? "\u{202F}%" : "%" }

    func interval(_ interval: Interval, _ metric: ScoreMetric) -> String {
        let places = metric.unit == .rating ? 2 : 1
        let separator = language == .french ? " ; " : ", "
        return "[\(decimal(interval.low, places, language))\(separator)\(decimal(interval.high, places, language))]"
    }

    /// `12.3% [10.1, 14.8]`.
    func share(_ figure: ShareFigure) -> String {
        let separator = language == .french ? " ; " : ", "
        return percent(figure.value)
            + " [\(decimal(figure.interval.low * 100, 1, language))\(separator)\(decimal(figure.interval.high * 100, 1, language))]"
    }

    func percent(_ share: Double, signed: Bool = false) -> String {
        decimal(share * 100, 1, language, signed: signed) + percentSign
    }

    /// `-8.6 [-11.0, -6.2]` in the metric's unit.
    func change(_ value: Double, _ interval: Interval?, _ metric: ScoreMetric) -> String {
        let places = metric.unit == .rating ? 2 : 1
        let separator = language == .french ? " ; " : ", "
        let margin = interval.map {
            " [\(decimal($0.low, places, language, signed: true))\(separator)\(decimal($0.high, places, language, signed: true))]"
        }
        return decimal(value, places, language, signed: true) + (margin ?? "")
    }

    /// `0.003`, `< 0.001`; with a name `p = 0.003`, `p < 0.001`.
    func probability(_ p: Double, named name: String? = nil) -> String {
        let value = p < 0.001 ? decimal(0.001, 3, language) : decimal(p, 3, language)
        guard let name else { return p < 0.001 ? "< \(value)" : value }
        return "\(name) \(p < 0.001 ? "<" : "=") \(value)"
    }
}

extension Label {
    subscript(language: OutputLanguage) -> String { phrase[language] }
}
