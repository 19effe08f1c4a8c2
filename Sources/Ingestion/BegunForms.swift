import Feedback

/// Forms that a visit began to fill in and never sent, for tools that tell of both and have no event for giving up.
struct BegunForms {
    private struct Form {
        var name: String?
        var page: String?
        var at: Timestamp
    }

    /// More are not looked at: a visit that begins so many is no customer's.
    private static let limit = 50

    private var open: [Form] = []

    mutating func add(_ signal: SessionSignal) {
        if signal.beginsForm {
            begin(Form(name: signal.detail, page: signal.page, at: signal.at))
            return
        }
        switch signal.kind {
        case .form: open.removeAll { Self.isSame($0, signal) }
        // Who looks something up or buys was not stopped by a form.
        case .search: open.removeAll { $0.page == signal.page }
        case .purchase: open = []
        default: break
        }
    }

    private mutating func begin(_ form: Form) {
        if let index = open.firstIndex(where: { $0.name == form.name && $0.page == form.page }) {
            open[index].at = max(open[index].at, form.at)
        } else if open.count < Self.limit {
            open.append(form)
        }
    }

    /// By name where both have one; else by page.
    private static func isSame(_ form: Form, _ signal: SessionSignal) -> Bool {
        if let name = form.name, let sent = signal.detail { return name == sent }
        return form.page == signal.page
    }

    /// One event for each form that was left, at the last time it was touched.
    var abandons: [SessionEvent] {
        open.map { SessionEvent(kind: .formAbandon, at: $0.at, page: $0.page, detail: $0.name) }
    }
}
