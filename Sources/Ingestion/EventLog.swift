import Feedback
import Readers

/// Files of events that no format reads: what visitors did, one row an event, without any feedback in it.
struct EventLog {
    private let event: String
    private let time: String

    /// - Returns: `nil` for files that are none.
    init?(_ head: FileHead) {
        let names: [String]
        if let table = head.table {
            names = table.headers
        } else if let record = head.json?.firstRecords.first?.object {
            names = record.keys
        } else {
            return nil
        }
        func first(_ known: Set<String>) -> String? { names.first { known.contains(HeaderWords($0).spaced) } }
        guard let event = first(Self.events), let time = first(Self.times) else { return nil }
        (self.event, self.time) = (event, time)
    }

    func error(_ file: String) -> ImportError {
        ImportError(
            file: file,
            what: Phrase(
                en:
                    "this is a log of events (\"\(event)\", \"\(time)\"): it says what visitors did and holds no text or rating "
                    + "by customers",
                fr:
                    "c'est un journal d'événements (« \(event) », « \(time) ») : il dit ce que les visiteurs ont fait et ne "
                    + "contient ni texte ni note de clients"),
            fix: Phrase(
                en:
                    "Import the feedback; to join visits to it, export the events raw, with their session or visitor, as one of "
                    + "the formats of sessions that voc formats lists",
                fr:
                    "Importez les retours ; pour leur joindre les visites, exportez les événements bruts, avec leur session ou "
                    + "leur visiteur, dans un des formats de sessions que liste voc formats"))
    }

    private static let events: Set<String> = [
        "event", "event id", "event name", "event type", "event action", "event category", "nom evenement",
        "nom de l evenement",
        "type evenement", "type d evenement", "evenement", "hit type", "action type", "type d action",
    ]
    private static let times: Set<String> = [
        "time", "timestamp", "event time", "event timestamp", "event date", "date", "datetime", "date time", "heure",
        "horodatage", "created at", "occurred at", "received at", "date heure", "date evenement",
    ]
}
