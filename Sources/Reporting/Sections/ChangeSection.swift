import Feedback
import FeedbackStore
import Insights

extension ReportPage {
    /// The change and its exact split: bars that lead from nothing to the whole change, then what rose.
    var changeSection: Markup? {
        guard let change = data.change else { return nil }
        return section("change", say("The change and its split", "L’évolution et sa décomposition"), changeLead(change))
        {
            if change.observed != nil {
                causeTable(change)
                for split in change.splits {
                    if split.dimension == "step" || split.dimension == "friction" { waterfall(split, change) }
                    splitTable(split, change)
                    smallestSet(split)
                }
                shapleyTable(change)
            }
            risenFrictions(change)
            risenWords(change)
        }
    }

    private func changeLead(_ change: ChangeReport) -> String {
        let sentence = figures.typographic(change.sentence[language])
        guard let observed = change.observed else { return sentence + "." }
        let parts =
            "\(figures.value(observed, change.metric, signed: true)) (\(figures.period(change.from)), \(figures.sample(change.before.count)) → \(figures.period(change.to)), \(figures.sample(change.after.count)))"
        return say(
            "\(sentence): \(parts). Each table splits the same change: by its own score moving (rate) and by weighing more or less (mix). Rows add up.",
            "\(sentence)\u{A0}: \(parts). Chaque tableau décompose le même écart\u{A0}: par le score de la ligne (taux) et par son poids (mélange). Les lignes s’additionnent."
        )
    }

    // MARK: A split

    private func splitTable(_ split: ChangeReport.Split, _ change: ChangeReport) -> Markup {
        let parts = SplitParts(split, total: change.observed ?? 0)
        return table(
            say(
                "By \(name(ofDimension: split.dimension).lowercased())",
                "Par \(name(ofDimension: split.dimension).lowercased())"),
            [
                (name(ofDimension: split.dimension), false), (say("Before", "Avant"), true),
                (say("After", "Après"), true), (say("Its own change", "Sa propre évolution"), true),
                (say("Adds to the change", "Apport à l’écart"), true), (say("Running sum", "Somme courante"), false),
            ], style: "split"
        ) {
            for part in parts.parts { splitRow(part, parts, split, change) }
            totalRow(parts, change)
        }
    }

    private func splitRow(
        _ part: SplitParts.Part, _ parts: SplitParts, _ split: ChangeReport.Split, _ change: ChangeReport
    ) -> Markup {
        Tag.tr {
            rowHead {
                part.row.map { key($0.key, of: split.dimension) }
                    ?? say("\(part.merged) others", "\(part.merged) autres")
            }
            number { part.row.map { partScore($0.before, $0.weightBefore) } ?? .text("") }
            number { part.row.map { partScore($0.after, $0.weightAfter) } ?? .text("") }
            number { part.row.map(ownChange) ?? .text("") }
            number {
                withMargin(
                    signed(part.contribution, change.metric),
                    say("rate ", "taux ") + signed(part.rate, change.metric) + say(", mix ", ", mélange ")
                        + signed(part.mix, change.metric))
            }
            cell { ContributionBar(from: part.from, to: part.to, range: parts.range, isTotal: false).markup }
        }
    }

    private func totalRow(_ parts: SplitParts, _ change: ChangeReport) -> Markup {
        Tag.tr(.class("total")) {
            rowHead { say("Whole change", "Écart total") }
            number { wholeScore(change.before) }
            number { wholeScore(change.after) }
            number { change.change.value == nil ? verdict(.tooFew) : verdict(change.change.verdict) }
            number { Tag.strong { signed(parts.total, change.metric) } }
            cell { ContributionBar(from: 0, to: parts.total, range: parts.range, isTotal: true).markup }
        }
    }

    private func signed(_ value: Double, _ metric: ScoreMetric) -> String {
        figures.decimal(value, places: metric.unit == .rating ? 3 : 2, signed: true)
    }

    private func partScore(_ figure: ScoreFigure, _ weight: Double) -> Markup {
        let value = figure.value.map { figures.value($0, figure.metric) } ?? "–"
        return withMargin(
            value, "\(figures.percent(weight, places: 0)), \(figures.sample(figure.count))")
    }

    private func wholeScore(_ figure: ScoreFigure) -> Markup {
        let margin = figure.interval.map { figures.interval($0, figure.metric) + ", " } ?? ""
        return withMargin(
            figure.value.map { figures.value($0, figure.metric) } ?? "–", margin + figures.sample(figure.count))
    }

    private func ownChange(_ row: ChangeReport.Row) -> Markup {
        guard let value = row.change.value else { return verdict(.tooFew) }
        let margin = row.change.interval.map { figures.interval($0, row.after.metric, signed: true) } ?? ""
        let q = row.change.qValue.map { ", " + figures.probability($0, "q") } ?? ""
        return .group([
            verdict(row.change.verdict), .text(" "),
            withMargin(figures.value(value, row.after.metric, signed: true), margin + q),
        ])
    }

    // MARK: What rose

    private func risenFrictions(_ change: ChangeReport) -> Markup? {
        guard !change.risenFrictions.isEmpty else { return nil }
        return table(
            say("Frictions named more often", "Irritants cités plus souvent"),
            [
                (say("Friction", "Irritant"), false), (say("Before", "Avant"), true), (say("After", "Après"), true),
                (say("Difference, points of share", "Écart, points de part"), true),
                (say("Verdict", "Verdict"), false),
            ], style: "risen"
        ) {
            for row in change.risenFrictions {
                Tag.tr {
                    rowHead {
                        friction(row.friction)
                        if row.isNew { " " + say("NEW", "NOUVEAU") }
                    }
                    number { counted(row.before) }
                    number { counted(row.after) }
                    number { difference(row.change) }
                    cell { verdict(row.change.verdict) }
                }
            }
        }
    }

    private func counted(_ share: ShareFigure) -> Markup {
        withMargin(
            figures.percent(share.value),
            "\(figures.interval(share.interval.scaled(by: 100), places: 1)), \(figures.sample(share.total))")
    }

    private func difference(_ change: DifferenceFigure) -> Markup {
        guard let value = change.value else { return .text("–") }
        let margin = change.interval.map { figures.interval($0.scaled(by: 100), places: 1, signed: true) } ?? ""
        let q = change.qValue.map { ", " + figures.probability($0, "q") } ?? ""
        return withMargin(figures.decimal(value * 100, signed: true), margin + q)
    }

    private func risenWords(_ change: ChangeReport) -> Markup? {
        guard !change.risenTerms.isEmpty else { return nil }
        return Tag.div(.class("words-risen")) {
            Tag.h3 { say("Words that rose", "Mots qui montent") }
            Tag.ul(.class("terms")) {
                for term in change.risenTerms { risenWord(term) }
            }
        }
    }

    private func risenWord(_ term: RisingTerm) -> Markup {
        Tag.li(term.qValue < 0.05 ? .class("sure") : nil) {
            Tag.strong { figures.quoted(term.term) }
            " \(figures.percent(term.before.value)) → \(figures.percent(term.after.value))"
            Tag.span(.class("margin")) {
                ", \(figures.sample(term.after.total)), \(figures.probability(term.qValue, "q"))"
                if term.isNew { ", " + say("new", "nouveau") }
                if term.qValue >= 0.05 { ", " + say("chance could explain it", "le hasard peut l’expliquer") }
            }
        }
    }
}
