/// Streams every element with one of the given local names as a whole subtree, in memory bounded by one element.
///
/// A record inside a record is part of it and not given again. Document types, external entities, over-long tags and
/// over-deep documents are refused before libxml2 sees them.
public final class XMLRecordReader {
    /// Bytes of one record: its texts, attributes and names, and 64 for each element.
    public static let recordLimit = 16 << 20

    private let gate: XMLGate
    private let reader: XMLTextReader
    private var open = OpenRecord()

    /// - Parameters:
    ///   - source: the file's own bytes, in any encoding that is read.
    ///   - recovering: for a second try after a document was not well formed: raw `&`, raw `<` and HTML entities are
    ///     kept as text, control characters become spaces, missing end tags are added and stray ones dropped. A
    ///     document that stops early is still an error.
    /// - Throws: `ReaderError` of kind `hostile` for a document type that declares something, `unsupported` for an
    ///   encoding that is not read, and what the source throws.
    public init(
        _ source: any ByteSource, recordNames: Set<String>, recovering: Bool = false
    ) throws(ReaderError) {
        gate = try XMLGate(source, recordNames: recordNames, recovering: recovering)
        reader = try XMLTextReader(gate, wanted: recordNames)
    }

    /// How many bytes of text the parser has taken, as UTF-8.
    public var bytesRead: Int { gate.bytesPassed }

    /// The next record and the line where it starts; nil after the last.
    ///
    /// - Throws: `ReaderError` with line and column when the text is not well formed or is refused.
    public func next() throws(ReaderError) -> (element: XMLElement, line: Int)? {
        while try reader.read() {
            try refuseDoctype()
            guard reader.node == .element, reader.isWanted else { continue }
            let line = gate.nextRecordLine()
            // Taken out of the object while it is worked on, which saves a check at each access.
            var record = OpenRecord()
            swap(&record, &open)
            defer { swap(&record, &open) }
            record.bytes = 0
            record.texts.removeAll(keepingCapacity: true)
            return (try element(&record), line)
        }
        return nil
    }

    /// What is known of the record that is being read.
    private struct OpenRecord {
        var bytes = 0
        /// The texts of the elements that are open, one after the other.
        var texts: [UInt8] = []
    }

    /// The element the reader is at, with everything in it.
    private func element(_ record: inout OpenRecord) throws(ReaderError) -> XMLElement {
        let reader = reader
        var element = XMLElement(name: reader.localName, attributes: reader.attributes)
        try count(64 + element.name.utf8.count, in: &record)
        if !element.attributes.isEmpty {
            for (name, value) in element.attributes { try count(name.utf8.count + value.utf8.count, in: &record) }
        }
        guard !reader.isEmptyElement else { return element }
        let (depth, start) = (reader.depth, record.texts.count)
        while try reader.read() {
            switch reader.node {
            case .element:
                if reader.isWanted { _ = gate.nextRecordLine() }
                guard reader.depth <= XMLGate.Limit.depth else { throw tooDeep() }
                if element.children.isEmpty { element.children.reserveCapacity(8) }
                element.children.append(try self.element(&record))
            case .text:
                // White space at the start is trimmed anyhow: it is not even copied.
                if record.texts.count > start || !reader.isWhiteSpace {
                    try count(reader.appendValue(to: &record.texts), in: &record)
                }
            case .endElement where reader.depth == depth:
                if record.texts.count > start {
                    element.text = trimmed(record.texts[start...])
                    record.texts.removeSubrange(start...)
                }
                return element
            case .doctype: try refuseDoctype()
            case .endElement, .other: break
            }
        }
        throw XMLFault.error(code: 5, line: gate.line, column: 0)
    }

    /// The gate keeps document types out; should one get by, it stops here.
    private func refuseDoctype() throws(ReaderError) {
        if reader.node == .doctype { throw XMLProlog.refusedDoctype(line: gate.line) }
    }

    private func count(_ bytes: Int, in record: inout OpenRecord) throws(ReaderError) {
        record.bytes += bytes
        guard record.bytes <= Self.recordLimit else {
            throw ReaderError(
                .tooLarge, en: "a record is longer than \(Self.recordLimit) bytes",
                fr: "un enregistrement dépasse \(Self.recordLimit) octets", line: gate.line)
        }
    }

    private func tooDeep() -> ReaderError {
        ReaderError(
            .tooLarge, en: "elements are nested more than \(XMLGate.Limit.depth) deep",
            fr: "les éléments sont imbriqués sur plus de \(XMLGate.Limit.depth) niveaux", line: gate.line)
    }
}

/// Without white space at both ends.
private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
        return ""
    }
    return String(decoding: bytes[first...last], as: UTF8.self)
}
