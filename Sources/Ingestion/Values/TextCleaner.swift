internal import Readers

/// What is done to every text before it is stored: double decoding undone, markup stripped, personal data masked.
struct TextCleaner: Sendable {
    let masker: Masker
    let repairsText: Bool

    /// Counts that become decisions after the last record.
    struct Tally: Sendable {
        var repaired = 0
        var withMarkup = 0
        var masks = MaskCounts()
    }

    func clean(_ text: Span<UInt8>, _ tally: inout Tally) -> String {
        let signs = TextSigns(text)
        var bytes: [UInt8]?
        if signs.mayBeDamaged, repairsText, let repaired = repairedMojibake(text) {
            tally.repaired += 1
            bytes = repaired
        }
        if signs.hasMarkup {
            let plain = plainText(fromHTML: bytes ?? text.bytes)
            if !plain.isEmpty {
                bytes = plain
                tally.withMarkup += 1
            }
        }
        guard let bytes else { return masked(text, signs, &tally) }
        return masked(bytes.span, TextSigns(bytes.span), &tally)
    }

    func clean(_ text: String, _ tally: inout Tally) -> String { clean(text.utf8Span.span, &tally) }

    /// The text without personal data, and nothing else changed.
    func masked(_ text: String, _ tally: inout Tally) -> String {
        guard let (masked, counts) = masker.masked(text) else { return text }
        tally.masks.add(counts)
        return masked
    }

    /// The name or number of a product, version or place, in which no number is a telephone's or an address's.
    func maskedCode(_ code: Span<UInt8>, _ tally: inout Tally) -> String {
        guard let (bytes, counts) = masker.masked(code, TextSigns(code).personalData.subtracting(.numbers)) else {
            return string(code)
        }
        tally.masks.add(counts)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A page's address; only one that carries an e-mail address is masked, as numbers in it are mostly ids.
    func cleanedURL(_ url: String, _ tally: inout Tally) -> String {
        holdsAddress(url) ? masked(url, &tally) : url
    }

    /// A key as written, so that it still joins; an address used as a key becomes a pseudonym.
    func cleanedKey(_ key: String) -> String { key.utf8.contains(0x40) ? masker.pseudonym(key) : key }

    private func holdsAddress(_ url: String) -> Bool {
        url.utf8.contains(0x40) || url.utf8.contains(0x25) && url.contains("%40")
    }

    private func masked(_ text: Span<UInt8>, _ signs: TextSigns, _ tally: inout Tally) -> String {
        guard let (bytes, counts) = masker.masked(text, signs.personalData) else { return string(text) }
        tally.masks.add(counts)
        return String(decoding: bytes, as: UTF8.self)
    }
}
