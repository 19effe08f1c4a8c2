import Feedback
import Readers

/// An XML export in which one element is one feedback item: like ``JSONItemFormat``, for elements.
protocol XMLItemFormat: ImportFormat {
    static var sourceName: String { get }
    /// Local names of the elements handed to ``read(_:_:)``.
    static var recordNames: Set<String> { get }
    /// How sure the format is of this document, with the reason; `nil` when it is another.
    static func recognise(_ head: XMLHead) -> Detection?
    /// - Parameter source: may keep what earlier elements said, in its `context`.
    /// - Returns: `nil` for an element that is only read for its context.
    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading?
    static func prepare(_ source: inout ItemSource) -> [Decision]
}

extension XMLItemFormat {
    static func prepare(_ source: inout ItemSource) -> [Decision] { [] }

    static func detect(_ head: FileHead) -> Detection? { head.xml.flatMap(recognise) }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard head.xml != nil else { throw .wrongShape(head.fileName, title) }
        return .xml(recordNames: recordNames, XMLItemConverter<Self>(place: head.place, options: options))
    }
}

struct XMLItemConverter<Format: XMLItemFormat>: XMLConverter {
    private var source: ItemSource
    let decisions: [Decision]

    init(place: ExportPlace?, options: ImportOptions) {
        source = ItemSource(name: Format.sourceName, options: options)
        source.place = place
        decisions = Format.prepare(&source)
    }

    mutating func convert(_ element: XMLElement, line: Int, into records: inout [ImportedRecord]) {
        let position = RecordPosition(line: line)
        do throws(RecordProblem) {
            switch try Format.read(element, &source) {
            case nil: break
            case .dropped(let reason): records.append(.dropped(reason: reason, position))
            case .item(let item):
                records.append(item.saysNothing ? .dropped(reason: "empty", position) : .item(item, position))
            }
        } catch {
            var raw = ""
            element.visitLeaves { path, text in raw += "\(path): \(text)\n" }
            records.append(.rejected(Rejection(position: position, reason: error.reason, raw: shortened(raw))))
        }
    }
}

extension XMLElement {
    /// The text of the first of these paths that has one.
    func text(_ paths: String...) -> String? {
        for path in paths {
            if let text = at(path)?.text.trimmed, !text.isEmpty { return text }
        }
        return nil
    }

    func value(_ paths: String...) -> JSONValue? {
        for path in paths {
            if let text = at(path)?.text.trimmed, !text.isEmpty { return .string(text) }
        }
        return nil
    }
}
