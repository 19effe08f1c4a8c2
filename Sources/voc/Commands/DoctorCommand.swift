import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Foundation
import Lexicons
import Linking

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the install, the lexicons, the journeys and the store.")

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    private struct Check: Encodable {
        var name: String
        var isGood: Bool
        var detail: String
    }

    func run() throws {
        try global.reporting { terminal in
            let checks = [
                check(terminal.text("data folders", "dossiers de données")) {
                    let folders = try global.workspace.dataFolders()
                    return "\(folders.lexicons), \(folders.seeds)"
                },
                check(terminal.text("lexicons", "lexiques")) {
                    let lexicons = try global.workspace.lexiconSet()
                    return terminal.text(
                        "\(lexicons.entryCount) entries, version \(lexicons.version)",
                        "\(lexicons.entryCount) entrées, version \(lexicons.version)")
                },
                check(terminal.text("taxonomy", "taxonomie")) {
                    let count = try global.workspace.catalog().frictions.count
                    return terminal.text("\(count) friction categories", "\(count) catégories d'irritants")
                },
                check(terminal.text("journeys", "parcours")) {
                    try global.workspace.journeys().journeys.map(\.code).joined(separator: ", ")
                },
                check(terminal.text("store", "base")) { try storeState(terminal) },
            ]
            if json {
                terminal.print(try Records.json(checks))
            } else {
                for check in checks {
                    let mark = check.isGood ? terminal.green("ok ") : terminal.red(terminal.text("BAD", "NON"))
                    terminal.print("\(mark)  \(check.name): \(displayed(check.detail))")
                }
            }
            if checks.contains(where: { !$0.isGood }) { throw ExitStatus.failed }
        }
    }

    private func check(_ name: String, _ body: () throws -> String) -> Check {
        do {
            return Check(name: name, isGood: true, detail: try body())
        } catch {
            return Check(name: name, isGood: false, detail: Failure(error, language: global.language).text)
        }
    }

    private func storeState(_ terminal: Terminal) throws -> String {
        let path = global.storePath
        guard global.workspace.storeExists else {
            return terminal.text("\(path): none yet", "\(path) : pas encore créée")
        }
        let store = try global.workspace.openStore()
        let problems = try store.integrityProblems()
        guard problems.isEmpty else { throw StoreError.failed(path: path, reason: problems.joined(separator: "; ")) }
        let counts = try store.rowCounts()
        return terminal.text(
            "\(path): sound, \(counts.items) items, \(counts.sessions) sessions, \(counts.batches) batches",
            "\(path) : saine, \(counts.items) retours, \(counts.sessions) sessions, \(counts.batches) lots")
    }
}
