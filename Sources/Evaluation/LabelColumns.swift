import Feedback
import Readers

/// What the columns of a label file are called, and what their values say.
enum LabelColumns {
    static let text = ["text", "verbatim", "texte", "comment", "commentaire"]
    static let language = ["language", "lang", "langue"]
    static let sentiment = ["sentiment", "tonalite", "tonalité", "polarity"]
    static let sentimentSource = ["sentiment_src", "sentiment_source"]
    static let stars = ["stars", "rating", "note", "etoiles", "étoiles"]
    static let frictions = ["frictions", "friction", "irritants"]
    static let optionalFrictions = ["frictions_optional", "friction_optional", "irritants_facultatifs"]
    static let intents = ["intents", "intent", "intentions"]
    static let optionalIntents = ["intents_optional", "intent_optional", "intentions_facultatives"]
    static let steps = ["step", "steps", "etape", "étape"]
    /// A column of either a language or a sentiment: its values say which.
    static let label = ["label", "etiquette", "étiquette"]

    static func value(_ names: [String], in row: JSONObject) -> JSONValue? {
        for name in names { if let value = row[name] { return value } }
        return nil
    }

    /// The codes of a list: `["a", "b"]`, `[{"code": "a"}]`, or `a;b` as a spreadsheet cell holds it.
    static func codes(_ value: JSONValue?) -> [String]? {
        guard let value, let elements = value.array else { return nil }
        return elements.flatMap { element -> [String] in
            if let code = element["code"]?.string { return [code] }
            guard let text = element.string else { return [] }
            return text.split { ";|,\n ".contains($0) }.map(String.init)
        }
    }

    static func language(_ value: JSONValue?) -> Language? {
        guard let text = value?.string?.lowercased(), !text.isEmpty else { return nil }
        switch text.prefix(while: { $0 != "-" && $0 != "_" }) {
        case "fr", "fra", "fre", "french", "français", "francais": return .french
        case "en", "eng", "english", "anglais": return .english
        default: return .other
        }
    }

    static func sentiments(_ value: JSONValue?) -> [SentimentLabel]? {
        let labels = (codes(value) ?? []).compactMap(sentiment)
        return labels.isEmpty ? nil : labels
    }

    /// Whether there is something to read as a sentiment, and it is not one.
    static func isUnknownSentiment(_ value: JSONValue?) -> Bool {
        codes(value)?.contains { sentiment($0) == nil } ?? false
    }

    static func sentiment(_ word: String) -> SentimentLabel? {
        switch word.lowercased() {
        case "positive", "positif", "pos", "+": .positive
        case "negative", "négatif", "negatif", "neg", "-": .negative
        case "neutral", "neutre", "neu", "0": .neutral
        case "mixed", "mitigé", "mitige", "mixte": .mixed
        default: nil
        }
    }

    /// One and two stars blame, four and five praise, three are neither.
    static func sentiment(stars value: JSONValue?) -> SentimentLabel? {
        guard let stars = value?.double, (1...5).contains(stars) else { return nil }
        return stars < 2.5 ? .negative : stars > 3.5 ? .positive : .neutral
    }
}

extension LabelledText {
    /// One record of a label file; `nil` when it has no text.
    init?(_ row: JSONObject, file: String, line: Int) {
        guard let text = LabelColumns.value(LabelColumns.text, in: row)?.string else { return nil }
        self.init(text: text, file: file, line: line)
        let label = LabelColumns.value(LabelColumns.label, in: row)
        let labelledLanguage = ["fr", "en", "other"].contains(label?.string ?? "") ? label : nil
        language = LabelColumns.language(labelledLanguage ?? LabelColumns.value(LabelColumns.language, in: row))
        sentiment =
            LabelColumns.sentiments(LabelColumns.value(LabelColumns.sentiment, in: row))
            ?? LabelColumns.sentiments(label)
        hasUnknownSentiment = LabelColumns.isUnknownSentiment(LabelColumns.value(LabelColumns.sentiment, in: row))
        isSentimentFromStars = LabelColumns.value(LabelColumns.sentimentSource, in: row)?.string == "stars"
        if sentiment == nil,
            let fromStars = LabelColumns.sentiment(stars: LabelColumns.value(LabelColumns.stars, in: row))
        {
            (sentiment, isSentimentFromStars) = ([fromStars], true)
        }
        frictions = LabelColumns.codes(LabelColumns.value(LabelColumns.frictions, in: row)).map { Set($0) }
        intents = LabelColumns.codes(LabelColumns.value(LabelColumns.intents, in: row)).map { Set($0) }
        optionalFrictions = Set(LabelColumns.codes(LabelColumns.value(LabelColumns.optionalFrictions, in: row)) ?? [])
        optionalIntents = Set(LabelColumns.codes(LabelColumns.value(LabelColumns.optionalIntents, in: row)) ?? [])
        // A step that is null was looked for and not found; one that is absent was not labelled.
        steps = LabelColumns.value(LabelColumns.steps, in: row).map { LabelColumns.codes($0) ?? [] }
    }
}
