import Feedback
import Insights

/// Writes figures for people: value, interval and n, with the language's marks.
///
/// French: decimal comma, narrow no-break space between thousands and before %, ; and :. English: point and comma.
struct FigureText: Sendable {
    var language: OutputLanguage
    private var isFrench: Bool { language == .french }

    init(_ language: OutputLanguage) { self.language = language }

    func say(_ english: String, _ french: String) -> String { isFrench ? french : english }

    // MARK: Numbers

    /// `1,234` or `1 234`.
    func count(_ number: Int) -> String {
        let digits = Array(String(abs(number)).utf8)
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text += isFrench ? "\u{202F}" : "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// `−8.6`, `−8,6`; with a sign when it is a difference. Never `−0.0`.
    func decimal(_ number: Double, places: Int = 1, signed: Bool = false) -> String {
        let scale = places == 0 ? 1 : places == 1 ? 10 : places == 2 ? 100 : 1000
        let scaled = Int((number * Double(scale)).rounded())
        let sign = scaled < 0 ? "−" : signed && scaled > 0 ? "+" : ""
        let whole = count(abs(scaled) / scale)
        guard places > 0 else { return sign + whole }
        let digits = String(abs(scaled) % scale)
        let fraction = String(repeating: "0", count: places - digits.utf8.count) + digits
        return sign + whole + (isFrench ? "," : ".") + fraction
    }

    var percentSign: String { isFrench ? "\u{202F}%" : "%" }

    /// - Parameter share: 0 to 1.
    func percent(_ share: Double, places: Int = 1, signed: Bool = false) -> String {
        decimal(share * 100, places: places, signed: signed) + percentSign
    }

    func interval(_ low: String, _ high: String) -> String { "[\(low)\(isFrench ? "\u{202F}; " : ", ")\(high)]" }

    func interval(_ interval: Interval, places: Int, signed: Bool = false) -> String {
        self.interval(
            decimal(interval.low, places: places, signed: signed),
            decimal(interval.high, places: places, signed: signed))
    }

    /// `n = 1,234`, the space before the figure kept on the line.
    func sample(_ count: Int) -> String { "n\u{A0}=\u{A0}\(self.count(count))" }

    /// `q = 0.003`, `q < 0.001`.
    func probability(_ value: Double, _ name: String) -> String {
        value < 0.001
            ? "\(name)\u{A0}<\u{A0}\(decimal(0.001, places: 3))" : "\(name)\u{A0}=\u{A0}\(decimal(value, places: 3))"
    }

    // MARK: Scores and shares

    func places(_ metric: ScoreMetric) -> Int { metric.unit == .rating ? 2 : 1 }

    func value(_ number: Double, _ metric: ScoreMetric, signed: Bool = false) -> String {
        let text = decimal(number, places: places(metric), signed: signed)
        return metric.unit == .percent && !signed ? text + percentSign : text
    }

    func interval(_ interval: Interval, _ metric: ScoreMetric, signed: Bool = false) -> String {
        self.interval(interval, places: places(metric), signed: signed)
    }

    /// `36.2 [30.1, 42.0], n = 642`; words under the floor.
    func score(_ figure: ScoreFigure) -> String {
        guard let number = figure.value else { return "\(tooFew(figure.count)), \(sample(figure.count))" }
        let margin = figure.interval.map { " " + interval($0, figure.metric) } ?? ""
        let mark = figure.floor == .indicative ? say(" (indicative)", " (indicatif)") : ""
        return "\(value(number, figure.metric))\(margin), \(sample(figure.count))\(mark)"
    }

    func tooFew(_ count: Int) -> String {
        count == 0 ? say("no answer", "aucune réponse") : say("too few answers", "trop peu de réponses")
    }

    /// `−8.6 [−11.0, −6.2]`, in the metric's unit.
    func change(_ number: Double, _ interval: Interval?, _ metric: ScoreMetric) -> String {
        value(number, metric, signed: true) + (interval.map { " " + self.interval($0, metric, signed: true) } ?? "")
    }

    /// `12.3% [10.1, 14.8]`.
    func share(_ figure: ShareFigure) -> String {
        percent(figure.value) + " " + interval(figure.interval.scaled(by: 100), places: 1)
    }

    // MARK: Words

    func quoted(_ text: String) -> String { isFrench ? "«\u{202F}\(text)\u{202F}»" : "“\(text)”" }

    /// A colon after a label, with the French space before it.
    var colon: String { isFrench ? "\u{A0}: " : ": " }

    func metric(_ metric: ScoreMetric) -> String {
        switch metric {
        case .nps, .csat, .ces: metric.label[language]
        case .stars: say("Stars", "Étoiles")
        case .sentiment: say("Net sentiment", "Sentiment net")
        }
    }

    /// What the metric's numbers run between, and count.
    func scale(_ metric: ScoreMetric) -> String {
        switch metric {
        case .nps: say("−100 to 100: % promoters − % detractors", "−100 à 100 : % promoteurs − % détracteurs")
        case .csat: say("share of 4s and 5s out of 5", "part des 4 et 5 sur 5")
        case .ces: say("1 to 7, 7 is easy", "1 à 7, 7 est facile")
        case .stars: say("1 to 5", "1 à 5")
        case .sentiment: say("% positive − % negative texts", "% de textes positifs − % négatifs")
        }
    }

    /// An arrow that says what the words beside it say: down, up, level.
    func arrow(_ verdict: Verdict) -> String {
        switch verdict {
        case .down: "▼"
        case .up: "▲"
        case .noClearChange: "≈"
        case .tooFew: "·"
        }
    }

    func verdict(_ verdict: Verdict) -> String { typographic(verdict.label[language]) }

    /// A sentence written for a terminal, with the curly apostrophes and no-break spaces of a printed page.
    func typographic(_ text: String) -> String {
        text.replacing("'", with: "’").replacing(" ;", with: "\u{202F};").replacing(" :", with: "\u{A0}:")
    }
}
