import Feedback

/// Where a session can be seen again, for tools whose export does not say.
struct ReplayAddress {
    private let templates: [String: String]

    /// - Parameter templates: by source, `*` for any other.
    init(_ templates: [String: String]) { self.templates = templates }

    /// - Returns: `nil` when there is no template, or it asks for what the session has not.
    func address(of session: borrowing Session) -> String? {
        guard !templates.isEmpty, let template = templates[session.source] ?? templates["*"] else { return nil }
        var address = template
        for (name, value) in [("{session}", session.sessionID), ("{visitor}", session.visitorID)] {
            guard address.contains(name) else { continue }
            guard let value else { return nil }
            address = address.replacing(name, with: Self.escaped(value))
        }
        return address
    }

    /// As a part of an address: what is no letter, digit, `-`, `.`, `_` or `~` is written `%XX`.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if byte.isLetter || byte.isDigit || "-._~".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
