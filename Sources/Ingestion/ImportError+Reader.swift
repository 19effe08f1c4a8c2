internal import Feedback
internal import Readers

extension ImportError {
    /// What the readers say, with what to do about it.
    init(_ error: ReaderError, file: String) {
        self.init(
            file: file == "-" ? "standard input" : file, line: error.line, column: error.column,
            what: Phrase(en: error.en, fr: error.fr), fix: Self.fix(error.kind))
    }

    private static func fix(_ kind: ReaderError.Kind) -> Phrase {
        switch kind {
        case .notFound: Phrase(en: "Check the path", fr: "Vérifiez le chemin")
        case .unreadable: Phrase(en: "Check that the file may be read", fr: "Vérifiez que le fichier est lisible")
        case .isDirectory:
            Phrase(
                en: "Give the files in it, or a folder to voc import",
                fr: "Donnez les fichiers qu'il contient, ou un dossier à voc import")
        case .invalid:
            Phrase(
                en: "Export the file again, or correct it at this place",
                fr: "Exportez de nouveau le fichier, ou corrigez-le à cet endroit")
        case .tooLarge:
            Phrase(
                en: "Check that the file is what it should be: no answer is that long",
                fr: "Vérifiez que le fichier est le bon : aucune réponse n'est aussi longue")
        case .hostile:
            Phrase(
                en: "Remove the declaration, or ask the sender for a plain export",
                fr: "Retirez la déclaration, ou demandez un export simple à l'expéditeur")
        case .unsupported: Phrase(en: "Export it as CSV, JSON or XML", fr: "Exportez-le en CSV, JSON ou XML")
        }
    }
}
