/// Parses one JSON value after another from bytes that are all there.
///
/// Strict by RFC 8259, but for a lone surrogate, which becomes U+FFFD; `isLenient` also allows what scripts dump as
/// "JSON": single quotes, `None`, `True`, `NaN`, trailing commas, raw control characters.
struct JSONParser: ~Escapable {
    let bytes: Span<UInt8>
    var offset: Int
    let limits: JSONLimits
    /// Whether no more bytes can follow: a number may then end where the bytes end.
    var isFinal = true
    var isLenient = false
    /// Whether a value that is cut gives what was whole of it, with `isCut` set, rather than a fault.
    var keepsPartial = false
    var isCut = false

    private var depth = 0
    var scratch: [UInt8] = []

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, from offset: Int = 0, limits: JSONLimits = JSONLimits()) {
        self.bytes = bytes
        self.offset = offset
        self.limits = limits
    }

    /// Parses the value at the offset, after white space, and stops behind it.
    @_lifetime(self: copy self)
    mutating func value() throws(JSONFault) -> JSONValue {
        switch try nextByte() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string(quote: UInt8(ascii: "\"")))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: return try word()
        }
    }

    /// Moves past white space.
    ///
    /// - Returns: the byte found there.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func nextByte() throws(JSONFault) -> UInt8 {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { throw fault(.unexpected) }
            offset &+= 1
        }
        throw fault(.end)
    }

    func fault(_ problem: JSONFault.Problem) -> JSONFault { JSONFault(problem: problem, offset: offset) }

    // MARK: Arrays and objects

    @_lifetime(self: copy self)
    private mutating func object() throws(JSONFault) -> JSONValue {
        try enter()
        var members: [(key: String, value: JSONValue)] = []
        do throws(JSONFault) {
            while try goesOn(until: UInt8(ascii: "}"), isFirst: members.isEmpty) {
                let key = try memberName()
                guard try nextByte() == UInt8(ascii: ":") else { throw fault(.unexpected) }
                offset &+= 1
                members.append((key: key, value: try value()))
                if isCut { break }
            }
        } catch {
            guard keepsPartial, error.problem == .end else { throw error }
            isCut = true
        }
        depth &-= 1
        return .object(JSONObject(members))
    }

    @_lifetime(self: copy self)
    private mutating func array() throws(JSONFault) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        do throws(JSONFault) {
            while try goesOn(until: UInt8(ascii: "]"), isFirst: elements.isEmpty) {
                elements.append(try value())
                if isCut { break }
            }
        } catch {
            guard keepsPartial, error.problem == .end else { throw error }
            isCut = true
        }
        depth &-= 1
        return .array(elements)
    }

    @_lifetime(self: copy self)
    private mutating func enter() throws(JSONFault) {
        guard depth < limits.depth else { throw fault(.depth(limits.depth)) }
        depth &+= 1
        offset &+= 1
    }

    /// Moves past the comma or the closing bracket; whether an element follows.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func goesOn(until close: UInt8, isFirst: Bool) throws(JSONFault) -> Bool {
        var byte = try nextByte()
        if byte == UInt8(ascii: ","), !isFirst {
            offset &+= 1
            byte = try nextByte()
            if byte == close, !isLenient { throw fault(.unexpected) }
        } else if !isFirst, byte != close {
            throw fault(.unexpected)
        }
        guard byte == close else { return true }
        offset &+= 1
        return false
    }

    @_lifetime(self: copy self)
    private mutating func memberName() throws(JSONFault) -> String {
        let byte = try nextByte()
        if byte == UInt8(ascii: "\"") { return try string(quote: byte) }
        guard isLenient, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "u"), case .string(let name) = try value()
        else { throw fault(.unexpected) }
        return name
    }

    // MARK: Numbers and words

    @_lifetime(self: copy self)
    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = offset
        if bytes[offset] == UInt8(ascii: "-") { offset &+= 1 }
        let leadingZero = offset < bytes.count && bytes[offset] == UInt8(ascii: "0")
        let whole = skipDigits()
        var isValid = whole > 0 && !(leadingZero && whole > 1)
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset &+= 1
            if skipDigits() == 0 { isValid = false }
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset &+= 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset &+= 1
            }
            if skipDigits() == 0 { isValid = false }
        }
        // What stands at the end of the bytes may go on in the next ones.
        if offset == bytes.count, !isFinal || keepsPartial { throw fault(.end) }
        if whole == 0, isLenient, wordIsNext("Infinity") { return .null }
        guard isValid, offset - start <= 4096 else { throw JSONFault(problem: .number, offset: start) }
        return .number(try text(start..<offset))
    }

    @_lifetime(self: copy self)
    private mutating func skipDigits() -> Int {
        let start = offset
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset &+= 1 }
        return offset &- start
    }

    @_lifetime(self: copy self)
    private mutating func word() throws(JSONFault) -> JSONValue {
        if wordIsNext("true") { return .bool(true) }
        if wordIsNext("false") { return .bool(false) }
        if wordIsNext("null") { return .null }
        let isShort = bytes.count - offset < 5 && "tfn".utf8.contains(bytes[offset])
        if isShort, !isFinal || keepsPartial { throw fault(.end) }
        guard isLenient else { throw fault(isShort ? .end : .unexpected) }
        if bytes[offset] == UInt8(ascii: "'") { return .string(try string(quote: UInt8(ascii: "'"))) }
        if wordIsNext("True") { return .bool(true) }
        if wordIsNext("False") { return .bool(false) }
        for name in ["None", "NaN", "Infinity", "undefined"] as [StaticString] where wordIsNext(name) { return .null }
        // Python 2 marks its strings: u'…'.
        guard bytes[offset] == UInt8(ascii: "u"), offset + 1 < bytes.count,
            bytes[offset + 1] == UInt8(ascii: "'") || bytes[offset + 1] == UInt8(ascii: "\"")
        else { throw fault(.unexpected) }
        offset &+= 1
        return .string(try string(quote: bytes[offset]))
    }

    /// Moves past `word` when it stands at the offset.
    @_lifetime(self: copy self)
    private mutating func wordIsNext(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        // A static string's bytes live as long as the program.
        let wanted = unsafe UnsafeBufferPointer(start: word.utf8Start, count: count)
        for index in 0..<count where unsafe wanted[index] != bytes[offset + index] { return false }
        offset &+= count
        return true
    }
}
