package import Feedback
import Lexicons

/// Texts that are analysed together, one step of the analysis for all of them before the next: the processor keeps the
/// instructions of a step at hand, which for one text after the other it has to fetch anew.
///
/// The result of each is the same as by itself.
package struct TextBatch: Sendable {
    /// So many that their words stay close to the processor too.
    package static let size = 4

    package struct Entry: Sendable {
        /// UTF-8, to be set.
        package var text: [UInt8] = []
        /// Forces the language; `nil` lets the text decide.
        package var language: Language?
        /// Whether it is to be analysed.
        package var isWanted = true
        /// What was found of the text as a whole, once it was analysed; the tags are in the workspace.
        package fileprivate(set) var outcome: Outcome?
        package fileprivate(set) var workspace: Workspace
    }

    package var entries: [Entry]
    /// Shared, as long as the lexicons: one for each text would not stay close to the processor.
    fileprivate var seen: SeenInText

    @inline(__always)
    fileprivate mutating func lendSeen(to index: Int, _ step: (inout Workspace) -> Void) {
        swap(&seen, &entries[index].workspace.seen)
        step(&entries[index].workspace)
        swap(&seen, &entries[index].workspace.seen)
    }
}

extension Analyzer {
    /// Buffers for one task.
    package func makeBatch() -> TextBatch {
        let entry = TextBatch.Entry(
            workspace: Workspace(categoryCount: kinds.count, areaCount: areas.count, entryCount: 0))
        return TextBatch(
            entries: Array(repeating: entry, count: TextBatch.size),
            seen: SeenInText(entryCount: lexicons.entries.count))
    }

    /// Analyses those of the first `count` texts that are wanted.
    package func read(_ count: Int, of batch: inout TextBatch) {
        for index in 0..<count where batch.entries[index].isWanted { cut(&batch.entries[index]) }
        for index in 0..<count where batch.entries[index].isWanted { match(&batch.entries[index].workspace) }
        for index in 0..<count where batch.entries[index].isWanted {
            batch.lendSeen(to: index) { readClauses(&$0) }
        }
        for index in 0..<count where batch.entries[index].isWanted {
            batch.lendSeen(to: index) { weigh(&$0) }
        }
        for index in 0..<count where batch.entries[index].isWanted {
            batch.entries[index].outcome = conclude(&batch.entries[index].workspace)
        }
    }

    private func cut(_ entry: inout TextBatch.Entry) {
        let text = entry.text
        cut(text.span, language: entry.language, hint: nil, &entry.workspace)
    }
}
