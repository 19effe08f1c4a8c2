import Feedback

/// What a column was called and became: kept with each import, so that the next one can tell what changed.
public struct ColumnRecord: Hashable, Sendable, Codable {
    public var name: String
    /// `answer nps 0–10`, `verbatim`, `segment`…
    public var becomes: String

    public init(name: String, becomes: String) {
        self.name = name
        self.becomes = becomes
    }

    /// Whether it holds what people answered or wrote.
    var isAsked: Bool {
        [TargetField.answer, .verbatim].contains { becomes.utf8.starts(with: $0.rawValue.utf8) }
    }

    public init(_ column: ColumnReport) {
        name = column.name
        becomes =
            ([column.target.rawValue] + [column.metric?.rawValue, column.scale.map { "\($0)" }].compactMap { $0 })
            .joined(separator: " ")
    }
}

/// How the columns of an export differ from those of the last import of the same source and format.
public struct ColumnDrift: Hashable, Sendable {
    public struct Change: Hashable, Sendable {
        public var before: String
        public var after: String
    }

    public private(set) var added: [String] = []
    public private(set) var removed: [String] = []
    /// The same column under another name: spelt alike, alone in its role, or between the same neighbours.
    public private(set) var renamed: [Change] = []
    /// The same name, read differently: `note: answer csat 1–5` → `note: answer nps 0–10`.
    public private(set) var reread: [Change] = []

    public init(before: [ColumnRecord], after: [ColumnRecord]) {
        let (old, new) = (Set(before.map(\.name)), Set(after.map(\.name)))
        var (gone, come) = (
            before.indices.filter { !new.contains(before[$0].name) },
            after.indices.filter {
                !old.contains(after[$0].name)
            }
        )
        for rule in [Self.isSpeltAlike, Self.isAloneInRole, Self.standsBetweenTheSame] {
            for index in gone {
                guard let other = come.first(where: { rule(before, index, gone, after, $0, come) }) else { continue }
                renamed.append(Change(before: before[index].name, after: after[other].name))
                gone.removeAll { $0 == index }
                come.removeAll { $0 == other }
            }
        }
        removed = gone.map { before[$0].name }
        added = come.map { after[$0].name }
        let roles = Dictionary(before.map { ($0.name, $0.becomes) }) { first, _ in first }
        // What people were asked tells two surveys of one vendor apart: the columns around it are the same in all.
        let readings = Dictionary(after.map { ($0.name, $0.becomes) }) { first, _ in first }
        let renamings = Dictionary(renamed.map { ($0.before, $0.after) }) { first, _ in first }
        let asked = before.filter(\.isAsked)
        let kept = asked.count { readings[renamings[$0.name] ?? $0.name] == $0.becomes }
        isOfSameExport = old.intersection(new).count * 2 >= old.count && kept * 2 >= asked.count
        for column in after {
            guard let role = roles[column.name], role != column.becomes else { continue }
            reread.append(Change(before: "\(column.name) (\(role)", after: "\(column.becomes))"))
        }
    }

    /// Whether most columns are there under their names, and most of what was asked is asked and read as before:
    /// otherwise it is another export, not a changed one.
    public let isOfSameExport: Bool

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && renamed.isEmpty && reread.isEmpty }

    private typealias Rule =
        @Sendable (
            _ before: [ColumnRecord], _ index: Int, _ gone: [Int], _ after: [ColumnRecord], _ other: Int, _ come: [Int]
        ) -> Bool

    private static let isSpeltAlike: Rule = { before, index, _, after, other, _ in
        comparableHeader(before[index].name) == comparableHeader(after[other].name)
    }

    private static let isAloneInRole: Rule = { before, index, gone, after, other, come in
        let role = before[index].becomes
        return role != TargetField.ignore.rawValue && role == after[other].becomes
            && gone.filter { before[$0].becomes == role }.count == 1
            && come.filter { after[$0].becomes == role }.count == 1
    }

    private static let standsBetweenTheSame: Rule = { before, index, _, after, other, _ in
        func name(_ columns: [ColumnRecord], _ index: Int) -> String? {
            columns.indices.contains(index) ? columns[index].name : nil
        }
        return before[index].becomes == after[other].becomes
            && name(before, index - 1) == name(after, other - 1) && name(before, index + 1) == name(after, other + 1)
    }

    /// The code of ``decision(since:)``.
    public static let code = "columns-changed"

    /// - Parameter batch: the import it is compared with.
    public func decision(since batch: Int64) -> Decision {
        func list(_ names: [String], _ rest: (Int) -> String) -> String {
            let shown = names.prefix(6).map { String($0.prefix(60)) }.joined(separator: ", ")
            return names.count > 6 ? shown + rest(names.count - 6) : shown
        }
        func parts(_ added: String, _ removed: String, _ renamed: String, _ reread: String, _ rest: (Int) -> String)
            -> String
        {
            let changes = renamed + list(self.renamed.map { "\($0.before) → \($0.after)" }, rest)
            let readings = reread + list(self.reread.map { "\($0.before) → \($0.after)" }, rest)
            return [
                self.added.isEmpty ? nil : added + list(self.added, rest),
                self.removed.isEmpty ? nil : removed + list(self.removed, rest),
                self.renamed.isEmpty ? nil : changes, self.reread.isEmpty ? nil : readings,
            ].compactMap { $0 }.joined(separator: "; ")
        }
        return Decision(
            Self.code,
            en: "the columns changed since batch \(batch): "
                + parts("new: ", "gone: ", "renamed: ", "read differently: ") { " and \($0) more" },
            fr: "les colonnes ont changé depuis le lot \(batch) : "
                + parts("nouvelles : ", "disparues : ", "renommées : ", "lues autrement : ") { " et \($0) autres" })
    }
}

extension ImportPlan {
    /// The columns as they are kept with the batch; empty for formats that have none.
    public var columnRecords: [ColumnRecord] { columns.map(ColumnRecord.init) }
}
