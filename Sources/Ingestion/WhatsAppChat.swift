import Feedback

/// The text that WhatsApp saves of a conversation: `[02/03/2026, 09:11:04] Name: …`, or `02/03/2026, 09:11 - Name: …`.
enum WhatsAppChat {
    /// - Returns: whether most of the first lines begin with a day, a time and who writes; texts may run on.
    static func isOne(_ lines: [String]) -> Bool {
        let first = lines.prefix(20)
        let messages = first.count { beginsMessage(Array($0.utf8)) }
        return messages > 1 && messages * 2 >= first.count
    }

    /// A file of texts says who wrote, not who is the customer, and the order of its dates is that of a telephone.
    static let refusal = (
        what: Phrase(
            en: "this is a conversation saved by WhatsApp, which does not say who is the customer",
            fr: "c'est une conversation enregistrée par WhatsApp, qui ne dit pas qui est le client"),
        fix: Phrase(
            en:
                "Put its messages in a table with the columns conversation id, timestamp, role (customer, agent) and message",
            fr:
                "Mettez ses messages dans un tableau à colonnes conversation id, timestamp, role (customer, agent) et message"
        )
    )

    private static func beginsMessage(_ line: [UInt8]) -> Bool {
        // Marks of the direction of writing stand before some lines.
        var rest = line.drop { $0 == 0xE2 || $0 == 0x80 || $0 == 0x8E || $0 == 0x8F }.prefix(160)
        let isBracketed = rest.first == 0x5B
        if isBracketed { rest = rest.dropFirst() }
        let day = rest.prefix { $0.isDigit || "/.-".utf8.contains($0) }
        let parts = day.split { !$0.isDigit }
        guard parts.count == 3, parts.allSatisfy({ $0.count <= 2 || $0.count == 4 }) else { return false }
        rest = rest.dropFirst(day.count)
        // Logs have neither bracket nor comma.
        guard isBracketed || rest.first == 0x2C || parts[0].count < 4 else { return false }
        rest = rest.drop { ", à".utf8.contains($0) }
        let time = rest.prefix { $0.isDigit || $0 == 0x3A || $0 == 0x2E }
        guard time.count >= 4, time.contains(0x3A) else { return false }
        // AM and PM come after any kind of blank.
        rest = rest.dropFirst(time.count).drop { "apmAPM.\u{202F}\u{A0}".utf8.contains($0) }
        rest = rest.drop { $0 == 0x20 }.drop { "apmAPM.".utf8.contains($0) }.drop { $0 == 0x20 }
        guard rest.first == (isBracketed ? 0x5D : 0x2D), rest.dropFirst().first == 0x20 else { return false }
        return rest.indices.contains { rest[$0...].starts(with: ": ".utf8) }
    }
}
