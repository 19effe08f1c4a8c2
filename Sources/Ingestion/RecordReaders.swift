internal import Feedback
internal import Readers

/// Hands out what converters make of JSON records, XML elements and lines: texts repaired and masked on the way.
struct ConverterOutput {
    private let cleaner: TextCleaner
    private let replays: ReplayAddress
    var waiting: [ImportedRecord] = []
    private var position = 0
    private var tally = TextCleaner.Tally()

    init(_ options: ImportOptions) {
        cleaner = TextCleaner(masker: options.masker, repairsText: options.repairsText)
        replays = ReplayAddress(options.replayTemplates)
    }

    var decisions: [Decision] { tally.decisions }

    mutating func next() -> ImportedRecord? {
        guard position < waiting.count else { return nil }
        let record = waiting[position]
        position += 1
        return cleaned(record)
    }

    /// Drops what was handed out, before a converter appends to ``waiting``.
    mutating func clear() {
        waiting.removeAll(keepingCapacity: true)
        position = 0
    }

    private mutating func cleaned(_ record: ImportedRecord) -> ImportedRecord {
        switch record {
        case .item(var item, let position):
            clean(&item)
            return item.verbatims.isEmpty && item.answers.isEmpty
                ? .dropped(reason: "empty", position) : .item(item, position)
        case .rejected(var rejection):
            rejection.raw = shortened(cleaner.masked(rejection.raw, &tally))
            return .rejected(rejection)
        case .session(var session, let position):
            session.replayURL = session.replayURL ?? replays.address(of: session)
            return .session(session, position)
        case .order, .dropped: return record
        }
    }

    private mutating func clean(_ item: inout FeedbackItem) {
        for index in item.verbatims.indices {
            item.verbatims[index].text = cleaner.clean(item.verbatims[index].text, &tally)
        }
        item.verbatims.removeAll { $0.text.utf8.allSatisfy { $0.isBlank } }
        for index in item.answers.indices where !item.answers[index].kind.isRating {
            item.answers[index].given = cleaner.clean(item.answers[index].given, &tally)
        }
        for index in item.segments.indices {
            item.segments[index].value = cleaner.clean(item.segments[index].value, &tally)
        }
        for field in [\FeedbackItem.product, \.city, \.touchpoint, \.channel] {
            if let text = item[keyPath: field] { item[keyPath: field] = cleaner.masked(text, &tally) }
        }
        for field in [\FeedbackItem.pageURL, \.replayURL] {
            if let url = item[keyPath: field] { item[keyPath: field] = cleaner.cleanedURL(url, &tally) }
        }
        for field in [\FeedbackItem.externalID, \.sessionID, \.visitorID, \.orderID] {
            if let key = item[keyPath: field] { item[keyPath: field] = cleaner.cleanedKey(key) }
        }
    }
}

/// The records of a file on their way through a converter.
protocol RecordConversion {
    /// What the converter decided.
    var decisions: [Decision] { get }
    /// Bytes of the file used so far.
    var bytesRead: Int { get }
    /// Appends what the next record becomes.
    ///
    /// - Returns: `false` after the last.
    mutating func convertNext(into records: inout [ImportedRecord]) throws(ReaderError) -> Bool
    /// Appends what the converter held back until the end of the file.
    mutating func finish(into records: inout [ImportedRecord])
}

/// Reads a file record by record and hands out what its converter makes of them.
struct ConvertedReader<Records: RecordConversion>: ImportReader {
    private let file: String
    private var records: Records
    private var output: ConverterOutput
    private let planned: [Decision]
    private var isFinished = false

    init(file: String, _ records: Records, _ options: ImportOptions, _ decisions: [Decision]) {
        (self.file, self.records) = (file, records)
        output = ConverterOutput(options)
        planned = decisions
    }

    var bytesRead: Int { records.bytesRead }
    var decisions: [Decision] { planned + records.decisions + output.decisions }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        while true {
            if let record = output.next() { return record }
            guard !isFinished else { return nil }
            output.clear()
            do {
                if try records.convertNext(into: &output.waiting) { continue }
            } catch {
                throw ImportError(error, file: file)
            }
            isFinished = true
            records.finish(into: &output.waiting)
        }
    }
}

/// The records of a JSON text.
struct JSONRecords: RecordConversion {
    let source: CountingSource
    var reader: JSONRecordReader
    var converter: any JSONConverter

    var decisions: [Decision] { converter.decisions }
    var bytesRead: Int { source.bytesRead }

    mutating func convertNext(into records: inout [ImportedRecord]) throws(ReaderError) -> Bool {
        guard let record = try reader.next() else { return false }
        guard let problem = record.problem else {
            converter.convert(record, context: reader.context, into: &records)
            return true
        }
        let position = RecordPosition(
            line: problem.line > 0 ? problem.line : record.line, column: max(problem.column, 1))
        records.append(
            .rejected(
                Rejection(
                    position: position, reason: Phrase(en: problem.en, fr: problem.fr),
                    raw: String(decoding: record.raw, as: UTF8.self))))
        return true
    }

    mutating func finish(into records: inout [ImportedRecord]) {
        converter.finish(context: reader.context, into: &records)
    }
}

/// The elements of an XML document.
struct XMLRecords: RecordConversion {
    let source: CountingSource
    let reader: XMLRecordReader
    var converter: any XMLConverter

    var decisions: [Decision] { converter.decisions }
    var bytesRead: Int { source.bytesRead }

    mutating func convertNext(into records: inout [ImportedRecord]) throws(ReaderError) -> Bool {
        guard let (element, line) = try reader.next() else { return false }
        converter.convert(element, line: line, into: &records)
        return true
    }

    mutating func finish(into records: inout [ImportedRecord]) { converter.finish(into: &records) }
}

/// The lines of a log.
struct LineRecords: RecordConversion {
    private let source: CountingSource
    private var reader: CSVReader
    private var converter: any LineConverter
    private var row = CSVRow()

    init(_ source: CountingSource, _ encoding: TextEncoding, _ converter: any LineConverter) {
        (self.source, self.converter) = (source, converter)
        // A line is a row of one field: no delimiter, no quotes.
        reader = CSVReader(UTF8Source(source, encoding: encoding), dialect: CSVDialect(delimiter: 0, quote: 0))
    }

    var decisions: [Decision] { converter.decisions }
    var bytesRead: Int { source.bytesRead }

    mutating func convertNext(into records: inout [ImportedRecord]) throws(ReaderError) -> Bool {
        guard try reader.next(&row) else { return false }
        // Taken out of `self` while its bytes are borrowed, then put back so that its memory is reused.
        let line = row
        row = CSVRow()
        converter.convert(line[0], at: RecordPosition(line: line.line), into: &records)
        row = line
        return true
    }

    mutating func finish(into records: inout [ImportedRecord]) { converter.finish(into: &records) }
}

/// The messages of a mail file.
struct MailRecords: RecordConversion {
    private let source: CountingSource
    private var reader: MailReader
    private var converter: MailConverter

    init(_ source: CountingSource, _ head: MailHead, _ converter: MailConverter) {
        (self.source, self.converter) = (source, converter)
        reader = MailReader(source, isMailbox: head.isMailbox)
    }

    var decisions: [Decision] { converter.decisions }
    var bytesRead: Int { source.bytesRead }

    mutating func convertNext(into records: inout [ImportedRecord]) throws(ReaderError) -> Bool {
        guard let message = try reader.next() else { return false }
        converter.convert(message, into: &records)
        return true
    }

    mutating func finish(into records: inout [ImportedRecord]) { converter.finish(into: &records) }
}
