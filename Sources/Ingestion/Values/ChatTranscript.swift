/// A chat kept in one cell, a line a message: `[10:02] Visitor: …`, `(10:02:11) Agent Paul: …`.
struct ChatTranscript {
    /// What the customer wrote, a message a line; empty where the sides are not known.
    private(set) var customer = ""
    /// What the company wrote.
    private(set) var company = ""
    /// Whether each line is known to be one side's.
    let knowsSides: Bool

    /// A day, a time and a speaker.
    private static let longestOpening = 80

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private enum Side { case customer, company }

    private struct Turn {
        var speaker: String
        var text: String
        var hasTime: Bool
    }

    /// `nil` where a text is no chat.
    init?(_ text: String) {
        // Most texts are turned away by a look at where the speaker of the first line would stand.
        guard Self.mayBeChat(text.utf8.span), let turns = Self.turns(of: text) else { return nil }
        let sides = turns.map { Self.side(of: $0.speaker) }
        let speakers = Set(turns.map(\.speaker))
        let isTimed = turns.count(where: \.hasTime) > 1
        guard sides.contains(where: { $0 != nil }) else {
            guard isTimed, speakers.count > 1 else { return nil }
            knowsSides = false
            return
        }
        guard isTimed || sides.contains(.customer) && sides.contains(.company) else { return nil }
        let unnamed = Self.sideOfOthers(zip(turns, sides).map { ($0.speaker, $1) })
        knowsSides = unnamed != nil || !sides.contains(nil)
        guard knowsSides else { return }
        for (turn, side) in zip(turns, sides) {
            switch side ?? unnamed {
            case .customer: Self.add(turn.text, to: &customer)
            default: Self.add(turn.text, to: &company)
            }
        }
    }

    /// Whether a colon stands where the first speaker's would, and the text has lines.
    private static func mayBeChat(_ text: Span<UInt8>) -> Bool {
        let opening = text.extracting(first: min(text.count, longestOpening))
        for index in opening.indices where opening[index] == 0x3A {
            for rest in index..<text.count where isLineEnd(text[rest]) { return true }
            for before in 0..<index where isLineEnd(text[before]) { return true }
            return false
        }
        return false
    }

    /// The side of the one speaker who goes by a name: the one that no other speaker is on.
    private static func sideOfOthers(_ speakers: [(speaker: String, side: Side?)]) -> Side? {
        let known = Set(speakers.compactMap(\.side))
        let unnamed = Set(speakers.filter { $0.side == nil }.map(\.speaker))
        if known == [.customer] { return .company }
        return known == [.company] && unnamed.count == 1 ? .customer : nil
    }

    private static func add(_ line: String, to text: inout String) {
        guard !line.isEmpty else { return }
        if !text.isEmpty { text += "\n" }
        text += line
    }

    /// The messages of a text whose first line is one; other lines go on with the message above.
    private static func turns(of text: String) -> [Turn]? {
        var turns: [Turn] = []
        for line in text.utf8.split(whereSeparator: isLineEnd) {
            let line = String(Substring(line)).trimmed
            if line.isEmpty { continue }
            if let turn = turn(line, needsTime: turns.first?.hasTime == true) {
                turns.append(turn)
            } else if turns.isEmpty {
                return nil
            } else {
                add(line, to: &turns[turns.count - 1].text)
            }
        }
        return turns.isEmpty ? nil : turns
    }

    private static func turn(_ line: String, needsTime: Bool) -> Turn? {
        let rest = withoutTime(line)
        guard rest != nil || !needsTime else { return nil }
        let message = rest ?? line
        guard let colon = message.firstIndex(of: ":") else { return nil }
        let speaker = String(message[..<colon]).trimmed
        guard (1...40).contains(speaker.utf8.count), speaker.split(separator: " ").count <= 4 else { return nil }
        let text = String(message[message.index(after: colon)...]).trimmed
        // A turn without its time is one only when its speaker says who it is: "PS: …" is none.
        guard rest != nil || side(of: speaker) != nil else { return nil }
        return Turn(speaker: speaker, text: text, hasTime: rest != nil)
    }

    /// What follows the time a line starts with: `[10:02]`, `(10:02:11)`, `10:02:11 AM -`, a day before it or not.
    private static func withoutTime(_ line: String) -> String? {
        let signs: Set<UInt8> = Set("[]()0123456789:-/.,TZ ".utf8)
        var bytes = line.utf8[...]
        guard let first = bytes.first, first == 0x5B || first == 0x28 || first.isDigit else { return nil }
        var (colons, digits) = (0, 0)
        while let byte = bytes.first, signs.contains(byte) {
            // The letter of a name, not the one of 10:02:11Z.
            if byte == 0x54 || byte == 0x5A, bytes.dropFirst().first.map({ $0 | 0x20 >= 0x61 }) == true { break }
            if byte == 0x3A { colons += 1 }
            if byte.isDigit { digits += 1 }
            bytes = bytes.dropFirst()
        }
        for half in ["AM", "PM", "am", "pm"] where bytes.starts(with: half.utf8) {
            bytes = bytes.dropFirst(2).drop { !($0.isDigit || $0 | 0x20 >= 0x61) }
        }
        guard colons > 0, digits >= 3, !bytes.isEmpty else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func side(of speaker: String) -> Side? {
        let words = comparableHeader(speaker).split(separator: " ")
        guard let first = words.first, let last = words.last else { return nil }
        for word in [first, last] {
            if companyWords.contains(word) { return .company }
            if customerWords.contains(word) { return .customer }
        }
        return nil
    }

    private static let customerWords: Set<Substring> = [
        "visitor", "customer", "client", "cliente", "guest", "visiteur", "user", "utilisateur", "caller", "kunde",
        "besucher", "enduser", "shopper",
    ]
    private static let companyWords: Set<Substring> = [
        "agent", "operator", "operateur", "operatrice", "conseiller", "conseillere", "advisor", "support", "bot",
        "chatbot", "assistant", "system", "systeme", "representative", "rep", "helpdesk", "mitarbeiter", "agente",
    ]
}
