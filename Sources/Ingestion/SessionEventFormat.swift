import Feedback
import Readers

/// An analytics export in which one object, or one row of a table, is one event: the format says what an event means;
/// reading, sessions, positions and rejection are the same for all.
protocol SessionEventFormat: ImportFormat {
    /// What the source is called unless `--source` says otherwise.
    static var sourceName: String { get }
    static var grouping: SessionAssembler.Grouping { get }
    /// How sure the format is when every record of the head is its own, 0 to 1.
    static var certainty: Double { get }
    /// What tells its events, for the user: member names.
    static var evidence: String { get }
    /// What an event outside any session lacks, for the user.
    static var sessionKey: String { get }
    static func isEvent(_ event: JSONObject) -> Bool
    /// The events in a record, which is one itself or a document around them.
    static func events(in record: JSONObject, context: JSONObject) -> [JSONObject]
    /// - Returns: `nil` for an event of no session.
    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal?
    /// How a table of events is read; `nil` when it is none of this format.
    static func rows(_ head: FileHead) -> RowPlan?
}

extension SessionEventFormat {
    static var family: FormatFamily { .sessions }

    static func events(in record: JSONObject, context: JSONObject) -> [JSONObject] { [record] }

    /// The first row names the columns, and what it names makes the rows events.
    static func rows(_ head: FileHead) -> RowPlan? {
        guard let plan = RowPlan(head), let table = head.table else { return nil }
        let records = table.rows.dropFirst(plan.rowsToSkip).prefix(20).map { row in plan.object(row.count) { row[$0] } }
        return records.contains(where: isEvent) ? plan : nil
    }

    static func detect(_ head: FileHead) -> Detection? {
        if let json = head.json {
            let records = json.firstRecords.compactMap(\.object).flatMap { events(in: $0, context: json.context) }
            let own = records.count { isEvent($0) }
            guard own > 0, own * 2 >= records.count else { return nil }
            return Detection(
                confidence: certainty * (0.5 + 0.5 * Double(own) / Double(records.count)),
                reasons: [
                    Phrase(
                        en: "\(own) of the first \(records.count) records have \(evidence)",
                        fr: "\(own) des \(records.count) premiers enregistrements ont \(evidence)")
                ])
        }
        guard rows(head) != nil else { return nil }
        return Detection(
            confidence: certainty, reasons: [Phrase(en: "the columns \(evidence)", fr: "les colonnes \(evidence)")])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        let converter = SessionEventConverter<Self>(options)
        if head.json != nil { return .json(converter) }
        if let plan = rows(head) ?? RowPlan(head) { return .rows(plan, converter) }
        throw .notJSON(head, format: name)
    }
}

/// Reads any ``SessionEventFormat``.
struct SessionEventConverter<Format: SessionEventFormat>: JSONConverter {
    private let source: ItemSource
    private var assembler: SessionAssembler
    private var outside = 0
    private var undated = 0

    init(_ options: ImportOptions) {
        source = ItemSource(name: Format.sourceName, options: options)
        assembler = SessionAssembler(source: source.name, grouping: Format.grouping)
    }

    mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
        let position = RecordPosition(line: record.line, column: record.column)
        guard let object = record.value.object else {
            let problem = RecordProblem(en: "a record is not an object", fr: "un enregistrement n'est pas un objet")
            records.append(.rejected(problem, record.value, at: position))
            return
        }
        for event in Format.events(in: object, context: context) {
            do throws(RecordProblem) {
                guard let signal = try Format.signal(event, source) else {
                    outside += 1
                    continue
                }
                if !signal.at.isDated { undated += 1 }
                assembler.add(signal, at: position, into: &records)
            } catch {
                records.append(.rejected(error, .object(event), at: position))
            }
        }
    }

    mutating func finish(into records: inout [ImportedRecord]) { assembler.finish(into: &records) }

    var decisions: [Decision] {
        var decisions = assembler.decisions
        if outside > 0 {
            decisions.append(
                Decision(
                    "sessions", en: "\(outside) events carry no \(Format.sessionKey) and are left out",
                    fr: "\(outside) événements sans \(Format.sessionKey) sont laissés de côté"))
        }
        if undated > 0 { decisions.append(.undated(undated)) }
        return decisions
    }
}

extension Decision {
    static func undated(_ count: Int) -> Decision {
        Decision(
            "sessions",
            en: "\(count) records carry no time: their sessions are found by their id, not by when they were",
            fr:
                "\(count) enregistrements sans heure : leurs sessions se retrouvent par leur identifiant, non par leur date"
        )
    }
}

extension ItemSource {
    /// The page of an address, without host, query or personal data.
    func page(_ address: String?) -> String? { address.flatMap(PagePath.path).map(masker.clean) }

    /// A key as written, for it joins feedback to sessions; a pseudonym when it is an e-mail address.
    func key(_ text: String?) -> String? {
        guard let text else { return nil }
        return text.utf8.contains(UInt8(ascii: "@")) ? pseudonym(text) : text
    }
}

extension SessionFacts {
    /// Takes device, browser and whether it is a robot from a user agent's text, where nothing better is known.
    mutating func learn(userAgent text: String?) {
        guard let text, !text.isEmpty else { return }
        let agent = UserAgent(text)
        device = device ?? agent.device
        browser = browser ?? agent.browser
        if agent.isRobot { dropReason = "robot" }
    }
}

/// What exports write where they know nothing.
func known(_ text: String?) -> String? {
    guard let text = text?.trimmed, !["", "unknown", "(not set)", "xx", "-", "none"].contains(text.lowercased()) else {
        return nil
    }
    return text
}
