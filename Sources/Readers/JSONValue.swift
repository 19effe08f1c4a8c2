/// Any JSON value. Numbers stay as written, so a 19-digit id loses nothing.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object, in file order.
public struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public var members: [(key: String, value: JSONValue)]

    public init(_ members: [(key: String, value: JSONValue)] = []) { self.members = members }

    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = elements.map { (key: $0.0, value: $0.1) }
    }

    public var isEmpty: Bool { members.isEmpty }
    public var keys: [String] { members.map(\.key) }

    /// The value of a key; the last one when the key is repeated. Setting nil removes the key.
    public subscript(key: String) -> JSONValue? {
        get { members.last { $0.key == key }?.value }
        set {
            guard let newValue else { return members.removeAll { $0.key == key } }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append((key: key, value: newValue))
            }
        }
    }

    /// The value at a dotted path of keys and array positions: `at("feed.entry.0.title")`.
    public func at(_ path: String) -> JSONValue? { JSONValue.object(self).at(path) }

    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.key == $1.key && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        for (key, value) in members {
            hasher.combine(key)
            hasher.combine(value)
        }
    }
}

extension JSONValue {
    /// A member of an object; nil for any other value.
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// The value at a dotted path of keys and array positions: `at("user.name")`, `at("entry.0.title.label")`.
    public func at(_ path: String) -> JSONValue? {
        var value = self
        for step in path.utf8.split(separator: UInt8(ascii: ".")) {
            let name = String(Substring(step))
            switch value {
            case .object(let object):
                guard let next = object[name] else { return nil }
                value = next
            case .array(let elements):
                guard let index = Int(name), elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// The text of a string, a number as written, or `true` and `false`; nil for null, arrays and objects.
    public var string: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// A whole number, written as a number or as text ("42", 42, 42.0).
    public var int: Int? {
        guard case .number(let text) = self.asNumberText else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// A finite number, written as a number or as text.
    public var double: Double? {
        guard case .number(let text) = self.asNumberText, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    public var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }

    /// The elements of an array; a lone object or scalar counts as one element, null as none.
    public var array: [JSONValue]? {
        switch self {
        case .array(let elements): elements
        case .object, .string, .number, .bool: [self]
        case .null: nil
        }
    }

    public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

    public var isNull: Bool { self == .null }

    // Swift reads "nan", "0x1p3" and "+5" as numbers too: only JSON's own alphabet is let through.
    private var asNumberText: JSONValue? {
        switch self {
        case .number: self
        case .string(let text) where !text.isEmpty && text.utf8.allSatisfy(isNumberByte) && text.utf8.first != 0x2B:
            .number(text)
        default: nil
        }
    }
}

private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
    default: false
    }
}
