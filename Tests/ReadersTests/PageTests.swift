import TestSupport
import Testing

@testable import Readers

/// Web pages read as workbooks.
@Suite struct PageTests {
    private static let page = """
        <html><head><script type="text/javascript">if (a < b) { document.write("</td>") }</script><style>td { color: red }</style>
        </head><body><!-- avis --> <table id="avis"><tr><th>Note<th colspan=2>Avis<tr><td>9<td>Très &eacute;claté<br>merci
        <script>x()</script></td><td rowspan=2>a</td></tr><tr><td>3<td>b < c</td></tr></table></body></html>
        """

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `a damaged page gives the same rows whatever the size of the reads`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Array(Self.page.utf8)
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = Array("<>/\"'!-\n ".utf8).randomElement(using: &random)!
            default: bytes.removeSubrange(place..<min(place + 40, bytes.count))
            }
        }
        let damaged = bytes
        let whole = try? rows { MemorySource(damaged) }
        #expect(whole == (try? rows { DribbleSource(damaged, seed: seed) }))
    }

    @Test func `a script that is never closed takes the rest of the page`() throws {
        let bytes = Array("<table><tr><td>1<td>2<tr><td>3<td>4<script>x >5</td></tr>\n>".utf8)
        let expected = [["1", "2"], ["3", "4"]]
        #expect(try rows { MemorySource(bytes) } == expected)
        #expect(try rows { DribbleSource(bytes, seed: 3) } == expected)
    }

    private func rows(_ open: @escaping () -> any ByteSource) throws -> [[String]] {
        let book = try Workbook(page: open, plainText: { $0 })
        var all: [[String]] = []
        for sheet in book.sheets.indices {
            var reader = try book.rows(ofSheet: sheet)
            var row = CSVRow()
            while try reader.next(&row) { all.append((0..<row.count).map { row.string($0) }) }
        }
        return all
    }
}
