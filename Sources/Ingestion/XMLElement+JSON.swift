import Readers

extension XMLElement {
    /// The element as JSON has it: children become members, children that are all called `row` an array.
    var json: JSONValue {
        if children.isEmpty { return .string(text) }
        if children.allSatisfy({ $0.name == "row" }) { return .array(children.map(\.json)) }
        return .object(JSONObject(children.map { (key: $0.name, value: $0.json) }))
    }
}
