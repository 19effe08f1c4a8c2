/// Where the records are inside an object.
enum JSONRecordPath {
    /// Names that hold the records whatever stands beside them, the likeliest first.
    private static let wrappers = [
        "data", "results", "items", "reviews", "responses", "value", "entry", "hits", "statuses", "tweets", "tickets",
        "conversations", "ordereditems", "records", "entries", "rows", "result", "submissions",
    ]
    /// Names that hold the records when the object around them is not itself a record.
    private static let weakWrappers = [
        "comments", "posts", "messages", "events", "sessions", "visits", "surveys", "feedback", "answers", "documents",
    ]
    /// Members that only a record has.
    private static let recordKeys: Set<String> = [
        "id", "id_str", "_id", "uuid", "token", "text", "body", "subject", "review", "content", "comment", "message",
        "description", "rating", "score", "created_at", "createdAt", "timestamp", "submitted_at", "stream", "event",
        "event_type",
    ]
    /// Members that may stand beside a lone record: `{"data": {…}, "includes": {…}}`.
    private static let besideRecord: Set<String> = [
        "includes", "meta", "links", "paging", "success", "status", "next", "errors", "count", "total", "version",
    ]

    /// Members beside the records of a page, which are under `content` then; its `message` says that all went well.
    private static let besidePage: Set<String> = ["responseCode", "totalElements", "totalPages", "pageable"]

    private struct Candidate {
        var path: [String]
        var elements: [JSONValue]
        var rank: Int
        var isCut: Bool
    }

    /// The shape of a document whose outermost value is `object`, possibly cut at its end.
    static func shape(of object: JSONObject, isCut: Bool) -> JSONShape {
        guard let found = recordArray(in: object, isCut: isCut) ?? loneRecord(in: object) else {
            return JSONShape(kind: .single, firstRecords: [.object(object)], topLevelKeys: object.keys)
        }
        let whole = found.isCut && found.elements.count > 1 ? found.elements.dropLast() : found.elements[...]
        return JSONShape(
            kind: .object(path: found.path), firstRecords: Array(whole.prefix(64)),
            context: scalars(of: object, along: found.path[...]), topLevelKeys: object.keys)
    }

    private static func recordArray(in object: JSONObject, isCut: Bool) -> Candidate? {
        if let content = object["content"]?.array, object.keys.contains(where: besidePage.contains) {
            return Candidate(
                path: ["content"], elements: content, rank: 0, isCut: isCut && object.keys.last == "content")
        }
        var candidates: [Candidate] = []
        collect(object, path: [], isLast: isCut, into: &candidates)
        let isRecord =
            object.members.contains { recordKeys.contains($0.key) && $0.value.string != nil } && !isChat(object)
        let total = weight(.object(object))
        let fitting = candidates.filter { candidate in
            switch candidate.rank {
            case ..<wrappers.count: candidate.path.count == 1 || !isRecord
            case ..<Int.max: !isRecord
            default: !isRecord && weight(.array(candidate.elements)) * 2 > total
            }
        }
        return fitting.min { left, right in
            (left.path.count, left.rank, -weight(.array(left.elements)))
                < (right.path.count, right.rank, -weight(.array(right.elements)))
        }
    }

    /// A chat as Telegram saves it: the `id` is that of the chat.
    private static func isChat(_ object: JSONObject) -> Bool {
        Set(object.keys) == ["name", "type", "id", "messages"]
    }

    /// Gathers the arrays of objects, four levels down at most; never inside an array.
    private static func collect(_ object: JSONObject, path: [String], isLast: Bool, into all: inout [Candidate]) {
        guard path.count < 4 else { return }
        for (index, member) in object.members.enumerated() {
            let isLastMember = isLast && index == object.members.count - 1
            let path = path + [member.key]
            switch member.value {
            case .object(let inner): collect(inner, path: path, isLast: isLastMember, into: &all)
            case .array(let elements):
                let rank = rank(of: member.key)
                guard elements.isEmpty ? rank < wrappers.count : elements[0].object != nil else { continue }
                all.append(Candidate(path: path, elements: elements, rank: rank, isCut: isLastMember))
            default: break
            }
        }
    }

    private static func rank(of name: String) -> Int {
        let name = name.lowercased()
        if let strong = wrappers.firstIndex(of: name) { return strong }
        return weakWrappers.firstIndex(of: name).map { $0 + wrappers.count } ?? .max
    }

    /// One object where an array is usual: `{"data": {…}}`, `{"feed": {"entry": {…}}}`.
    private static func loneRecord(in object: JSONObject) -> Candidate? {
        if let record = object["data"]?.object, object.keys.allSatisfy({ $0 == "data" || besideRecord.contains($0) }) {
            return Candidate(path: ["data"], elements: [.object(record)], rank: 0, isCut: false)
        }
        guard let feed = object["feed"]?.object, object.members.count == 1 else { return nil }
        let entry = feed["entry"].flatMap(\.object)
        return Candidate(path: ["feed", "entry"], elements: entry.map { [.object($0)] } ?? [], rank: 0, isCut: false)
    }

    /// The scalar members of the objects on the way to the records, at their places.
    private static func scalars(of object: JSONObject, along path: ArraySlice<String>) -> JSONObject {
        var kept = JSONObject()
        for (key, value) in object.members {
            if value.string != nil {
                kept[key] = value
            } else if key == path.first, path.count > 1, let inner = value.object {
                let scalars = scalars(of: inner, along: path.dropFirst())
                if !scalars.isEmpty { kept[key] = .object(scalars) }
            }
        }
        return kept
    }

    /// How many values there are in all.
    private static func weight(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.reduce(1) { $0 + weight($1) }
        case .object(let object): object.members.reduce(1) { $0 + weight($1.value) }
        default: 1
        }
    }
}
