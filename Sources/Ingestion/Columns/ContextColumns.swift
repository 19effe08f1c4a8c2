internal import Feedback

/// What a survey was sent with: `Context data: OrderId`, `Context: Store`, as Dynamics 365 Customer Voice heads it.
extension ColumnGuesser {
    func contextColumn(_ index: Int) -> GuessedColumn? {
        guard let name = Self.contextName(headers[index]) else { return nil }
        let reason = (en: "what the survey was sent with", fr: "ce avec quoi l'enquête a été envoyée")
        let meaning = HeaderDictionary.meaning(ofHeader: name)
        switch meaning?.target {
        case let target? where Self.contextTargets.contains(target):
            return made(
                index, target, 0.9, en: reason.en, fr: reason.fr, personal: [.email, .respondent].contains(target))
        case .ignore: return ignored(index, en: reason.en, fr: reason.fr, personal: true)
        default:
            if HeaderDictionary.isPersonal(name) {
                return ignored(index, en: reason.en, fr: reason.fr, personal: true)
            }
            var column = made(index, .segment, 0.9, en: reason.en, fr: reason.fr)
            column.mapping.name = name
            return column
        }
    }

    private static let contextTargets: Set<TargetField> = [
        .orderID, .sessionID, .visitorID, .replayURL, .ipAddress, .pageURL, .language, .country, .city, .product,
        .email, .respondent, .channel, .touchpoint, .device,
    ]

    /// The name behind the mark, as written.
    private static func contextName(_ header: String) -> String? {
        guard let colon = header.firstIndex(of: ":"), marks.contains(comparableHeader(String(header[..<colon]))) else {
            return nil
        }
        let name = String(header[header.index(after: colon)...]).trimmed
        return name.isEmpty ? nil : name
    }

    private static let marks: Set<String> = [
        "context data", "context", "contextual data", "embedded context", "contexte", "donnees de contexte",
        "donnees contextuelles", "donnee de contexte", "kontext", "kontextdaten", "datos de contexto",
    ]
}
