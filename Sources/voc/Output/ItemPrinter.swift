import BundledData
import Feedback
import FeedbackStore

/// Shows one item with everything linked to it.
struct ItemPrinter {
    var terminal: Terminal
    var catalog: FrictionCatalog

    func print(_ record: ItemRecord) {
        terminal.print(terminal.bold("#\(record.id)") + "  " + heading(record))
        for answer in record.answers {
            terminal.print(
                "  \(displayed(answer.question ?? answer.field)): \(terminal.bold(displayed(answer.given)))  \(terminal.dim(answer.kind))"
            )
        }
        for text in record.texts { print(text) }
        for link in record.links { print(link) }
    }

    private func heading(_ record: ItemRecord) -> String {
        let date = record.createdAt.map { Timestamp(milliseconds: $0).iso8601 }
        let parts = [
            date, record.source, record.channel, record.country, record.device, record.externalID, record.respondent,
        ]
        return parts.compactMap { $0 }.map(displayed).joined(separator: " · ")
    }

    private func print(_ text: ItemRecord.Text) {
        terminal.print("  « \(displayed(text.text)) »  " + terminal.dim(text.language))
        for tag in text.tags {
            let words = quoted(text.text, tag.span)
            let name =
                ["friction", "praise"].contains(tag.kind) ? catalog.label(tag.code, terminal.language) : tag.code
            let line = "    \(tag.kind) \(name)  \(decimal(tag.score, 2, terminal.language))"
            let severity =
                tag.severity > 0 ? terminal.text("  severity \(tag.severity)", "  gravité \(tag.severity)") : ""
            let evidence = tag.kind == "sentiment" ? "" : "  “\(displayed(words))”  \(tag.rule)"
            terminal.print(line + severity + terminal.dim(evidence))
        }
    }

    private func print(_ link: ItemRecord.Link) {
        let target: String
        if let session = link.sessionID {
            target = "session \(session)" + (link.replayURL.map { "  \($0)" } ?? "")
        } else {
            target = terminal.text("step ", "étape ") + (link.step ?? "")
        }
        terminal.print(
            "  → \(target)  "
                + terminal.dim(
                    "\(link.method), p = \(decimal(link.probability, 2, terminal.language)), \(displayed(link.evidence))"
                ))
    }
}

/// The words a span of UTF-8 bytes covers.
func quoted(_ text: String, _ span: [Int]) -> String {
    let bytes = text.utf8
    guard span.count == 2, span[0] >= 0, span[1] <= bytes.count, span[0] <= span[1] else { return "" }
    let start = bytes.index(bytes.startIndex, offsetBy: span[0])
    return String(decoding: bytes[start...].prefix(span[1] - span[0]), as: UTF8.self)
}
