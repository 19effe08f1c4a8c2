import Feedback
import Insights

/// The journey as a map: a column a channel, and where several channels serve one step.
struct JourneyMapPrinter {
    var terminal: Terminal

    /// Steps with fewer items in a channel are not said to overlap.
    private static let floor = 10

    func print(_ report: JourneyReport) {
        let figures = FigurePrinter(language: terminal.language)
        let channels = self.channels(of: report)
        terminal.print(terminal.bold(report.label[terminal.language]) + "  " + terminal.dim(report.journey))
        var table = Table(
            [(terminal.text("step", "étape"), .left)]
                + channels.map { ($0.isEmpty ? terminal.text("unknown", "inconnu") : $0, .left) }, flexible: [])
        for step in report.steps {
            table.add(
                [step.label[terminal.language]]
                    + channels.map { name in
                        step.channels.first { $0.channel == name }.map { cell($0, figures) } ?? "–"
                    })
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        printOverlap(report)
        terminal.print(
            terminal.text("Not placed in any step: ", "Sans étape : ") + figures.share(report.unassigned))
    }

    private func channels(of report: JourneyReport) -> [String] {
        var counts: [String: Int] = [:]
        for channel in report.steps.flatMap(\.channels) { counts[channel.channel, default: 0] += channel.items }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(7).map(\.key)
    }

    private func cell(_ channel: JourneyReport.Channel, _ figures: FigurePrinter) -> String {
        let items = grouped(channel.items, terminal.language)
        guard
            let score = channel.scores.first(where: { $0.metric != .sentiment && $0.value != nil })
                ?? channel.scores.first,
            let value = score.value
        else { return items }
        return
            "\(items) · \(score.metric.rawValue) \(decimal(value, 0, terminal.language, signed: score.metric == .nps))"
    }

    private func printOverlap(_ report: JourneyReport) {
        for step in report.steps {
            let serving = step.channels.filter { $0.items >= Self.floor && !$0.channel.isEmpty }
            guard serving.count > 1 else { continue }
            let names = serving.map { "\($0.channel) \(grouped($0.items, terminal.language))" }
            terminal.print(
                terminal.text("overlap at ", "chevauchement à ") + "\(step.label[terminal.language]): "
                    + names.joined(separator: ", "))
        }
    }
}
