import Foundation
import GRDB
import TestSupport
import Testing

@testable import FeedbackStore

@Suite struct ViewDocumentTests {
    @Test(arguments: ["v_items", "v_frictions", "v_scores", "v_links", "v_orders"])
    func `docs/views.md lists the columns of each view`(view: String) throws {
        let folder = try TemporaryFolder()
        _ = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        // As a BI tool opens it.
        let columns = try DatabaseQueue(path: folder.path + "/voc.db").read { db in
            try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid", arguments: [view])
        }
        let text = try String(contentsOfFile: projectRoot + "/docs/views.md", encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## \(view)\n").dropFirst().first)
        #expect(section.contains("\n`\(columns.joined(separator: " "))`\n"), "\(view): \(columns)")
    }
}
