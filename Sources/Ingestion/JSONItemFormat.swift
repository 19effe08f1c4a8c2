import Feedback
import Readers

/// A JSON export in which one object is one feedback item: the format says where the objects are, which ones are its
/// own and what one of them means; reading, positions and rejection are the same for all.
protocol JSONItemFormat: ImportFormat {
    /// What the source is called unless `--source` says otherwise: the same for all formats of one source, so that a review
    /// that comes in two ways is stored once.
    static var sourceName: String { get }
    /// Dotted paths from the top of the document to the records, for documents that hold them all.
    static var recordPaths: [String] { get }
    /// How sure the format is when every record of the head is its own, 0 to 1.
    static var certainty: Double { get }
    /// What tells its records, for the user: member names.
    static var evidence: String { get }
    static func isRecord(_ object: JSONObject) -> Bool
    /// The items one record holds: a thread and its replies, a comment and the answers under it. By default itself.
    static func expanded(_ record: JSONObject) -> [JSONObject]
    /// Records that stand beside the record array: the post a thread of replies answers to. By default none.
    static func recordsBeside(_ context: JSONObject) -> [JSONObject]
    /// Why a record of another kind in the same file is left out: `definition`, `other_stream`; `nil` when it is a fault.
    static func reasonToSkip(_ object: JSONObject) -> String?
    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading
    /// What is decided from the head before the first record is read.
    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision]
}

/// What one record turned out to be.
enum ItemReading {
    case item(FeedbackItem)
    case dropped(String)
}

/// Why one record is not usable. Carries no customer's words.
struct RecordProblem: Error {
    var reason: Phrase

    init(en: String, fr: String) { reason = Phrase(en: en, fr: fr) }

    init(_ error: RatingError) {
        self.init(
            en: "\(error)",
            fr: "\(error)".replacing(" is not from ", with: " hors de l'échelle ").replacing(" to ", with: " à "))
    }

    static let badDate = RecordProblem(
        en: "the date cannot be read", fr: "la date est illisible")
}

/// What every record of a file shares.
struct ItemSource {
    var name: String
    var masker: Masker
    /// What dates written without a zone count as; UTC when `nil`.
    var zone: TimeZoneRule?
    var mapping: Mapping?
    /// The custom field of a help desk that holds the order number.
    var orderField: String?
    /// The members beside the record array met so far.
    var context = JSONObject()
    /// What the questionnaire says of the questions, when it is known.
    var definition = SurveyDefinition()
    /// Where the file is, to find what stands beside it; `nil` for standard input.
    var place: ExportPlace?
    /// Whether text that was decoded twice is repaired.
    let repairsText: Bool

    init(name: String, options: ImportOptions) {
        repairsText = options.repairsText
        self.name = options.source ?? options.mapping?.source ?? name
        masker = options.masker
        zone = options.utcOffsetMinutes.map { .fixed($0) } ?? options.mapping?.timeZone.flatMap(TimeZoneRule.init)
        mapping = options.mapping
    }

    /// A new item of this source, with what the mapping declares for all of them.
    func item(_ kind: FeedbackKind, channel: String) -> FeedbackItem {
        var item = FeedbackItem(source: name, kind: kind)
        item.channel = mapping?.constants[.channel] ?? channel
        item.touchpoint = mapping?.constants[.touchpoint]
        item.product = mapping?.constants[.product]
        item.country = mapping?.constants[.country]
        item.declaredLanguage = mapping?.language
        return item
    }

    /// The pseudonym of an account number that means something within one platform only.
    func pseudonym(_ account: String?, on platform: String) -> String? {
        guard let account = account?.trimmed, !account.isEmpty else { return nil }
        return masker.pseudonym("\(platform):\(account)")
    }

    /// The pseudonym of an e-mail address or customer number: the same in every source.
    func pseudonym(_ identity: String?) -> String? {
        guard let identity = identity?.trimmed, !identity.isEmpty else { return nil }
        return masker.pseudonym(identity)
    }

    /// A date as exports write them; `nil` when there is none.
    func timestamp(_ value: JSONValue?) throws(RecordProblem) -> Timestamp? {
        guard let text = value?.string?.trimmed, !text.isEmpty else { return nil }
        guard let moment = Timestamp(exported: text) else { throw .badDate }
        guard moment.offsetMinutes == nil, let offset = zone?.offset(atLocal: moment) else { return moment }
        return Timestamp(milliseconds: moment.milliseconds - Int64(offset) * 60_000, offsetMinutes: offset)
    }
}

