/// What is wrong in a JSON text, and at which byte of the text being parsed.
struct JSONFault: Error, Equatable {
    enum Problem: Equatable {
        /// The text stops inside a value: more bytes may help.
        case end
        case unexpected, escape, number, control, text, afterValue
        case depth(Int)
        case longString(Int)
    }

    var problem: Problem
    var offset: Int

    /// The fault as the user reads it, at a position of the file.
    func error(line: Int, column: Int) -> ReaderError {
        let (en, fr) = sentence
        let kind: ReaderError.Kind =
            switch problem {
            case .depth, .longString: .tooLarge
            default: .invalid
            }
        return ReaderError(kind, en: en, fr: fr, line: line, column: column)
    }

    private var sentence: (en: String, fr: String) {
        switch problem {
        case .end: ("the JSON stops inside a value", "le JSON s'arrête au milieu d'une valeur")
        case .unexpected: ("this is not what JSON expects here", "ce n'est pas ce que JSON attend ici")
        case .escape: ("a backslash escape is not valid", "un échappement par barre oblique inverse est invalide")
        case .number: ("a number is not written as in JSON", "un nombre n'est pas écrit comme en JSON")
        case .control: ("a string holds a raw control character", "une chaîne contient un caractère de contrôle brut")
        case .text: ("a string is not valid UTF-8", "une chaîne n'est pas de l'UTF-8 valide")
        case .afterValue: ("there is text after the end of the JSON", "il y a du texte après la fin du JSON")
        case .depth(let limit):
            ("values are nested more than \(limit) deep", "les valeurs sont imbriquées sur plus de \(limit) niveaux")
        case .longString(let limit):
            ("a string is longer than \(limit) bytes", "une chaîne dépasse \(limit) octets")
        }
    }
}
