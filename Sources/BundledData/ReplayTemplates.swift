import Yams

/// The addresses under which analytics tools show a session again, by the source's name.
public struct ReplayTemplates: Sendable {
    public let bySource: [String: String]

    /// - Throws: ``SeedError`` when the text is no map of names to texts, or a template names no session.
    public init(yaml text: String, name: String) throws {
        let templates: [String: String]?
        do {
            templates = try YAMLDecoder().decode([String: String]?.self, from: text)
        } catch {
            throw SeedError(file: name, reason: "a template is 'source: https://…/{session}'")
        }
        for (source, template) in templates ?? [:]
        where !template.contains("{session}") && !template.contains("{visitor}") {
            throw SeedError(file: name, reason: "the template of '\(source)' names neither {session} nor {visitor}")
        }
        bySource = templates ?? [:]
    }
}
