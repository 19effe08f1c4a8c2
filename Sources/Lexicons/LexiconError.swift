public import Feedback

/// What is wrong in a lexicon file, where, and what to write instead.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: Hashable, Sendable {
        case unreadable
        case unknownFile
        case missingColumn(String)
        case notANumber(range: String)
        case outOfRange(String)
        case tooManyDecimals
        case unknownRole(String)
        case unknownNeed(String)
        case unknownClass(String)
        case unknownConstant(String)
        case unknownCode(String)
        case badPattern(PatternProblem)
        case duplicateTerm(firstLine: Int)
        case notLearnable
        case knownSpelling
    }

    public var problem: Problem
    /// Relative to the lexicons' folder: `fr/sentiment.tsv`.
    public var file: String
    /// From 1; 0 when the whole file is meant.
    public var line: Int
    /// From 1, in bytes.
    public var column: Int

    public init(_ problem: Problem, file: String, line: Int = 0, column: Int = 1) {
        self.problem = problem
        self.file = file
        self.line = line
        self.column = column
    }

    /// `fr/sentiment.tsv:12:7: the valence is not a number from -4 to 4. Write one, such as -1.5.`
    public var description: String { message[.english] }

    /// The same in both languages.
    public var message: Phrase {
        let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
        let sentence = problem.sentence
        return Phrase(en: place + sentence.en, fr: place + sentence.fr)
    }
}

extension LexiconError.Problem {
    fileprivate var sentence: Phrase {
        switch self {
        case .unreadable:
            Phrase(
                en: "cannot be read. Check that it exists and that you may read it.",
                fr: "illisible. Vérifiez qu'il existe et que vous avez le droit de le lire.")
        case .unknownFile:
            Phrase(
                en: "no lexicon has this name. Use fr/ or en/ with sentiment, shifters, learned, tags, language, "
                    + "grammar, spellings or calibration.tsv, or friction/, intents/, emotions/, steps/ with CODE.tsv.",
                fr: "aucun lexique ne porte ce nom. Utilisez fr/ ou en/ avec sentiment, shifters, learned, tags, "
                    + "language, grammar, spellings ou calibration.tsv, ou friction/, intents/, emotions/, steps/ avec CODE.tsv."
            )
        case .missingColumn(let name):
            Phrase(
                en: "the column '\(name)' is missing. Separate columns with one TAB.",
                fr: "la colonne « \(name) » manque. Séparez les colonnes par une tabulation.")
        case .notANumber(let range):
            Phrase(
                en: "this is not a number from \(range). Write one with a decimal point.",
                fr: "ce n'est pas un nombre de \(range). Écrivez-en un avec un point décimal.")
        case .outOfRange(let range):
            Phrase(en: "this is not from \(range). Correct it.", fr: "ce n'est pas compris dans \(range). Corrigez-le.")
        case .tooManyDecimals:
            Phrase(
                en: "a weight has two decimals at most. Round it.",
                fr: "un poids a au plus deux décimales. Arrondissez-le.")
        case .unknownRole(let given): unknown("role", "rôle", given, ShifterRole.allCases.map(\.rawValue))
        case .unknownNeed(let given): unknown("need", "besoin", given, CueNeed.allCases.map(\.rawValue))
        case .unknownClass(let given): unknown("class", "classe", given, WordClass.allCases.map(\.rawValue))
        case .unknownConstant(let given): unknown("constant", "constante", given, Calibration.names)
        case .unknownCode(let given):
            Phrase(
                en: "no friction, intent or step is named '\(given)'. Use the name of a file in friction/, intents/ or "
                    + "steps/.",
                fr: "aucun irritant, intention ou étape ne s'appelle « \(given) ». Utilisez le nom d'un fichier de "
                    + "friction/, intents/ ou steps/.")
        case .badPattern(let problem): problem.sentence
        case .notLearnable:
            Phrase(
                en: "a learned term is one word, two words, NOT_ and one word, or a term of sentiment.tsv. "
                    + "Write longer ones there.",
                fr: "un terme appris est un mot, deux mots, NOT_ suivi d'un mot, ou un terme de sentiment.tsv. "
                    + "Écrivez les plus longs là-bas.")
        case .knownSpelling:
            Phrase(
                en: "this is a word itself, or is listed as another one's spelling already. Leave it out.",
                fr: "c'est déjà un mot, ou l'orthographe fautive d'un autre. Retirez-le.")
        case .duplicateTerm(let firstLine):
            Phrase(
                en: "line \(firstLine) holds the same term once accents and apostrophes are folded. Keep one.",
                fr: "la ligne \(firstLine) porte le même terme, accents et apostrophes repliés. Gardez-en une.")
        }
    }

    private func unknown(_ en: String, _ fr: String, _ given: String, _ known: [String]) -> Phrase {
        let list = known.filter { !$0.isEmpty }.joined(separator: ", ")
        return Phrase(
            en: "'\(given)' is no known \(en). Use one of: \(list).",
            fr: "« \(given) » n'est pas un nom de \(fr) connu. Utilisez : \(list).")
    }
}

/// What is wrong in a term.
public enum PatternProblem: Error, Hashable, Sendable {
    case empty, gapAtEnd, shortBeginning, longBeginning, longWord, openGroup, tooManyAlternatives

    var sentence: Phrase {
        switch self {
        case .empty:
            Phrase(en: "the term holds no word. Write one.", fr: "le terme ne contient aucun mot. Écrivez-en un.")
        case .gapAtEnd:
            Phrase(
                en: "a gap '~' stands first, last or twice in a row. Put it between two words.",
                fr: "un saut « ~ » est au début, à la fin ou doublé. Placez-le entre deux mots.")
        case .shortBeginning:
            Phrase(
                en: "fewer than 3 letters stand before '*'. Write a longer beginning.",
                fr: "moins de 3 lettres précèdent « * ». Écrivez un début plus long.")
        case .longBeginning:
            Phrase(
                en: "more than 16 letters stand before '*'. Shorten the beginning.",
                fr: "plus de 16 lettres précèdent « * ». Raccourcissez le début.")
        case .longWord:
            Phrase(en: "a word has over 32 letters. Shorten it.", fr: "un mot dépasse 32 lettres. Raccourcissez-le.")
        case .openGroup:
            Phrase(
                en: "a group '(a|b)' is not closed. Add ')'.", fr: "un groupe « (a|b) » n'est pas fermé. Ajoutez « ) »."
            )
        case .tooManyAlternatives:
            Phrase(
                en: "the alternatives make over 600 terms. Split the line.",
                fr: "les alternatives font plus de 600 termes. Scindez la ligne.")
        }
    }
}
