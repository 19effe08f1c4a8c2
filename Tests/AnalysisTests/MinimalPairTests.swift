import Analysis
import Feedback
import Testing

/// Two texts that differ in one thing: the first must read better than the second.
struct MinimalPair: CustomTestStringConvertible, Sendable {
    var better: String
    var worse: String
    /// What the signs must be, `nil` when only the order matters.
    var signs: (better: Int, worse: Int)?

    init(_ better: String, _ worse: String, _ signs: (Int, Int)? = nil) {
        self.better = better
        self.worse = worse
        self.signs = signs.map { (better: $0.0, worse: $0.1) }
    }

    var testDescription: String { "\(better) > \(worse)" }

    func check(_ language: Language) {
        let (better, worse) = (TestLexicons.raw(better, language), TestLexicons.raw(worse, language))
        #expect(better > worse, "\(better) is not over \(worse)")
        guard let signs else { return }
        #expect(better.signum == signs.better && worse.signum == signs.worse, "\(better), \(worse)")
    }
}

extension Double {
    fileprivate var signum: Int { self > 0 ? 1 : self < 0 ? -1 : 0 }
}

@Suite struct MinimalPairTests {
    @Test(arguments: [
        MinimalPair("C'est bon", "C'est pas bon", (1, -1)),
        MinimalPair("Ce n'est pas nul", "C'est nul", (1, -1)),
        MinimalPair("Je recommande", "Je recommande pas", (1, -1)),
        MinimalPair("Je recommande", "Je ne recommande pas", (1, -1)),
        MinimalPair("Je recommande vraiment", "Je recommande vraiment pas", (1, -1)),
        MinimalPair("Je recommande", "Je ne recommande jamais ce site", (1, -1)),
        MinimalPair("Service rapide pas d'attente", "Service jamais rapide", (1, -1)),
        MinimalPair("Ça marche", "Ça marche plus", (0, -1)),
        MinimalPair("Il est plus rapide", "Il n'est plus rapide", (1, -1)),
        MinimalPair("Livraison sans problème", "Livraison avec problème", (1, -1)),
        MinimalPair("Aucun problème", "Un problème", (1, -1)),
        MinimalPair("C'est bon", "C'est pas du tout bon", (1, -1)),
        MinimalPair("Pas nul, rapide", "Pas bon, rapide"),
        MinimalPair("Pas nul et bon", "Nul et pas bon", (1, -1)),
        MinimalPair("Jamais déçu", "Déçu", (1, -1)),
        MinimalPair("Pas satisfait mais rapide", "Pas satisfait mais lent"),
    ])
    func `negation turns what it reaches, forward and back (fr)`(pair: MinimalPair) { pair.check(.french) }

    @Test(arguments: [
        MinimalPair("Pas mal", "Mal", (1, 0)), MinimalPair("Pas cher", "Cher", (1, -1)),
        MinimalPair("Pas bon", "Pas terrible du tout, pas terrible"), MinimalPair("Aucun souci", "Problème", (1, -1)),
        MinimalPair("Rien à redire", "Rien de bon", (1, -1)), MinimalPair("Au top", "Laisse à désirer", (1, -1)),
        MinimalPair("Sans souci", "Sans bonne réponse", (1, -1)),
        MinimalPair("Vraiment rien à redire", "Vraiment nul", (1, -1)),
    ])
    func `fixed expressions win over their words (fr)`(pair: MinimalPair) { pair.check(.french) }

    @Test(arguments: [
        MinimalPair("Très bon", "Bon", (1, 1)), MinimalPair("Nul", "Très nul", (-1, -1)),
        MinimalPair("Bon", "Assez bon", (1, 1)), MinimalPair("Un peu lent", "Lent", (-1, -1)),
        MinimalPair("Très très bon", "Très bon"), MinimalPair("Recommande vivement", "Recommande"),
        MinimalPair("Vraiment très bon", "Assez bon"),
        MinimalPair("PARFAIT ce site en tout point", "parfait ce site en tout point"),
        MinimalPair("Booooon", "Bon"), MinimalPair("Parfait !", "Parfait."), MinimalPair("Long", "Trop long", (-1, -1)),
        MinimalPair("Trop génial", "Génial", (1, 1)), MinimalPair("Grand", "Trop grand", (1, -1)),
        MinimalPair("Des publicités", "Trop de publicités", (0, -1)), MinimalPair("Simple", "Trop simple", (1, -1)),
    ])
    func `degree and excess bend the word they touch (fr)`(pair: MinimalPair) { pair.check(.french) }

    @Test(arguments: [
        MinimalPair("Cher mais bon", "Bon mais cher"),
        MinimalPair("Lent, par contre aimable", "Aimable, par contre lent"),
        MinimalPair("Bon malgré le prix cher", "Bon, le prix cher"),
        MinimalPair("Bien que lent, parfait", "Bien que parfait, lent"),
        MinimalPair("Le site", "Dommage pour le site", (0, -1)), MinimalPair("Bon", "Bon, seul bémol : le prix"),
        MinimalPair("C'est génial", "Ce serait génial"), MinimalPair("C'est simple", "Il faudrait que ce soit simple"),
        MinimalPair("C'est bon.", "C'est bon ?"), MinimalPair("Un service bon", "Un service \"bon\""),
        MinimalPair("Colis rapide", "Colis rapide, en retard"), MinimalPair("J'ai attendu", "Jamais reçu", (0, -1)),
        MinimalPair("Bon 👍", "Bon 😡"), MinimalPair("Service :)", "Service :(", (1, -1)),
    ])
    func `contrast, regret, wishes and facts count (fr)`(pair: MinimalPair) { pair.check(.french) }

    @Test(arguments: [
        MinimalPair("It is good", "It is not good", (1, -1)), MinimalPair("It isn't bad", "It is bad", (1, -1)),
        MinimalPair("I recommend it", "I don't recommend it", (1, -1)),
        MinimalPair("I would recommend", "I won't recommend", (1, -1)),
        MinimalPair("Never slow", "Slow", (1, -1)),
        MinimalPair("It was not slow and good", "It was slow and not good", (1, -1)),
        MinimalPair("Not bad", "Bad", (1, -1)), MinimalPair("No problem", "Problem", (1, -1)),
        MinimalPair("Can't complain", "Can't recommend a rude team", (1, -1)),
        MinimalPair("Not slow, good", "Not good, slow"), MinimalPair("It wasn’t bad", "It was bad", (1, -1)),
        MinimalPair("Very good", "Good"), MinimalPair("Slow", "Very slow"), MinimalPair("Slightly slow", "Slow"),
        MinimalPair("Really great", "Great"), MinimalPair("Big", "Too big", (1, -1)),
        MinimalPair("Expensive", "Too expensive", (-1, -1)), MinimalPair("Too many", "Terrible", (-1, -1)),
        MinimalPair("Slow but friendly", "Friendly but slow"),
        MinimalPair("Although slow, great", "Although great, slow"),
        MinimalPair("Delivery", "Unfortunately the delivery", (0, -1)), MinimalPair("It is great", "It would be great"),
        MinimalPair("It is good.", "Is it good?"),
        MinimalPair("GREAT service in every way", "great service in every way"),
        MinimalPair("Greaaaat", "Great"), MinimalPair("I waited", "It never arrived", (0, -1)),
        MinimalPair("A helpful team", "A \"helpful\" team"), MinimalPair("Works", "Doesn't work", (0, -1)),
    ])
    func `the same holds in English`(pair: MinimalPair) { pair.check(.english) }
}
