import Feedback
import Insights
import Testing

@Suite struct ProbabilityTests {
    @Test(arguments: [(-3.93, 0.00008), (-2.68, 0.0074), (1.959964, 0.05), (0, 1)])
    func `a normal statistic has its two-sided p`(z: Double, p: Double) {
        #expect(abs(Probability.twoSided(z: z) - p) < 0.00005)
    }

    @Test(arguments: [(2.228, 10.0, 0.05), (12.706, 1, 0.05), (-2.045, 29, 0.05), (3.9946, 10.841, 0.0022), (0, 5, 1)])
    func `Student's t has its two-sided p`(t: Double, freedom: Double, p: Double) {
        #expect(abs(Probability.twoSided(t: t, degreesOfFreedom: freedom) - p) < 0.0001)
    }

    @Test func `Fisher's test knows the lady tasting tea`() {
        #expect(abs(Probability.fisher(before: (1, 4), after: (3, 4)) - 0.4857) < 0.0001)
        #expect(abs(Probability.fisher(before: (0, 4), after: (4, 4)) - 0.0286) < 0.0001)
    }

    @Test func `two shares that are equal do not differ`() {
        #expect(Probability.share(before: (0, 50), after: (0, 60)) == 1)
        #expect(Probability.share(before: (50, 50), after: (60, 60)) == 1)
        #expect(Probability.share(before: (0, 0), after: (3, 60)) == 1)
    }

    @Test func `CSAT of 172 of 208 against 139 of 211 has p = 0.00008`() {
        #expect(abs(Probability.share(before: (172, 208), after: (139, 211)) - 0.00008) < 0.00001)
    }
}
