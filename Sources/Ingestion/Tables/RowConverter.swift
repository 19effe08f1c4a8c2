internal import Feedback
internal import Readers

/// Turns the rows of one table into feedback: made once a file, then called once a row.
struct RowConverter: Sendable {
    private var roles: [ColumnRole]
    private var converted = 0
    /// Items hold the texts of their columns. Who works on earlier items counts references to them at the same time, which
    /// is slow on one and the same text: after so many rows the columns get new ones.
    private static let rowsPerCopy = 500
    private let headers: [String]
    private let template: FeedbackItem
    private let cleaner: TextCleaner
    private let masker: Masker
    private let dropRules: [TablePlan.DropRule]
    private let totals: TotalRows
    private let hasEmail: Bool
    private let idParameter: [UInt8]?
    private let identityColumns: [Int]
    private let textPreference: [String]
    private let mailColumns: Set<Int>
    /// Columns that name the customer, as the notes on a case name their authors.
    private let customerColumns: [Int]
    private var (languages, countries, channels) = (UsualNames(), UsualNames(), UsualNames())
    /// Of the row at hand, where it has a column of its own: in milliseconds after midnight.
    private var timeOfDay: Int64?
    /// How many answers the row before had: the next one nearly always has as many.
    private var answersBefore = 0
    private(set) var tally = RowTally()

    init(
        roles: [ColumnRole], headers: [String], template: FeedbackItem, dropRules: [TablePlan.DropRule],
        totals: TotalRows, idParameter: String?, identityColumns: [Int] = [], textPreference: [String] = [],
        mailColumns: Set<Int> = [], customerColumns: [Int] = [], options: ImportOptions
    ) {
        self.customerColumns = customerColumns
        self.textPreference = textPreference
        self.mailColumns = mailColumns
        self.identityColumns = identityColumns
        self.idParameter = idParameter.map { Array("\($0)=".utf8) }
        self.roles = roles
        self.headers = headers
        self.template = template
        self.dropRules = dropRules
        self.totals = totals
        masker = options.masker
        cleaner = TextCleaner(masker: options.masker, repairsText: options.repairsText)
        hasEmail = roles.contains { if case .email = $0 { true } else { false } }
    }

    var columnCount: Int { roles.count }
    /// What became of all cells together.
    var decisions: [Decision] {
        tally.offScaleDecisions + tally.strayWordDecisions + tally.speakerDecisions + cleanerTally.decisions
    }
    private var cleanerTally = TextCleaner.Tally()

    /// What a row becomes.
    mutating func convert(_ row: some CellSource, at position: RecordPosition) -> ImportedRecord {
        for rule in dropRules where isLeftOut(row, by: rule) {
            return .dropped(reason: rule.reason, position)
        }
        converted += 1
        if converted % Self.rowsPerCopy == 0 { roles = roles.map(\.copied) }
        var item = template
        timeOfDay = nil
        item.answers.reserveCapacity(answersBefore)
        let columns = roles
        let roles = columns.span
        for index in 0..<min(row.count, roles.count) {
            let cell = unguarded(row.cell(index))
            if cell.isEmpty { continue }
            if case .caseNotes(let field) = roles[index] {
                addNotes(cell, field, of: row, to: &item)
                continue
            }
            if let reason = apply(roles[index], cell, to: &item, column: index) {
                // A text outlives an answer that only a guess had on a scale.
                if case .rating(let role) = roles[index], role.hasGuessedScale, holdsText(row, roles) {
                    tally.offScale[headers[index], default: 0] += 1
                    continue
                }
                // A row with a field too many may hold each cell in the place of another.
                if case .rating = roles[index], row.count <= headers.count, Self.isStrayWord(cell) {
                    tally.strayWords[headers[index], default: 0] += 1
                    continue
                }
                let place = RecordPosition(line: position.line, column: index + 1)
                return .rejected(Rejection(position: place, reason: reason, raw: raw(row)))
            }
        }
        answersBefore = item.answers.count
        for column in identityColumns { addIdentity(row.cell(column), to: &item) }
        if let time = timeOfDay, let day = item.createdAt { item.createdAt = TimeOfDay.add(time, to: day) }
        if !textPreference.isEmpty { keepBestText(of: &item) }
        if item.verbatims.isEmpty, isGone(row, roles) { return .dropped(reason: "deleted", position) }
        if item.verbatims.isEmpty, item.answers.isEmpty { return .dropped(reason: "empty", position) }
        return .item(consume item, position)
    }

