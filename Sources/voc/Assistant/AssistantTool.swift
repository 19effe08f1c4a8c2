import Feedback
import Readers

/// One read-only command as an assistant sees it: what it answers, and what it may be asked.
struct AssistantTool {
    var name: String
    /// The command line it stands for, without its options.
    var command: [String]
    var about: Phrase
    var inputs: [Input]

    /// A value the assistant may give.
    struct Input {
        enum Kind {
            case text, texts, count, flag
            case choice([String])
        }

        var name: String
        var kind: Kind
        var about: Phrase
        /// Given without its name, after the options.
        var isArgument = false
        var isRequired = false
    }

    /// A call that does not fit the tool: said to the assistant, which can mend it.
    struct BadInput: Error {
        var phrase: Phrase
    }

    /// The command line of a call, but for what all commands take; arguments stand after `--`.
    func commandLine(_ given: JSONObject) throws(BadInput) -> (options: [String], arguments: [String]) {
        for key in given.keys where !inputs.contains(where: { $0.name == key }) {
            let known = inputs.map(\.name).joined(separator: ", ")
            throw BadInput(
                phrase: Phrase(
                    en: "\(name) has no input '\(key)'; it takes \(known)",
                    fr: "\(name) n'a pas d'entrée « \(key) » ; il accepte \(known)"))
        }
        var (options, arguments) = ([String](), [String]())
        for input in inputs {
            guard let value = given[input.name], !value.isNull else {
                if input.isRequired { throw missing(input) }
                continue
            }
            let texts = try input.texts(of: value)
            if input.isArgument {
                arguments += texts
            } else if case .flag = input.kind {
                options += texts.map { _ in "--\(input.name)" }
            } else {
                options += texts.map { "--\(input.name)=\($0)" }
            }
        }
        return (options, arguments)
    }

    private func missing(_ input: Input) -> BadInput {
        BadInput(
            phrase: Phrase(en: "\(name) needs '\(input.name)'", fr: "\(name) a besoin de « \(input.name) »"))
    }

    /// The tool as `tools/list` shows it.
    func listing(_ language: OutputLanguage) -> JSONValue {
        var (properties, required) = (JSONObject(), [JSONValue]())
        for input in inputs {
            properties[input.name] = input.schema(language)
            if input.isRequired { required.append(.string(input.name)) }
        }
        var schema: JSONObject = [
            "type": .string("object"), "properties": .object(properties), "additionalProperties": .bool(false),
        ]
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object([
            "name": .string(name), "description": .string(about[language]), "inputSchema": .object(schema),
            "annotations": .object([
                "readOnlyHint": .bool(true), "idempotentHint": .bool(true), "openWorldHint": .bool(false),
            ]),
        ])
    }
}

extension AssistantTool.Input {
    /// What is put on the command line: none for a flag that is off.
    fileprivate func texts(of value: JSONValue) throws(AssistantTool.BadInput) -> [String] {
        switch (kind, value) {
        case (.text, .string(let text)): return [text]
        case (.texts, .string(let text)): return [text]
        case (.texts, .array(let values)):
            var texts: [String] = []
            for value in values {
                guard case .string(let text) = value else { throw wrong("a list of texts", "une liste de textes") }
                texts.append(text)
            }
            return texts
        case (.count, .number):
            guard let number = value.int, number >= 0 else { throw wrong("a whole number", "un nombre entier") }
            return [String(number)]
        case (.flag, .bool(let isOn)): return isOn ? [name] : []
        case (.choice(let names), .string(let text)) where names.contains(text): return [text]
        case (.choice(let names), _):
            let list = names.joined(separator: ", ")
            throw wrong("one of \(list)", "l'un de : \(list)")
        case (.text, _): throw wrong("a text", "un texte")
        case (.texts, _): throw wrong("a list of texts", "une liste de textes")
        case (.count, _): throw wrong("a whole number", "un nombre entier")
        case (.flag, _): throw wrong("true or false", "true ou false")
        }
    }

    private func wrong(_ english: String, _ french: String) -> AssistantTool.BadInput {
        AssistantTool.BadInput(
            phrase: Phrase(en: "'\(name)' has to be \(english)", fr: "« \(name) » doit être \(french)"))
    }

    fileprivate func schema(_ language: OutputLanguage) -> JSONValue {
        var schema: JSONObject = ["description": .string(about[language])]
        switch kind {
        case .text: schema["type"] = .string("string")
        case .texts:
            schema["type"] = .string("array")
            schema["items"] = .object(["type": .string("string")])
        case .count:
            schema["type"] = .string("integer")
            schema["minimum"] = .number("0")
        case .flag: schema["type"] = .string("boolean")
        case .choice(let names):
            schema["type"] = .string("string")
            schema["enum"] = .array(names.map { .string($0) })
        }
        return .object(schema)
    }
}
