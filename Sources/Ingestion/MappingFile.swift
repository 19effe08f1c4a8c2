internal import Feedback
internal import Readers
internal import Yams

extension Mapping {
    /// Reads a mapping file.
    ///
    /// - Throws: when the file cannot be read, is not YAML, or names something that does not exist.
    public static func read(path: String) throws(ImportError) -> Mapping {
        do {
            let bytes = try FileSource(path: path).readAll(limit: 1 << 20)
            return try Mapping(yaml: String(decoding: bytes, as: UTF8.self), file: path)
        } catch let error as ReaderError {
            throw ImportError(error, file: path)
        } catch let error as ImportError {
            throw error
        } catch {
            throw ImportError(file: path, what: Phrase("\(error)"), fix: Phrase(en: "Correct it", fr: "Corrigez-le"))
        }
    }

    /// - Parameter file: what errors call it.
    public init(yaml: String, file: String) throws(ImportError) {
        let parser = MappingParser(file: file)
        self = try parser.mapping(parser.root(yaml))
    }

    /// The mapping as `voc inspect` writes it: every column, with what it was decided on.
    public var yaml: String {
        var text = ""
        if let source { text += "source: \(quoted(source))\n" }
        if let kind { text += "kind: \(kind.rawValue)                 # survey | review | social | support\n" }
        if let language { text += "language: \(quoted(language))\n" }
        if let timeZone { text += "timeZone: \(quoted(timeZone))       # for dates without a zone\n" }
        for (field, value) in constants.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text += "\(field.rawValue): \(quoted(value))\n"
        }
        text += "columns:\n"
        for column in columns { text += column.yaml }
        return text
    }
}

extension ColumnMapping {
    fileprivate var yaml: String {
        var text = "  - column: \(quoted(column))\n    to: \(target.rawValue)\n"
        if let name { text += "    name: \(quoted(name))\n" }
        if let metric { text += "    metric: \(metric.rawValue)\n" }
        if let scale {
            text += "    scale: [\(plain(scale.minimum)), \(plain(scale.maximum))]\n"
            if scale.direction == .lowerIsBetter { text += "    direction: down\n" }
        }
        if !noAnswers.isEmpty { text += "    noAnswer: [\(noAnswers.map(plain).joined(separator: ", "))]\n" }
        if let dateFormat { text += "    dateFormat: \(quoted(dateFormat))\n" }
        if let confidence { text += "    confidence: \(plain((confidence * 100).rounded() / 100))\n" }
        return text
    }
}

