#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the lexicons and the seeds are.
///
/// The first of these that exists: the folder given on the command line, the one an environment variable names
/// (`VOC_LEXICONS`, `VOC_SEEDS`), the workspace's own (beside the store), what was installed or built with the binary.
public struct DataFolders: Hashable, Sendable {
    public var lexicons: String
    public var seeds: String

    /// - Parameters:
    ///   - lexicons: the folder given with `--lexicons`, or `nil`.
    ///   - workspace: the folder the store is in.
    ///   - environment: looks a variable up.
    /// - Throws: ``DataFolderError`` naming every place that was looked at.
    public init(
        lexicons: String? = nil, seeds: String? = nil, workspace: String = ".",
        environment: (String) -> String? = { _ in nil }
    ) throws(DataFolderError) {
        self.lexicons = try Self.locate(
            "lexicons", given: lexicons, variable: environment("VOC_LEXICONS"), workspace: workspace)
        self.seeds = try Self.locate("seeds", given: seeds, variable: environment("VOC_SEEDS"), workspace: workspace)
    }

    private static func locate(
        _ name: String, given: String?, variable: String?, workspace: String
    ) throws(DataFolderError) -> String {
        if let given = given ?? variable {
            guard isFolder(given) else { throw DataFolderError(name: name, places: [given]) }
            return given
        }
        let program = programFolder
        let places = [
            "\(workspace)/\(name)", "\(program)/voc_BundledData.resources/\(name)", "\(program)/../share/voc/\(name)",
        ]
        guard let found = places.first(where: isFolder) else { throw DataFolderError(name: name, places: places) }
        return found
    }

    /// The folder the running program is in, links resolved.
    private static var programFolder: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        // Safe: the kernel writes at most the given count.
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe readlink("/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        guard count > 0, let slash = buffer[..<count].lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return String(decoding: buffer[..<slash], as: UTF8.self)
    }
}

public struct DataFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    public var name: String
    public var places: [String]

    public var description: String {
        "no folder with the \(name): looked at \(places.joined(separator: ", ")). Name it with --\(name), or install voc again."
    }
}

func isFolder(_ path: String) -> Bool { unsafe access(path + "/.", F_OK) == 0 }
