import BundledData
import Feedback
import FeedbackStore
import Insights

/// All that is stored of one respondent.
struct PersonStory {
    var items: [ItemRecord]
    var sessions: [Session]
    var orders: [Order]

    init(items: [ItemRecord], history: (sessions: [Session], orders: [Order])) {
        self.items = items
        sessions = history.sessions
        orders = history.orders
    }

    var isEmpty: Bool { items.isEmpty && sessions.isEmpty && orders.isEmpty }
}

/// The JSON of `voc person`.
struct PersonRecord: Encodable {
    var items: [ItemRecord]
    var sessions: [VisitRecord]
    var orders: [OrderRecord]

    init(_ story: PersonStory) {
        items = story.items
        sessions = story.sessions.map { VisitRecord($0) }
        orders = story.orders.map(OrderRecord.init)
    }
}

/// Visits, orders and feedback in time order.
struct PersonPrinter {
    var terminal: Terminal
    var catalog: FrictionCatalog

    func print(_ story: PersonStory) {
        let items = ItemPrinter(terminal: terminal, catalog: catalog)
        var entries: [(at: Int64, show: () -> Void)] = story.items.map { item in
            (item.createdAt ?? .max, { items.print(item) })
        }
        entries += story.sessions.map { session in (session.startedAt.milliseconds, { print(session) }) }
        entries += story.orders.map { order in (order.at.milliseconds, { print(order) }) }
        for entry in entries.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }) {
            entry.element.show()
        }
    }

    private func print(_ session: Session) {
        let troubles = session.events.filter {
            [.error, .notFound, .rageClick, .deadClick, .formAbandon].contains($0.kind)
        }
        let parts = [
            session.startedAt.iso8601, session.source, session.device, session.outcome.rawValue,
            terminal.text("\(session.pageViews) pages", "\(session.pageViews) pages"),
            session.exitPage.map { terminal.text("left on ", "sortie sur ") + $0 },
            troubles.isEmpty ? nil : terminal.text("\(troubles.count) troubles", "\(troubles.count) incidents"),
            session.replayURL,
        ]
        terminal.print(
            terminal.bold(terminal.text("visit ", "visite ") + displayed(session.sessionID)) + "  "
                + parts.compactMap { $0 }.map(displayed).joined(separator: " · "))
    }

    private func print(_ order: Order) {
        let amount = order.amount.map { decimal($0, 2, terminal.language) + (order.currency.map { " \($0)" } ?? "") }
        let parts = [order.at.iso8601, order.source, amount, order.channel, order.status]
        terminal.print(
            terminal.bold(terminal.text("order ", "commande ") + displayed(order.key)) + "  "
                + parts.compactMap { $0 }.map(displayed).joined(separator: " · "))
    }
}
