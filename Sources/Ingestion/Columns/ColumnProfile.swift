/// What the cells of one column look like, from the first rows.
struct ColumnProfile {
    /// The share of cells that must be answer labels; lower where rows of several forms are mixed without a header.
    let labelShare: Double
    private(set) var filled = 0
    private(set) var numbers = 0
    private(set) var integers = 0
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity
    /// The maximum cells name themselves ("4/5"), when all that do agree.
    private(set) var declaredMaximum: Double?
    private(set) var emails = 0
    private(set) var urls = 0
    private(set) var booleans = 0
    private(set) var timesOfDay = 0
    private(set) var ruinedIDs = 0
    private(set) var phones = 0
    /// Addresses of posts, reviews and tickets themselves, not of pages customers were on.
    private(set) var permalinks = 0
    /// Cells that say how long ago: "2 months ago", "il y a 3 jours".
    private var relativeDates = 0
    /// Cells that name the day and the author before their text.
    private var signedNotes = 0
    /// The same for two columns with the same cells in the same order.
    private(set) var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var dates = DateEvidence()
    private(set) var examples: [String] = []
    private var distinct: [String: Int] = [:]
    private var numberCounts: [Double: Int] = [:]
    private var words = 0
    private var sentences = 0
    private var disagrees = false
    /// What stands beside the numbers of cells with words.
    private var labelled = LabelledNumbers()
    /// Cells that say how many found a review helpful: "12 people found this helpful".
    private var helpfulMarks = 0
    /// The same for two columns with the same numbers in the same order, however they are written.
    private(set) var numberFingerprint: UInt64 = 0
    /// Cells that say that there is no answer: "NSP".
    private var withoutAnswer = 0
    /// Numbers that stand for "no opinion" beside a rating, the lowest first: they count as ``withoutAnswer``.
    private(set) var noOpinions: [Double] = []
    /// What of the cells are signs from bad to good.
    private(set) var signs = SignSteps()
    private var parts: [String: Int] = [:]
    private var partCount = 0
    private var lists = 0
    private var closedLists = 0
    private var commas = 0
    /// Lists whose parts stand one a line.
    private var lineLists = 0

    /// Whether "positive" and "negative" are answers here, and not what a program made of a text.
    var readsVerdicts = false

    /// Whether one label alone is an answer: the question asks for a step of a scale.
    var readsOneLabel = false

    init(labelShare: Double = 0.9) { self.labelShare = labelShare }

    mutating func add(_ cell: String) {
        let text = Array(cell.utf8).trimmed
        signs.add(text)
        guard !text.isEmpty, !isNullMarker(Array(text).span) else { return }
        filled += 1
        addWords(text)
        addParts(text)
        for byte in text { fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3 }
        fingerprint = (fingerprint ^ UInt64(filled)) &* 0x100_0000_01B3
        distinct[String(decoding: text, as: UTF8.self), default: 0] += 1
        if examples.count < 3 { examples.append(cell) }
        dates.add(cell)
        if text.starts(with: Array("http".utf8)) || text.starts(with: Array("www.".utf8)) {
            urls += 1
            if Self.isPermalink(text) { permalinks += 1 }
        } else if let rating = RatingCell(Array(text).span) {
            addNumber(rating)
            labelled.add(text, rating.points)
        } else if text.contains(0x40), isEmail(text) {
            emails += 1
        } else if text.count <= 24, AnswerLabels.isNoAnswer(comparableHeader(String(decoding: text, as: UTF8.self))) {
            withoutAnswer += 1
        }
        if isPhone(text) { phones += 1 }
        if text.count <= 80, Self.saysHelpful(text) { helpfulMarks += 1 }
        if text.count <= 40, Self.saysHowLongAgo(text) { relativeDates += 1 }
        if SignedNote.isOne(Array(text).span) || CaseNotes.isJournal(text) { signedNotes += 1 }
        if booleanValue(Array(text).span) != nil { booleans += 1 }
        if text.count <= 11, text.contains(0x3A), TimeOfDay.milliseconds(String(decoding: text, as: UTF8.self)) != nil {
            timesOfDay += 1
        }
        if isRuinedID(Array(text).span) { ruinedIDs += 1 }
    }

