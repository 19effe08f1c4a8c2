extension PersonalDataScanner {
    /// A house number, a street and what follows up to the postal code and town: `12 bis rue des Lilas, 69003 Lyon`.
    mutating func findAddresses() {
        var index = 0
        while index < bytes.count {
            guard bytes[index].isDigit else {
                index += 1
                continue
            }
            let start = index
            while byte(index).isDigit { index += 1 }
            // "12-14 rue des Lilas"
            if byte(index) == 0x2D || byte(index) == 0x2F, byte(index + 1).isDigit, index - start <= 4 {
                var last = index + 1
                while byte(last).isDigit { last += 1 }
                if last - index <= 5 { index = last }
            }
            guard index - start <= 9, standsFree(start), let end = addressEnd(afterNumber: index) else { continue }
            add(start..<end, .address)
            index = end
        }
    }

    private func addressEnd(afterNumber index: Int) -> Int? {
        var next = index
        if byte(next).isLetter, !isWord(next + 1) { next += 1 }
        if byte(next) == 0x2C { next += 1 }
        next = skippingBlanks(from: next)
        guard next > index else { return nil }
        for word in repetitionWords where wordIs(word, at: next) { next = skippingBlanks(from: next + word.count) }
        if byte(next) == 0x2C { next = skippingBlanks(from: next + 1) }
        if let word = frenchStreets.first(where: { wordIs($0, at: next) }) {
            return streetEnd(from: next + word.count)
        }
        return englishStreetEnd(from: next)
    }

    private func wordIs(_ word: [UInt8], at index: Int) -> Bool {
        guard index + word.count <= folded.count, byte(index) | 0x20 == word[0] else { return false }
        return folded[index..<index + word.count].elementsEqual(word) && !isWord(index + word.count)
    }

    /// After the street word: small words and capitalised ones, at least one of these or a postal code.
    private func streetEnd(from start: Int) -> Int? {
        var (end, next, hasName) = (start, start, false)
        if byte(next) == 0x2E { next += 1 }
        for _ in 0..<7 {
            let word = skippingBlanks(from: next)
            let wordEnd = wordEnd(from: elided(from: word))
            guard wordEnd > word, !bytes[word].isDigit || !isPostalCode(word..<wordEnd) else { break }
            if isCapitalised(elided(from: word)) || bytes[word].isDigit {
                hasName = hasName || !bytes[word].isDigit
                end = wordEnd
            } else if !streetParticles.contains(Array(folded[word..<wordEnd])), byte(word + 1) != 0x27 {
                break
            }
            next = wordEnd
            if byte(next) == 0x2D { next += 1 }
        }
        if let end = townEnd(from: end) ?? townEnd(from: next) { return end }
        return hasName ? end : nil
    }

    /// Past `d'` and `l'`.
    private func elided(from index: Int) -> Int {
        guard byte(index).isLetter else { return index }
        if byte(index + 1) == 0x27 { return index + 2 }
        return byte(index + 1) == 0xE2 && byte(index + 2) == 0x80 && byte(index + 3) == 0x99 ? index + 4 : index
    }

    private func isPostalCode(_ range: Range<Int>) -> Bool { range.count == 5 && bytes[range].allSatisfy(\.isDigit) }

    /// A five-digit postal code within 40 bytes in the same sentence, and the capitalised words after it.
    private func townEnd(from start: Int) -> Int? {
        var index = start
        while index < min(start + 40, bytes.count) {
            if bytes[index] == 0x2E || bytes[index] == 0x21 || bytes[index] == 0x3F || bytes[index] == 0x3B {
                return nil
            }
            if bytes[index].isDigit, !isWord(index - 1) {
                let codeEnd = wordEnd(from: index)
                if isPostalCode(index..<codeEnd) { return capitalisedEnd(from: codeEnd, limit: 3) }
                index = codeEnd
            } else {
                index += 1
            }
        }
        return nil
    }

    /// `221B Baker Street`, `1600 Amherst Avenue, 02139`: capitalised words, then the street word.
    private func englishStreetEnd(from start: Int) -> Int? {
        var next = start
        for position in 0..<4 {
            let wordEnd = wordEnd(from: next)
            guard wordEnd > next, isCapitalised(next) else { return nil }
            if position > 0, englishStreets.contains(Array(folded[next..<wordEnd])) {
                return townEnd(from: wordEnd) ?? postcodeEnd(from: wordEnd) ?? wordEnd
            }
            next = skippingBlanks(from: wordEnd)
        }
        return nil
    }

    /// A British postcode within 40 bytes in the same sentence: `, London SW1A 1AA`.
    private func postcodeEnd(from start: Int) -> Int? {
        var index = start
        while index < min(start + 40, bytes.count), !".!?;".utf8.contains(bytes[index]) {
            if byte(index).isASCIIUppercase, !isWord(index - 1), let end = postcodeEnd(at: index) { return end }
            index += 1
        }
        return nil
    }

    /// One or two letters, a digit, perhaps a digit or letter; then a digit and two letters.
    private func postcodeEnd(at start: Int) -> Int? {
        var index = byte(start + 1).isASCIIUppercase ? start + 2 : start + 1
        guard byte(index).isDigit else { return nil }
        index += byte(index + 1).isDigit || byte(index + 1).isASCIIUppercase ? 2 : 1
        index = skippingBlanks(from: index)
        let isInward = byte(index).isDigit && byte(index + 1).isASCIIUppercase && byte(index + 2).isASCIIUppercase
        return isInward && !isWord(index + 3) ? index + 3 : nil
    }

    /// The end of up to `limit` capitalised words (hyphens inside), or `start` when there is none.
    func capitalisedEnd(from start: Int, limit: Int) -> Int {
        var end = start
        for _ in 0..<limit {
            let word = skippingBlanks(from: end)
            guard word > end, isCapitalised(word) else { break }
            end = hyphenatedEnd(from: word)
        }
        return end
    }

    func hyphenatedEnd(from word: Int) -> Int {
        var end = wordEnd(from: word)
        while byte(end) == 0x2D || byte(end) == 0x27, isWord(end + 1) { end = wordEnd(from: end + 1) }
        return end
    }

    func isCapitalised(_ index: Int) -> Bool {
        byte(index).isASCIIUppercase || byte(index) == 0xC3 && (0x80...0x9E).contains(byte(index + 1))
    }
}

private let repetitionWords = ["bis", "ter", "quater"].map { Array($0.utf8) }
private let frenchStreets = [
    "rue", "avenue", "av", "boulevard", "bd", "bld", "blvd", "place", "pl", "chemin", "ch", "allée", "allee", "allées",
    "impasse",
    "imp", "quai", "cours", "route", "rte", "square", "passage", "faubourg", "résidence", "residence", "lotissement",
    "sentier",
    "venelle", "esplanade", "promenade", "villa", "cité", "clos", "rond-point", "hameau", "lieu-dit", "traverse",
    "montée",
].map { Array($0.utf8) }
private let streetParticles = Set(
    [
        "de", "du", "des", "la", "le", "les", "d", "l", "et", "à", "aux", "au", "sur", "sous", "en", "saint", "sainte",
        "st", "général",
    ]
    .map { Array($0.utf8) })
private let englishStreets = Set(
    [
        "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct",
        "square", "way",
        "terrace", "crescent", "close", "place", "gardens", "row", "hill", "highway",
    ].map { Array($0.utf8) })
