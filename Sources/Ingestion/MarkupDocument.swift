internal import Feedback
internal import Readers

/// Texts that are documents of another kind, whatever their name: many tools save such as `.xls`.
enum MarkupDocument {
    /// A web page (HTML).
    case page
    /// A workbook written as XML by Excel 2002 or 2003.
    case spreadsheetXML

    /// - Returns: nil for any other text.
    init?(_ head: [UInt8]) {
        let start = decoded(Array(head.prefix(8192)), as: guessEncoding(of: head).encoding)
        let text = String(decoding: start, as: UTF8.self).lowercased()
        guard text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") else { return nil }
        if text.contains("urn:schemas-microsoft-com:office:spreadsheet\"") {
            self = .spreadsheetXML
        } else if ["<html", "<!doctype html", "<table"].contains(where: { text.contains($0) }) {
            self = .page
        } else {
            return nil
        }
    }

    static func emptyPage(_ file: String) -> ImportError {
        ImportError(
            file: file,
            what: Phrase(
                en: "the file is a web page (HTML) with no table and no reviews in it (schema.org, JSON-LD)",
                fr: "le fichier est une page web (HTML) sans tableau ni avis (schema.org, JSON-LD)"),
            fix: Phrase(
                en: "Export the feedback as CSV, XLSX, JSON or XML",
                fr: "Exportez les retours en CSV, XLSX, JSON ou XML"))
    }
}

/// The reviews a web page states for search engines: schema.org, as JSON-LD.
enum PageReviews {
    /// The same location, read as the reviews and the products they are about; nil when the page states none.
    ///
    /// - Throws: when what the page states is not JSON.
    static func found(in location: ExportLocation) throws(ReaderError) -> ExportLocation? {
        var records: [JSONObject] = []
        for value in try pageData(of: location.openedAsText(), type: "application/ld+json") {
            collect(value, into: &records)
        }
        guard !records.isEmpty else { return nil }
        var (place, text) = (location, [UInt8]())
        appendJSON(.array(records.map { .object($0) }), to: &text)
        place.stated = text
        return place
    }

    /// Goes through graphs and the parts of things; what is a review, or has some, is taken whole.
    private static func collect(_ value: JSONValue, into records: inout [JSONObject]) {
        switch value {
        case .object(let object):
            if SchemaOrgReviews.isRecord(object) {
                records.append(object)
            } else {
                for (_, member) in object.members { collect(member, into: &records) }
            }
        case .array(let elements): for element in elements { collect(element, into: &records) }
        case .null, .bool, .number, .string: break
        }
    }
}