    /// A sentence has four words or more, mostly in lower case: an address, a title or a piece of JSON has not.
    private mutating func addWords(_ text: ArraySlice<UInt8>) {
        let parts = text.split { $0.isBlank }
        words += parts.count
        guard parts.count >= 4, text.count >= 20, !"{[<".utf8.contains(text[text.startIndex]) else { return }
        let lower = parts.reduce(0) { $0 + ((0x61...0x7A).contains($1[$1.startIndex]) ? 1 : 0) }
        if lower * 5 >= parts.count * 2 { sentences += 1 }
    }

    /// The answers that a cell lists: `Prix;Accueil;`, `Prix, Accueil`, or one a line.
    private mutating func addParts(_ text: ArraySlice<UInt8>) {
        guard text.count <= 600 else { return }
        let hasSemicolon = text.contains(0x3B)
        let hasLines = !hasSemicolon && text.contains(0x0A)
        if !hasSemicolon, !hasLines, text.contains(0x2C) { commas += 1 }
        var list = text.split(separator: hasSemicolon ? 0x3B : hasLines ? 0x0A : 0x2C).map { Array($0).trimmed }.filter
        { !$0.isEmpty }
        if text.last == 0x3B { closedLists += 1 }
        if list.count > 1 { lists += 1 }
        if list.count > 1, hasLines { lineLists += 1 }
        if list.count > 30 { list.removeAll() }
        for part in list where parts.count < 400 {
            partCount += 1
            parts[String(decoding: part, as: UTF8.self), default: 0] += 1
        }
    }

    /// `06 12 34 56 78`, `+33 6…`, `0205189520`: what stands where numbers are dialled.
    private func isPhone(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == 0x2B || text.first == 0x30, text.count <= 20 else { return false }
        var digits = 0
        for byte in text.dropFirst() {
            if byte.isDigit { digits += 1 } else if !" .-/()".utf8.contains(byte) { return false }
        }
        return (8...14).contains(digits)
    }

    /// "2 months ago", "20 hours ago (edited)", "il y a 2 mois", "vor 3 Tagen", "hace 2 días".
    private static func saysHowLongAgo(_ text: ArraySlice<UInt8>) -> Bool {
        let name = comparableHeader(String(decoding: text, as: UTF8.self))
        guard !name.utf8.contains(0x2C) else { return false }
        var words = name.split(separator: " ")
        if let last = words.last, ["edited", "modifie", "bearbeitet", "editado"].contains(last) { words.removeLast() }
        guard (2...6).contains(words.count) else { return false }
        if words.last == "ago" { return words.count <= 4 }
        let isAfter = words.starts(with: ["il", "y", "a"]) || ["vor", "hace", "ha"].contains(words[0])
        return isAfter && words.contains { Int($0) != nil || ["un", "une", "einem", "einer", "una"].contains($0) }
    }

    /// "12 people found this helpful", "Une personne a trouvé cela utile".
    private static func saysHelpful(_ text: ArraySlice<UInt8>) -> Bool {
        let words = comparableHeader(String(decoding: text, as: UTF8.self)).split(separator: " ")
        return (4...8).contains(words.count)
            && (words.last == "helpful" || ["utile", "hilfreich", "util", "fanden"].contains { words.contains($0) })
            && words.contains {
                ["people", "person", "personnes", "personne", "personen", "personas", "persone", "persona"].contains($0)
            }
    }

    private static func isPermalink(_ text: ArraySlice<UInt8>) -> Bool {
        let start = text.prefix(80)
        return permalinkHosts.contains { host in
            start.indices.contains { start[$0...].starts(with: host) }
        }
    }

    private static let permalinkHosts: [[UInt8]] = [
        "trustpilot.", "twitter.com/", "//x.com/", "reddit.com/", "google.com/maps", "tripadvisor.", "yelp.c",
        "apps.apple.com", "itunes.apple.com", "play.google.com", "facebook.com/", "instagram.com/", "linkedin.com/",
        "youtube.com/", "youtu.be/", "app.intercom.com", "zendesk.com/", "freshdesk.com/", "amazon.",
        "googleusercontent.",
        "t.co/", "bsky.app/", "discord.com/", "g2.com/", "capterra.",
    ].map { Array($0.utf8) }

