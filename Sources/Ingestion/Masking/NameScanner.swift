extension PersonalDataScanner {
    /// Names after a title ("Mme Durand"), an introduction ("je m'appelle Léa"), a greeting ("Bonjour Sophie,") or a closing
    /// ("Cordialement, Paul").
    mutating func findNames() {
        var index = 0
        while index < bytes.count {
            guard bytes[index].isLetter, !isWord(index - 1) else {
                index += 1
                continue
            }
            if mayBegin(folded[index]),
                let range = nameAfterTitle(at: index) ?? nameAfterIntroduction(at: index) ?? nameAfterClosing(at: index)
                    ?? nameAfterGreeting(at: index)
            {
                add(range, .name)
                index = range.upperBound
            } else {
                index = max(wordEnd(from: index), index + 1)
            }
        }
    }

    /// Whether any title, introduction, greeting or closing has this first letter.
    private func mayBegin(_ letter: UInt8) -> Bool {
        switch letter {
        case 0x62, 0x63, 0x64, 0x68, 0x6D, 0x72, 0x73: true  // b c d h m r s
        default: false
        }
    }

    private func nameAfterTitle(at index: Int) -> Range<Int>? {
        guard let title = titles.first(where: { follows($0, at: index) }) else { return nil }
        var start = index + title.count
        if byte(start) == 0x2E { start += 1 }
        // "m." and "m " in lower case are metres.
        if title.count == 1, bytes[index] != 0x4D || bytes[start - 1] != 0x2E { return nil }
        let first = skippingBlanks(from: start)
        guard first > start || title.count == 1 else { return nil }
        return name(from: first, limit: 3)
    }

    private func follows(_ word: [UInt8], at index: Int) -> Bool {
        word[0] == folded[index] && index + word.count < folded.count
            && folded[index..<index + word.count].elementsEqual(word)
            && !isWord(index + word.count)
    }

    private func nameAfterIntroduction(at index: Int) -> Range<Int>? {
        guard let words = introductions.first(where: { follows($0, at: index) }) else { return nil }
        let start = skippingBlanks(from: index + words.count)
        if let range = name(from: start, limit: 3) { return range }
        let end = hyphenatedEnd(from: start)
        return end - start >= 3 && !commonWords.contains(Array(folded[start..<end])) ? start..<end : nil
    }

    /// One to three capitalised words that end the line after a closing formula.
    private func nameAfterClosing(at index: Int) -> Range<Int>? {
        guard let words = closings.first(where: { follows($0, at: index) }) else { return nil }
        var start = index + words.count
        while start < bytes.count, bytes[start].isBlank || ",.:!".utf8.contains(bytes[start]) { start += 1 }
        guard let range = name(from: start, limit: 3) else { return nil }
        var end = range.upperBound
        if byte(end) == 0x2E { end += 1 }
        end = skippingBlanks(from: end)
        return end >= bytes.count || bytes[end] == 0x0A || bytes[end] == 0x0D ? range : nil
    }

    /// One or two capitalised words between a greeting and a comma, an exclamation mark or the line's end.
    private func nameAfterGreeting(at index: Int) -> Range<Int>? {
        guard let word = greetings.first(where: { follows($0, at: index) }) else { return nil }
        let start = index + word.count
        guard blankWidth(at: start) > 0, let range = name(from: skippingBlanks(from: start), limit: 2) else {
            return nil
        }
        let next = byte(range.upperBound)
        return next == 0x2C || next == 0x21 || next == 0x0A || next == 0x0D ? range : nil
    }

    /// Capitalised words, particles and initials between them; the first must not be an everyday word.
    private func name(from start: Int, limit: Int) -> Range<Int>? {
        guard isCapitalised(start) else { return nil }
        var (end, next) = (start, start)
        for _ in 0..<limit {
            var word = next
            while case let particle = wordEnd(from: word), word > start,
                particles.contains(Array(folded[word..<particle]))
            {
                word = skippingBlanks(from: particle)
            }
            let nameEnd = hyphenatedEnd(from: word)
            guard isCapitalised(word), !commonWords.contains(Array(folded[word..<wordEnd(from: word)])) else { break }
            end = nameEnd
            let isInitial = nameEnd - word == 1 && byte(nameEnd) == 0x2E
            next = skippingBlanks(from: isInitial ? nameEnd + 1 : nameEnd)
            if next == end { break }
        }
        return end > start ? start..<end : nil
    }
}

private func utf8(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

private let titles = utf8([
    "m", "mr", "mrs", "ms", "mme", "mlle", "monsieur", "madame", "mademoiselle", "miss", "docteur", "maître",
    "dr",
])
private let introductions = utf8(["m'appelle", "m’appelle", "my name is", "mon nom est"])
private let greetings = utf8(["bonjour", "bonsoir", "cher", "chère", "dear", "hi", "hello"])
private let closings = utf8([
    "cordialement", "bien cordialement", "salutations", "bien à vous", "regards", "sincerely", "signé", "signed",
])
private let particles = Set(utf8(["de", "du", "des", "la", "le", "van", "von", "da", "el", "ben"]))
private let commonWords = Set(
    utf8([
        "le", "la", "les", "un", "une", "je", "vous", "nous", "il", "elle", "on", "ce", "the", "a", "i", "you", "we",
        "they", "it",
        "bonjour", "bonsoir", "hello", "merci", "monsieur", "madame", "mademoiselle", "et", "ou", "and", "or", "not",
        "pas", "pour",
        "votre", "your", "my", "mon", "ma", "mes", "notre", "service", "client", "clients", "directeur", "directrice",
        "responsable",
        "toujours", "encore", "jamais", "plus", "très", "tout", "tous", "bien", "aussi", "puis", "après", "avec",
        "sans", "que", "équipe", "team", "all", "everyone", "there", "customer", "support", "sir", "madam", "folks",
        "guys",
        "messieurs", "mesdames", "à", "to", "hi", "dear", "sav",
    ]))
