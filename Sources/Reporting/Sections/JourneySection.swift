import BundledData
import Feedback
import Insights

extension ReportPage {
    /// The journey: its curve in both periods, then each step with its figures, and each channel of each step.
    var journeySection: Markup? {
        guard let journey = data.journey else { return nil }
        return section("journey", say("Along the journey", "Le long du parcours"), journeyLead(journey)) {
            if let change = data.change, !data.steps.isEmpty { journeyFigure(change) }
            if journey.steps.contains(where: { $0.felt?.net != nil }) { emotionFigure(journey.steps) }
            stepTable(journey)
            channelTable(journey)
        }
    }

    private func journeyLead(_ journey: JourneyReport) -> String {
        let unassigned = "\(figures.share(journey.unassigned))"
        return say(
            "\(journey.label.en). \(unassigned) of \(figures.count(journey.items)) items are placed in no step.",
            "\(journey.label.fr). \(unassigned) des \(figures.count(journey.items)) retours ne sont placés dans aucune étape."
        )
    }

    private func journeyFigure(_ change: ChangeReport) -> Markup {
        Tag.figure {
            Tag.figcaption {
                Tag.strong { figures.metric(data.curveMetric) + say(" by step", " par étape") }
                " "
                Tag.span(.class("key before")) { "○ " + figures.period(change.from) }
                "  "
                Tag.span(.class("key after")) { "● " + figures.period(change.to) }
                " · " + journeyLegend
            }
            scrolling(figures.metric(data.curveMetric) + say(" by step", " par étape")) {
                JourneyChart(data: data, figures: figures).markup
            }
            pairTable(change)
        }
    }

    private func pairTable(_ change: ChangeReport) -> Markup {
        asTable {
            table(
                figures.metric(data.curveMetric) + say(" by step", " par étape"),
                [
                    (say("Step", "Étape"), false), (figures.period(change.from), true), ("n", true),
                    (figures.period(change.to), true), ("n", true), ("", false),
                ]
            ) {
                for pair in data.steps {
                    Tag.tr {
                        rowHead { pair.label[language] }
                        number { score(pair.before) }
                        number { figures.count(pair.before.count) }
                        number { score(pair.after) }
                        number { figures.count(pair.after.count) }
                        cell { pair.hasFallen ? verdict(.down) : .text("") }
                    }
                }
            }
        }
    }

    private func emotionFigure(_ steps: [JourneyReport.Step]) -> Markup {
        let title = say("Emotion by step", "Émotion par étape")
        return Tag.figure {
            Tag.figcaption {
                Tag.strong { title }
                " · "
                say(
                    "From −1 to +1: of the texts that name an emotion, those with more pleasant ones less those with more unpleasant ones. Band: 95% interval; a gap under 10.",
                    "De −1 à +1\u{A0}: parmi les textes qui disent une émotion, ceux qui en ont plus d’agréables moins ceux qui en ont plus de désagréables. Bande\u{A0}: intervalle à 95\u{202F}%\u{202F}; vide sous 10."
                )
            }
            scrolling(title) { EmotionChart(steps: steps, figures: figures).markup }
            emotionTable(steps, title)
        }
    }

    private func emotionTable(_ steps: [JourneyReport.Step], _ title: String) -> Markup {
        asTable {
            table(
                title,
                [
                    (say("Step", "Étape"), false), (say("Emotion −1 to 1", "Émotion −1 à 1"), true), ("n", true),
                    (say("Of the step’s items", "Des retours de l’étape"), true),
                    (say("Named most", "Les plus dites"), false),
                ]
            ) {
                for step in steps {
                    Tag.tr {
                        rowHead { step.label[language] }
                        number { emotion(step.felt) }
                        number { figures.count(step.felt?.named.count ?? 0) }
                        number { step.felt.map { figures.percent($0.named.value) } ?? "–" }
                        cell { emotionNames(step.felt) }
                    }
                }
            }
        }
    }

    private func emotion(_ felt: StepEmotions?) -> Markup {
        guard let felt, let net = felt.net else {
            return Tag.span(.class("quiet")) { figures.tooFew(felt?.named.count ?? 0) }
        }
        return withMargin(
            figures.decimal(net, places: 2, signed: true),
            felt.interval.map { figures.interval($0, places: 2, signed: true) } ?? "")
    }

    private func emotionNames(_ felt: StepEmotions?) -> String {
        (felt?.emotions ?? []).prefix(3).map {
            "\(emotions.label($0.code, language)) \(figures.percent($0.share.value))"
        }.joined(separator: ", ")
    }

