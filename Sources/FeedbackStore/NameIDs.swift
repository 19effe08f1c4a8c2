import Feedback
import GRDB

/// The store's ids of the questions and rules met so far.
struct NameIDs {
    private var questions: [QuestionName: Int64] = [:]
    private var rules: [String: Int64] = [:]
    private var codeNumbers: [String: Int32] = [:]
    /// The codes met in this import, by number.
    private(set) var codes: [String] = []

    init(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, source, field, text, kind, scale_min, scale_max, direction FROM question")
        for row in rows {
            let name = QuestionName(
                source: row[1], field: row[2], text: row[3], kind: AnswerKind(rawValue: row[4]) ?? .text,
                scale: ratingScale(row, from: 5))
            questions[name] = row[0]
        }
        for row in try Row.fetchAll(db, sql: "SELECT name, id FROM rule") { rules[row[0]] = row[1] }
    }

    mutating func id(of question: QuestionName, _ statements: WriterStatements) throws -> Int64 {
        if let id = questions[question] { return id }
        // Another process may have stored it since this import began.
        let (find, insert) = (statements.findQuestion, statements.insertQuestion)
        bind(question, to: find)
        if let (id, _) = try find.firstPair() {
            questions[question] = id
            return id
        }
        bind(question, to: insert)
        try insert.run()
        questions[question] = insert.lastInsertedRowID
        return insert.lastInsertedRowID
    }

    private func bind(_ question: QuestionName, to statement: RawStatement) {
        statement.bind(question.source)
        statement.bind(question.field)
        statement.bind(question.text)
        statement.bind(question.kind.rawValue)
        statement.bind(question.scale?.minimum)
        statement.bind(question.scale?.maximum)
        statement.bind(question.scale?.direction.rawValue)
    }

    mutating func id(of rule: String, _ statements: WriterStatements) throws -> Int64 {
        if let id = rules[rule] { return id }
        statements.findRule.bind(rule)
        if let (id, _) = try statements.findRule.firstPair() {
            rules[rule] = id
            return id
        }
        statements.insertRule.bind(rule)
        try statements.insertRule.run()
        rules[rule] = statements.insertRule.lastInsertedRowID
        return statements.insertRule.lastInsertedRowID
    }
}

extension NameIDs {
    mutating func number(ofCode code: String) -> Int32 {
        if let number = codeNumbers[code] { return number }
        let number = Int32(codes.count)
        codeNumbers[code] = number
        codes.append(ownCopy(of: code))
        return number
    }

    /// Where each code stands in the order of their bytes.
    var codeRanks: [Int] {
        var ranks = [Int](repeating: 0, count: codes.count)
        for (rank, code) in codes.indices.sorted(by: { codes[$0] < codes[$1] }).enumerated() { ranks[code] = rank }
        return ranks
    }
}

/// The same text in other memory: counting references to one that the reader's thread also counts is slow.
private func ownCopy(of text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }

/// What the numbers of one ``Packer`` stand for in the store.
///
/// A class, because it goes with every item: handing it on costs one reference, not one for each table.
final class PackedNames {
    private(set) var questions: [Int64] = []
    private(set) var rules: [Int64] = []
    private(set) var codes: [Int32] = []
    private(set) var places: [Int32] = []

    func learn(
        _ new: NewNames, _ ids: inout NameIDs, _ rollups: inout RollupAccumulator, _ statements: WriterStatements
    ) throws {
        for question in new.questions { questions.append(try ids.id(of: question, statements)) }
        for rule in new.rules { rules.append(try ids.id(of: rule, statements)) }
        for code in new.codes { codes.append(ids.number(ofCode: code)) }
        for place in new.places { places.append(rollups.id(of: place)) }
    }
}

/// The scale in three neighbouring columns: minimum, maximum, direction.
func ratingScale(_ row: Row, from index: Int) -> RatingScale? {
    guard let minimum: Double = row[index], let maximum: Double = row[index + 1] else { return nil }
    let direction: String? = row[index + 2]
    return RatingScale(minimum, maximum, direction.flatMap(RatingScale.Direction.init) ?? .higherIsBetter)
}