    /// "abs" where a rating should stand: no rating, and no reason to lose the others of the row.
    private static func isStrayWord(_ cell: Span<UInt8>) -> Bool {
        cell.count <= ColumnProfile.longestStrayWord && !cell.indices.contains { cell[$0].isDigit }
    }

    /// Whether any cell of the row is a text of the customer.
    private func holdsText(_ row: some CellSource, _ roles: Span<ColumnRole>) -> Bool {
        for index in 0..<min(row.count, roles.count) {
            if case .verbatim = roles[index], hasWords(row.cell(index)) { return true }
        }
        return false
    }

    /// Whether the text of a row was taken away, as Reddit marks it.
    private func isGone(_ row: some CellSource, _ roles: Span<ColumnRole>) -> Bool {
        for index in 0..<min(row.count, roles.count) {
            if case .verbatim = roles[index], Self.isGoneText(row.cell(index)) { return true }
        }
        return false
    }

    private static func isGoneText(_ cell: Span<UInt8>) -> Bool {
        cell.count == 9 && (cell.starts(with: "[removed]") || cell.starts(with: "[deleted]"))
    }

    private func isLeftOut(_ row: some CellSource, by rule: TablePlan.DropRule) -> Bool {
        guard isLeftOut(row.cell(rule.column), by: rule.cells) else { return false }
        return rule.within.map { isLeftOut(row.cell($0), by: .filled) } ?? true
    }

    private func isLeftOut(_ cell: Span<UInt8>, by cells: TablePlan.DropRule.Cells) -> Bool {
        switch cells {
        case .words(let words): words.contains(lowercased(cell))
        case .beginning(let text): cell.starts(with: text)
        case .filled: !isNullMarker(cell) && !["none", "false", "0.0", "0"].contains(lowercased(cell))
        }
    }

    /// `17` at its second visit is `17/visit_2`.
    private func addIdentity(_ cell: Span<UInt8>, to item: inout FeedbackItem) {
        guard let id = item.externalID, !cell.isEmpty else { return }
        item.externalID = "\(id)/\(text(unguarded(cell)))"
    }

    /// Of several columns that hold the same text, more or less of it, the first one filled.
    private func keepBestText(of item: inout FeedbackItem) {
        guard let best = textPreference.first(where: { name in item.verbatims.contains { $0.field == name } }) else {
            return
        }
        item.verbatims.removeAll { $0.field != best && textPreference.contains($0.field) }
    }

    /// Whether a row sums up the others: it starts with "Total" or "Moyenne" where others have their id or date, or leaves out
    /// what all others have.
    func isTotal(_ row: some CellSource) -> Bool {
        guard roles.count > 1, row.count > 0 else { return false }
        var first = 0
        while first < roles.count, row.cell(first).isEmpty { first += 1 }
        guard first < roles.count, mayHeadTotal(row.cell(first)) else { return false }
        if case .verbatim = roles[first] { return totals.contains(row, from: first, isText: true) }
        let isNamed =
            switch roles[0] {
            case .id, .respondent, .createdAt: true
            default: false
            }
        return isNamed && startsWithTotal(row.cell(first)) || totals.contains(row, from: first, isText: false)
    }

    // MARK: One cell

