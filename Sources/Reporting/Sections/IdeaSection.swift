import Feedback
import Insights

extension ReportPage {
    /// Which suggestions come back, and from whom.
    var ideaSection: Markup? {
        guard data.ideas.suggestions.count > 0 else { return nil }
        return section("ideas", say("Ideas that come back", "Idées qui reviennent"), ideaLead) {
            for (place, idea) in data.ideas.ideas.enumerated() { ideaCard(place + 1, idea) }
        }
    }

    private var ideaLead: String {
        let ideas = data.ideas
        let share = "\(figures.share(ideas.suggestions)), \(figures.sample(ideas.suggestions.total))"
        return say(
            "\(figures.count(ideas.suggestions.count)) suggestions from \(figures.count(ideas.respondents)) people (\(share)): \(figures.count(ideas.groups)) ideas that at least two share, \(figures.count(ideas.alone)) like no other. Grouped by the words they share.",
            "\(figures.count(ideas.suggestions.count)) suggestions de \(figures.count(ideas.respondents)) personnes (\(share))\u{A0}: \(figures.count(ideas.groups)) idées partagées par deux au moins, \(figures.count(ideas.alone)) sans pareille. Groupées par leurs mots communs."
        )
    }

    private func ideaCard(_ rank: Int, _ idea: IdeaReport.Idea) -> Markup {
        Tag.article(.class("friction")) {
            Tag.h3 {
                Tag.span(.class("rank")) { "\(rank)" }
                " " + idea.words.joined(separator: " · ")
            }
            Tag.p(.class("definition")) { ideaCounts(idea) }
            for quote in idea.quotes { self.quote(quote, isTagged: false) }
        }
    }

    private func ideaCounts(_ idea: IdeaReport.Idea) -> String {
        let people = say(
            "\(figures.count(idea.respondents)) people", "\(figures.count(idea.respondents)) personnes")
        func list(_ counts: [IdeaReport.Count], _ dimension: String) -> String {
            counts.prefix(3).map { "\(key($0.key, of: dimension)) \(figures.count($0.items))" }.joined(separator: ", ")
        }
        var days: String?
        if let first = idea.first.flatMap({ Timestamp(iso8601: $0)?.date }),
            let last = idea.last.flatMap({ Timestamp(iso8601: $0)?.date })
        {
            days = figures.period(Period(first, last))
        }
        let parts = [
            people, days, list(idea.channels, "channel"), list(idea.steps, "step"), list(idea.languages, "language"),
        ]
        return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
