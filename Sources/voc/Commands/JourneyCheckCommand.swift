import ArgumentParser
import Feedback
import Linking
import Pipeline

extension JourneyCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What each rule of the journey catches, what catches nothing, what stays without a step.")

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let workspace = global.workspace
                let store = workspace.storeExists ? try workspace.openStore() : nil
                let check = try JourneyCheck(try workspace.journeys(), store: store)
                if json { return terminal.print(try Records.json(check)) }
                show(check, terminal)
            }
        }

        private func show(_ check: JourneyCheck, _ terminal: Terminal) {
            var table = Table(
                [
                    (terminal.text("step", "étape"), .left), (terminal.text("items", "retours"), .right),
                    (terminal.text("placed by", "placés par"), .left),
                    (terminal.text("rules that caught", "règles qui ont pris"), .left),
                    (terminal.text("idle", "muettes"), .right),
                ], flexible: [3])
            for step in check.steps {
                let methods = step.methods.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                    .map { "\($0.key) \(grouped($0.value, terminal.language))" }
                let caught = step.rules.filter { $0.items > 0 }.sorted { ($1.items, $0.text) < ($0.items, $1.text) }
                    .map { "\($0.text) \(grouped($0.items, terminal.language))" }
                table.add([
                    step.label[terminal.language], grouped(step.items, terminal.language),
                    methods.joined(separator: ", "), caught.joined(separator: ", "),
                    "\(step.rules.count { $0.items == 0 })",
                ])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
            for conflict in check.conflicts {
                let steps = conflict.steps.joined(separator: ", ")
                terminal.print(
                    terminal.yellow(terminal.text("conflict: ", "conflit : "))
                        + "\(conflict.kind) \"\(conflict.text)\": \(steps) → \(conflict.steps[0])")
            }
            showUnplaced(check, terminal)
            for model in check.models where !model.unmapped.isEmpty || !model.claimedTwice.isEmpty {
                let steps = (model.unmapped + model.claimedTwice).joined(separator: ", ")
                terminal.print(
                    terminal.yellow(terminal.text("model \(model.code): ", "modèle \(model.code) : "))
                        + terminal.text("not mapped exactly once: ", "correspondance absente ou double : ") + steps)
            }
            let codes = check.models.map(\.code).joined(separator: ", ")
            terminal.print(terminal.text("Other models: ", "Autres modèles : ") + codes)
        }

        private func showUnplaced(_ check: JourneyCheck, _ terminal: Terminal) {
            let share = check.items == 0 ? 0 : Double(check.unassigned) / Double(check.items) * 100
            terminal.print(
                terminal.text("Without a step: ", "Sans étape : ") + grouped(check.unassigned, terminal.language)
                    + terminal.text(" of ", " sur ") + grouped(check.items, terminal.language)
                    + " (\(decimal(share, 1, terminal.language)) %)")
            for column in ["page", "question", "touchpoint", "channel", "source"] {
                let own = check.unplaced.filter { $0.column == column }
                guard !own.isEmpty else { continue }
                let values = own.map {
                    "\(displayed(String($0.value.prefix(60)))) \(grouped($0.items, terminal.language))"
                }
                terminal.print("  \(column): " + values.joined(separator: ", "))
            }
            if check.unassigned > 0 {
                terminal.note(
                    terminal.text(
                        "Add a rule for what is frequent: a file journeys/retail.yaml in your own --seeds folder.",
                        "Ajoutez une règle pour ce qui revient : un fichier journeys/retail.yaml dans votre dossier --seeds."
                    ))
            }
        }
    }
}
