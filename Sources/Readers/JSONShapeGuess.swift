/// What a JSON text looks like from its head: lines, an array, an object around an array, or one record.
///
/// - Parameters:
///   - head: UTF-8; a byte-order mark is fine.
///   - isWhole: whether `head` is the whole text; if not, it may stop anywhere.
/// - Returns: nil when the head is not JSON, even with allowances (``JSONShape/isLenient``).
public func guessJSONShape(of head: [UInt8], isWhole: Bool) -> JSONShape? {
    let prefix = scriptPrefix(head)
    let start = prefix.end
    guard start < head.count, head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "[") else { return nil }
    for isLenient in [false, true] {
        let text = JSONHeadText(head: head, start: start, isWhole: isWhole, isLenient: isLenient)
        guard var shape = text.shape() else { continue }
        shape.jsPrefix = prefix.text
        shape.isLenient = isLenient
        return shape
    }
    return nil
}

/// What a web page wraps around JSON: the text of an assignment (`window.YTD.tweets.part0 = `), a call (`callback(`) or
/// a guard (`)]}'`) before it, and where the JSON starts.
private func scriptPrefix(_ head: [UInt8]) -> (text: String?, end: Int) {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0x1E }
    let textStart = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = head[textStart...].firstIndex { !isSpace($0) } ?? head.count
    guard start < head.count, head[start] != UInt8(ascii: "{"), head[start] != UInt8(ascii: "[") else {
        return (nil, start)
    }
    if let end = guardEnd(head[start...]) ?? callEnd(head[start...], isSpace: isSpace) {
        return (String(decoding: head[textStart..<end], as: UTF8.self), end)
    }
    guard let equals = head[start...].prefix(256).firstIndex(of: UInt8(ascii: "=")),
        head[start..<equals].allSatisfy({ isNameByte($0) || isSpace($0) }),
        let end = head[(equals + 1)...].firstIndex(where: { !isSpace($0) })
    else { return (nil, start) }
    return (String(decoding: head[textStart..<end], as: UTF8.self), end)
}

/// Behind a line that keeps a page from running the JSON as a script.
private func guardEnd(_ head: ArraySlice<UInt8>) -> Int? {
    guard [")]}'", "while(1);", "for(;;);"].contains(where: { head.starts(with: $0.utf8) }) else { return nil }
    return head.dropFirst(4).firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
}

/// Behind `callback(` or `/**/ callback(`, when JSON follows.
private func callEnd(_ head: ArraySlice<UInt8>, isSpace: (UInt8) -> Bool) -> Int? {
    let named = head.starts(with: "/**/".utf8) ? head.dropFirst(4) : head
    guard let open = named.prefix(256).firstIndex(of: UInt8(ascii: "(")), open > named.startIndex,
        named[..<open].allSatisfy({ isNameByte($0) || isSpace($0) }),
        let end = named[(open + 1)...].firstIndex(where: { !isSpace($0) }),
        named[end] == UInt8(ascii: "{") || named[end] == UInt8(ascii: "[")
    else { return nil }
    return end
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "_$.[]\"'".utf8.contains(byte)
    }
}

/// The head of a JSON text from its first bracket on.
private struct JSONHeadText {
    private static let kept = 64

    let head: [UInt8]
    let start: Int
    let isWhole: Bool
    let isLenient: Bool

    func shape() -> JSONShape? {
        do throws(JSONFault) {
            let first = try value(at: start)
            guard first.isCut || isAtEnd(first.end) else { return lines() }
            switch first.value {
            case .array(let elements):
                let whole = first.isCut && elements.count > 1 ? elements.dropLast() : elements[...]
                return JSONShape(kind: .array, firstRecords: Array(whole.prefix(Self.kept)))
            case .object(let object): return JSONRecordPath.shape(of: object, isCut: first.isCut)
            default: return nil
            }
        } catch {
            return lines()
        }
    }

    /// The value at an offset, as much of it as there is.
    private func value(at offset: Int) throws(JSONFault) -> (value: JSONValue, end: Int, isCut: Bool) {
        var parser = JSONParser(head.span, from: offset)
        parser.isLenient = isLenient
        parser.keepsPartial = !isWhole
        let value = try parser.value()
        return (value, parser.offset, parser.isCut)
    }

    private func isAtEnd(_ offset: Int) -> Bool {
        head[offset...].allSatisfy { [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: ")")].contains($0) }
    }

    /// NDJSON when most lines are values by themselves, else values one after another.
    private func lines() -> JSONShape? {
        var texts = head[start...].split(separator: 0x0A)
        if !isWhole, texts.count > 1 { texts.removeLast() }
        let sample = texts.prefix(Self.kept)
        let records = sample.compactMap { line in lineValue(Array(line)) }
        if sample.count > 1 || isWhole, !records.isEmpty, records.count * 2 > sample.count {
            return JSONShape(kind: .ndjson, firstRecords: records)
        }
        let values = concatenated()
        return values.count < 2 ? nil : JSONShape(kind: .ndjson, firstRecords: values, spansLines: true)
    }

    private func lineValue(_ line: [UInt8]) -> JSONValue? {
        guard let first = line.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
        var parser = JSONParser(line.span)
        parser.isLenient = isLenient
        guard let value = try? parser.value() else { return nil }
        let rest = line[parser.offset...]
        return rest.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 || (isLenient && $0 == 0x2C) } ? value : nil
    }

    private func concatenated() -> [JSONValue] {
        var parser = JSONParser(head.span, from: start)
        parser.isLenient = isLenient
        parser.isFinal = isWhole
        var values: [JSONValue] = []
        while values.count < Self.kept, let value = try? parser.value(), value.object != nil { values.append(value) }
        return values
    }
}
