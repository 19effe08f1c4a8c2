import Analysis
import Feedback
import Lexicons

/// A small model written for the tests alone, so that a rule's test never depends on the shipped words.
enum TestLexicons {
    static let files: [(name: String, content: String)] = [
        ("emoji.tsv", ":)\t1.6\n:(\t-1.6\n👍\t2\n😡\t-2.8\n"),
        (
            "fr/sentiment.tsv",
            """
            bon\t2
            bonne\t2
            bien\t1.8
            génial\t3
            parfait\t3
            rapide\t1.6
            recommande\t2
            satisfait\t2.2
            aimable\t2
            aimables\t2
            simple\t1.2
            grand\t0.4
            cher\t-1.2
            lent\t-1.6
            nul\t-3
            long\t-0.6
            déçu\t-2.4
            horrible\t-3
            compliqué\t-1.5
            problème\t-1.5
            sympa\t1.8
            pas mal\t1.6
            pas cher\t1.5
            pas terrible\t-1.5
            aucun souci\t1.5
            sans souci\t1.5
            rien à redire\t2.2\tfixed
            laisse à désirer\t-2
            au top\t2.8
            """
        ),
        (
            "fr/shifters.tsv",
            """
            pas\tnegator
            jamais\tnegator
            aucun\tnegator
            aucune\tnegator
            rien\tnegator
            sans\tnegator
            plus\tnegator
            pas du tout\tnegator\t-1
            marche plus\tnegator
            très\tintensifier\t1.3
            vraiment\tintensifier\t1.25
            absolument\tintensifier\t1.3
            personne\tnegator
            vivement\tintensifier\t1.3
            un peu\tdiminisher\t0.6
            assez\tdiminisher\t0.8
            trop\texcess
            mais\tcontrast\t1.3
            par contre\tcontrast\t1.3
            malgré\tconcession\t0.6
            bien que\tconcession\t0.6
            dommage\tregret\t-0.8
            seul bémol\tregret\t-0.8
            serait\tirrealis\t0.2
            faudrait\tirrealis\t0.2
            de\ttransparent
            le\ttransparent
            la\ttransparent
            un\ttransparent
            """
        ),
        (
            "fr/learned.tsv",
            "satisfait\t2.3\tstars\nNOT_marche\t-2.2\tstars\nNOT_satisfait\t-2.6\tstars\n"
                + "rame\t-0.5\nsidéré par\t0.3\n<num> fois\t0.2\n"
        ),
        (
            "fr/grammar.tsv",
            """
            ne\tnegation_head
            n'\tnegation_head
            plus\tbound_negator
            personne\tbound_negator
            pas\tbackward_negator
            jamais\tbackward_negator
            plus\tbackward_negator
            je\tsubject
            ça\tsubject
            il\tsubject
            recommande\tverb
            marche\tverb
            et\tscope_end
            impossible\tblocking
            é\tletter\t0.5
            """
        ),
        (
            "fr/friction/delivery.late.tsv",
            "en retard\t0.8\nretard\t0.6\njamais reçu\t0.9\tany\nlivraison\t0.6\ttopic\n"
        ),
        ("fr/friction/bug.broken_feature.tsv", "marche\t0.8\tnegated\nbug\t0.7\n"),
        ("fr/friction/perf.slow.tsv", "lent\t0.7\n"),
        ("fr/intents/recommend.tsv", "je recommande\t0.8\n"),
        ("fr/emotions/disappointment.tsv", "déçu\t0.9\n"),
        ("fr/steps/receive.tsv", "livraison\t0.7\tany\ncolis\t0.8\tany\n"),
        ("fr/language.tsv", "le\t1\nla\t1\net\t1.5\nest\t1.5\nje\t2\npas\t1.5\nvous\t2\n^qu\t0.4\nment$\t0.6\n"),
        (
            "en/sentiment.tsv",
            """
            good\t2
            great\t3
            fast\t1.5
            easy\t1.6
            recommend\t2
            friendly\t2
            love\t3
            helpful\t2
            big\t0.4
            slow\t-1.6
            bad\t-2.4
            terrible\t-3
            expensive\t-1.2
            rude\t-2.6
            problem\t-1.5
            not bad\t1.3
            no problem\t1.5
            can't complain\t1.6\tfixed
            """
        ),
        (
            "en/shifters.tsv",
            """
            not\tnegator
            no\tnegator
            never\tnegator
            don't\tnegator
            doesn't\tnegator
            isn't\tnegator
            won't\tnegator
            wasn't\tnegator
            very\tintensifier\t1.3
            really\tintensifier\t1.25
            slightly\tdiminisher\t0.6
            too\texcess
            but\tcontrast\t1.3
            although\tconcession\t0.6
            unfortunately\tregret\t-0.8
            would be\tirrealis\t0.2
            a\ttransparent
            the\ttransparent
            """
        ),
        ("en/grammar.tsv", "and\tscope_end\n"),
        ("en/friction/delivery.late.tsv", "late\t0.7\nnever arrived\t0.9\tany\ndelivery\t0.6\ttopic\n"),
        ("en/friction/bug.broken_feature.tsv", "work\t0.8\tnegated\n"),
        ("en/language.tsv", "the\t2\nand\t2\nis\t1.2\nwas\t1.8\nit\t1.5\nnot\t2\ni\t1\n"),
        ("other/language.tsv", "der\t2\nund\t2.5\nist\t2\nel\t1\nmuy\t2.5\n"),
    ]

    static let lexicons: LexiconSet = {
        do {
            return try LexiconSet.load(files: files.map { LexiconFile(name: $0.name, bytes: Array($0.content.utf8)) })
        } catch { fatalError("\(error)") }
    }()

    static let analyzer = Analyzer(
        lexicons: lexicons,
        traits: [
            "delivery.late": FrictionTraits(severity: 4, step: "receive"),
            "bug.broken_feature": FrictionTraits(severity: 4, step: nil),
        ])

    static func analyze(_ text: String, _ language: Language? = .french) -> Analysis {
        var workspace = analyzer.makeWorkspace()
        return analyzer.analyze(text, language: language, using: &workspace)
    }

    static func explain(_ text: String, _ language: Language? = .french) -> Explanation {
        var workspace = analyzer.makeWorkspace()
        let bytes = Array(text.utf8)
        return analyzer.explain(bytes.span, language: language, using: &workspace)
    }

    static func raw(_ text: String, _ language: Language) -> Double { explain(text, language).rawScore }
}
