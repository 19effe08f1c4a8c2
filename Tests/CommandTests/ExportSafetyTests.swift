import Foundation
import TestSupport
import Testing

@Suite struct ExportSafetyTests {
    private static let attacks = [
        "=HYPERLINK(\"http://x.example\")", "+1+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(1+1)", "  =1+1", "\t=1+1",
        "\u{00A0}=1+1",
        "＝1+1", "\n=1+1", "\r=1+1", "= 1", "+A1", "@import",
    ]

    @Test func `no cell of a CSV export begins a formula, and every text is there`() throws {
        let folder = try TemporaryFolder()
        let program = Program(folder: folder.path)
        let reviews = Self.attacks.enumerated().map { index, text in
            ["id": "r\(index)", "stars": 1, "text": "\(text) bonjour", "createdAt": "2026-09-01T10:00:00Z"]
                as [String: Any]
        }
        _ = try folder.write(Array(try JSONSerialization.data(withJSONObject: reviews)), to: "reviews.json")
        #expect(try program.run(["import", "reviews.json"]).code == 0)
        let output = try program.run(["export", "--csv"]).output
        for cell in cells(output).map({ $0.drop(while: \.isWhitespace) }) where Double(cell) == nil {
            #expect(
                !cell.hasPrefix("=") && !cell.hasPrefix("+") && !cell.hasPrefix("-") && !cell.hasPrefix("@"), "\(cell)")
            #expect(!cell.hasPrefix("＝"))
        }
        #expect(output.components(separatedBy: "bonjour").count == Self.attacks.count + 1)
    }

    @Test func `nor any of an answer's`() throws {
        let folder = try TemporaryFolder()
        let program = Program(folder: folder.path)
        let reviews = Self.attacks.enumerated().map { index, text in
            [
                "id": "r\(index)", "stars": 5,
                "text": "\(text) bonjour, il faudrait un bouton, urgent, c'est nul, livré en retard",
                "createdAt": "2026-09-01T10:00:00Z",
            ] as [String: Any]
        }
        _ = try folder.write(Array(try JSONSerialization.data(withJSONObject: reviews)), to: "=reviews.json")
        #expect(try program.run(["import", "=reviews.json", "--source", "@source"]).code == 0)
        _ = try folder.write("day,=conversion\n2026-09-01,2.5\n", to: "series.csv")
        #expect(try program.run(["series", "import", "series.csv"]).code == 0)
        #expect(try program.run(["mark", "add", "=1+1", "--at", "2026-09-01"]).code == 0)
        for arguments in [
            "search bonjour", "series list", "series show =conversion", "mark list", "scores --by source", "batches",
            "sources", "ideas", "urgent --now 2026-09-02T10:00Z", "mismatch --metric stars", "top", "rising",
            "journey show", "drivers",
        ] {
            let outcome = try program.run(arguments.split(separator: " ").map(String.init) + ["--csv"])
            #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
            for cell in cells(outcome.output).map({ $0.drop(while: \.isWhitespace) }) where Double(cell) == nil {
                #expect(!"=+-@＝".contains(cell.first ?? "x"), "\(arguments): \(cell)")
            }
        }
    }

    @Test func `control characters, direction marks and half characters reach no spreadsheet`() throws {
        let folder = try TemporaryFolder()
        let program = Program(folder: folder.path)
        let json = #"""
            [{"id": "1", "stars": 1, "text": "avant \u001b[31m rouge \u202e tourné \u0007", "createdAt": "2026-09-01T10:00:00Z"},
             {"id": "2", "stars": 2, "text": "moitié \ud83d de smiley", "createdAt": "2026-09-01T10:00:00Z"}]
            """#
        _ = try folder.write(json, to: "reviews.json")
        #expect([0, 3].contains(try program.run(["import", "reviews.json"]).code))
        let output = try program.run(["export", "--csv"]).output
        #expect(output.contains("rouge"))
        for scalar in output.unicodeScalars where ![0x0A, 0x0D, 0x09].contains(scalar.value) {
            #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
            #expect(!(0x202A...0x202E).contains(scalar.value))
        }
        #expect(try program.run(["export"]).code == 0)
    }

    /// Cells of RFC 4180 text.
    private func cells(_ text: String) -> [String] {
        var (cells, cell, isQuoted) = ([String](), "", false)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": isQuoted.toggle()
            case ",", "\n":
                guard !isQuoted else {
                    cell.unicodeScalars.append(scalar)
                    continue
                }
                cells.append(cell)
                cell = ""
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return cells
    }
}
