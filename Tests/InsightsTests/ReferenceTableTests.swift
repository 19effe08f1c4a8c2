import Feedback
import Foundation
import TestSupport
import Testing

@testable import Insights

/// 1,000 random tables judged by SciPy and statsmodels: `scripts/reference_tables.py` writes them.
@Suite struct ReferenceTableTests {
    private struct Table {
        let cells: [Double]

        subscript(_ column: Int) -> Double { cells[column] }
        var before: (successes: Double, total: Double) { (cells[0], cells[1]) }
        var after: (successes: Double, total: Double) { (cells[2], cells[3]) }
    }

    private let tables: [Table]

    init() throws {
        let path = projectRoot + "/Tests/InsightsTests/Resources/tables.tsv"
        tables = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst(2).map { line in
            Table(cells: line.split(separator: "\t").compactMap { Double($0) })
        }
    }

    private func close(_ found: Double, _ expected: Double, _ tolerance: Double = 1e-8) -> Bool {
        abs(found - expected) <= tolerance * max(1, abs(expected))
    }

    @Test func `there are a thousand`() { #expect(tables.count == 1000 && tables.allSatisfy { $0.cells.count == 19 }) }

    @Test func `Wilson's and Newcombe's intervals are those of statsmodels`() {
        for (line, table) in tables.enumerated() {
            let wilson = Interval.wilson(table[0], of: table[1])
            #expect(close(wilson.low, table[4]) && close(wilson.high, table[5]), "table \(line)")
            let newcombe = Interval.newcombe(before: table.before, after: table.after)
            #expect(close(newcombe.low, table[6]) && close(newcombe.high, table[7]), "table \(line)")
        }
    }

    @Test func `two shares are tested as statsmodels and SciPy do`() {
        for (line, table) in tables.enumerated() {
            #expect(close(twoProportionZ(before: table.before, after: table.after), table[8]), "table \(line)")
            let fisher = Probability.fisher(
                before: (Int(table[0]), Int(table[1])), after: (Int(table[2]), Int(table[3])))
            #expect(close(fisher, table[9], 1e-6), "table \(line)")
        }
    }

    @Test func `keyness is SciPy's G²`() {
        for (line, table) in tables.enumerated() {
            let keyness = Keyness(
                count: Int(table[2]), total: Int(table[3]), reference: Int(table[0]), referenceTotal: Int(table[1]))
            #expect(close(abs(keyness.g2), table[10], 1e-7), "table \(line)")
        }
    }

    @Test func `means are tested as SciPy does`() throws {
        for (line, table) in tables.enumerated() {
            func tally(_ mean: Double, _ deviation: Double, _ count: Double) -> ScoreTally {
                let squares = deviation * deviation * (count - 1) + count * mean * mean
                return ScoreTally(.stars, count: Int(count), sum: mean * count, squares: squares)
            }
            let difference = try #require(
                ScoreDifference(
                    before: tally(table[14], table[15], table[1]), after: tally(table[16], table[17], table[3])))
            #expect(close(difference.statistic, table[11], 1e-6), "table \(line)")
            #expect(close(try #require(difference.degreesOfFreedom), table[12], 1e-6), "table \(line)")
            #expect(close(Probability.p(of: difference), table[13], 1e-6), "table \(line)")
        }
    }

    @Test func `corrected p-values are those of statsmodels`() {
        for start in stride(from: 0, to: tables.count, by: 100) {
            let block = tables[start..<start + 100]
            let q = benjaminiHochberg(block.map { Probability.twoSided(z: $0[8]) })
            for (found, table) in zip(q, block) { #expect(close(found, table[18], 1e-6)) }
        }
    }
}
