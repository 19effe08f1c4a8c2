internal import Feedback

/// Answer options in words that stand for points on a five-point scale.
///
/// Survey tools print these very words; what customers write themselves is in `lexicons/`.
enum AnswerLabels: CaseIterable {
    case satisfaction, quality, agreement, likelihood, ease, faces
    /// What a button said: they are answers only under the name of a rating.
    case verdicts

    /// The points of a label, 1 to 5.
    ///
    /// - Parameter label: in the form ``comparableHeader(_:)`` gives.
    func points(_ label: String) -> Double? {
        guard let table = Self.tables[self] else { return nil }
        if let points = table[label] { return points }
        if self == .faces { return Self.face(label).flatMap { table[$0] } }
        // "Très satisfait(e)", "Satisfait·e"
        if label.hasSuffix(" e") { return table[String(label.dropLast(2))] }
        // "A - Très bien"
        guard let letter = label.utf8.first, (0x61...0x67).contains(letter), label.utf8.dropFirst().first == 0x20 else {
            return nil
        }
        return table[String(label.dropFirst(2))]
    }

    /// A sign without what only says how it is drawn: a presentation selector, the colour of a skin.
    private static func face(_ label: String) -> String? {
        guard let first = label.unicodeScalars.first, first.value >= 0x2000 else { return nil }
        let drawing: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF
        let isOne = label.unicodeScalars.dropFirst().allSatisfy { $0.value == 0xFE0F || drawing.contains($0.value) }
        return isOne ? String(first) : nil
    }

    /// Whether a label says that there is no answer: "NSP", "Ne sait pas", "Not applicable".
    static func isNoAnswer(_ label: String) -> Bool { noAnswers.contains(label) }

    /// Whether an answer in words says that there is nothing to say: "RAS", "Néant", "Nothing".
    static func saysNothing(_ label: String) -> Bool { nothings.contains(label) }

    private static let nothings: Set<String> = [
        "ras", "r a s", "rien", "rien a signaler", "rien a dire", "rien a ajouter", "rien de particulier",
        "rien de special", "neant", "aucun", "aucune", "aucun commentaire", "aucune remarque", "aucune suggestion",
        "pas de commentaire", "pas de remarque", "pas de suggestion", "sans commentaire", "non", "non rien", "no",
        "none", "nothing", "nothing to add", "nothing else", "no comment", "no comments", "nope", "nil", "n a", "na",
        "not really", "nothing really", "nada", "ninguno", "ninguna", "nein", "keine", "nichts", "x", "so", "s o",
    ]

    private static let noAnswers: Set<String> = [
        "nsp", "ne sait pas", "ne se prononce pas", "je ne sais pas", "sans opinion", "sans avis", "non concerne",
        "non concernee", "non concerne e", "sans objet", "non applicable", "pas de reponse", "sans reponse",
        "non repondu", "don t know", "dont know", "i don t know", "not applicable", "no answer", "no opinion",
        "prefer not to say", "not answered", "unsure", "not sure", "weiss nicht", "weiß nicht", "keine angabe",
        "nc", "n c", "nr", "n r", "nsp nc", "nspp", "nd", "n d", "so", "s o", "non renseigne", "non renseignee",
        "non communique", "non communiquee", "non note", "non notee", "non disponible", "pas de note", "sans note",
        "refus",
        "refuse de repondre", "dk", "dk na", "dk nr", "dkna", "dont know na", "ref", "refused", "declined",
        "declined to answer", "decline to answer", "no response", "not rated", "unrated", "no rating", "not provided",
        "not available", "missing", "no sabe", "no aplica", "ns nc", "n so", "non so", "nao sei", "nao se aplica",
        "weet niet", "geen mening",
    ]

    var metric: AnswerKind {
        switch self {
        case .satisfaction: .csat
        case .ease, .quality, .agreement, .likelihood, .faces, .verdicts: .rating
        }
    }

    static let scale = RatingScale(1, 5)

