#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Text of a mail in UTF-8, by the character set it names; when that is missing or not true, by what it looks like.
///
/// - Parameter charset: in lower case.
func decodedText(_ bytes: [UInt8], charset: [UInt8]) -> [UInt8] {
    let name = String(decoding: charset, as: UTF8.self)
    switch name {
    case "", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "default":
        // Seven-bit sets that switch by escapes would pass for ASCII.
        return decoded(bytes, as: guessEncoding(of: bytes).encoding)
    case "iso-8859-1", "latin1", "windows-1252", "cp1252", "iso-8859-15", "latin-9", "macintosh", "mac":
        // A writer that converted the text may have kept the name.
        if isValidMultibyte(bytes) { return decoded(bytes, as: .utf8) }
        let encoding: TextEncoding =
            name == "iso-8859-15" || name == "latin-9"
            ? .latin9 : name.utf8.starts(with: "mac".utf8) ? .macRoman : .windows1252
        return decoded(bytes, as: encoding)
    case "utf-16", "utf-16le": return decoded(bytes, as: .utf16LE)
    case "utf-16be": return decoded(bytes, as: .utf16BE)
    default: return converted(bytes, from: name) ?? decoded(bytes, as: guessEncoding(of: bytes).encoding)
    }
}

private func isValidMultibyte(_ bytes: [UInt8]) -> Bool {
    bytes.contains { $0 >= 0x80 } && guessEncoding(of: bytes).encoding == .utf8
        && String(validating: bytes, as: UTF8.self) != nil
}

/// Sets that mail programs name, and the larger ones they mean.
private let wideSets = ["ks_c_5601-1987": "cp949", "euc-kr": "cp949", "gb2312": "gb18030", "x-sjis": "cp932"]

/// By the system's converter, for the sets of the rest of the world; nil when it does not know the set.
private func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
    // The system looks for its tables by this name.
    let isName =
        charset.utf8.count <= 40
        && charset.utf8.allSatisfy {
            $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }
    guard isName else { return nil }
    // Both names live for the call; the converter is closed below.
    let converter = unsafe iconv_open("UTF-8", wideSets[charset] ?? charset)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { unsafe iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let written = unsafe input.withUnsafeMutableBufferPointer { source in
        unsafe output.withUnsafeMutableBufferPointer { target in
            // Both buffers are valid during the closures; iconv moves the pointers within the counts it is given.
            var (next, left) = (source.baseAddress, source.count)
            var (place, room) = (target.baseAddress, target.count)
            while left > 0, unsafe iconv(converter, &next, &left, &place, &room) == -1, left > 0,
                room >= 3
            {
                guard errno == EILSEQ || errno == EINVAL else { break }
                // What means nothing in the set becomes U+FFFD.
                unsafe next = unsafe next.map { unsafe $0 + 1 }
                left -= 1
                for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
                    unsafe place?.pointee = CChar(bitPattern: byte)
                    unsafe place = unsafe place.map { unsafe $0 + 1 }
                }
                room -= 3
            }
            return target.count - room
        }
    }
    return output.prefix(written).map { UInt8(bitPattern: $0) }
}
