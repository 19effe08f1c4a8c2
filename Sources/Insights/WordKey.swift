/// Words of a text in the form they are counted in: "Délai TRÈS long" gives "delai tres long".
enum WordKey {
    /// U+00C0…U+00DF by base letter; U+00E0…U+00FF repeat them. 0 where a letter becomes two, or is none.
    private static let baseLetters = Array("aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0\0".utf8)

    /// Appends the key of some UTF-8 text: lower case, no accents, œ as oe; other scripts pass through.
    static func append(_ bytes: ArraySlice<UInt8>, to key: inout [UInt8]) {
        var offset = bytes.startIndex
        while offset < bytes.endIndex {
            let (byte, next) = (bytes[offset], offset + 1 < bytes.endIndex ? bytes[offset + 1] : 0)
            var width = 2
            switch (byte, next) {
            case (0xC3, 0x80...0xBF) where baseLetters[Int(next & 0x1F)] != 0: key.append(baseLetters[Int(next & 0x1F)])
            case (0xC3, 0x86), (0xC3, 0xA6): key.append(contentsOf: "ae".utf8)
            case (0xC3, 0x9F): key.append(contentsOf: "ss".utf8)
            case (0xC5, 0x92...0x93): key.append(contentsOf: "oe".utf8)
            case (0xCC, _), (0xCD, 0x80...0xAF): break
            case (0xE2, 0x80)
            where offset + 2 < bytes.endIndex && (bytes[offset + 2] == 0x99 || bytes[offset + 2] == 0x98):
                key.append(UInt8(ascii: "'"))
                width = 3
            case (0xC2, 0xA0): key.append(0x20)
            default:
                key.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
                width = 1
            }
            offset += width
        }
    }

    static func key(_ text: String) -> [UInt8] {
        var key: [UInt8] = []
        append(Array(text.utf8)[...], to: &key)
        return key
    }
}
