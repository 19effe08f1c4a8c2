/// Streams every element with one of the given local names as a whole subtree, in memory bounded by one element.
///
/// A record inside a record is part of it and not given again. Document types, external entities, over-long tags and
/// over-deep documents are refused before libxml2 sees them.
public final class XMLRecordReader {
    /// Bytes of one record: its texts, attributes and names, and 64 for each element.
    public static let recordLimit = 16 << 20

    private let recordNames: Set<String>
    private let gate: XMLGate
    private let reader: XMLTextReader
    private var recordBytes = 0

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
        self.recordNames = recordNames
        gate = try XMLGate(source, recordNames: recordNames, recovering: recovering)
        reader = try XMLTextReader(gate)
    }

    /// How many bytes of text the parser has taken, as UTF-8.
    public var bytesRead: Int { gate.bytesPassed }

    /// The next record and the line where it starts; nil after the last.
    ///
    /// - Throws: `ReaderError` with line and column when the text is not well formed or is refused.
    public func next() throws(ReaderError) -> (element: XMLElement, line: Int)? {
        while try reader.read() {
            try refuseDoctype()
            guard reader.node == .element, recordNames.contains(reader.localName) else { continue }
            recordBytes = 0
            let line = gate.nextRecordLine()
            return (try element(), line)
        }
        return nil
    }

    /// The element the reader is at, with everything in it.
    private func element() throws(ReaderError) -> XMLElement {
        var element = XMLElement(name: reader.localName, attributes: reader.attributes)
        try count(64 + element.name.utf8.count)
        for (name, value) in element.attributes { try count(name.utf8.count + value.utf8.count) }
        guard !reader.isEmptyElement else { return element }
        let depth = reader.depth
        var text = ""
        while try reader.read() {
            switch reader.node {
            case .element:
                if recordNames.contains(reader.localName) { _ = gate.nextRecordLine() }
                guard reader.depth <= XMLGate.Limit.depth else { throw tooDeep() }
                element.children.append(try self.element())
            case .text:
                let value = reader.value
                try count(value.utf8.count)
                text += value
            case .endElement where reader.depth == depth:
                element.text = trimmed(text)
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

    private func count(_ bytes: Int) throws(ReaderError) {
        recordBytes += bytes
        guard recordBytes <= Self.recordLimit else {
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
private func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
        return ""
    }
    return String(text[first...last])
}
