import Glibc
import Readers

/// Parsing alone, a core: bytes in memory to rows, values and elements, in MB of processor time.
///
/// `ReaderSpeed [MEGABYTES [NAME]]`; the figures of `Benchmarks/README.md`.
let megabytes = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 64

struct Survey {
    private static let sentences = [
        "Livraison en retard de trois jours, et personne ne répond au téléphone.",
        "Très bon accueil, merci à l'équipe !",
        "Le site est lent, j'ai dû m'y reprendre à 3 fois pour payer ; c'est pénible.", "RAS",
        "The parcel came broken, the refund took two weeks: \"never again\".", "Easy to use, great value for money.",
    ]
    private var state: UInt64 = 1

    private mutating func random(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    /// One response: id, date, channel, page, three ratings, text.
    mutating func row(_ number: Int) -> [String] {
        let text = "\(Self.sentences[random(below: 6)]) \(Self.sentences[random(below: 6)])"
        return [
            "R_\(number)", "2026-09-\(10 + random(below: 18)) 14:0\(random(below: 10)):00",
            ["web", "app", "e-mail"][random(below: 3)], "/panier/paiement/3ds", "\(random(below: 11))",
            "\(1 + random(below: 5))", "\(1 + random(below: 7))", text,
        ]
    }
}

let names = ["id", "date", "canal", "page", "nps", "csat", "ces", "commentaire"]

func csv(_ row: [String], quoted: Bool) -> String {
    row.map { cell in
        quoted || cell.utf8.contains(0x22) || cell.utf8.contains(0x2C)
            ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : cell
    }.joined(separator: ",") + "\r\n"
}

func json(_ row: [String]) -> String {
    let members = zip(names, row).map { name, cell in
        var text: [UInt8] = []
        appendJSONString(cell, to: &text)
        return "\"\(name)\":" + (Int(cell) == nil ? String(decoding: text, as: UTF8.self) : cell)
    }
    return "{" + members.joined(separator: ",") + "}"
}

func xml(_ row: [String]) -> String {
    "<reponse>" + zip(names, row).map { "<\($0)>\($1)</\($0)>" }.joined() + "</reponse>\n"
}

/// `megabytes` of a survey, each row written by `write`.
func file(_ start: String, _ end: String, separator: String = "", _ write: ([String]) -> String) -> [UInt8] {
    var (survey, bytes, number) = (Survey(), Array(start.utf8), 0)
    bytes.reserveCapacity(megabytes << 20)
    while bytes.count < megabytes << 20 {
        if number > 0 { bytes.append(contentsOf: separator.utf8) }
        bytes.append(contentsOf: write(survey.row(number)).utf8)
        number += 1
    }
    bytes.append(contentsOf: end.utf8)
    return bytes
}

/// The best of five: MB of input a second of this thread's processor time.
func measure(_ name: String, wanted: Double, _ file: @autoclosure () -> [UInt8], _ read: (any ByteSource) throws -> Int)
    throws
{
    if let chosen = CommandLine.arguments.dropFirst(2).first, !name.hasPrefix(chosen) { return }
    let bytes = file()
    var (best, count) = (Double.infinity, 0)
    for _ in 0..<5 {
        let start = processorTime()
        count = try read(UTF8Source(MemorySource(bytes), encoding: .utf8))
        best = min(best, processorTime() - start)
    }
    let speed = (Double(bytes.count) / 1e6 / best).rounded()
    print("\(speed >= wanted ? "ok  " : "SLOW")  \(name): \(speed) MB/s of \(count) records (wanted \(wanted))")
}

func processorTime() -> Double {
    var time = timespec()
    // The address of a local value, filled before the call returns.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func rows(_ source: any ByteSource) throws -> Int {
    var (reader, row, count) = (CSVReader(source, dialect: CSVDialect()), CSVRow(), 0)
    while try reader.next(&row) { count += 1 }
    return count
}

func records(_ source: any ByteSource, _ kind: JSONShape.Kind) throws -> Int {
    var (reader, count) = (JSONRecordReader(source, shape: JSONShape(kind: kind)), 0)
    while let record = try reader.next() { count += record.problem == nil ? 1 : 0 }
    return count
}

let header = names.joined(separator: ",") + "\r\n"
try measure("CSV", wanted: 300, file(header, "") { csv($0, quoted: false) }, rows)
try measure("CSV, every cell in quotes", wanted: 300, file(header, "") { csv($0, quoted: true) }, rows)
try measure("JSON, one array", wanted: 100, file("[", "]", separator: ",\n", json)) { try records($0, .array) }
try measure("NDJSON", wanted: 100, file("", "\n", separator: "\n", json)) { try records($0, .ndjson) }
try measure("XML", wanted: 100, file("<reponses>\n", "</reponses>", xml)) { source in
    let reader = try XMLRecordReader(source, recordNames: ["reponse"])
    var count = 0
    while try reader.next() != nil { count += 1 }
    return count
}
