import Feedback
import FeedbackStore
import Insights
import Testing

@testable import Alerting

@Suite struct AlertMessageTests {
    private func message(_ language: OutputLanguage) throws -> String {
        let desk = try Desk()
        desk.language = language
        try desk.addCalmWeeks(0..<8)
        for week in 8..<10 { try desk.addBadWeek(week) }
        try desk.data.store.addMark("web-5.2", at: Int64(monday + 55) * 86_400_000)
        try desk.data.addSession("s-1", day: monday + 57)
        try desk.check(after(week: 9))
        return try #require(desk.shown.all.first)
    }

    @Test func `the message carries the cause, in English`() throws {
        #expect(
            try message(.english) == """
                [FIRING · severity 2] NPS, whole journey: NPS fell below its control limit
                EWMA 22.9, limit 32.4 (usually 38.1, weeks of about 95 answers)   week of 2026-10-05
                since about 2026-09-28; weeks since: -4.8, -4.8. Chance this is noise: such a rule errs once in \
                ~484 weeks, 0.11 false alarms a year.
                the fall, by step: pay 103%
                the fall, by friction: pay.declined 92%
                rose: pay.declined  0.0% → 28.6% [22.9, 35.0] of items  NEW
                near in time: web-5.2, 2026-09-27
                “La page de la banque tourne en boucle 9-29”  #973 2026-10-06
                “La page de la banque tourne en boucle 9-28”  #972 2026-10-05
                “La page de la banque tourne en boucle 9-27”  #971 2026-10-11
                session s-1  2026-09-29 09:00  abandoned  left at /paiement/3ds  https://replay.example/s-1
                more: voc change --metric nps --from 2026-08-03..2026-09-27 --to 2026-09-28..2026-10-11
                Next message only if it worsens by 5 points or resolves (at least 34.3 for 2 weeks).   ack: voc \
                alerts ack 1

                """)
    }

    @Test func `the message carries the cause, in French`() throws {
        #expect(
            try message(.french) == """
                [ALERTE · gravité 2] NPS, tout le parcours : le score (NPS) passe sous sa limite de contrôle
                EWMA 22,9, limite 32,4 (d'habitude 38,1, semaines d'environ 95 réponses)   semaine du 2026-10-05
                depuis environ le 2026-09-28 ; semaines depuis : -4,8 ; -4,8. Risque de fausse alerte : une telle \
                règle se trompe une fois en ~484 semaines, soit 0,11 par an.
                la baisse, par étape : pay 103 %
                la baisse, par irritant : pay.declined 92 %
                en hausse : pay.declined  0,0 % → 28,6 % [22,9 ; 35,0] des retours  NOUVEAU
                proche dans le temps : web-5.2, 2026-09-27
                « La page de la banque tourne en boucle 9-29 »  #973 2026-10-06
                « La page de la banque tourne en boucle 9-28 »  #972 2026-10-05
                « La page de la banque tourne en boucle 9-27 »  #971 2026-10-11
                session s-1  2026-09-29 09:00  abandoned  sortie sur /paiement/3ds  https://replay.example/s-1
                détail : voc change --metric nps --from 2026-08-03..2026-09-27 --to 2026-09-28..2026-10-11
                Prochain message seulement si cela empire de 5 points ou se résout (au moins 34,3 pendant 2 \
                semaines).   prise en charge : voc alerts ack 1

                """)
    }

    @Test func `the figures of the message are those of its JSON`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<8)
        for week in 8..<10 { try desk.addBadWeek(week) }
        try desk.check(after(week: 9))
        let message = try #require(try AlertDesk(desk.data.store).incidents().first?.message)
        let cause = try #require(message.cause)
        #expect(message.incident == 1 && message.kind == .firing)
        #expect(cause.from.last < cause.to.first)
        #expect(cause.splits.map(\.dimension) == ["step", "friction"])
        #expect(cause.splits[0].parts[0].key == "pay")
        #expect(cause.frictions.map(\.friction) == ["pay.declined"])
        #expect(cause.quotes.count == 3)
        #expect(message.since == CalendarDate(dayNumber: monday + 56).description)
    }

    @Test func `control characters of a customer never reach the terminal`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<8)
        for week in 8..<10 { try desk.addBadWeek(week) }
        try desk.data.execute("UPDATE verbatim SET text = char(27) || '[31m' || char(10) || char(8238) || text")
        try desk.check(after(week: 9))
        let text = try #require(desk.shown.all.first)
        #expect(!text.unicodeScalars.contains { $0.value == 27 || $0.value == 0x202E })
        #expect(text.contains("tourne en boucle"))
    }
}
