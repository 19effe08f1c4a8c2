import Feedback
import Insights
import Testing

@Suite struct ControlChartTests {
    private static let baseline = ScoreTally(.csat, count: 5_200, favourable: 4_300, unfavourable: 0)

    private static func week(_ count: Int, _ share: Double) -> ScoreTally {
        ScoreTally(.csat, count: count, favourable: Int((Double(count) * share).rounded()), unfavourable: 0)
    }

    @Test(arguments: [(2.7, ControlChart.Side.drop, 495.0), (2.86, .both, 390), (2.7, .rise, 495)])
    func `false alarms are as far apart as simulated`(limit: Double, side: ControlChart.Side, expected: Double) {
        let periods = ControlChart(limit: limit, side: side).expectedPeriods()
        #expect(abs(periods / expected - 1) < 0.08)
    }

    @Test func `a fall is seen as soon as simulated`() {
        #expect(abs(ControlChart().expectedPeriods(shift: -1) - 7.5) < 1.5)
        #expect(abs(ControlChart().expectedPeriods(shift: -0.5) - 28) < 4)
    }

    @Test func `a steady score gives no signal, a fall gives one`() throws {
        let steady = Array(repeating: Self.week(52, 0.827), count: 20)
        let points = ControlChart().points(
            baseline: Self.baseline, series: steady + [Self.week(52, 0.7), Self.week(52, 0.62)])
        #expect(points.prefix(20).allSatisfy { !$0.signal })
        #expect(try #require(points.last).signal)
    }

    @Test func `a rise is no signal when only drops are watched`() {
        let points = ControlChart().points(
            baseline: Self.baseline, series: Array(repeating: Self.week(300, 0.95), count: 10))
        #expect(points.allSatisfy { !$0.signal && $0.upperLimit == nil })
        let both = ControlChart(side: .both).points(
            baseline: Self.baseline, series: Array(repeating: Self.week(300, 0.95), count: 10))
        #expect(both.contains { $0.signal })
    }

    @Test(arguments: [0.0, 0.25, 0.5]) func `four bad answers on a Sunday do not wake anyone`(share: Double) throws {
        let steady = Array(repeating: Self.week(52, 0.827), count: 20)
        let point = try #require(
            ControlChart().points(baseline: Self.baseline, series: steady + [Self.week(4, share)]).last)
        #expect(!point.signal && point.value == nil)
    }

    @Test func `the fewer the answers, the wider the limits`() {
        func limit(_ count: Int) -> Double? {
            ControlChart().points(baseline: Self.baseline, series: [Self.week(count, 0.8)]).last?.lowerLimit
        }
        #expect(limit(10)! < limit(50)!)
        #expect(limit(50)! < limit(500)!)
    }

    @Test func `a period without answers changes nothing and signals nothing`() {
        let fall = Array(repeating: Self.week(52, 0.5), count: 5)
        let points = ControlChart().points(baseline: Self.baseline, series: fall + [ScoreTally(.csat)])
        #expect(points[4].signal)
        #expect(points[5].average == points[4].average)
        #expect(!points[5].signal && points[5].value == nil)
    }

    @Test func `a baseline without answers gives no chart`() {
        #expect(ControlChart().points(baseline: ScoreTally(.csat), series: [Self.week(52, 0.5)]).isEmpty)
    }

    @Test func `limits settle at the textbook width`() throws {
        let points = ControlChart().points(
            baseline: Self.baseline, series: Array(repeating: Self.week(52, 0.827), count: 60))
        let share = 4_300.0 / 5_200
        let sigma = 100 * (share * (1 - share) / 52).squareRoot()
        let expected = 100 * share - 2.7 * sigma * (0.2 / 1.8).squareRoot()
        #expect(abs(try #require(points.last?.lowerLimit) - expected) < 0.02)
    }
}
