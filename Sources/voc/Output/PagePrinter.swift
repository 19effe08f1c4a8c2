import Feedback
import Insights

/// A page: what visits did on it, what was said of it, and where the two meet.
struct PagePrinter {
    var terminal: Terminal
    var names: Names
    private var figures: FigurePrinter { FigurePrinter(language: terminal.language) }

    init(terminal: Terminal, names: Names) {
        self.terminal = terminal
        self.names = names
    }

    func print(_ report: PageReport) {
        terminal.print(
            terminal.bold(displayed(report.page)) + "  "
                + terminal.text(
                    "\(grouped(report.visits.sessions, .english)) visits, \(grouped(report.items, .english)) items",
                    "\(grouped(report.visits.sessions, .french)) visites, \(grouped(report.items, .french)) retours"))
        if report.visits.sessions > 0 { printVisits(report) }
        guard report.items > 0 else {
            return terminal.print(
                terminal.text("No feedback was written on this page.", "Aucun retour n'a été écrit sur cette page."))
        }
        terminal.print(
            "\(report.score.metric.label[terminal.language]): \(figures.score(report.score))"
                + terminal.text("  elsewhere ", "  ailleurs ") + figures.score(report.elsewhere))
        printFrictions(report)
        printWords(report)
    }

    private func printVisits(_ report: PageReport) {
        var table = Table(
            [
                (terminal.text("visits", "visites"), .left), (terminal.text("this page", "cette page"), .left),
                (terminal.text("all visits", "toutes"), .left),
            ], flexible: [])
        let rows: [(String, ShareFigure, ShareFigure?)] = [
            (terminal.text("bounced", "rebond"), report.visits.bounced, report.allVisits.bounced),
            (terminal.text("ended here", "sortie ici"), report.visits.left, nil),
            (
                terminal.text("order left here", "commande laissée ici"), report.visits.abandoned,
                report.allVisits.abandoned
            ),
            (terminal.text("page not found", "page introuvable"), report.visits.notFound, report.allVisits.notFound),
            (terminal.text("error", "erreur"), report.visits.errors, report.allVisits.errors),
            (terminal.text("rage click", "clic de rage"), report.visits.rageClicks, report.allVisits.rageClicks),
            (
                terminal.text("form left", "formulaire laissé"), report.visits.formAbandons,
                report.allVisits.formAbandons
            ),
        ]
        for (label, here, all) in rows where here.total > 0 {
            table.add([label, figures.share(here), all.map(figures.share) ?? "–"])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func printFrictions(_ report: PageReport) {
        var table = Table(
            [
                (terminal.text("friction", "irritant"), .left), (terminal.text("items", "retours"), .right),
                (terminal.text("here [95%]", "ici [95 %]"), .left),
                (terminal.text("elsewhere [95%]", "ailleurs [95 %]"), .left),
                ("", .left),
            ], flexible: [0])
        for row in report.frictions {
            table.add([
                names.friction(row.code), grouped(row.here.count, terminal.language), figures.share(row.here),
                figures.share(row.elsewhere), figures.elsewhere(row.difference.verdict),
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        for row in report.frictions where !row.quotes.isEmpty || !row.sessions.isEmpty {
            terminal.print(terminal.bold(names.friction(row.code)))
            for quote in row.quotes {
                terminal.print("  « \(displayed(quote.text)) »  " + terminal.dim("#\(quote.itemID)"))
            }
            for session in row.sessions {
                let parts = [session.sessionID, session.outcome, session.device, session.replayURL].compactMap { $0 }
                terminal.print("  → " + parts.map(displayed).joined(separator: " · "))
            }
        }
    }

    private func printWords(_ report: PageReport) {
        let words = report.words.filter { $0.qValue < 0.05 }
        guard !words.isEmpty else { return }
        let list = words.map {
            "\(displayed($0.term)) (\(figures.percent($0.after.value)) / \(figures.percent($0.before.value)))"
        }
        terminal.print(
            terminal.text("Words of this page (here / elsewhere): ", "Mots de cette page (ici / ailleurs) : ")
                + list.joined(separator: ", "))
    }
}
