import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page read by a strict XML parser: what a browser would find in it.
final class PageOutline: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        var text: String
        /// Positions in ``PageOutline/elements`` of the elements it stands in.
        var parents: [Int]
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []
    private(set) var failure: String?

    init(_ page: String) {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() { failure = "\(parser.lineNumber): \(String(describing: parser.parserError))" }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// Whether an element stands in a table with a column of this name.
    func hasColumn(_ name: String, _ element: Element) -> Bool {
        guard let table = element.parents.last(where: { elements[$0].name == "table" }) else { return false }
        return elements.contains { $0.name == "th" && $0.text == name && $0.parents.contains(table) }
    }

    var text: String { elements.first { $0.name == "body" }?.text ?? "" }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, text: "", parents: open))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { elements[index].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
