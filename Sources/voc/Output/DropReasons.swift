import Feedback

/// Why records are left out, as people read it; the JSON and the store keep the codes.
enum DropReasons {
    static func phrase(_ code: String) -> Phrase {
        let plain = code.split(separator: "_").joined(separator: " ")
        return Phrase(en: plain, fr: french[code] ?? plain)
    }

    private static let french: [String: String] = [
        "app": "application", "automatic": "message automatique", "bot": "robot",
        "company_reply": "réponse de l'entreprise",
        "deleted": "supprimé", "disqualified": "hors cible", "draft": "brouillon", "empty": "vide", "erased": "effacé",
        "header": "en-tête répété",
        "hidden": "masqué", "incomplete": "incomplet", "moderation_rejected": "refusé à la modération",
        "no_text": "sans texte", "not_a_review": "n'est pas un avis", "not_approved": "non approuvé",
        "not_fetched": "non récupéré",
        "other_kind": "d'une autre nature", "partial": "partiel", "preview": "aperçu", "private_note": "note interne",
        "retweet": "repartage", "sent": "message envoyé", "spam": "indésirable", "system": "message du système",
        "test": "essai", "total": "total", "unpublished": "non publié",
    ]
}
