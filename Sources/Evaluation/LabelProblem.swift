public import Feedback
public import Lexicons

/// A label that the analyser can never give: a slip of the pen, or a code of another taxonomy.
public struct LabelProblem: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case sentiment
        case code(AnnotationKind, String)
    }

    public var kind: Kind
    /// Where it stands first.
    public var file: String
    public var line: Int
    public var rows: Int
    /// The code it is likely to be.
    public var nearest: String?

    /// Every problem once, in the order they are met.
    public static func all(in texts: [LabelledText], lexicons: LexiconSet) -> [LabelProblem] {
        var known: [AnnotationKind: [String]] = [:]
        for category in lexicons.categories { known[category.kind, default: []].append(category.code) }
        var (problems, places) = ([LabelProblem](), [Kind: Int]())
        for text in texts {
            for kind in text.unknownLabels(known) {
                if let place = places[kind] {
                    problems[place].rows += 1
                    continue
                }
                places[kind] = problems.count
                var problem = LabelProblem(kind: kind, file: text.file, line: text.line, rows: 1)
                if case .code(let tag, let code) = kind {
                    problem.nearest = Feedback.nearest(to: code, among: known[tag] ?? [])
                }
                problems.append(problem)
            }
        }
        return problems
    }

    /// `labels.csv:4: no friction is called 'delivery.lat' (2 rows). Write 'delivery.late'.`
    public func message(_ language: OutputLanguage) -> String {
        let place = "\(file):\(line): "
        switch kind {
        case .sentiment:
            return place
                + Phrase(
                    en:
                        "the sentiment is none that is known (\(rows) rows). Write positive, neutral, negative or mixed.",
                    fr: "la tonalité est inconnue (\(rows) lignes). Écrivez positif, neutre, négatif ou mitigé.")[
                    language]
        case .code(let tag, let code):
            let name = Self.isPlainCode(code) ? code : "…"
            let fix = nearest.map { Phrase(en: " Write '\($0)'.", fr: " Écrivez « \($0) ».")[language] } ?? ""
            return place
                + Phrase(
                    en: "no \(tag.rawValue) is called '\(name)' (\(rows) rows).",
                    fr: "aucune étiquette \(tag.rawValue) ne s'appelle « \(name) » (\(rows) lignes).")[language] + fix
        }
    }

    /// What is long or has other characters may be a customer's words in the wrong column, and is not repeated.
    private static func isPlainCode(_ code: String) -> Bool {
        code.utf8.count <= 40
            && code.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2E, 0x5F, 0x2D].contains($0)
            }
    }
}

extension LabelledText {
    fileprivate func unknownLabels(_ known: [AnnotationKind: [String]]) -> [LabelProblem.Kind] {
        let labels: [(AnnotationKind, [String])] = [
            (.friction, (frictions ?? []).union(optionalFrictions).sorted()),
            (.intent, (intents ?? []).union(optionalIntents).sorted()), (.step, steps ?? []),
        ]
        var problems: [LabelProblem.Kind] = hasUnknownSentiment ? [.sentiment] : []
        for (kind, codes) in labels {
            for code in codes where known[kind]?.contains(code) != true { problems.append(.code(kind, code)) }
        }
        return problems
    }
}
