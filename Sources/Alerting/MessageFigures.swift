import Feedback
import Foundation
import Insights

/// Figures as a message's reader expects them: `78.2%`, `78,2 %`.
struct MessageFigures {
    let language: OutputLanguage
    let metric: ScoreMetric
    /// Whether the values are counts of items.
    let countsItems: Bool

    func number(_ value: Double, places: Int, signed: Bool = false) -> String {
        let rounded = value.magnitude < 0.5 * pow(10, -Double(places)) ? 0 : value
        let text = String(format: signed ? "%+.\(places)f" : "%.\(places)f", rounded)
        return language == .french ? text.replacing(".", with: ",") : text
    }

    /// A score, or a count.
    func value(_ value: Double) -> String {
        if countsItems { return number(value, places: 0) }
        return number(value, places: metric.unit == .rating ? 2 : 1) + (metric.unit == .percent ? percentSign : "")
    }

    /// A distance between scores: `5 points`, `0.2`.
    func step(_ value: Double) -> String {
        let text = number(value, places: value == value.rounded() ? 0 : 1)
        return metric.unit == .rating || countsItems ? text : "\(text) points"
    }

    func percent(_ share: Double, places: Int = 1) -> String { number(share * 100, places: places) + percentSign }

    /// `4.8% → 32.0% [26.1, 38.4]`.
    func rise(_ before: ShareFigure, _ after: ShareFigure) -> String {
        let separator = language == .french ? " ; " : ", "
        let (low, high) = (after.interval.low * 100, after.interval.high * 100)
        return
            "\(percent(before.value)) → \(percent(after.value)) [\(number(low, places: 1))\(separator)\(number(high, places: 1))]"
    }

    private var percentSign: String { language == .french ? "\u{202F}%" : "%" }
}