    private var journeyLegend: String {
        let outlined =
            data.curveMetric == data.metric
            ? say("q under 0.05 for the table of steps", "q inférieur à 0,05 sur l’ensemble des étapes")
            : say(
                "the 95% interval of the difference is below zero",
                "l’intervalle à 95\u{202F}% de l’écart est sous zéro")
        return say(
            "Bands: 95% intervals; a gap where there are under 10 answers; outlined: fallen (\(outlined)).",
            "Bandes\u{A0}: intervalles à 95\u{202F}%\u{202F}; vide sous 10 réponses\u{202F}; encadré\u{A0}: en baisse (\(outlined))."
        )
    }

    private func stepTable(_ journey: JourneyReport) -> Markup {
        table(
            say("Steps, over the whole period shown", "Étapes, sur toute la période montrée"),
            [
                (say("Step", "Étape"), false), (say("Items", "Retours"), true),
                (figures.metric(data.metric), true), ("n", true),
                (say("Sentiment −1 to 1", "Tonalité −1 à 1"), true),
                (say("Top friction, share of the step", "Premier irritant, part de l’étape"), false),
                (say("Sessions with errors", "Sessions avec erreurs"), true),
            ]
        ) {
            for step in journey.steps { stepRow(step) }
        }
    }

    private func stepRow(_ step: JourneyReport.Step) -> Markup {
        let figure = step.scores.first { $0.metric == data.metric }
        return Tag.tr {
            rowHead { step.label[language] }
            number { figures.count(step.items) }
            number { figure.map(score) ?? Tag.span(.class("quiet")) { figures.tooFew(0) } }
            number { figures.count(figure?.count ?? 0) }
            number { sentiment(step) }
            cell { topFriction(step) }
            number { sessions(step) }
        }
    }

    private func sentiment(_ step: JourneyReport.Step) -> Markup {
        guard let mean = step.sentiment else { return Tag.span(.class("quiet")) { figures.tooFew(step.items) } }
        let margin = step.sentimentInterval.map { figures.interval($0, places: 2, signed: true) + ", " } ?? ""
        let count = step.scores.first { $0.metric == .sentiment }?.count ?? step.items
        return withMargin(figures.decimal(mean, places: 2, signed: true), margin + figures.sample(count))
    }

    private func topFriction(_ step: JourneyReport.Step) -> Markup {
        guard let code = step.topFriction, let share = step.topFrictionShare else { return .text("–") }
        return .group([
            .text(friction(code) + " "),
            Tag.span(.class("margin")) { "\(figures.share(share)), \(figures.sample(share.total))" },
        ])
    }

    private func sessions(_ step: JourneyReport.Step) -> Markup {
        guard let sessions = step.sessions else { return .text("–") }
        return withMargin(
            figures.percent(sessions.withErrors.value),
            "\(figures.interval(sessions.withErrors.interval.scaled(by: 100), places: 1)), \(figures.sample(sessions.count))"
        )
    }

    /// Each channel a step is reached through.
    private func channelTable(_ journey: JourneyReport) -> Markup? {
        // A channel without an answer at any step would be a column of dashes.
        let channels = journey.steps.flatMap(\.channels)
            .filter { $0.scores.contains { $0.metric == channelMetric && $0.count > 0 } }.map(\.channel)
        let names = Set(channels).sorted { left, right in
            let (more, less) = (channels.count { $0 == left }, channels.count { $0 == right })
            return more != less ? more > less : left < right
        }
        guard !names.isEmpty else { return nil }
        return table(
            say(
                "\(figures.metric(channelMetric)) by step and channel",
                "\(figures.metric(channelMetric)) par étape et canal"),
            [(say("Step", "Étape"), false)] + names.map { (channel($0), true) }, style: "compact"
        ) {
            for step in journey.steps where step.items > 0 {
                Tag.tr {
                    rowHead { step.label[language] }
                    for name in names { number { channelCell(step.channels.first { $0.channel == name }) } }
                }
            }
        }
    }

    private var channelMetric: ScoreMetric { data.curveMetric }

    private func channelCell(_ channel: JourneyReport.Channel?) -> Markup {
        guard let channel else { return .text("–") }
        guard let figure = channel.scores.first(where: { $0.metric == channelMetric }), let value = figure.value else {
            let count = channel.scores.first { $0.metric == channelMetric }?.count ?? 0
            return count == 0 ? .text("–") : Tag.span(.class("quiet")) { figures.sample(count) }
        }
        let margin = figure.interval.map { figures.interval($0, figure.metric) + ", " } ?? ""
        return withMargin(figures.value(value, figure.metric), margin + figures.sample(figure.count))
    }
}
