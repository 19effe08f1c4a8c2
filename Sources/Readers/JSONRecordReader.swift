/// Streams the records of a JSON text in memory bounded by one record.
///
/// - An array, or the array at a path: its elements; one object in its place counts as one record.
/// - NDJSON: a line that is not JSON gives a record with a `problem`, and reading goes on at the next line.
/// - A document that breaks off or is not JSON throws, after the whole records before that place.
public struct JSONRecordReader {
    private enum State { case start, elements, members, lines, values, done }

    private let shape: JSONShape
    private let path: [String]
    private var input: JSONInput
    private var state = State.start
    /// The members met so far of each object the reader is inside of, the outermost first.
    private var levels: [JSONObject] = []
    private var finished = JSONObject()
    private var contextBytes = 0
    private var isFirst = true
    private var hasRecords = false

    /// - Parameter source: UTF-8, read from the start: the bytes `guessJSONShape` saw the head of.
    public init(_ source: any ByteSource, shape: JSONShape, limits: JSONLimits = JSONLimits()) {
        self.shape = shape
        path = if case .object(let path) = shape.kind { path } else { [] }
        input = JSONInput(source, limits: limits, isLenient: shape.isLenient)
    }

    /// How far the reader is, in bytes of the source.
    public var bytesRead: Int { input.bytesRead }

    /// The members outside the record array met so far, at their place: `context.at("feed.title")`. Large ones, past
    /// 4 MiB in all, are left out.
    public var context: JSONObject {
        guard var inner = levels.last else { return finished }
        for (level, outer) in levels.enumerated().dropLast().reversed() {
            var outer = outer
            outer[path[level]] = .object(inner)
            inner = outer
        }
        return inner
    }

    /// The next record; nil after the last.
    public mutating func next() throws(ReaderError) -> JSONRecord? {
        while true {
            switch state {
            case .start: try begin()
            case .elements: if let record = try nextElement() { return record }
            case .members: if let record = try nextMember() { return record }
            case .lines: return try nextLine()
            case .values: return try nextValue()
            case .done: return nil
            }
        }
    }

    private mutating func begin() throws(ReaderError) {
        try input.skipPrefix(shape.jsPrefix)
        guard let byte = try input.nextByte() else {
            state = .done
            return
        }
        switch shape.kind {
        case .ndjson: state = shape.spansLines ? .values : .lines
        case .single: state = .values
        case .array where byte == UInt8(ascii: "["):
            input.skipByte()
            state = .elements
        case .array: state = .values
        case .object where byte == UInt8(ascii: "{"):
            input.skipByte()
            levels = [JSONObject()]
            state = .members
        case .object: throw input.fault(.unexpected)
        }
    }

    // MARK: Elements of the record array

    private mutating func nextElement() throws(ReaderError) -> JSONRecord? {
        guard try goesOn(until: UInt8(ascii: "]")) else {
            state = levels.isEmpty ? .done : .members
            isFirst = false
            if levels.isEmpty { try expectEnd() }
            return nil
        }
        return try input.record()
    }

    /// Moves past the comma or the closing bracket; whether something follows inside.
    private mutating func goesOn(until close: UInt8) throws(ReaderError) -> Bool {
        guard var byte = try input.nextByte() else { throw input.fault(.end) }
        if byte == UInt8(ascii: ","), !isFirst {
            input.skipByte()
            guard let after = try input.nextByte() else { throw input.fault(.end) }
            byte = after
            if byte == close, !shape.isLenient { throw input.fault(.unexpected) }
        } else if !isFirst, byte != close {
            throw input.fault(.unexpected)
        }
        isFirst = byte == close
        if byte == close { input.skipByte() }
        return byte != close
    }

    /// A script's final semicolon is fine; anything else after the document is not.
    private mutating func expectEnd() throws(ReaderError) {
        while let byte = try input.nextByte() {
            guard byte == UInt8(ascii: ";") || byte == UInt8(ascii: ")"), shape.jsPrefix != nil else {
                throw input.fault(.afterValue)
            }
            input.skipByte()
        }
    }

    // MARK: Members around the record array

    /// Reads one member of the innermost object: context, the way to the records, or the records themselves.
    private mutating func nextMember() throws(ReaderError) -> JSONRecord? {
        guard try goesOn(until: UInt8(ascii: "}")) else {
            try leaveObject()
            return nil
        }
        guard case .string(let key) = try input.value() else { throw input.fault(.unexpected) }
        guard try input.nextByte() == UInt8(ascii: ":") else { throw input.fault(.unexpected) }
        input.skipByte()
        let level = levels.count - 1
        guard !hasRecords, key == path[level], let byte = try input.nextByte() else {
            try keepContext(key)
            return nil
        }
        switch (byte, level == path.count - 1) {
        case (UInt8(ascii: "["), true):
            (hasRecords, isFirst, state) = (true, true, .elements)
            input.skipByte()
        case (UInt8(ascii: "{"), true):
            hasRecords = true
            return try input.record()
        case (UInt8(ascii: "{"), false):
            isFirst = true
            levels.append(JSONObject())
            input.skipByte()
        default: try keepContext(key)
        }
        return nil
    }

    private mutating func leaveObject() throws(ReaderError) {
        let inner = levels.removeLast()
        isFirst = false
        if levels.isEmpty {
            finished = inner
            state = .done
            try expectEnd()
        } else {
            levels[levels.count - 1][path[levels.count - 1]] = .object(inner)
        }
    }

    private mutating func keepContext(_ key: String) throws(ReaderError) {
        let start = input.bytesRead
        guard let value = try input.value(atMost: input.limits.contextBytes - contextBytes) else {
            return try input.skipValue()
        }
        contextBytes += input.bytesRead - start
        levels[levels.count - 1][key] = value
    }

    // MARK: Lines and values

    private mutating func nextLine() throws(ReaderError) -> JSONRecord? {
        let record = try input.lineRecord()
        if record == nil { state = .done }
        return record
    }

    /// One value after another, with or without commas between.
    private mutating func nextValue() throws(ReaderError) -> JSONRecord? {
        while let byte = try input.nextByte() {
            guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") else { return try input.record() }
            input.skipByte()
        }
        state = .done
        return nil
    }
}
