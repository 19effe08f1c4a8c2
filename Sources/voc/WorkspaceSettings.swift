import Feedback
import Foundation
import Yams

/// What `voc.yaml` beside the store says. Without the file everything is as below.
///
/// ```yaml
/// privacy:
///   keep-pii: false            # true allows import --keep-pii
///   ip-prefix: false           # true keeps a pseudonym of the network of IP addresses, for voc link
///   retention: 36 months       # what voc privacy retention keeps
///   retention-by-source:
///     qualtrics: 12 months
/// ```
struct WorkspaceSettings {
    var keepsPII = false
    var keepsNetworks = false
    var retention = "36 months"
    var retentionBySource: [(source: String, period: String)] = []

    static let fileName = "voc.yaml"

    init() {}

    /// - Throws: ``Failure`` with the line of what is not known.
    init(file path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else { return }
        let node: Node?
        do { node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self)) } catch {
            throw Failure("\(path): \(error)")
        }
        guard let node else { return }
        try Self.read(node, path, known: ["privacy"]) { _, privacy in
            try Self.read(privacy, path, known: ["keep-pii", "ip-prefix", "retention", "retention-by-source"]) {
                name, value in
                switch name {
                case "keep-pii": keepsPII = try Self.flag(value, path)
                case "ip-prefix": keepsNetworks = try Self.flag(value, path)
                case "retention": retention = value.string ?? retention
                default:
                    try Self.read(value, path, known: nil) { source, period in
                        retentionBySource.append((source, period.string ?? retention))
                    }
                }
            }
        }
    }

    private static func flag(_ node: Node, _ path: String) throws -> Bool {
        guard let flag = node.bool else { throw problem(path, node.mark, "true or false is expected") }
        return flag
    }

    private static func read(
        _ node: Node, _ path: String, known: [String]?, _ body: (String, Node) throws -> Void
    ) throws {
        guard let mapping = node.mapping else {
            throw problem(path, node.mark, "'name: value' lines are expected here")
        }
        for (key, value) in mapping {
            let name = key.string ?? ""
            if let known, !known.contains(name) {
                throw problem(
                    path, key.mark, "there is no setting '\(name)'. Use one of \(known.joined(separator: ", "))")
            }
            try body(name, value)
        }
    }

    private static func problem(_ path: String, _ mark: Mark?, _ text: String) -> Failure {
        Failure("\(path):\(mark?.line ?? 1):\(mark?.column ?? 1): \(text).")
    }
}
