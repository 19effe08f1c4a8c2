import Feedback
import Foundation
import Testing

@testable import Alerting

@Suite struct AlertChannelTests {
    private static func files(in folder: String) throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appendingPathComponent("Sources/Alerting/\(folder)").path
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test func `every channel of the folder is in the list`() throws {
        let types = AlertChannels.all.map { "\($0).swift" }.sorted()
        #expect(try Self.files(in: "Channels") == types)
    }

    @Test func `every method has its file`() throws {
        #expect(try Self.files(in: "Methods").count == AlertMethod.allCases.count)
    }

    @Test func `every channel's example is a good address`() {
        for type in AlertChannels.all {
            let address = ChannelAddress(type.example)
            #expect(address.scheme == type.scheme)
            #expect(type.fault(in: address.target) == nil)
        }
    }

    @Test func `a text file gets the text, for its owner only`() throws {
        let desk = try Desk(npsRule(channels: ["file:out.txt"]))
        for _ in 0..<2 { try AlertOutbox(desk.surroundings, now: 0).test(desk.rule) }
        let path = desk.data.folder + "/out.txt"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.components(separatedBy: "\n\n").count == 3)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `a channel that cannot be reached is named by the test`() throws {
        let desk = try Desk(npsRule(channels: ["file:no/such/folder.txt", "terminal"]))
        #expect(throws: AlertError.self) { try AlertOutbox(desk.surroundings, now: 0).test(desk.rule) }
        #expect(desk.titles == ["[TEST"])
    }
}