    private static let tables: [AnswerLabels: [String: Double]] = [
        .satisfaction: table(
            "tres insatisfait, tres insatisfaite, pas du tout, pas du tout satisfait, pas du tout satisfaite, very "
                + "dissatisfied, extremely dissatisfied, very unsatisfied, sehr unzufrieden, muy insatisfecho, muy "
                + "insatisfecha, muito insatisfeito, molto insoddisfatto, zeer ontevreden, extremement insatisfait, "
                + "totalement insatisfait, completely dissatisfied, very unhappy, extremely unhappy, vraiment pas satisfait, "
                + "very sad, angry, red light, tres triste, en colere, pas satisfait du tout, pas satisfaite du tout, not at all satisfied, totally dissatisfied",
            "insatisfait, insatisfaite, plutot insatisfait, plutot insatisfaite, pas satisfait, peu satisfait, "
                + "peu satisfaite, dissatisfied, somewhat dissatisfied, unsatisfied, unzufrieden, eher unzufrieden, "
                + "insatisfecho, insatisfecha, insatisfeito, insatisfeita, insoddisfatto, ontevreden, mecontent, mecontente, unhappy, "
                + "plutot pas satisfait, plutot pas satisfaite, pas vraiment satisfait, pas vraiment satisfaite, pas tres satisfait, "
                + "pas tres satisfaite, assez peu satisfait, assez peu satisfaite, fairly dissatisfied, quite dissatisfied, "
                + "mostly dissatisfied, sad, triste, not happy, not very satisfied, slightly dissatisfied, not satisfied, yellow light, smiley rouge, smiley triste, smiley mecontent, red smiley",
            "neutre, moyen, moyennement satisfait, ni satisfait ni insatisfait, neutral, neither satisfied nor "
                + "dissatisfied, ni satisfait ni mecontent, teils teils, weder noch, ni satisfecho ni insatisfecho, neutro, "
                + "neutraal, smiley orange, smiley jaune, smiley neutre, orange smiley, yellow smiley",
            "satisfait, satisfaite, plutot satisfait, plutot satisfaite, assez satisfait, satisfied, somewhat "
                + "satisfied, zufrieden, eher zufrieden, satisfecho, satisfecha, satisfeito, satisfeita, soddisfatto, "
                + "tevreden, happy, content, contente, fairly satisfied, quite satisfied, mostly satisfied, slightly satisfied, green light, smiley vert, smiley content, smiley souriant, green smiley",
            "tres satisfait, tres satisfaite, tout a fait satisfait, tout a fait satisfaite, extremement satisfait, "
                + "totalement satisfait, very satisfied, extremely satisfied, completely satisfied, sehr zufrieden, muy "
                + "satisfecho, muy satisfecha, muito satisfeito, molto soddisfatto, zeer tevreden, very happy, "
                + "extremely happy, tres content, tres contente, completement satisfait, completement satisfaite, "
                + "entierement satisfait, entierement satisfaite, totally satisfied, fully satisfied, gold star"),
        .quality: table(
            "tres mauvais, tres mauvaise, very bad, very poor, terrible, execrable, sehr schlecht, muy malo, muy mala, "
                + "muito ruim, pessimo, zeer slecht, pas du tout satisfaisant, pas du tout satisfaisante, tres insatisfaisant, "
                + "tres insatisfaisante, nul, nulle, horrible, awful, catastrophique, the worst",
            "mauvais, mauvaise, bad, poor, mediocre, insuffisant, schlecht, malo, mala, ruim, scarso, slecht, peu satisfaisant, "
                + "peu satisfaisante, pas satisfaisant, pas satisfaisante, insatisfaisant, insatisfaisante, plutot pas "
                + "satisfaisant, not good",
            "moyen, moyenne, correct, average, fair, passable, ok, okay, neutral, acceptable, neither good nor poor, "
                + "mittel, regular, sufficiente, matig, bof, meh, so so, comme ci comme ca",
            "bon, bonne, bien, good, satisfaisant, satisfaisante, plutot satisfaisant, plutot satisfaisante, gut, bueno, buena, bom, buono, goed",
            "tres bon, tres bonne, tres bien, excellent, excellente, very good, great, tres satisfaisant, tres satisfaisante, "
                + "super, parfait, parfaite, genial, geniale, perfect, amazing, awesome, sehr gut, muy bueno, muy buena, muito bom, otimo, excelente, ottimo, zeer goed, ausgezeichnet"
        ),
        .agreement: table(
            "pas du tout d accord, strongly disagree, totally disagree, completely disagree, stimme gar nicht zu, "
                + "stimme uberhaupt nicht zu, totalmente en desacuerdo, muy en desacuerdo, discordo totalmente, "
                + "helemaal mee oneens, non pas du tout, pas du tout, certainement pas, non certainement pas, definitely not",
            "pas d accord, plutot pas d accord, peu d accord, disagree, somewhat disagree, stimme nicht zu, stimme "
                + "eher nicht zu, en desacuerdo, discordo, mee oneens, non plutot pas, plutot pas, plutot non, pas vraiment, "
                + "non pas vraiment, probablement pas, non probablement pas, probably not",
            "neutre, ni d accord ni pas d accord, ni d accord ni en desaccord, neither agree nor disagree, neither, "
                + "neutral, teils teils, ni de acuerdo ni en desacuerdo, neutro, neutraal",
            "oui plutot, plutot oui, plutot, oui probablement, probablement, probably, d accord, plutot d accord, assez d accord, agree, somewhat agree, stimme zu, stimme eher zu, de acuerdo, "
                + "concordo, mee eens",
            "oui tout a fait, tout a fait, oui certainement, certainement, definitely, tout a fait d accord, totalement d accord, tres d accord, strongly agree, totally agree, completely agree, "
                + "stimme voll zu, stimme vollkommen zu, totalmente de acuerdo, muy de acuerdo, concordo totalmente, "
                + "helemaal mee eens"),
        .likelihood: table(
            "tres improbable, tres peu probable, extremement improbable, very unlikely, extremely unlikely, pas du tout "
                + "probable, not at all likely, sehr unwahrscheinlich, muy improbable",
            "improbable, peu probable, plutot improbable, unlikely, somewhat unlikely, unwahrscheinlich, poco probable",
            "neutre, neutral, neither likely nor unlikely",
            "probable, plutot probable, assez probable, likely, somewhat likely, wahrscheinlich",
            "tres probable, extremement probable, very likely, extremely likely, sehr wahrscheinlich, muy probable"),
        .ease: table(
            "tres difficile, extremement difficile, very difficult, extremely difficult, very hard, sehr schwierig, muy "
                + "dificil",
            "difficile, plutot difficile, assez difficile, difficult, somewhat difficult, hard, schwierig, dificil",
            "neutre, ni facile ni difficile, neither easy nor difficult, neutral",
            "facile, plutot facile, assez facile, easy, somewhat easy, einfach, facil",
            "tres facile, extremement facile, very easy, extremely easy, sehr einfach, muy facil"),
        .faces: table(
            "😡, 😠, 🤬, 😭, 😢, 😤, 🤮, 😖, 😫, 😩", "🙁, ☹, 😕, 😟, 😞, 😦, 😧, 😒, 😔, 👎", "😐, 😑, 😶",
            "🙂, 😊, ☺, 😌, 👍", "😀, 😃, 😄, 😁, 😆, 😍, 🤩, 🥰, 😎"),
        .verdicts: table(
            "negative, negatif, negativ, negativo, thumbs down, pouce en bas", "", "neutral, neutre, neutro", "",
            "positive, positif, positiv, positivo, thumbs up, pouce en haut"),
    ]

    /// The points, 0 to 10, that a group of the net promoter score counts as: any of the group gives the same score.
    ///
    /// - Parameter label: in the form ``comparableHeader(_:)`` gives.
    static func promoterGroup(_ label: String) -> Double? { groups[label] }

    private static let groups: [String: Double] = [
        "promoter": 10, "promoters": 10, "promoteur": 10, "promoteurs": 10, "promotrice": 10, "promotor": 10,
        "promotore": 10, "passive": 8, "passives": 8, "passif": 8, "passifs": 8, "passiv": 8, "pasivo": 8, "neutre": 8,
        "neutral": 8, "neutro": 8, "indifferent": 8, "detractor": 3, "detractors": 3, "detracteur": 3,
        "detracteurs": 3, "detractrice": 3, "detraktor": 3, "kritiker": 3, "detrattore": 3,
    ]

    private static func table(_ levels: String...) -> [String: Double] {
        var table: [String: Double] = [:]
        for (index, level) in levels.enumerated() {
            for label in level.split(separator: ",") {
                table[label.split(separator: " ").joined(separator: " ")] = Double(index + 1)
            }
        }
        return table
    }
}