    /// - Returns: why the row cannot be used, or `nil`.
    private mutating func apply(
        _ role: ColumnRole, _ cell: Span<UInt8>, to item: inout FeedbackItem, column: Int
    ) -> Phrase? {
        switch role {
        case .ignore, .hidden: break
        case .verbatim(let field, let question):
            let cell = StarsBefore.rest(of: cell)
            guard hasWords(cell) else { break }
            let text = mailColumns.contains(column) ? MailText.ownPart(of: clean(cell)) : clean(cell)
            addText(text, field, question, to: &item)
        // "-" is an answer beside "+".
        case .coded(_, let book) where !book.signs.isEmpty: return answer(role, cell, to: &item, column: column)
        case _ where isNullMarker(cell): break
        case .id: setIdentity(cell, of: &item)
        case .createdAt(let parser):
            guard let moment = parser.timestamp(cell) else { return Self.badDate(headers[column], parser.style) }
            // LimeSurvey writes this day for anonymous responses.
            if moment.date.components.year > 1980 { item.createdAt = moment }
        case .timeOfDay: timeOfDay = TimeOfDay.milliseconds(text(cell))
        case .email:
            // Some tools write a word such as "anonymous" for no address.
            if contains(cell, 0x40) { item.respondent = masker.pseudonym(text(cell)) }
        case .respondent:
            if !Nobody.isOne(cell), item.respondent == nil || !hasEmail {
                item.respondent = masker.pseudonym(text(cell))
            }
        case .ipAddress: item.network = masker.network(of: text(cell))
        case .text(let field):
            // A rounded key would join a response to a stranger's visit.
            if field.isKey, isRuinedID(cell) {
                tally.ruinedIDs += 1
            } else {
                field.set(value(cell, of: field), in: &item)
            }
        case .consent: item.consent = booleanValue(cell)
        case .reply where Self.noReplies.contains(comparableHeader(lowercased(cell))): break
        case .reply: addReply(clean(cell), to: &item)
        case .code(let name): item.segments.append(Segment(name, cleaner.maskedCode(cell, &cleanerTally)))
        case .segment(let name): item.segments.append(Segment(name, clean(cell)))
        case .note(let name):
            for note in CaseNotes(text(cell)).notes { add(clean(note.text), to: name, of: &item) }
        default: return answer(role, cell, to: &item, column: column)
        }
        return nil
    }

    /// What scrapers write where the company has not answered.
    private static let noReplies: Set<String> = [
        "none", "no reply", "no reply yet", "no response", "no answer", "no owner response", "not replied",
        "aucune reponse",
        "pas de reponse", "sans reponse", "null", "nan", "n a", "na",
    ]

    /// Of a chat only the customer's lines are what the customer says; the others are the reply.
    private mutating func addText(_ text: String, _ field: String, _ question: String?, to item: inout FeedbackItem) {
        let chat = ChatTranscript(text)
        guard let chat, chat.knowsSides else {
            if chat != nil { tally.unknownSpeakers[field, default: 0] += 1 }
            item.verbatims.append(Verbatim(field: field, question: question, text: text))
            return
        }
        if !chat.company.isEmpty { addReply(chat.company, to: &item) }
        guard !chat.customer.isEmpty else { return }
        item.verbatims.append(Verbatim(field: field, question: question, text: chat.customer))
    }

    /// Of the notes on a case those of the customer are what they said later; the others are the reply.
    private mutating func addNotes(
        _ cell: Span<UInt8>, _ field: String, of row: some CellSource, to item: inout FeedbackItem
    ) {
        let customers = customerColumns.map { $0 < row.count ? comparableHeader(text(row.cell($0))) : "" }
        for note in CaseNotes(text(cell)).notes {
            let author = comparableHeader(note.author)
            if !author.isEmpty, customers.contains(author) {
                item.verbatims.append(Verbatim(field: field, question: nil, text: clean(note.text)))
            } else {
                addReply(clean(note.text), to: &item)
            }
        }
    }

    private func addReply(_ text: String, to item: inout FeedbackItem) { add(text, to: "company_reply", of: &item) }

    /// What a segment of several texts holds stands one a line.
    private func add(_ text: String, to segment: String, of item: inout FeedbackItem) {
        guard !text.isEmpty else { return }
        if let index = item.segments.firstIndex(where: { $0.name == segment }) {
            item.segments[index].value += "\n\(text)"
        } else {
            item.segments.append(Segment(segment, text))
        }
    }

