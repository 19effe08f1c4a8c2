import Evaluation
import Feedback
import Testing

@Suite struct TagCountsTests {
    @Test func `precision, recall and F1 are those of the table`() {
        let counts = TagCounts(right: 6, wrong: 2, missed: 4)
        #expect(counts.precision == 0.75)
        #expect(counts.recall == 0.6)
        #expect(counts.f1 == 12.0 / 18)
        #expect(counts.support == 10 && counts.given == 8)
    }

    @Test func `nothing counted gives no figure`() {
        let counts = TagCounts()
        #expect(counts.precision == nil && counts.recall == nil && counts.f1 == nil)
        #expect(counts.f1Interval == Interval(low: 0, high: 1))
    }

    /// 8 of 10: Wilson gives 0.4902 to 0.9433, carried over by 2j ÷ (1 + j).
    @Test func `the interval of F1 is Wilson's, carried over`() throws {
        let counts = TagCounts(right: 8, wrong: 1, missed: 1)
        let f1 = try #require(counts.f1)
        #expect(abs(counts.f1Interval.low - 0.65787) < 1e-4)
        #expect(abs(counts.f1Interval.high - 0.97083) < 1e-4)
        #expect(counts.f1Interval.contains(f1))
        #expect(abs(counts.recallInterval.low - 0.56500) < 1e-4)
        #expect(abs(counts.recallInterval.high - 0.98009) < 1e-4)
    }

    @Test func `micro sums the codes, macro takes the mean of those labelled`() throws {
        var table = TagTable()
        table.add(given: ["a", "b"], labels: ["a"])
        table.add(given: ["a"], labels: ["a", "c"])
        table.add(given: [], labels: [])
        #expect(table.total == TagCounts(right: 2, wrong: 1, missed: 1))
        #expect(table.microF1 == 4.0 / 6)
        #expect(table.macroF1 == (1.0 + 0) / 2)
        #expect(table.texts == 3)
    }

    @Test func `optional labels are neither right nor wrong`() {
        var table = TagTable()
        table.add(given: ["a", "b"], labels: ["a"], optional: ["b", "c"])
        #expect(table.total == TagCounts(right: 1))
    }

    @Test(
        arguments: [
            ("pay", ["pay", "order"], TagCounts(right: 1)), ("use", ["pay", "order"], TagCounts(wrong: 1, missed: 1)),
            ("use", [], TagCounts(wrong: 1)), (nil, ["pay"], TagCounts(missed: 1)), (nil, [], TagCounts()),
        ] as [(String?, [String], TagCounts)])
    func `one answer is held against all that are accepted`(answer: String?, accepted: [String], expected: TagCounts) {
        var table = TagTable()
        table.add(answer: answer, accepted: accepted)
        #expect(table.total == expected)
    }
}

@Suite struct ConfusionMatrixTests {
    private func matrix(_ cells: [(String, String?, Int)], labels: [String] = ["yes", "no"]) -> ConfusionMatrix {
        var matrix = ConfusionMatrix(labels: labels)
        for (label, answer, count) in cells { matrix.add(label: label, answer: answer, count: count) }
        return matrix
    }

    /// J. Cohen's own kind of table: 35 of 50 agree, 25 by chance.
    @Test func `κ is the agreement beyond chance`() throws {
        let table = matrix([("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)])
        #expect(abs(try #require(table.kappa) - 0.4) < 1e-12)
        #expect(table.accuracy == 0.7)
    }

    @Test func `κ of the published table is 0.673`() throws {
        let table = matrix([("yes", "yes", 62), ("yes", "no", 8), ("no", "yes", 6), ("no", "no", 24)])
        #expect(abs(try #require(table.kappa) - 0.673) < 0.0005)
    }

    @Test func `κ is 1 for full agreement, 0 for chance, none where nothing varies`() throws {
        #expect(matrix([("yes", "yes", 3), ("no", "no", 7)]).kappa == 1)
        let chance = matrix([("yes", "yes", 1), ("yes", "no", 1), ("no", "yes", 1), ("no", "no", 1)])
        #expect(chance.kappa == 0)
        #expect(matrix([("yes", "yes", 9)]).kappa == nil)
        #expect(matrix([]).kappa == nil)
    }

    @Test func `no answer is an error of the label and of no other`() throws {
        let table = matrix([("yes", "yes", 6), ("yes", nil, 2), ("no", "no", 3), ("no", "yes", 1)])
        #expect(table.tags("yes") == TagCounts(right: 6, wrong: 1, missed: 2))
        #expect(table.tags("no") == TagCounts(right: 3, wrong: 0, missed: 1))
        #expect(table.unanswered == 2)
        #expect(abs(try #require(table.coverage) - 10.0 / 12) < 1e-12)
        #expect(table.accuracy == 9.0 / 12)
        let expected: Double = (12.0 / 15.0 + 6.0 / 7.0) / 2
        #expect(abs(try #require(table.macroF1) - expected) < 1e-12)
    }

    @Test func `macro-F1 leaves out labels that do not occur`() {
        let table = matrix([("a", "a", 2), ("b", "b", 2)], labels: ["a", "b", "c"])
        #expect(table.macroF1 == 1)
    }
}

@Suite struct CalibrationBinsTests {
    /// Two bins: 0.25 stated twice and true once, 0.95 stated once and false.
    @Test func `the error is the weighted distance of stated and true`() throws {
        var bins = CalibrationBins()
        bins.add(probability: 0.25, isTrue: true)
        bins.add(probability: 0.25, isTrue: false)
        bins.add(probability: 0.95, isTrue: false)
        let (error, brier): (Double, Double) = (1.45 / 3, 1.5275 / 3)
        #expect(abs(try #require(bins.expectedError) - error) < 1e-12)
        #expect(abs(try #require(bins.brier) - brier) < 1e-12)
        #expect(CalibrationBins().expectedError == nil)
    }

    @Test func `the ends of the scale have their bins`() {
        var bins = CalibrationBins()
        bins.add(probability: 0, isTrue: false)
        bins.add(probability: 1, isTrue: true)
        #expect(bins.expectedError == 0 && bins.bins[0].texts == 1 && bins.bins[9].texts == 1)
    }
}
