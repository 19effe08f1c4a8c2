internal import Feedback
internal import Readers

/// Tells XML that only a lenient reading can use, as feeds with a bare `&` in an address are, from XML that is cut short.
enum XMLRecovery {
    /// Whether strict reading fails before the end of the head. A text that merely ends too early is not mended.
    static func isNeeded(_ head: [UInt8]) -> Bool {
        do throws(ReaderError) {
            let reader = try XMLRecordReader(MemorySource(head), recordNames: [])
            while try reader.next() != nil {}
            return false
        } catch {
            return error.kind == .invalid && offset(of: error, in: head) + 16 < head.count
        }
    }

    static let decision = Decision(
        "xml", en: "the XML is not well-formed: it is read leniently, and what stands at a fault may be missing",
        fr: "le XML n'est pas bien formé : il est lu avec tolérance, et ce qui touche à une faute peut manquer")

    private static func offset(of error: ReaderError, in bytes: [UInt8]) -> Int {
        var (line, start) = (1, 0)
        while line < error.line, let feed = bytes[start...].firstIndex(of: 0x0A) {
            (line, start) = (line + 1, feed + 1)
        }
        return start + max(error.column - 1, 0)
    }
}