extension JSONItemFormat {
    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] { [] }

    static func expanded(_ record: JSONObject) -> [JSONObject] { [record] }

    static func recordsBeside(_ context: JSONObject) -> [JSONObject] { [] }

    static func reasonToSkip(_ object: JSONObject) -> String? { nil }

    static func detect(_ head: FileHead) -> Detection? { detectRecords(head) }

    /// Sure in so far as the records of the head are the format's own.
    static func detectRecords(_ head: FileHead) -> Detection? {
        guard let shape = head.json else { return nil }
        let records = shape.firstRecords.flatMap { recordObjects(in: $0) }
        let own = records.count { isRecord($0) }
        guard own > 0, records.count(where: { isRecord($0) || reasonToSkip($0) != nil }) * 2 >= records.count else {
            return nil
        }
        return Detection(
            confidence: certainty * (0.5 + 0.5 * Double(own) / Double(records.count)),
            reasons: [
                Phrase(
                    en: "\(own) of the first \(records.count) records have \(evidence)",
                    fr: "\(own) des \(records.count) premiers enregistrements ont \(evidence)")
            ])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let shape = head.json else { throw .notJSON(head, format: name) }
        return .json(JSONItemConverter<Self>(shape: shape, place: head.place, options: options))
    }

    /// The records in a value, which is one itself or a document around them.
    static func recordObjects(in value: JSONValue) -> [JSONObject] {
        guard let object = value.object.map(withoutEnvelope) else { return [] }
        if isRecord(object) { return [object] }
        for path in recordPaths {
            guard let member = object.at(path) else { continue }
            // One record may stand where an array is expected; some dumps key their records by id.
            if let inner = member.object, !isRecord(inner) {
                return inner.isEmpty ? [] : inner.members.compactMap(\.value.object)
            }
            return (member.array ?? []).compactMap(\.object)
        }
        let isEmptyDocument = recordPaths.contains { path in
            object.keys.contains { path.utf8.starts(with: $0.utf8) }
        }
        return isEmptyDocument ? [] : [object]
    }
}

/// Reads any ``JSONItemFormat``.
struct JSONItemConverter<Format: JSONItemFormat>: JSONConverter {
    private var source: ItemSource
    let decisions: [Decision]

    init(shape: JSONShape, place: ExportPlace?, options: ImportOptions) {
        source = ItemSource(name: Format.sourceName, options: options)
        source.place = place
        decisions = Format.prepare(&source, for: shape)
    }

    mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
        let position = RecordPosition(line: record.line, column: record.column)
        source.context = context
        guard record.value.object != nil else {
            let problem = RecordProblem(en: "a record is not an object", fr: "un enregistrement n'est pas un objet")
            records.append(.rejected(problem, record.value, at: position))
            return
        }
        for object in Format.recordObjects(in: record.value) { append(object, at: position, to: &records) }
    }

    mutating func finish(context: JSONObject, into records: inout [ImportedRecord]) {
        source.context = context
        for object in Format.recordsBeside(context) {
            append(object, at: RecordPosition(line: 1), to: &records)
        }
    }

    private func append(_ object: JSONObject, at position: RecordPosition, to records: inout [ImportedRecord]) {
        for object in Format.isRecord(object) ? Format.expanded(object) : [object] {
            records.append(read(object, at: position))
        }
    }

    private func read(_ object: JSONObject, at position: RecordPosition) -> ImportedRecord {
        do throws(RecordProblem) {
            guard Format.isRecord(object) else {
                if let reason = Format.reasonToSkip(object) { return .dropped(reason: reason, position) }
                throw RecordProblem(
                    en: "this record has not the members of \(Format.name)",
                    fr: "cet enregistrement n'a pas les membres de \(Format.name)")
            }
            switch try Format.read(object, source) {
            case .dropped(let reason): return .dropped(reason: reason, position)
            case .item(let item): return item.saysNothing ? .dropped(reason: "empty", position) : .item(item, position)
            }
        } catch {
            return .rejected(error, .object(object), at: position)
        }
    }
}

extension ImportError {
    static func notJSON(_ head: FileHead, format: String) -> ImportError {
        ImportError(
            file: head.fileName,
            what: Phrase(
                en: "\(format) is a JSON format and this file is not JSON",
                fr: "\(format) est un format JSON et ce fichier n'en est pas"),
            fix: Phrase(
                en: "Leave out --as, or name the format the file is in",
                fr: "Retirez --as, ou nommez le format du fichier"))
    }
}

extension ImportedRecord {
    static func rejected(_ problem: RecordProblem, _ value: JSONValue, at position: RecordPosition) -> ImportedRecord {
        var raw: [UInt8] = []
        appendJSON(value, to: &raw)
        var end = min(raw.count, Rejection.rawLimit)
        // Never cut inside a character.
        while end < raw.count, end > 0, raw[end] & 0xC0 == 0x80 { end -= 1 }
        return .rejected(
            Rejection(position: position, reason: problem.reason, raw: String(decoding: raw[..<end], as: UTF8.self)))
    }
}
