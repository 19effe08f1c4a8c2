import Readers

/// Members that exports name differently from one year or product to the next.
extension JSONObject {
    /// The first of these members that is there and is not `null`. Dots lead into nested objects.
    func value(_ paths: String...) -> JSONValue? { value(paths) }

    /// The first of these members that holds a text, a number or a truth value, and is not blank.
    func text(_ paths: String...) -> String? {
        for path in paths {
            if let text = member(path)?.string, !text.trimmed.isEmpty { return text }
        }
        return nil
    }

    private func value(_ paths: [String]) -> JSONValue? {
        for path in paths {
            if let value = member(path), !value.isNull { return value }
        }
        return nil
    }

    /// A member of that very name first: some exports flatten `properties.$browser` into one name.
    private func member(_ path: String) -> JSONValue? { self[path] ?? at(path) }
}

extension JSONValue {
    func value(_ first: String, _ second: String) -> JSONValue? { object?.value(first, second) }
    func text(_ first: String, _ second: String) -> String? { object?.text(first, second) }
}