    private mutating func answer(
        _ role: ColumnRole, _ cell: Span<UInt8>, to item: inout FeedbackItem, column: Int
    ) -> Phrase? {
        switch role {
        case .rating(let role): return rate(role, cell, in: &item, column: column)
        case .coded(let role, let book):
            guard let points = book.points(text(cell)) else { break }
            let count = item.answers.count
            let problem = rate(role, cell, points: points, in: &item, column: column)
            // "X" under "Satisfait".
            if item.answers.count > count, let label = book.label(text(cell)) { item.answers[count].given = label }
            return problem
        case .labelled(let field, let question, let book):
            let given = text(cell)
            let label = book.label(given).map { masker.clean($0) } ?? clean(cell)
            // No box ticked is no answer.
            guard !label.isEmpty else { break }
            item.answers.append(Answer(field: field, question: question, kind: .choice, given: label))
        case .choice(let field, let question):
            let given = listed(clean(withoutLastSeparator(cell)))
            item.answers.append(Answer(field: field, question: question, kind: .choice, given: given))
        case .number(let field, let question):
            let value = RatingCell(cell)?.points
            item.answers.append(
                Answer(field: field, question: question, kind: .number, given: clean(cell), value: value))
        case .boolean(let field, let question):
            let value = booleanValue(cell).map { $0 ? 1.0 : 0.0 }
            item.answers.append(
                Answer(field: field, question: question, kind: .boolean, given: clean(cell), value: value))
        case .date(let field, let question, let parser):
            let moment = parser.timestamp(cell)
            item.answers.append(
                Answer(field: field, question: question, kind: .date, given: moment?.iso8601 ?? clean(cell)))
        default: break
        }
        return nil
    }

    private func rate(
        _ role: RatingRole, _ cell: Span<UInt8>, in item: inout FeedbackItem, column: Int
    ) -> Phrase? {
        guard let points = role.points(cell) else {
            if role.isNoAnswer(cell) { return nil }
            return Phrase(
                en:
                    "column \"\(headers[column])\" holds no number from \(plain(role.scale.minimum)) to "
                    + "\(plain(role.scale.maximum))",
                fr:
                    "la colonne « \(headers[column]) » ne contient pas un nombre de \(plain(role.scale.minimum)) à "
                    + "\(plain(role.scale.maximum))"
            )
        }
        return rate(role, cell, points: points, in: &item, column: column)
    }

    private func rate(
        _ role: RatingRole, _ cell: Span<UInt8>, points: Double, in item: inout FeedbackItem, column: Int
    ) -> Phrase? {
        guard role.scale.contains(points) else {
            if role.noAnswers.contains(points) { return nil }
            let error = RatingError.offScale(points, scale: role.scale)
            return Phrase(
                en: "column \"\(headers[column])\": \(error)",
                fr:
                    "colonne « \(headers[column]) » : la note \(plain(points)) n'est pas entre "
                    + "\(plain(role.scale.minimum)) et \(plain(role.scale.maximum))"
            )
        }
        item.answers.append(
            Answer(
                field: role.field, question: role.question, kind: role.kind, scale: role.scale, given: text(cell),
                value: role.scale.normalised(points)))
        return nil
    }

    private mutating func setIdentity(_ cell: Span<UInt8>, of item: inout FeedbackItem) {
        if isRuinedID(cell) {
            tally.ruinedIDs += 1
        } else if let idParameter {
            item.externalID = parameter(idParameter, in: cell.bytes)
        } else {
            item.externalID = key(cell)
        }
    }

    /// A key as written, so that it still joins; an address used as a key becomes a pseudonym.
    private func key(_ cell: Span<UInt8>) -> String {
        if contains(cell, 0x40) { return masker.pseudonym(text(cell)) }
        // Some workbooks hold ids within quotation marks, so that no spreadsheet rounds them.
        let isQuoted = cell.count > 2 && cell[0] == 0x22 && cell[cell.count - 1] == 0x22
        return text(isQuoted ? cell.extracting(1..<(cell.count - 1)) : cell)
    }

    private mutating func value(_ cell: Span<UInt8>, of field: ColumnRole.TextField) -> String {
        switch field {
        case .sessionID, .visitorID, .orderID: return key(cell)
        // "10.0.0.1" is a version here, not an address.
        case .appVersion, .device, .browser: return text(cell)
        case .language: return languages.usual(text(cell)) { LanguageName.code($0) ?? $0 }
        case .country: return countries.usual(text(cell)) { CountryCode.alpha2($0) ?? CountryCode.named($0) ?? $0 }
        case .pageURL, .replayURL: return cleaner.cleanedURL(text(cell), &cleanerTally)
        case .channel:
            let masker = masker
            return channels.usual(text(cell)) { ChannelName.usual(masker.clean($0).lowercased()) }
        case .product: return cleaner.maskedCode(cell, &cleanerTally)
        case .city, .touchpoint: return cleaner.masked(text(cell), &cleanerTally)
        }
    }

