/// One XML element with everything in it. Names are local: prefixes are dropped.
public struct XMLElement: Sendable {
    public var name: String
    /// In file order, without namespace declarations.
    public var attributes: [(name: String, value: String)]
    /// The element's own text, without its children's, trimmed of white space at both ends.
    public var text: String
    public var children: [XMLElement]

    public init(
        name: String, attributes: [(name: String, value: String)] = [], text: String = "", children: [XMLElement] = []
    ) {
        self.name = name
        self.attributes = attributes
        self.text = text
        self.children = children
    }

    /// The first child with this local name.
    public func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The children with this local name.
    public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The value of an attribute, by local name.
    public subscript(attribute name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The element at a dotted path of children: `at("author.name")`.
    public func at(_ path: String) -> XMLElement? {
        var element = self
        for step in path.utf8.split(separator: UInt8(ascii: ".")) {
            guard let next = element.first(String(Substring(step))) else { return nil }
            element = next
        }
        return element
    }
}

/// What an XML text looks like from its head.
public struct XMLHead: Sendable {
    /// The root's local name; empty when a `problem` came first.
    public var rootName: String
    public var rootNamespace: String?
    public var rootAttributes: [(name: String, value: String)]
    /// How often each local name opens in the head.
    public var elementCounts: [String: Int]
    /// The distinct paths of local names from the root, in order of appearance, at most 256: `feed/entry/title`.
    public var firstPaths: [String]
    /// Why the document is refused; a head that is merely cut has none.
    public var problem: ReaderError?

    public init(
        rootName: String, rootNamespace: String? = nil, rootAttributes: [(name: String, value: String)] = [],
        elementCounts: [String: Int] = [:], firstPaths: [String] = [], problem: ReaderError? = nil
    ) {
        self.rootName = rootName
        self.rootNamespace = rootNamespace
        self.rootAttributes = rootAttributes
        self.elementCounts = elementCounts
        self.firstPaths = firstPaths
        self.problem = problem
    }
}
