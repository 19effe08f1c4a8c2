import Testing

@testable import Linking

@Suite struct PairSieveTests {
    private func model(_ errors: [Double]) -> LinkModel {
        var model = LinkModel()
        model.errors = errors
        for cell in GapCells.Kind.samePage.cells {
            model.right[cell] = 0.97 / Double(GapCells.Kind.samePage.cells.count)
        }
        for cell in GapCells.Kind.otherPage.cells {
            model.right[cell] = 0.03 / Double(GapCells.Kind.otherPage.cells.count)
        }
        return model
    }

    /// Two profiles that disagree on the fields of a pattern.
    private func pair(_ pattern: Int) -> (item: PairSieve.Facts, visit: PairSieve.Facts) {
        var (item, visit) = (PairSieve.Facts(), PairSieve.Facts())
        for field in 0..<5 { (item[field], visit[field]) = (7, pattern & (1 << field) != 0 ? 8 : 7) }
        visit[5] = 2
        return (item, visit)
    }

    @Test(arguments: [[0.03, 0.03, 0.03, 0.03, 0.03], [0.002, 0.1, 0.04, 0.01, 0.2], [0.6, 0.6, 0.6, 0.6, 0.6]])
    func `at most one right pair in a hundred is passed over`(errors: [Double]) {
        let sieve = PairSieve(model(errors), items: [], visits: [])
        var missed = 0.0
        for pattern in 0..<32 {
            var rate = 1.0
            for field in 0..<5 { rate *= pattern & (1 << field) != 0 ? errors[field] : 1 - errors[field] }
            let (item, visit) = pair(pattern)
            if !sieve.samePage.keeps(item, visit) { missed += rate }
        }
        #expect(missed <= 0.01, "\(missed)")
        #expect(sieve.samePage.keeps(pair(0).item, pair(0).visit))
    }

    @Test func `pairs that disagree on several fields are left out, those with a value missing are not`() {
        let sieve = PairSieve(model([0.03, 0.03, 0.03, 0.03, 0.03]), items: [], visits: [])
        #expect(!sieve.samePage.keeps(pair(0b00111).item, pair(0b00111).visit))
        #expect(sieve.samePage.keeps(pair(0b00100).item, pair(0b00100).visit))
        var (item, visit) = pair(0b00111)
        (item[0], item[1]) = (0, 0)
        #expect(sieve.samePage.keeps(item, visit))
        visit[2] = 0
        #expect(sieve.samePage.keeps(item, visit))
    }

    @Test func `an answer that names another page must agree on more`() {
        let sieve = PairSieve(model([0.03, 0.03, 0.03, 0.03, 0.03]), items: [], visits: [])
        var (item, visit) = pair(0b01000)
        #expect(sieve.nearby.keeps(item, visit))
        item[5] = 1
        #expect(!sieve.nearby.keeps(item, visit))
        visit[3] = 7
        #expect(sieve.nearby.keeps(item, visit))
    }
}
