import Feedback
import Testing

@Suite struct BenjaminiHochbergTests {
    @Test func `q-values agree with the published ones, whatever the order`() {
        let p = [0.0004, 0.009, 0.012, 0.041, 0.22, 0.61]
        let expected = [0.0024, 0.024, 0.024, 0.0615, 0.264, 0.61]
        for (found, expected) in zip(benjaminiHochberg(p), expected) { #expect(abs(found - expected) < 1e-12) }
        for (found, expected) in zip(benjaminiHochberg(p.reversed()), expected.reversed()) {
            #expect(abs(found - expected) < 1e-12)
        }
    }

    @Test func `no tests need no correction`() { #expect(benjaminiHochberg([]).isEmpty) }
}
