import Testing

@testable import Alerting

@Suite struct RunLengthTests {
    /// Simulations give the same, with limits that have settled: those that open slowly see a shift of 1 in 7.5.
    @Test(arguments: [
        (RunLength.Chart.average(lambda: 0.2, limit: 2.7), 0.0, 465.0...510.0),
        (.average(lambda: 0.2, limit: 2.86), 0, 730...830), (.average(lambda: 0.2, limit: 2.7), 0.5, 26...31),
        (.average(lambda: 0.2, limit: 2.7), 1, 8.3...9.0), (.average(lambda: 0.2, limit: 2.7), 2, 3.2...3.7),
        (.average(lambda: 1, limit: 3), 0, 735...746), (.sum(slack: 0.5, limit: 4), 0, 325...345),
        (.sum(slack: 0.5, limit: 5), 0, 900...945), (.sum(slack: 0.5, limit: 4), 1, 8...8.8),
        (.independent(0.001), 0, 999.9...1000.1),
    ])
    func `the periods between alarms are those of simulations`(
        chart: RunLength.Chart, shift: Double, expected: ClosedRange<Double>
    ) {
        let periods = RunLength(chart: chart, shift: shift).periods
        #expect(expected.contains(periods), "\(chart) \(shift): \(periods)")
    }

    @Test func `two bad periods in a row are rarer than one, and two of three lie between`() {
        func periods(_ persistence: Persistence) -> Double {
            RunLength(chart: .average(lambda: 0.2, limit: 2.7), persistence: persistence).periods
        }
        let (one, between, two) = (
            periods(Persistence(needed: 1)), periods(Persistence(needed: 2, of: 3)), periods(Persistence(needed: 2))
        )
        #expect(one < between && between < two)
        // Two independent bad periods in a row, of which each comes once in ten: 10² + 10.
        #expect(
            abs(RunLength(chart: .independent(0.1), persistence: Persistence(needed: 2)).periods - 110) < 0.01)
    }
}
