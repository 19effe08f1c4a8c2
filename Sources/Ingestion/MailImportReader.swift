internal import Feedback
internal import Readers

/// Reads the messages of a mail file.
struct MailImportReader: ImportReader {
    private let file: String
    private let source: CountingSource
    private var reader: MailReader
    private var converter: MailConverter
    private var output: ConverterOutput
    private let planned: [Decision]

    init(
        file: String, source: CountingSource, head: MailHead, converter: MailConverter, options: ImportOptions,
        decisions: [Decision]
    ) {
        (self.file, self.source, self.converter) = (file, source, converter)
        reader = MailReader(source, isMailbox: head.isMailbox)
        output = ConverterOutput(options)
        planned = decisions
    }

    var bytesRead: Int { source.bytesRead }
    var decisions: [Decision] { planned + converter.decisions + output.decisions }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        while true {
            if let record = output.next() { return record }
            do {
                guard let message = try reader.next() else { return nil }
                output.clear()
                converter.convert(message, into: &output.waiting)
            } catch {
                throw ImportError(error, file: file)
            }
        }
    }
}
