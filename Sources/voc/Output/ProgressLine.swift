import Feedback
import Foundation
import Pipeline

/// One line on a terminal's standard error: rows, MB/s, time left. Nothing in the first second, nothing when piped.
struct ProgressLine {
    private let terminal: Terminal
    private let name: String
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var shownAt: ContinuousClock.Instant?

    init(_ name: String, on terminal: Terminal) {
        self.name = name
        self.terminal = terminal
        start = clock.now
    }

    mutating func show(_ progress: ImportProgress) {
        let now = clock.now
        guard terminal.showsProgress, now - start > .seconds(1), shownAt.map({ now - $0 > .milliseconds(200) }) ?? true
        else {
            return
        }
        shownAt = now
        let seconds = (now - start) / .seconds(1)
        let speed = Double(progress.bytesRead) / seconds
        var parts = [
            "\(name)  \(grouped(progress.records, terminal.language))", String(format: "%.1f MB/s", speed / 1e6),
        ]
        if let total = progress.bytesTotal, total > 0, speed > 0 {
            let share = min(1, Double(progress.bytesRead) / Double(total))
            let left = max(0, Double(total - progress.bytesRead)) / speed
            parts.append("\(Int(share * 100)) %")
            parts.append(terminal.text("\(Int(left.rounded(.up))) s left", "reste \(Int(left.rounded(.up))) s"))
        }
        terminal.status(parts.joined(separator: " · "))
    }

    func clear() { if shownAt != nil { terminal.status("") } }
}

/// `12,345` or `12 345`.
func grouped(_ number: Int, _ language: OutputLanguage) -> String {
    let digits = String(number.magnitude)
    var groups: [Substring] = []
    var end = digits.endIndex
    while end > digits.startIndex {
        let start = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex) ?? digits.startIndex
        groups.insert(digits[start..<end], at: 0)
        end = start
    }
    return (number < 0 ? "-" : "") + groups.joined(separator: language == .french ? "\u{202F}" : ",")
}

/// A number with a fixed count of decimals: `12.3`, `12,3`.
func decimal(_ number: Double, _ places: Int = 1, _ language: OutputLanguage, signed: Bool = false) -> String {
    let rounded = number.magnitude < 0.5 * pow(10, -Double(places)) ? 0 : number
    let text = String(format: signed && rounded != 0 ? "%+.\(places)f" : "%.\(places)f", rounded)
    return language == .french ? text.replacing(".", with: ",") : text
}