    /// The value of a parameter of a link, percent escapes undone.
    private func parameter(_ name: [UInt8], in link: [UInt8]) -> String? {
        guard let start = link.indices.first(where: { link[$0...].starts(with: name) }) else { return nil }
        var (value, index) = ([UInt8](), start + name.count)
        while index < link.count, link[index] != 0x26 {
            if link[index] == 0x25, index + 2 < link.count,
                let byte = UInt8(String(decoding: link[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                value.append(byte)
                index += 3
            } else {
                value.append(link[index])
                index += 1
            }
        }
        return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }

    private static func badDate(_ header: String, _ style: DateStyle) -> Phrase {
        Phrase(
            en:
                "column \"\(header)\" holds no date of the form \(style.rawValue); set dateFormat in a "
                + "mapping file if the form is another",
            fr:
                "la colonne « \(header) » ne contient pas une date de la forme \(style.rawValue) ; "
                + "indiquez dateFormat dans un fichier de correspondance si la forme est autre"
        )
    }

    // MARK: Bytes

    private mutating func clean(_ cell: Span<UInt8>) -> String { cleaner.clean(cell, &cleanerTally) }

    private mutating func clean(_ text: String) -> String { cleaner.clean(text.utf8Span.span, &cleanerTally) }

    private func text(_ cell: Span<UInt8>) -> String { string(cell) }

    private func contains(_ cell: Span<UInt8>, _ byte: UInt8) -> Bool {
        for index in cell.indices where cell[index] == byte { return true }
        return false
    }

    private func lowercased(_ cell: Span<UInt8>) -> String {
        cell.count > 64 ? "" : String(decoding: cell.bytes.lowercasedLatin.trimmed, as: UTF8.self)
    }

    /// A letter, a digit or anything beyond ASCII: "-" and "..." say nothing.
    private func hasWords(_ cell: Span<UInt8>) -> Bool {
        // What Reddit leaves of a text that is gone, and Booking.com of one that nobody wrote.
        if Self.isGoneText(cell) { return false }
        // What tools write for the title of a comment, which has none.
        if cell.count == 7, cell.starts(with: "Comment") { return false }
        if cell.count == 11, cell[0] == 0x4E, ["No Negative", "No Positive"].contains(text(cell)) { return false }
        for index in cell.indices where cell[index] >= 0x80 || cell[index].isLetter || cell[index].isDigit {
            return cell.count > 4 || !isNullMarker(cell)
        }
        return false
    }

    /// The row as it can be shown: cells that name a person replaced, the rest masked by the caller.
    private mutating func raw(_ row: some CellSource) -> String {
        var raw: [UInt8] = []
        for index in 0..<row.count {
            if index > 0 { raw.append(contentsOf: " | ".utf8) }
            let cell = row.cell(index)
            switch index < roles.count ? roles[index] : .ignore {
            // Notes name their authors.
            case .hidden, .email, .respondent, .ipAddress, .note, .caseNotes:
                if !cell.isEmpty { raw.append(contentsOf: "[…]".utf8) }
            default: raw.append(contentsOf: cell.bytes)
            }
            if raw.count > Rejection.rawLimit { break }
        }
        return shortened(cleaner.masked(String(decoding: raw, as: UTF8.self), &cleanerTally))
    }

    /// A rejection of the whole row.
    mutating func rejection(_ row: some CellSource, at position: RecordPosition, _ reason: Phrase) -> ImportedRecord {
        .rejected(Rejection(position: position, reason: reason, raw: raw(row)))
    }
}

/// What was met on the way and is reported once, at the end.
struct RowTally: Sendable {
    var ruinedIDs = 0
    /// Answers off a guessed scale, by the header of their column.
    var offScale: [String: Int] = [:]
    /// Short words where ratings should stand, by the header of their column.
    var strayWords: [String: Int] = [:]
    /// Chats in one cell whose lines could not be told apart, by their column.
    var unknownSpeakers: [String: Int] = [:]
    var shortRows = 0

    fileprivate var speakerDecisions: [Decision] {
        unknownSpeakers.sorted { $0.key < $1.key }.map { field, count in
            Decision(
                "speakers",
                en:
                    "\(count) chats of column \"\(field)\" do not say which lines are the customer's: they are kept whole; "
                    + "export them with \"Visitor\" and \"Agent\" before the lines to leave out the company's",
                fr:
                    "\(count) discussions de la colonne « \(field) » ne disent pas quelles lignes sont du client : elles sont "
                    + "gardées entières ; exportez-les avec « Visiteur » et « Agent » devant les lignes pour omettre celles de "
                    + "l'entreprise"
            )
        }
    }

    fileprivate var strayWordDecisions: [Decision] {
        strayWords.sorted { $0.key < $1.key }.map { header, count in
            Decision(
                "scale",
                en:
                    "\(count) cells of column \"\(header)\" hold a short word that is no rating; it is left out, the rest of "
                    + "the row is kept",
                fr:
                    "\(count) cellules de la colonne « \(header) » contiennent un mot court qui n'est pas une note ; il est "
                    + "omis, le reste de la ligne est gardé"
            )
        }
    }

    fileprivate var offScaleDecisions: [Decision] {
        offScale.sorted { $0.key < $1.key }.map { header, count in
            Decision(
                "scale",
                en:
                    "\(count) answers of column \"\(header)\" are off the scale that its first rows suggest and are left out, "
                    + "their texts are kept; give the scale in a mapping file if it is another",
                fr:
                    "\(count) réponses de la colonne « \(header) » sortent de l'échelle que suggèrent ses premières lignes et "
                    + "sont omises, leurs textes sont gardés ; donnez l'échelle dans un fichier de correspondance si elle est autre"
            )
        }
    }
}

/// At most ``Rejection/rawLimit`` bytes, cut between characters.
func shortened(_ text: String) -> String {
    guard text.utf8.count > Rejection.rawLimit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: Rejection.rawLimit)
    end = text.unicodeScalars.index(end, offsetBy: 0)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text[..<end])
}