/// A double-quoted YAML scalar: any text survives the round trip.
private func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    appendJSONString(text.utf8Span.span, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// Reads the YAML node by node, so that every error knows its line.
private struct MappingParser {
    let file: String

    func root(_ yaml: String) throws(ImportError) -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
        } catch let error as YamlError {
            throw broken(error)
        } catch {
            throw problem(nil, en: "the file is not YAML", fr: "le fichier n'est pas du YAML")
        }
        throw problem(nil, en: "the mapping file is empty", fr: "le fichier de correspondance est vide")
    }

    private func broken(_ error: YamlError) -> ImportError {
        var line = 0
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): line = mark.line
        default: break
        }
        return ImportError(
            file: file, line: line, column: line > 0 ? 1 : 0,
            what: Phrase(en: "the file is not valid YAML", fr: "le fichier n'est pas du YAML valide"),
            fix: Phrase(
                en: "Correct the indentation or quotation marks here",
                fr: "Corrigez l'indentation ou les guillemets à cet endroit"))
    }

    func mapping(_ root: Node) throws(ImportError) -> Mapping {
        guard let members = root.mapping else {
            throw problem(
                root, en: "a mapping file holds \"columns:\"", fr: "un fichier de correspondance contient « columns: »")
        }
        var result = Mapping()
        for (key, value) in members {
            switch key.string ?? "" {
            case "source": result.source = try text(value)
            case "kind":
                result.kind = try choice(value, FeedbackKind.init(rawValue:), FeedbackKind.allCases.map(\.rawValue))
            case "language": result.language = try text(value)
            case "timeZone": result.timeZone = try text(value)
            case "columns":
                guard let list = value.sequence else {
                    throw problem(value, en: "\"columns\" is a list", fr: "« columns » est une liste")
                }
                for entry in list { result.columns.append(try column(entry)) }
            case let name:
                guard let field = TargetField(rawValue: name), ColumnRole.TextField(field) != nil || field == .consent
                else {
                    throw unknown(
                        key, name,
                        known: [
                            "source", "kind", "language", "timeZone", "columns", "channel", "touchpoint", "product",
                            "country",
                        ])
                }
                result.constants[field] = try text(value)
            }
        }
        guard !result.columns.isEmpty else {
            throw problem(root, en: "no column is mapped", fr: "aucune colonne n'est décrite")
        }
        return result
    }

    private func column(_ node: Node) throws(ImportError) -> ColumnMapping {
        guard let members = node.mapping, let name = members["column"]?.string else {
            throw problem(node, en: "an entry has no \"column\"", fr: "une entrée n'a pas de « column »")
        }
        var result = ColumnMapping(name, to: .ignore)
        var direction = RatingScale.Direction.higherIsBetter
        for (key, value) in members {
            switch key.string ?? "" {
            case "column": break
            case "to":
                result.target = try choice(value, TargetField.init(rawValue:), TargetField.allCases.map(\.rawValue))
            case "name": result.name = try text(value)
            case "metric":
                result.metric = try choice(value, AnswerKind.init(rawValue:), AnswerKind.allCases.map(\.rawValue))
            case "scale": result.scale = try scale(value)
            case "direction": direction = try choice(value, RatingScale.Direction.init(rawValue:), ["up", "down"])
            case "noAnswer": result.noAnswers = try numbers(value)
            case "dateFormat": result.dateFormat = try text(value)
            case "confidence": result.confidence = value.float
            case let other:
                throw unknown(
                    key, other,
                    known: [
                        "column", "to", "name", "metric", "scale", "direction", "noAnswer", "dateFormat", "confidence",
                    ])
            }
        }
        result.scale?.direction = direction
        if members["to"] == nil, result.metric != nil { result.target = .answer }
        return result
    }

    private func scale(_ node: Node) throws(ImportError) -> RatingScale {
        guard let list = node.sequence, list.count == 2, let low = list[0].float ?? list[0].int.map(Double.init),
            let high = list[1].float ?? list[1].int.map(Double.init), low < high
        else {
            throw problem(
                node, en: "a scale is two numbers, the lower first: [0, 10]",
                fr: "une échelle est deux nombres, le plus petit d'abord : [0, 10]")
        }
        return RatingScale(low, high)
    }

    private func numbers(_ node: Node) throws(ImportError) -> [Double] {
        let list = node.sequence?.map { $0.float ?? $0.int.map(Double.init) } ?? []
        let numbers = list.compactMap { $0 }
        guard !numbers.isEmpty, numbers.count == list.count else {
            throw problem(
                node, en: "\"noAnswer\" is a list of numbers: [99, -1]",
                fr: "« noAnswer » est une liste de nombres : [99, -1]")
        }
        return numbers
    }

    private func text(_ node: Node) throws(ImportError) -> String {
        if let text = node.string { return text }
        throw problem(node, en: "a single value is expected", fr: "une seule valeur est attendue")
    }

    private func choice<Value>(_ node: Node, _ make: (String) -> Value?, _ known: [String]) throws(ImportError) -> Value
    {
        let name = try text(node)
        if let value = make(name) { return value }
        throw unknown(node, name, known: known)
    }

    private func unknown(_ node: Node, _ name: String, known: [String]) -> ImportError {
        problem(
            node, en: "\"\(name)\" is not known here", fr: "« \(name) » n'est pas connu ici",
            fixEN: "Use one of \(known.joined(separator: ", "))",
            fixFR: "Utilisez l'un de \(known.joined(separator: ", "))")
    }

    private func problem(
        _ node: Node?, en: String, fr: String,
        fixEN: String = "Correct the mapping file; voc inspect writes a complete one",
        fixFR: String = "Corrigez le fichier de correspondance ; voc inspect en écrit un complet"
    ) -> ImportError {
        ImportError(
            file: file, line: node?.mark?.line ?? 0, column: node?.mark?.column ?? 0, what: Phrase(en: en, fr: fr),
            fix: Phrase(en: fixEN, fr: fixFR))
    }
}
