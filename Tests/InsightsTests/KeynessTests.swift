import Insights
import Testing

@Suite struct KeynessTests {
    @Test func `G² agrees with the published figures`() {
        let keyness = Keyness(count: 24, total: 3_100, reference: 9, referenceTotal: 14_200)
        #expect(abs(keyness.g2 - 47.5) < 0.05)
        #expect(abs(keyness.logRatio - 3.61) < 0.005)
        #expect(keyness.pValue < 1e-10)
    }

    @Test func `a term that is rarer than before has a negative G²`() {
        #expect(Keyness(count: 2, total: 100, reference: 40, referenceTotal: 100).g2 < -10)
    }

    @Test func `a term nobody uses says nothing`() {
        let keyness = Keyness(count: 0, total: 0, reference: 0, referenceTotal: 0)
        #expect(keyness.g2 == 0)
        #expect(keyness.logRatio.isFinite)
        #expect(keyness.pValue == 1)
    }
}
