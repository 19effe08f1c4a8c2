import ArgumentParser
import Feedback
import FeedbackStore
import Foundation

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a batch back: what it added goes, what it changed is as before.")

    @Argument(help: ArgumentHelp("The batch's number, as voc batches prints it.", valueName: "batch"))
    var batch: Int64

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    private struct Row: Encodable {
        var batch: Int64
        var removed: Int
        var restored: Int
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let done = try store.undo(batch: batch, now: Int64(Date().timeIntervalSince1970 * 1000))
            if json {
                terminal.print(try Records.json(Row(batch: batch, removed: done.removed, restored: done.restored)))
            } else {
                terminal.print(
                    terminal.text(
                        "Batch \(batch) undone: \(done.removed) removed, \(done.restored) restored.",
                        "Lot \(batch) annulé : \(done.removed) retirés, \(done.restored) rétablis."))
            }
        }
    }
}
