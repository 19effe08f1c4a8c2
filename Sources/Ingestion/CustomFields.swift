import Feedback
import Readers

/// The fields a help desk's owner has added: an object of names in Freshdesk, a list of numbers in Zendesk.
enum CustomFields {
    static func value(of name: String?, in ticket: JSONObject) -> String? {
        guard let name else { return nil }
        return all(of: ticket).first { $0.name == name }?.value
    }

    /// The field that holds order numbers: the one a mapping names, one whose name says so, or one that a third of the
    /// customers quote in their message.
    static func orderField(of tickets: [JSONObject], mapping: Mapping?) -> (name: String, reason: Phrase)? {
        if let mapped = mapping?.columns.first(where: { $0.target == .orderID })?.column {
            return (mapped, reason(mapped, en: "as the mapping says", fr: "comme le dit la correspondance"))
        }
        let names = Set(tickets.flatMap { all(of: $0).map(\.name) })
        if let named = names.sorted().first(where: saysOrder) {
            return (named, reason(named, en: "by its name", fr: "d'après son nom"))
        }
        return quotedField(of: tickets)
    }

    private static func quotedField(of tickets: [JSONObject]) -> (name: String, reason: Phrase)? {
        var seen: [String: (count: Int, quoted: Int)] = [:]
        for ticket in tickets {
            let text = [ticket.text("subject", "raw_subject"), TicketMessages.text(of: .object(ticket))]
                .compactMap(\.self).joined(separator: "\n")
            for field in all(of: ticket) where isReference(field.value) {
                seen[field.name, default: (0, 0)].count += 1
                if text.contains(field.value) { seen[field.name, default: (0, 0)].quoted += 1 }
            }
        }
        let quoted = seen.filter { $0.value.quoted >= 3 && $0.value.quoted * 3 >= $0.value.count }
        guard let best = quoted.max(by: { ($0.value.quoted, $1.key) < ($1.value.quoted, $0.key) }) else { return nil }
        let share = "\(best.value.quoted)/\(best.value.count)"
        return (
            best.key,
            reason(
                best.key, en: "customers quote its value in \(share) tickets",
                fr: "les clients citent sa valeur dans \(share) tickets")
        )
    }

    private static func all(of ticket: JSONObject) -> [(name: String, value: String)] {
        let fields = ticket.value("custom_fields", "custom_field")
        if case .array(let elements) = fields {
            return elements.compactMap { element in
                guard let name = element["id"]?.string, let value = element["value"]?.string, !value.isEmpty else {
                    return nil
                }
                return (name, value)
            }
        }
        return (fields?.object?.members ?? []).compactMap { name, value in
            guard let value = value.string, !value.trimmed.isEmpty else { return nil }
            return (name, value)
        }
    }

    /// Something like an order number: no words, at least four digits.
    private static func isReference(_ value: String) -> Bool {
        let bytes = value.utf8
        return (4...32).contains(bytes.count) && bytes.count(where: \.isDigit) >= 4 && !bytes.contains(where: \.isBlank)
    }

    private static func saysOrder(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.contains("order") || name.contains("commande")
    }

    private static func reason(_ name: String, en: String, fr: String) -> Phrase {
        Phrase(
            en: "custom field \(name) is read as the order number: \(en)",
            fr: "le champ personnalisé \(name) est lu comme numéro de commande : \(fr)")
    }
}
