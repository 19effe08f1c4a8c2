import Feedback
import Testing

@testable import Ingestion

@Suite struct GradedStepsTests {
    @Test(
        arguments: [
            // SurveyMonkey
            (
                "Not at all satisfied, Not so satisfied, Somewhat satisfied, Very satisfied, Extremely satisfied",
                [1, 2, 3, 4, 5], 5
            ),
            ("Not at all likely, Not so likely, Somewhat likely, Very likely", [1, 2, 3, 4], 5),
            (
                "Pas du tout satisfait(e), Pas tellement satisfait(e), Assez satisfait(e), Très satisfait(e)",
                [1, 2, 3, 4], 5
            ),
            // Qualtrics
            (
                "Extremely dissatisfied, Moderately dissatisfied, Slightly dissatisfied, Neither satisfied nor dissatisfied, "
                    + "Slightly satisfied, Moderately satisfied, Extremely satisfied", [1, 2, 3, 4, 5, 6, 7], 7
            ),
            (
                "Strongly disagree, Disagree, Somewhat disagree, Neither agree nor disagree, Somewhat agree, Agree, Strongly agree",
                [1, 2, 3, 4, 5, 6, 7], 7
            ),
            ("Strongly disagree, Somewhat disagree, Somewhat agree, Agree, Strongly agree", [1, 3, 5, 6, 7], 7),
            (
                "Pas du tout d'accord, Pas d'accord, Plutôt pas d'accord, Ni d'accord ni pas d'accord, Plutôt d'accord, D'accord, "
                    + "Tout à fait d'accord", [1, 2, 3, 4, 5, 6, 7], 7
            ),
            ("Not at all clear, Not very clear, Mostly clear, Very clear", [1, 2, 4, 5], 5),
            (
                "Not at all helpful, Slightly helpful, Moderately helpful, Very helpful, Extremely helpful",
                [1, 2, 3, 4, 5], 5
            ),
            ("Poor, Fair, Good, Very good, Excellent", [1, 2, 3, 4, 5], 5),
            ("Mauvais, Moyen, Bien, Très bien, Excellent", [1, 2, 3, 4, 5], 5),
            ("Worse than expected, About what I expected, Better than expected", [2, 3, 4], 5),
            ("Non satisfait, Moyennement satisfait, Satisfait, Très satisfait", [1, 3, 4, 5], 5),
            ("Nul, Passable, Assez bien, Bien, Très bien", [1, 2, 3, 4, 5], 5),
            ("Faible, Moyen, Bon, Très bon", [1, 2, 3, 4], 4),
            ("Needs improvement, Fair, Good, Excellent", [1, 2, 3, 4], 4),
            ("Très insuffisant, Insuffisant, Suffisant, Très suffisant", [1, 2, 3, 4], 4),
            ("Definitely not, Probably not, Might or might not, Probably yes, Definitely yes", [1, 2, 3, 4, 5], 5),
            ("Unzufrieden, Weniger zufrieden, Zufrieden, Sehr zufrieden", [1, 2, 3, 4], 4),
            ("Très déçu, Déçu, Satisfait, Très satisfait", [1, 2, 3, 4], 4),
            ("Je déteste, Je n'aime pas, J'aime, J'adore", [1, 2, 4, 5], 5),
            ("Poor, Below average, Average, Above average, Excellent", [1, 2, 3, 4, 5], 5),
            ("Low quality, Neither high nor low quality, High quality, Very high quality", [2, 3, 4, 5], 5),
            ("Pas du tout bien, Pas si bien, Plutôt bien, Très bien", [1, 2, 3, 4], 5),
            ("Mal, Assez bien, Bien, Très bien", [1, 3, 4, 5], 5),
            ("Pas satisfait, Peu satisfait, Satisfait, Très satisfait", [1, 2, 4, 5], 5),
        ] as [(String, [Double], Double)])
    func `degrees of one quality are points of a scale`(labels: String, points: [Double], maximum: Double) throws {
        let names = labels.split(separator: ", ").map { comparableHeader(String($0)) }
        let steps = try #require(GradedSteps(names.map { ($0, 10) }))
        #expect(names.map(steps.points) == points.map(Optional.some))
        #expect(steps.scale == RatingScale(1, maximum))
    }

