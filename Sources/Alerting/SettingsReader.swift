import Feedback
import Yams

/// The settings under one heading of a rules file: refuses what it does not know and says where it stands.
struct SettingsReader {
    let file: String
    /// Where the heading is, for what is missing under it.
    let mark: Mark?
    private var values: [String: Node] = [:]
    private var order: [String] = []

    /// - Parameters:
    ///   - known: the names that may stand here; `nil` takes any.
    ///   - defaults: the settings taken where these say nothing.
    init(_ node: Node, file: String, known: [String]?, defaults: SettingsReader? = nil) throws(AlertError) {
        self.file = file
        mark = node.mark
        if let defaults { (values, order) = (defaults.values, defaults.order) }
        guard let mapping = node.mapping else {
            throw Self.error(
                file, node.mark,
                Phrase(en: "names and values are expected here", fr: "des noms et des valeurs sont attendus ici"),
                Phrase(en: "Write 'name: value' lines", fr: "Écrivez des lignes « nom: valeur »"))
        }
        for (key, value) in mapping {
            let name = key.string ?? ""
            if let known, !known.contains(name) {
                throw Self.error(
                    file, key.mark, Phrase(en: "there is no setting '\(name)'", fr: "aucun réglage « \(name) »"),
                    AlertError.oneOf(known, nearest: name))
            }
            if values.updateValue(value, forKey: name) == nil { order.append(name) }
        }
    }

    var names: [String] { order }

    func node(_ name: String) -> Node? { values[name] }

    func error(_ name: String, _ what: Phrase, _ fix: Phrase) -> AlertError {
        Self.error(file, values[name]?.mark ?? mark, what, fix)
    }

    static func error(_ file: String, _ mark: Mark?, _ what: Phrase, _ fix: Phrase) -> AlertError {
        .file(file, line: mark?.line ?? 1, column: mark?.column ?? 1, what: what, fix: fix)
    }

    func text(_ name: String) throws(AlertError) -> String? {
        guard let node = values[name] else { return nil }
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw expected(name, Phrase(en: "a text", fr: "un texte"))
        }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(AlertError) -> Int? {
        guard let node = values[name] else { return nil }
        guard let value = node.int, range.contains(value) else {
            throw expected(
                name,
                Phrase(
                    en: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                    fr: "un entier de \(range.lowerBound) à \(range.upperBound)"))
        }
        return value
    }

    func number(_ name: String, in range: ClosedRange<Double>) throws(AlertError) -> Double? {
        guard let node = values[name] else { return nil }
        guard let value = node.float, range.contains(value) else {
            throw expected(
                name,
                Phrase(
                    en: "a number from \(range.lowerBound) to \(range.upperBound)",
                    fr: "un nombre de \(range.lowerBound) à \(range.upperBound)"))
        }
        return value
    }

    func flag(_ name: String) throws(AlertError) -> Bool? {
        guard let node = values[name] else { return nil }
        guard let value = node.bool else { throw expected(name, Phrase(en: "true or false", fr: "true ou false")) }
        return value
    }

    func choice<T: RawRepresentable & CaseIterable>(_ name: String, of: T.Type) throws(AlertError) -> T?
    where T.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let value = T(rawValue: text) else {
            throw error(
                name, Phrase(en: "'\(text)' is not a \(name)", fr: "« \(text) » n'est pas un « \(name) » valide"),
                AlertError.oneOf(T.allCases.map(\.rawValue), nearest: text))
        }
        return value
    }

    func list(_ name: String) throws(AlertError) -> [String]? {
        guard let node = values[name] else { return nil }
        let texts = node.sequence?.compactMap { $0.scalar?.string }
        guard let texts, texts.count == node.sequence?.count, !texts.isEmpty else {
            throw expected(name, Phrase(en: "a list of names", fr: "une liste de noms"))
        }
        return texts
    }

    func expected(_ name: String, _ what: Phrase) -> AlertError {
        error(
            name, Phrase(en: "'\(name)' takes \(what.en)", fr: "« \(name) » attend \(what.fr)"),
            Phrase(en: "Correct the value", fr: "Corrigez la valeur"))
    }
}
