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

extension JSONObject {
    /// The object with `properties.url` and the like moved into an object `properties`, where it has none.
    func gathering(_ names: String...) -> JSONObject {
        guard members.contains(where: { member in names.contains { member.key.suffix(after: "\($0).") != nil } }) else {
            return self
        }
        var (rest, gathered) = (JSONObject(), names.map { (name: $0, object: JSONObject()) })
        for (key, value) in members {
            if let place = names.firstIndex(where: { key.suffix(after: "\($0).") != nil }),
                let inner = key.suffix(after: "\(names[place]).")
            {
                gathered[place].object.members.append((inner, value))
            } else {
                rest.members.append((key, value))
            }
        }
        for (name, object) in gathered where !object.isEmpty && rest[name]?.object == nil {
            // `person.properties.email` nests once more.
            rest[name] = .object(object.gathering("properties"))
        }
        return rest
    }
}

extension String {
    /// What follows `prefix`; `nil` when the text does not begin with it, or ends there.
    func suffix(after prefix: String) -> String? {
        guard utf8.count > prefix.utf8.count, utf8.starts(with: prefix.utf8) else { return nil }
        return String(self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...])
    }
}

extension JSONValue {
    func value(_ first: String, _ second: String) -> JSONValue? { object?.value(first, second) }
    func text(_ first: String, _ second: String) -> String? { object?.text(first, second) }
}