    private mutating func addNumber(_ rating: RatingCell) {
        numbers += 1
        numberFingerprint = (numberFingerprint ^ rating.points.bitPattern) &* 0x100_0000_01B3 &+ UInt64(filled)
        if rating.points == rating.points.rounded() { integers += 1 }
        minimum = min(minimum, rating.points)
        maximum = max(maximum, rating.points)
        numberCounts[rating.points, default: 0] += 1
        guard let named = rating.maximum, !disagrees else { return }
        if let known = declaredMaximum, known != named {
            declaredMaximum = nil
            disagrees = true
        } else {
            declaredMaximum = named
        }
    }

    private func isEmail(_ text: ArraySlice<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: 0x40), at > text.startIndex else { return false }
        return !text.contains(0x20) && text[at...].contains(0x2E)
    }

    // MARK: Codes for "no opinion"

    /// Sets apart the numbers that survey tools write for "no opinion": 99 or -1 beside a rating, 9 beside 1–5.
    ///
    /// - Parameters:
    ///   - scale: the scale the question names.
    ///   - reachesTen: whether 8 and 9 are answers like the others, as to a recommendation.
    mutating func setNoOpinionsApart(scale: ClosedRange<Int>?, reachesTen: Bool) {
        guard numbers >= 3, declaredMaximum == nil, (scale?.upperBound ?? 10) <= 10, integers == numbers else { return }
        let codes = numberCounts.keys.filter(Self.isFarCode)
        let answers = numberCounts.keys.filter { !Self.isFarCode($0) }
        guard let low = answers.min(), let high = answers.max(), answers.count > 1, low >= 0, high <= 10 else { return }
        // "-1" beside 0 and 1 is a grade.
        if !codes.isEmpty, codes.allSatisfy({ $0 > 0 }) || high >= 4 || scale != nil { setApart(codes) }
        guard !reachesTen, numbers >= 3 else { return }
        let near = numberCounts.keys.filter { $0 == 8 || $0 == 9 }
        let others = numberCounts.keys.filter { $0 != 8 && $0 != 9 }
        guard near.contains(9), let top = others.max(), let bottom = others.min(), others.count > 1 else { return }
        let limit = scale.map { Double($0.upperBound) } ?? 5
        let isSure = scale != nil || numbers >= 20 && bottom >= 1 && top >= 3
        if limit <= 7, top <= limit, isSure { setApart(near) }
    }

    private static func isFarCode(_ number: Double) -> Bool {
        [77, 88, 96, 97, 98, 99, 888, 998, 999, -1, -2, -7, -8, -9, -77, -88, -98].contains(number)
    }

    private mutating func setApart(_ codes: [Double]) {
        for code in codes {
            let count = numberCounts.removeValue(forKey: code) ?? 0
            numbers -= count
            integers -= count
            withoutAnswer += count
        }
        noOpinions = (noOpinions + codes).sorted()
        minimum = numberCounts.keys.min() ?? .infinity
        maximum = numberCounts.keys.max() ?? -.infinity
    }

    // MARK: Conclusions

    func share(_ count: Int) -> Double { filled == 0 ? 0 : Double(count) / Double(filled) }
    func count(of number: Double) -> Int { numberCounts[number, default: 0] }

    /// Whether the numbers are within `scale`, but for the odd cell that will be rejected: one in twenty, or, where the
    /// scale is declared and not guessed, at least one.
    func fits(_ scale: ClosedRange<Double>, isDeclared: Bool = false) -> Bool {
        guard numbers > 0 else { return true }
        let outside = numberCounts.reduce(0) { scale.contains($1.key) ? $0 : $0 + $1.value }
        return outside <= max(numbers / 20, isDeclared && numbers > 2 ? 1 : 0)
    }

    /// Whether all numbers are whole or halves, as people give them and means seldom are.
    var isInHalves: Bool { numberCounts.keys.allSatisfy { ($0 * 2).rounded() == $0 * 2 } }
    var distinctCount: Int { distinct.count }
    var distinctNumbers: Int { numberCounts.count }
    var uniqueShare: Double { share(distinct.count) }
    var meanWords: Double { filled == 0 ? 0 : Double(words) / Double(filled) }
    var isNumeric: Bool {
        numbers > 0 && Double(numbers) >= 0.9 * Double(filled - withoutAnswer) && !labelled.areTexts(among: numbers)
    }
    /// Whether the numbers stand in words of their own: "Late again (2)", and not "4 stars" or "5 - Very satisfied".
    var isNumberedText: Bool { numbers > 0 && labelled.areWords(among: numbers, hasMaximum: declaredMaximum != nil) }
    /// The steps its numbers name.
    var numberedSteps: AnswerLabels? { isNumeric ? labelled.steps : nil }
    var isHelpfulMarks: Bool { filled > 0 && share(helpfulMarks) >= 0.8 }
    /// What the answers themselves say of their scale: "1 - Très satisfait" to "4 - Pas du tout satisfait".
    var labelledScale: LabelledScale? { distinct.count <= 12 ? LabelledScale(answers: distinct.keys) : nil }
    var isInteger: Bool { numbers > 0 && Double(integers) >= 0.9 * Double(filled - withoutAnswer) }
    /// Whether they are running numbers: 0, 1, 2… or 1, 2, 3…
    var numbersRows: Bool {
        filled > 1 && integers == filled && distinctNumbers == filled && (0...1).contains(minimum)
            && maximum - minimum + 1 == Double(filled)
    }
    var isDate: Bool { filled > 0 && dates.share >= 0.8 && !(dates.isNumberOnly && distinct.count < 2 && filled > 2) }
    var isTimeOfDay: Bool { filled > 0 && share(timesOfDay) >= 0.9 }
    var isEmail: Bool { share(emails) >= 0.8 }
    var isURL: Bool { share(urls) >= 0.8 }
    var isBoolean: Bool { share(booleans) >= 0.95 && distinct.count <= 4 }

    var isPhone: Bool { share(phones) >= 0.8 }
    var isPermalink: Bool { share(permalinks) >= 0.8 }
    var isRelativeDate: Bool { filled > 0 && share(relativeDates) >= 0.8 }
    /// Whether cells are notes as help desks add them to a case: the day and the author before the text.
    var isSignedNote: Bool { filled > 0 && share(signedNotes) >= 0.8 }

    /// Whether cells list answers of a set: the same parts come again and again, in one order or another.
    var isOptionList: Bool {
        guard lists > 0 || closedLists > 0 else { return false }
        // Sentences with commas are no lists, though rows repeat.
        if meanWords >= 15, words > 5 * partCount { return false }
        if closedLists > 0, closedLists >= lists { return true }
        // Lines of letters repeat too, but for what each has to say: "Bonjour", "Cordialement".
        if lineLists * 2 > lists, parts.count(where: { $0.value == 1 }) * 2 > parts.count { return false }
        return share(lists) >= 0.25 && partCount >= 6 && Double(parts.count) <= 0.7 * Double(partCount)
    }

    /// Whether most cells say "nothing" and the others are texts of their own, which are not known for answers to choose.
    ///
    /// - Parameter isOpen: whether the question can be answered in words only: texts may then repeat.
    func isTextsAndNothings(isOpen: Bool) -> Bool {
        guard filled > 2, distinct.count > 1 || isOpen, !isNumeric else { return false }
        if isOpen, isAllNothing { return true }
        var (nothings, texts, said, words) = (0, 0, 0, 0)
        for (cell, count) in distinct {
            let name = comparableHeader(cell)
            if AnswerLabels.saysNothing(name) {
                nothings += count
            } else if booleanValue(cell.utf8Span.span) == nil, !AnswerLabels.isNoAnswer(name) {
                texts += 1
                said += count
                words += name.split(separator: " ").count
            }
        }
        guard texts > 0, nothings > 0 || !isOptionList else { return false }
        // "Pourquoi nous ?" may be answered by a choice of a few labels.
        let repeats = said >= 8 && texts * 2 <= said
        if isOpen { return words >= (repeats || nothings == 0 ? 5 : 3) * texts }
        return nothings * 5 >= filled && texts > 1 && words >= 4 * texts && texts * 4 >= said * 3
    }

    /// Whether nobody has anything to say: "RAS" and "Non", and not "Non" alone, which answers "Un problème ?".
    private var isAllNothing: Bool {
        let isSaid = distinct.keys.contains { booleanValue($0.utf8Span.span) == nil }
        return isSaid && distinct.keys.allSatisfy { AnswerLabels.saysNothing(comparableHeader($0)) }
    }

    /// Whether the cells are the two answers of help desks, "good" and "bad", or say that none was given.
    var isSupportVerdicts: Bool {
        let given = distinct.keys.map(comparableHeader).filter { !CodeBook.unansweredVerdicts.contains($0) }
        return !given.isEmpty && given.allSatisfy { CodeBook.supportVerdicts.points($0) != nil }
    }

    /// Whether cells name groups of the net promoter score.
    var isPromoterGroups: Bool {
        guard filled > 0, distinct.count <= 6, !isNumeric else { return false }
        let hits = distinct.filter { AnswerLabels.promoterGroup(comparableHeader($0.key)) != nil }
        let named = hits.contains { hit in
            let group = comparableHeader(hit.key)
            return (AnswerLabels.promoterGroup(group) ?? 8) != 8 || group.hasPrefix("passi")
        }
        return named && share(hits.reduce(0) { $0 + $1.value }) >= 0.9
    }

    /// Whether cells are grades in letters: A to E.
    var isGradeLetters: Bool {
        guard (3...7).contains(distinct.count), filled >= 5 else { return false }
        return distinct.keys.allSatisfy { cell in
            cell.utf8.count == 1 && cell.utf8.first.map { (0x61...0x67).contains($0 | 0x20) } == true
        }
    }

    /// Counts the one word that repeats among the numbers of a rating, "abs" or "n.p.", as no answer.
    mutating func setStrayWordApart() {
        guard numbers > 0, !isNumeric, numbers * 10 >= (filled - withoutAnswer) * 6 else { return }
        let words = distinct.filter { label, _ in
            let text = Array(label.utf8)
            return RatingCell(text.span) == nil && !AnswerLabels.isNoAnswer(comparableHeader(label))
        }
        guard Set(words.keys.map { comparableHeader($0) }).count == 1, let word = words.first?.key,
            word.utf8.count <= Self.longestStrayWord, !word.utf8.contains(where: \.isDigit)
        else { return }
        withoutAnswer += words.values.reduce(0, +)
    }

    /// Bytes of a word that stands where a rating should: longer ones are texts in the wrong place.
    static let longestStrayWord = 16

    /// Whether every answer was given more than once: "Bug", "Compliment", "Bug"…
    var repeatsThroughout: Bool { distinct.values.allSatisfy { $0 > 1 } }

    /// The values, where there are few.
    func values(atMost limit: Int) -> [String]? { distinct.count <= limit ? distinct.keys.sorted() : nil }
    /// The different cells.
    var values: [String] { Array(distinct.keys) }

    /// The only value, where there is but one.
    var onlyValue: String? { distinct.count == 1 ? distinct.first?.key : nil }

    /// Whole sentences rather than labels.
    var isProse: Bool {
        guard share(sentences) >= 0.3, meanWords >= 3 else { return false }
        return uniqueShare >= 0.5 || distinct.count > 40 || meanWords >= 18 && distinct.count > 3 && uniqueShare >= 0.1
    }

    /// The label family nearly all cells belong to.
    var labels: AnswerLabels? {
        guard filled > 0, distinct.count <= 12, !isNumeric else { return nil }
        var best: (AnswerLabels, Int)?
        let labels = distinct.map { (name: comparableHeader($0.key), count: $0.value) }
        let answers = labels.reduce(0) { $0 + (AnswerLabels.isNoAnswer($1.name) ? 0 : $1.count) }
        for family in AnswerLabels.allCases where readsVerdicts || family != .verdicts {
            let hits = labels.reduce(0) { $0 + (family.points($1.name) == nil ? 0 : $1.count) }
            if hits > 0, Double(hits) >= labelShare * Double(answers), hits > best?.1 ?? 0 { best = (family, hits) }
        }
        // One neutral word alone tells nothing.
        guard distinct.count < 2 else { return best?.0 }
        return readsOneLabel && labels.first.flatMap { best?.0.points($0.name) } != 3 ? best?.0 : nil
    }

    /// Whether cells say "good" or "bad" and nothing between or beyond, in rows enough to be sure of it.
    var isGoodOrBad: Bool {
        guard filled >= 10, let labels, labels == .quality || labels == .faces else { return false }
        let points = Set(distinct.keys.compactMap { labels.points(comparableHeader($0)) })
        return points.count == 2 && points.contains { $0 < 3 } && points.contains { $0 > 3 }
            && (labels == .faces || points == [2, 4])
    }

    /// The degrees nearly all cells are in, where no usual scale has them.
    var degrees: GradedSteps? {
        guard filled > 1, (2...12).contains(distinct.count), !isNumeric else { return nil }
        let answers = distinct.map { (name: comparableHeader($0.key), count: $0.value) }
        return GradedSteps(answers.filter { !AnswerLabels.isNoAnswer($0.name) })
    }

    /// Whether nearly all cells are answer labels that stand for numbers.
    var holdsSteps: Bool { labels != nil || degrees != nil }

    /// What each label counts as, the lowest first: `Bad 0, Good 1`.
    var shownSteps: String {
        let (degrees, labels) = (degrees, labels)
        let points = distinct.keys.compactMap { name -> (String, Double)? in
            if let degrees { return degrees.points(comparableHeader(name)).map { (name, $0) } }
            return labels?.points(comparableHeader(name)).map { (name, isGoodOrBad ? $0 > 3 ? 1 : 0 : $0) }
        }
        return points.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { "\($0.0) \(plain($0.1))" }.joined(separator: ", ")
    }
}

