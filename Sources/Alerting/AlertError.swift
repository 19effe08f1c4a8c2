public import Feedback

/// What is wrong with the rules or with what was asked of them.
public enum AlertError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A mistake in a rules file, at a place in it (lines and columns from 1).
    case file(String, line: Int, column: Int, what: Phrase, fix: Phrase)
    case unreadable(String)
    case exists(String)
    case unknownRule(String, known: [String])
    case unknownIncident(String)
    case badChannel(String, reason: Phrase)
    /// Another process runs on the store.
    case running(String)

    public var what: Phrase {
        switch self {
        case .file(let file, let line, let column, let what, _):
            Phrase(en: "\(file):\(line):\(column): \(what.en)", fr: "\(file):\(line):\(column) : \(what.fr)")
        case .unreadable(let file):
            Phrase(en: "\(file): the file cannot be read as UTF-8", fr: "\(file) : fichier illisible en UTF-8")
        case .exists(let file):
            Phrase(en: "\(file): the file is there already", fr: "\(file) : ce fichier existe déjà")
        case .unknownRule(let name, _):
            Phrase(en: "there is no rule '\(name)'", fr: "aucune règle « \(name) »")
        case .unknownIncident(let id):
            Phrase(en: "there is no incident '\(id)'", fr: "aucun incident « \(id) »")
        case .badChannel(let address, let reason):
            Phrase(en: "\(address): \(reason.en)", fr: "\(address) : \(reason.fr)")
        case .running(let holder):
            Phrase(
                en: "another process runs on this store (\(holder))",
                fr: "un autre processus tourne sur cette base (\(holder))")
        }
    }

    public var fix: Phrase {
        switch self {
        case .file(_, _, _, _, let fix): fix
        case .unreadable:
            Phrase(en: "Write one with: voc alerts init FILE", fr: "Créez-en un : voc alerts init FICHIER")
        case .exists: Phrase(en: "Name another file", fr: "Indiquez un autre fichier")
        case .unknownRule(let name, let known): Self.oneOf(known, nearest: name)
        case .unknownIncident: Phrase(en: "See them with: voc alerts list", fr: "Voyez la liste : voc alerts list")
        case .badChannel:
            Phrase(en: "Correct 'channels' in the rules file", fr: "Corrigez « channels » dans le fichier de règles")
        case .running:
            Phrase(
                en: "Stop it first, or wait three minutes if it died",
                fr: "Arrêtez-le d'abord, ou attendez trois minutes s'il est mort")
        }
    }

    public var description: String { "\(what.en). \(fix.en)." }

    /// Names the nearest of the valid names, or all of them when none is near.
    static func oneOf(_ known: [String], nearest name: String) -> Phrase {
        if let near = nearest(to: name, among: known) {
            return Phrase(en: "Write '\(near)'", fr: "Écrivez « \(near) »")
        }
        let list = known.joined(separator: ", ")
        return Phrase(en: "Use one of \(list)", fr: "Choisissez parmi : \(list)")
    }
}
