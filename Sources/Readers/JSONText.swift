/// Parses a whole JSON text.
///
/// - Parameter isLenient: whether what scripts write is let through too: trailing commas, raw line ends in texts.
/// - Throws: `ReaderError` of kind `invalid` or `tooLarge`, with line and column.
public func parseJSON(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits(), isLenient: Bool = false
) throws(ReaderError) -> JSONValue {
    do throws(JSONFault) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var parser = JSONParser(bytes.span, from: start, limits: limits)
        parser.isLenient = isLenient
        let value = try parser.value()
        while parser.offset < bytes.count {
            guard [0x20, 0x0A, 0x0D, 0x09].contains(bytes[parser.offset]) else { throw parser.fault(.afterValue) }
            parser.offset += 1
        }
        return value
    } catch {
        let (count, last) = countLineFeeds(bytes.span, in: 0..<min(error.offset, bytes.count))
        throw error.error(line: count + 1, column: error.offset - (last ?? -1))
    }
}

/// Appends `text` as a JSON string, quotes included.
///
/// - Parameter text: valid UTF-8; it is copied as it is but for quotes, backslashes and control characters.
public func appendJSONString(_ text: Span<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var offset = 0
    while offset < text.count {
        if offset &+ 8 <= text.count {
            let word = WordScan.load(text, offset)
            let stops =
                WordScan.matches(word, WordScan.pattern(0x22)) | WordScan.matches(word, WordScan.pattern(0x5C))
                | WordScan.controls(word)
            if stops == 0 {
                for index in offset..<offset &+ 8 { output.append(text[index]) }
                offset &+= 8
                continue
            }
        }
        appendEscaped(text[offset], to: &output)
        offset &+= 1
    }
    output.append(UInt8(ascii: "\""))
}

/// Appends a string as JSON, quotes included.
public func appendJSONString(_ text: String, to output: inout [UInt8]) {
    appendJSONString(text.utf8Span.span, to: &output)
}

/// Appends a value as JSON on one line; numbers as they were written.
public func appendJSON(_ value: JSONValue, to output: inout [UInt8]) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let text): output.append(contentsOf: text.utf8)
    case .string(let text): appendJSONString(text, to: &output)
    case .array(let elements):
        output.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            appendJSON(element, to: &output)
        }
        output.append(UInt8(ascii: "]"))
    case .object(let object):
        output.append(UInt8(ascii: "{"))
        for (index, member) in object.members.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            appendJSONString(member.key, to: &output)
            output.append(UInt8(ascii: ":"))
            appendJSON(member.value, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }
}

private func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case 0x22, 0x5C:
        output.append(0x5C)
        output.append(byte)
    case 0x0A: output.append(contentsOf: "\\n".utf8)
    case 0x0D: output.append(contentsOf: "\\r".utf8)
    case 0x09: output.append(contentsOf: "\\t".utf8)
    case 0..<0x20:
        output.append(contentsOf: "\\u00".utf8)
        output.append(contentsOf: [byte >> 4, byte & 0xF].map { $0 < 10 ? 0x30 + $0 : 0x57 + $0 })
    default: output.append(byte)
    }
}
