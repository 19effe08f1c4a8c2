import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Pipeline

/// Says what an import did, and every decision it took.
struct ImportPrinter {
    var terminal: Terminal
    var isDryRun: Bool
    var isVerbose: Bool

    func print(_ reports: [ImportReport], skipped: [SkippedFile], store: String) {
        for report in reports { print(report) }
        for file in skipped { terminal.note(terminal.text("not imported: ", "non importé : ") + file.reason) }
        if reports.count > 1 { printTotal(reports) }
        if isDryRun {
            terminal.print(terminal.text("Dry run: nothing was written.", "Simulation : rien n'a été écrit."))
        } else {
            terminal.note(nextSteps(reports, store: store))
        }
    }

    func print(_ report: ImportReport) {
        let name = (report.file as NSString).lastPathComponent
        let batch =
            report.batch.map { terminal.text("batch \($0)", "lot \($0)") } ?? terminal.text("dry run", "simulation")
        let share = Int((report.confidence * 100).rounded())
        terminal.print(terminal.bold(displayed(name)) + "  " + terminal.dim("\(batch) · \(report.format) (\(share) %)"))
        terminal.print("  " + counts(report))
        for decision in report.decisions {
            let line = "· " + displayed(decision.text[terminal.language])
            let warns = decision.code == ColumnDrift.code
            terminal.print("  " + (warns ? terminal.yellow(line) : terminal.dim(line)))
        }
        printUnused(report.unusedColumns)
        for reason in report.dropReasons {
            let why = DropReasons.phrase(reason.reason)[terminal.language]
            terminal.print("  " + terminal.text("left out: ", "écartés : ") + "\(reason.count) × \(why)")
        }
        let shown = isVerbose ? report.rejections[...] : report.rejections.prefix(3)
        for rejection in shown {
            let place = placeName(file: name, line: rejection.position.line, column: rejection.position.column)
            terminal.print(
                "  " + terminal.yellow(terminal.text("quarantined ", "mis de côté "))
                    + "\(place): \(rejection.reason[terminal.language])")
        }
        if report.counts.quarantined > shown.count {
            let rest = report.counts.quarantined - shown.count
            let list = report.batch.map { "voc batches --quarantine \($0)" } ?? ""
            terminal.print("  " + terminal.text("and \(rest) more: \(list)", "et \(rest) de plus : \(list)"))
        }
    }

    private func printUnused(_ columns: [String]) {
        guard !columns.isEmpty else { return }
        let shown = isVerbose ? columns[...] : columns.prefix(6)
        let names = shown.map { displayed(String($0.prefix(40))) }.joined(separator: ", ")
        let rest = columns.count - shown.count
        let more =
            rest == 0 ? "" : terminal.text(" and \(rest) more (-v lists them)", " et \(rest) autres (-v les donne)")
        terminal.print(
            "  " + terminal.dim("· " + terminal.text("columns not used: ", "colonnes non utilisées : ") + names + more))
    }

    private func counts(_ report: ImportReport) -> String {
        let counts = report.counts
        func number(_ value: Int) -> String { grouped(value, terminal.language) }
        var parts = [
            terminal.text("read \(number(counts.read))", "lus \(number(counts.read))"),
            terminal.text("new \(number(counts.new))", "nouveaux \(number(counts.new))"),
            terminal.text("updated \(number(counts.updated))", "mis à jour \(number(counts.updated))"),
            terminal.text("already there \(number(counts.duplicate))", "déjà là \(number(counts.duplicate))"),
            terminal.text("left out \(number(counts.dropped))", "écartés \(number(counts.dropped))"),
            terminal.text("quarantined \(number(counts.quarantined))", "mis de côté \(number(counts.quarantined))"),
        ]
        if report.linkedSessions > 0 {
            parts.append(
                terminal.text(
                    "joined to sessions \(number(report.linkedSessions))",
                    "reliés à une session \(number(report.linkedSessions))"))
        }
        if report.resumedAt > 0 {
            parts.append(
                terminal.text(
                    "went on after record \(number(report.resumedAt))",
                    "repris après l'enregistrement \(number(report.resumedAt))"))
        }
        if counts.new == 0 && counts.updated == 0 && counts.read > 0 {
            parts.append(terminal.text("nothing new", "rien de nouveau"))
        }
        return parts.joined(separator: " · ")
    }

    private func printTotal(_ reports: [ImportReport]) {
        let new = reports.reduce(0) { $0 + $1.counts.new }
        let read = reports.reduce(0) { $0 + $1.counts.read }
        terminal.print(
            terminal.text(
                "\(reports.count) files, \(grouped(read, .english)) records read, \(grouped(new, .english)) new",
                "\(reports.count) fichiers, \(grouped(read, .french)) enregistrements lus, \(grouped(new, .french)) nouveaux"
            ))
    }

    private func nextSteps(_ reports: [ImportReport], store: String) -> String {
        let undo = reports.compactMap(\.batch).last.map { "voc undo \($0)" } ?? ""
        return terminal.text(
            "Store: \(store). Next: voc top, voc scores. To take the last batch back: \(undo)",
            "Base : \(store). Ensuite : voc top, voc scores. Pour annuler le dernier lot : \(undo)")
    }
}