/// A cell without outer blanks and without what spreadsheets put around it: `'=1+1`, `="00123"`.
@_lifetime(copy cell)
func unguarded(_ cell: Span<UInt8>) -> Span<UInt8> {
    var (start, end) = (0, cell.count)
    while start < end, cell[start].isBlank || isNoBreakSpace(cell, start, end) { start += cell[start] == 0xC2 ? 2 : 1 }
    while end > start, cell[end - 1].isBlank || end - start > 1 && isNoBreakSpace(cell, end - 2, end) {
        end -= cell[end - 1] == 0xA0 && !cell[end - 1].isBlank ? 2 : 1
    }
    if end - start > 1, cell[start] == 0x27, "=+-@".utf8.contains(cell[start + 1]) { start += 1 }
    if end - start > 3, cell[start] == 0x3D, cell[start + 1] == 0x22, cell[end - 1] == 0x22 {
        start += 2
        end -= 1
    }
    return cell.extracting(start..<end)
}

/// `App;Site;` is two choices: Microsoft Forms ends a list as it separates it.
@_lifetime(copy cell)
private func withoutLastSeparator(_ cell: Span<UInt8>) -> Span<UInt8> {
    let hasSeparator = cell.count > 1 && cell[cell.count - 1] == 0x3B
    return hasSeparator ? cell.extracting(0..<(cell.count - 1)) : cell
}

/// Choices that stand one a line, as other lists have them: `Site; Magasin`.
private func listed(_ text: String) -> String {
    guard text.utf8.contains(0x0A) else { return text }
    return text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }.joined(
        separator: "; ")
}

private func isNoBreakSpace(_ cell: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
    index + 1 < end && cell[index] == 0xC2 && cell[index + 1] == 0xA0
}

/// A cell as text. The readers give valid UTF-8.
func string(_ cell: Span<UInt8>) -> String {
    unsafe cell.withUnsafeBufferPointer { buffer in
        // The buffer lives as long as the closure; `String` copies it.
        unsafe String(decoding: buffer, as: UTF8.self)
    }
}

/// Whether a cell is one of the words that head a line of sums, alone or before a colon.
func startsWithTotal(_ cell: Span<UInt8>) -> Bool { mayHeadTotal(cell) && TotalWord(cell)?.rest.isEmpty == true }
