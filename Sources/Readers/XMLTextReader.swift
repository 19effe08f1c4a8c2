import CLibXML2

/// libxml2's pull parser behind safe calls: the only file that touches its pointers.
///
/// The options are exactly NONET, NOERROR and NOWARNING: no entity is expanded, nothing is loaded, and libxml2's own
/// limits stay on.
@safe
final class XMLTextReader {
    enum Node { case element, endElement, text, doctype, other }

    private let reader: xmlTextReaderPtr
    private let gate: XMLGate
    private let wanted: Set<String>
    private static let slots = 256
    /// The names met last, by their address: names live in the parser's dictionary, so that one address is one name as
    /// long as the parser lives. The last one stands for a node without a name.
    private var names = [(address: Int, name: String, isWanted: Bool)](repeating: (0, "", false), count: slots + 1)

    /// - Parameter wanted: the local names that ``isWanted`` looks for.
    init(_ gate: XMLGate, wanted: Set<String> = []) throws(ReaderError) {
        self.wanted = wanted
        _ = Self.prepared
        xmlResetLastError()
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        // The gate outlives the parser: both belong to this object, and `deinit` frees the parser first.
        let context = unsafe Unmanaged.passUnretained(gate).toOpaque()
        guard
            let made = unsafe xmlReaderForIO(
                { context, buffer, count in unsafe XMLTextReader.hand(context, buffer, count) }, { _ in 0 }, context,
                nil, nil, Int32(options))
        else {
            throw ReaderError(.unreadable, en: "no memory for the XML parser", fr: "pas de mémoire pour l'analyse XML")
        }
        unsafe reader = unsafe made
        self.gate = gate
    }

    deinit { unsafe xmlFreeTextReader(reader) }

    /// Moves to the next node; false at the end.
    ///
    /// - Throws: what the gate refused, or why the text is not well formed, at its place.
    func read() throws(ReaderError) -> Bool {
        let result = unsafe xmlTextReaderRead(reader)
        if let problem = gate.problem { throw problem }
        if result < 0 { throw lastError() }
        return result == 1
    }

    /// Whether the gate stopped the document.
    var wasRefused: Bool { gate.problem != nil }

    var node: Node {
        switch unsafe xmlTextReaderNodeType(reader) {
        case Int32(XML_READER_TYPE_ELEMENT.rawValue): .element
        case Int32(XML_READER_TYPE_END_ELEMENT.rawValue): .endElement
        case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
            Int32(XML_READER_TYPE_WHITESPACE.rawValue), Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue):
            .text
        case Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue): .doctype
        default: .other
        }
    }

    /// 0 for the root.
    var depth: Int { Int(unsafe xmlTextReaderDepth(reader)) }
    var isEmptyElement: Bool { unsafe xmlTextReaderIsEmptyElement(reader) == 1 }
    var localName: String { names[nameSlot()].name }
    /// Whether the local name is one of those asked for.
    var isWanted: Bool { names[nameSlot()].isWanted }

    /// Where the local name stands in ``names``.
    private func nameSlot() -> Int {
        guard let name = unsafe xmlTextReaderConstLocalName(reader) else { return names.count - 1 }
        let address = Int(bitPattern: name)
        // The upper bits of a product tell neighbours apart.
        let product = UInt64(truncatingIfNeeded: address) &* 0x9E37_79B9_7F4A_7C15
        let slot = Int(truncatingIfNeeded: product >> 56)
        if names[slot].address != address {
            let text = unsafe String(cString: name)
            names[slot] = (address, text, wanted.contains(text))
        }
        return slot
    }

    var namespace: String? { unsafe Self.string(xmlTextReaderConstNamespaceUri(reader)) }
    var value: String { unsafe Self.string(xmlTextReaderConstValue(reader)) ?? "" }

    /// Whether the node is white space between elements.
    var isWhiteSpace: Bool {
        switch unsafe xmlTextReaderNodeType(reader) {
        case Int32(XML_READER_TYPE_WHITESPACE.rawValue), Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue): true
        default: false
        }
    }

    /// The attributes of the element, by local name, without namespace declarations.
    var attributes: [(name: String, value: String)] {
        guard unsafe xmlTextReaderHasAttributes(reader) == 1 else { return [] }
        var all: [(name: String, value: String)] = []
        var more = unsafe xmlTextReaderMoveToFirstAttribute(reader)
        while more == 1 {
            if unsafe xmlTextReaderIsNamespaceDecl(reader) != 1 { all.append((name: localName, value: value)) }
            more = unsafe xmlTextReaderMoveToNextAttribute(reader)
        }
        _ = unsafe xmlTextReaderMoveToElement(reader)
        return all
    }

    // MARK: Without strings, for millions of cells

    /// Whether the element's or attribute's local name is `name`.
    func isNamed(_ name: StaticString) -> Bool {
        // Both end in a zero byte and live for the call.
        unsafe xmlStrEqual(xmlTextReaderConstLocalName(reader), name.utf8Start) == 1
    }

    /// Appends the value of the text node or attribute; how many bytes that were.
    @discardableResult
    func appendValue(to bytes: inout [UInt8]) -> Int {
        guard let value = unsafe xmlTextReaderConstValue(reader) else { return 0 }
        // A string of the parser, zero at its end, copied before its next call.
        let count = unsafe Int(xmlStrlen(value))
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: count))
        return count
    }

    /// Moves to the element's first or next attribute; ``leaveAttributes()`` goes back to the element.
    func moveToNextAttribute() -> Bool { unsafe xmlTextReaderMoveToNextAttribute(reader) == 1 }
    func leaveAttributes() { _ = unsafe xmlTextReaderMoveToElement(reader) }

    // Strings of the parser live until its next call: they are copied at once.
    private static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }

    /// The parser's request for bytes. `context` is the gate of a living reader; `buffer` has room for `count` bytes.
    private static func hand(
        _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ count: Int32
    ) -> Int32 {
        guard let context = unsafe context, let buffer = unsafe buffer, count > 0 else { return -1 }
        let gate = unsafe Unmanaged<XMLGate>.fromOpaque(context).takeUnretainedValue()
        return unsafe gate.hand(to: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
    }

    /// Done once: external entities are refused for the whole process, whatever a document asks.
    private static let prepared: Void = {
        xmlInitParser()
        unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
    }()

    private func lastError() -> ReaderError {
        guard let error = unsafe xmlGetLastError() else {
            return XMLFault.error(code: 0, line: gate.line, column: 0)
        }
        let (code, line, column) = unsafe (error.pointee.code, error.pointee.line, error.pointee.int2)
        return XMLFault.error(code: Int(code), line: Int(line), column: Int(column))
    }
}
