/// Words and numbers that stand in for a customer who gave no name: they are no respondent.
enum Nobody {
    /// Whether a cell is one: "Anonyme", "guest", the user number 0.
    static func isOne(_ cell: Span<UInt8>) -> Bool {
        guard cell.count <= 24, !cell.isEmpty else { return false }
        switch cell[0] | 0x20 {
        // a c g i u v 0 (
        case 0x61, 0x63, 0x67, 0x69, 0x75, 0x76, 0x30, 0x28:
            return names.contains(comparableHeader(String(decoding: cell.bytes, as: UTF8.self)))
        default: return false
        }
    }

    private static let names: Set<String> = [
        "0", "anonymous", "anonyme", "anonymes", "anonym", "anonymus", "anonimo", "anonima", "anoniem", "anonymized",
        "anonymise", "anonymous user", "anonymous visitor", "anonymous customer", "anonymous guest", "anon",
        "utilisateur anonyme", "client anonyme", "visiteur anonyme", "utilisateur non verifie", "usuario anonimo",
        "utente anonimo", "anonymer benutzer", "anonymer nutzer", "gast", "guest", "guest user", "invite", "invitee",
        "invite e", "inconnu", "client inconnu", "unknown", "unknown user", "unbekannt",
    ]
}
