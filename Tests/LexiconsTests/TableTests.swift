import Testing

@testable import Lexicons

@Suite struct TableTests {
    @Test func `a table is used as an array is`() {
        var (table, array) = (Table<Int32>(), [Int32]())
        for value in 0..<100 as Range<Int32> {
            table.append(value)
            array.append(value)
        }
        table.append(contentsOf: [7, 8, 9])
        array.append(contentsOf: [7, 8, 9])
        table[3] = -1
        array[3] = -1
        table[4] += 10
        array[4] += 10
        table.removeLast(2)
        array.removeLast(2)
        #expect(Array(table) == array && table.count == array.count && table.span[100] == 7)
        #expect(Array(Table(repeating: 5, count: 3)) == [5, 5, 5] && Table<Int>().isEmpty)
    }

    @Test func `a changed copy leaves the first as it was`() {
        let first = Table([1, 2, 3])
        var second = first
        second[0] = 9
        second.append(4)
        var third = second
        third.removeLast(3)
        third.append(8)
        #expect(Array(first) == [1, 2, 3] && Array(second) == [9, 2, 3, 4] && Array(third) == [9, 8])
    }
}
