import Feedback
import FeedbackStore
import Insights

extension ReportPage {
    /// How far the figures can be trusted: what came in, what was refused, what has no tag, no step, no date, no session.
    var qualitySection: Markup {
        section("quality", say("Data quality", "Qualité des données")) {
            Tag.dl(.class("facts-grid")) {
                fact(say("Without any friction", "Sans irritant"), counted(data.quality.untagged))
                fact(say("Without a journey step", "Sans étape du parcours"), counted(data.quality.withoutStep))
                fact(say("Without a date", "Sans date"), counted(data.quality.undated))
                fact(
                    say("Without a session, whole store", "Sans session, base entière"),
                    counted(data.quality.withoutSession))
                fact(say("Rows quarantined", "Lignes mises de côté"), counted(data.quality.quarantined))
            }
            batchTable
        }
    }

    private func counted(_ share: ShareFigure) -> String {
        "\(figures.percent(share.value)) (\(figures.count(share.count)) \(say("of", "sur")) \(figures.count(share.total)))"
    }

    private func fact(_ name: String, _ value: String) -> Markup {
        Tag.div {
            Tag.dt { name }
            Tag.dd { value }
        }
    }

    private static let shownBatches = 20

    private var batchTable: Markup {
        let batches = data.quality.batches
        return table(
            say(
                "Imports, the latest \(min(batches.count, Self.shownBatches)) of \(figures.count(batches.count))",
                "Imports, les \(min(batches.count, Self.shownBatches)) derniers sur \(figures.count(batches.count))"),
            [
                (say("Batch", "Lot"), true), (say("File", "Fichier"), false), (say("Format", "Format"), false),
                (say("State", "État"), false), (say("Imported", "Importé"), false), (say("Read", "Lus"), true),
                (say("New", "Nouveaux"), true), (say("Updated", "Mis à jour"), true),
                (say("Already there", "Déjà là"), true), (say("Left out", "Écartés"), true),
                (say("Quarantined", "Mis de côté"), true),
            ], style: "compact"
        ) {
            for batch in batches.suffix(Self.shownBatches).reversed() { batchRow(batch) }
        }
    }

    private func batchRow(_ batch: Batch) -> Markup {
        Tag.tr {
            number { "\(batch.id)" }
            rowHead { lastComponent(of: batch.file) }
            cell { batch.format }
            cell { state(batch.status) }
            cell { figures.date(Timestamp(milliseconds: batch.startedAt).date) }
            for count in [
                batch.counts.read, batch.counts.new, batch.counts.updated, batch.counts.duplicate, batch.counts.dropped,
                batch.counts.quarantined,
            ] {
                number { figures.count(count) }
            }
        }
    }

    private func state(_ status: Batch.Status) -> String {
        switch status {
        case .done: say("done", "terminé")
        case .running: say("not finished", "non terminé")
        case .undone: say("undone", "annulé")
        }
    }
}

extension ReportData.Quality {
    /// Items of the whole store that no session is joined to.
    var withoutSession: ShareFigure {
        let total = sessionLinks.reduce(0) { $0 + $1.items }
        return ShareFigure(sessionLinks.first { $0.method == "none" }?.items ?? 0, of: total)
    }

    /// Of the records read by batches that are still there.
    var quarantined: ShareFigure {
        let kept = batches.filter { $0.status != .undone }
        return ShareFigure(
            kept.reduce(0) { $0 + $1.counts.quarantined }, of: kept.reduce(0) { $0 + $1.counts.read })
    }
}