/// `NA`, `N/A`, `null`, `-`, `\N`, the `-99` or `99999` of survey tools, the `[not completed]` of REDCap: no value,
/// outside free text.
func isNullMarker(_ text: Span<UInt8>) -> Bool {
    guard text.count <= 5 else { return text.count == 15 && text.starts(with: "[not completed]") }
    var key: UInt64 = 0
    for index in text.indices { key = key << 8 | UInt64(text[index].isLetter ? text[index] | 0x20 : text[index]) }
    switch key {
    case 0, 0x2D, 0x2D2D, 0x6E61, 0x6E2F61, 0x6E756C6C, 0x236E_2F61, 0x5C6E, 0x6E61_6E, 0x2D39_39: return true
    case 0x2D_3939_39, 0x2D_3939_3939, 0x39_3939_3939: return true  // -999 -9999 99999
    default: return false
    }
}

/// Yes or no in French, English and neighbouring languages; `nil` for anything else.
func booleanValue(_ text: Span<UInt8>) -> Bool? {
    guard text.count <= 5 else { return nil }
    var key: UInt64 = 0
    for index in text.indices { key = key << 8 | UInt64(text[index].isLetter ? text[index] | 0x20 : text[index]) }
    switch key {
    case 0x31, 0x6F7569, 0x796573, 0x79, 0x6F, 0x7472_7565, 0x7672_6169: return true  // 1 oui yes y o true vrai
    case 0x6A61, 0x73_C3AD, 0x7369, 0x73_C3AC, 0x73_696D: return true  // ja sí si sì sim
    case 0x6E_6569_6E, 0x6E65_65, 0x6EC3_A36F: return false  // nein nee não
    case 0x30, 0x6E6F_6E, 0x6E6F, 0x6E, 0x66_616C_7365, 0x6661_7578: return false  // 0 non no n false faux
    default: return nil
    }
}

/// `1.5880912E+18`: a spreadsheet has rounded the id, and several rows now share it.
func isRuinedID(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 5, text.count <= 24, text[0].isDigit else { return false }
    for index in 1..<text.count {
        let byte = text[index]
        if byte | 0x20 == 0x65 { return index + 2 < text.count && text[index + 1] == 0x2B && text[index + 2].isDigit }
        guard byte.isDigit || byte == 0x2E || byte == 0x2C else { return false }
    }
    return false
}