    @Test func `a comma within an answer is part of it`() throws {
        let answers = ["non pas du tout", "non pas vraiment", "oui assez", "oui tout a fait"]
        let steps = try #require(GradedSteps(answers.map { ($0, 5) }))
        #expect(answers.map(steps.points) == [1, 2, 3, 4] && steps.scale == RatingScale(1, 4))
    }

    @Test func `what nobody answered at first has its points too`() throws {
        let steps = try #require(GradedSteps([("not at all easy", 4), ("not so easy", 3), ("very easy", 9)]))
        #expect(steps.points("extremely easy") == 5 && steps.points("somewhat easy") == 3)
        #expect(steps.points("very clear") == nil && steps.points("blue") == nil)
    }

    @Test func `much of what is bad is bad`() throws {
        let steps = try #require(
            GradedSteps([("not at all difficult", 9), ("moderately difficult", 4), ("extremely difficult", 2)]))
        #expect(steps.scale == RatingScale(1, 5, .lowerIsBetter) && steps.points("extremely difficult") == 5)
    }

    @Test(arguments: [
        // A list of usual answers tells these apart.
        "Very dissatisfied, Dissatisfied, Neutral, Satisfied, Very satisfied",
        "Pas du tout satisfait, Plutôt pas satisfait, Plutôt satisfait, Très satisfait",
        "Very poor, Poor, Average, Good, Excellent",
        // What matters to somebody is no rating.
        "Not at all important, Not so important, Somewhat important, Very important, Extremely important",
        "Never, Sometimes, Usually, Always",
        // Two questions
        "Very clear, Somewhat helpful, Not at all likely", "Red, Green, Blue",
        // Too few to know that nobody agrees strongly: 2 × 3 answers.
        "Agree, Disagree, Somewhat agree",
    ])
    func `other answers are not graded`(labels: String) {
        #expect(GradedSteps(labels.split(separator: ", ").map { (comparableHeader(String($0)), 3) }) == nil)
    }

    @Test func `a survey with seven steps in words is read on seven points`() throws {
        let labels = ["Strongly agree", "Agree", "Somewhat agree", "Somewhat disagree", "Disagree", "Not applicable"]
        let rows = labels.enumerated().map { "\($0 + 1),2026-03-0\($0 + 1),\($1),The parcel came late again\n" }
        let run = try ImportFixture("Response ID,Date,The staff is kind,Comment\n" + rows.joined())
        #expect(
            run.items.compactMap { $0.rated("The staff is kind")?.scale }
                == Array(repeating: RatingScale(1, 7), count: 5))
        #expect(run.items.first?.rated("The staff is kind")?.value == 1)
        #expect(
            run.decisions.contains {
                $0.code == "scale" && $0.text.en.contains("Somewhat agree 5, Agree 6, Strongly agree 7")
            })
    }

    @Test func `a question about a product in words is no mean of that product`() throws {
        let (value, lovely) = (
            ["Excellent", "Above average", "Average", "Poor"], ["Extremely", "Very", "Somewhat", "Not so"]
        )
        let rows = (0..<20).map { "\($0),\(value[$0 % 4]),\(lovely[$0 % 3]) likely,Nice box but slow parcel \($0)\n" }
        let run = try ImportFixture(
            "Response ID,How would you rate the product?,How likely are you to buy again?,Comment\n" + rows.joined())
        #expect(run.items.allSatisfy { $0.rated("How would you rate the product?")?.scale == RatingScale(1, 5) })
        #expect(run.items.allSatisfy { $0.rated("How likely are you to buy again?")?.scale == RatingScale(1, 5) })
    }
}
