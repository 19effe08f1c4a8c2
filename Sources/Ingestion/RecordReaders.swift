internal import Feedback
internal import Readers

/// Hands out what converters make of JSON records, XML elements and lines: texts repaired and masked on the way.
struct ConverterOutput {
    private let cleaner: TextCleaner
    var waiting: [ImportedRecord] = []
    private var position = 0
    private var tally = TextCleaner.Tally()

    init(_ options: ImportOptions) { cleaner = TextCleaner(masker: options.masker, repairsText: options.repairsText) }

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
            rejection.raw = shortened(cleaner.masker.clean(rejection.raw))
            return .rejected(rejection)
        case .session, .dropped: return record
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
        item.pageURL = item.pageURL.map { cleanedURL($0, cleaner.masker) }
    }
}

/// Reads the records of a JSON text.
struct JSONImportReader: ImportReader {
    let file: String
    let source: CountingSource
    var reader: JSONRecordReader
    var converter: any JSONConverter
    var output: ConverterOutput
    let planned: [Decision]
    private var isFinished = false

    init(
        file: String, source: CountingSource, reader: JSONRecordReader, converter: any JSONConverter,
        options: ImportOptions,
        decisions: [Decision]
    ) {
        (self.file, self.source, self.reader, self.converter) = (file, source, reader, converter)
        output = ConverterOutput(options)
        planned = decisions
    }

    var bytesRead: Int { source.bytesRead }
    var decisions: [Decision] { planned + converter.decisions + output.decisions }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        while true {
            if let record = output.next() { return record }
            guard !isFinished else { return nil }
            do {
                if let record = try reader.next() {
                    accept(record)
                    continue
                }
            } catch {
                throw ImportError(error, file: file)
            }
            isFinished = true
            output.clear()
            converter.finish(context: reader.context, into: &output.waiting)
        }
    }

    private mutating func accept(_ record: JSONRecord) {
        guard let problem = record.problem else {
            output.clear()
            return converter.convert(record, context: reader.context, into: &output.waiting)
        }
        let rejection = Rejection(
            position: RecordPosition(
                line: problem.line > 0 ? problem.line : record.line, column: max(problem.column, 1)),
            reason: Phrase(en: problem.en, fr: problem.fr), raw: String(decoding: record.raw, as: UTF8.self))
        output.clear()
        output.waiting.append(.rejected(rejection))
    }
}

/// Reads the elements of an XML document.
struct XMLImportReader: ImportReader {
    let file: String
    let source: CountingSource
    let reader: XMLRecordReader
    var converter: any XMLConverter
    var output: ConverterOutput
    let planned: [Decision]
    private var isFinished = false

    init(
        file: String, source: CountingSource, reader: XMLRecordReader, converter: any XMLConverter,
        options: ImportOptions,
        decisions: [Decision]
    ) {
        (self.file, self.source, self.reader, self.converter) = (file, source, reader, converter)
        output = ConverterOutput(options)
        planned = decisions
    }

    var bytesRead: Int { source.bytesRead }
    var decisions: [Decision] { planned + converter.decisions + output.decisions }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        while true {
            if let record = output.next() { return record }
            guard !isFinished else { return nil }
            do {
                if let (element, line) = try reader.next() {
                    output.clear()
                    converter.convert(element, line: line, into: &output.waiting)
                    continue
                }
            } catch {
                throw ImportError(error, file: file)
            }
            isFinished = true
            output.clear()
            converter.finish(into: &output.waiting)
        }
    }
}

/// Reads the lines of a log.
struct LineImportReader: ImportReader {
    let file: String
    let source: CountingSource
    var reader: CSVReader
    var converter: any LineConverter
    var output: ConverterOutput
    let planned: [Decision]
    private var row = CSVRow()
    private var isFinished = false

    init(
        file: String, source: CountingSource, encoding: TextEncoding, converter: any LineConverter,
        options: ImportOptions,
        decisions: [Decision]
    ) {
        (self.file, self.source, self.converter) = (file, source, converter)
        // A line is a row of one field: no delimiter, no quotes.
        reader = CSVReader(UTF8Source(source, encoding: encoding), dialect: CSVDialect(delimiter: 0, quote: 0))
        output = ConverterOutput(options)
        planned = decisions
    }

    var bytesRead: Int { source.bytesRead }
    var decisions: [Decision] { planned + converter.decisions + output.decisions }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        while true {
            if let record = output.next() { return record }
            guard !isFinished else { return nil }
            do {
                if try reader.next(&row) {
                    convertLine()
                    continue
                }
            } catch {
                throw ImportError(error, file: file)
            }
            isFinished = true
            output.clear()
            converter.finish(into: &output.waiting)
        }
    }

    private mutating func convertLine() {
        // Taken out of `self` while its bytes are borrowed, then put back so that its memory is reused.
        let line = row
        row = CSVRow()
        output.clear()
        converter.convert(line[0], at: RecordPosition(line: line.line), into: &output.waiting)
        row = line
    }
}
