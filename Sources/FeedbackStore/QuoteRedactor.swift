/// Takes out of a message what it quotes of some texts, whole or in part.
///
/// Two dozen bytes in a row that stand in one of the texts count as a quote of it; a shorter text counts as a whole.
struct QuoteRedactor {
    static let mark = "[…]"
    private static let window = 24
    private static let shortest = 6

    private var windows: Set<ArraySlice<UInt8>> = []
    private var shortTexts: [[UInt8]] = []

    init(texts: [String]) {
        for text in texts {
            // Where JSON escapes, a quote cannot run on.
            let breaks: (UInt8) -> Bool = { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
            for piece in Array(text.utf8).split(whereSeparator: breaks) {
                if piece.count < Self.window {
                    if piece.count >= Self.shortest { shortTexts.append(Array(piece)) }
                    continue
                }
                for start in piece.startIndex...(piece.endIndex - Self.window) {
                    windows.insert(piece[start..<start + Self.window])
                }
            }
        }
    }

    /// - Returns: `nil` when the message quotes none of the texts.
    func redacted(_ message: String) -> String? {
        let bytes = Array(message.utf8)
        var quoted = [Bool](repeating: false, count: bytes.count)
        mark(&quoted, in: bytes)
        guard quoted.contains(true) else { return nil }
        var (result, index) = ([UInt8](), 0)
        while index < bytes.count {
            guard quoted[index] else {
                result.append(bytes[index])
                index += 1
                continue
            }
            while index < bytes.count, quoted[index] { index += 1 }
            result.append(contentsOf: Self.mark.utf8)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func mark(_ quoted: inout [Bool], in bytes: [UInt8]) {
        if bytes.count >= Self.window, !windows.isEmpty {
            for start in 0...(bytes.count - Self.window) where windows.contains(bytes[start..<start + Self.window]) {
                for index in start..<start + Self.window { quoted[index] = true }
            }
        }
        for text in shortTexts where bytes.count >= text.count {
            for start in 0...(bytes.count - text.count)
            where bytes[start] == text[0] && bytes[start...].starts(with: text) {
                for index in start..<start + text.count { quoted[index] = true }
            }
        }
        // Whole characters only.
        for index in bytes.indices.dropFirst() where bytes[index] & 0xC0 == 0x80 && quoted[index - 1] {
            quoted[index] = true
        }
        for index in bytes.indices.dropFirst().reversed() where bytes[index] & 0xC0 == 0x80 && quoted[index] {
            quoted[index - 1] = true
        }
    }
}
