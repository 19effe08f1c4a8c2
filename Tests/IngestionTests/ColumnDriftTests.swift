import Feedback
import Testing

@testable import Ingestion

@Suite struct ColumnDriftTests {
    private func columns(_ list: [(String, String)]) -> [ColumnRecord] {
        list.map { ColumnRecord(name: $0.0, becomes: $0.1) }
    }

    private static let before = [
        ("Date", "created_at"), ("Note (1 à 5)", "answer csat 1–5"), ("Magasin", "segment"), ("Ville", "segment"),
        ("Commentaire", "verbatim"),
    ]

    @Test func `equal columns in another order are no change`() {
        #expect(ColumnDrift(before: columns(Self.before), after: columns(Self.before.reversed())).isEmpty)
    }

    @Test func `columns that came and went are named`() {
        var after = Self.before
        after.remove(at: 3)
        after.append(("Vendeur", "segment"))
        after.append(("Canal", "channel"))
        let drift = ColumnDrift(before: columns(Self.before), after: columns(after))
        #expect(drift.added == ["Canal"])
        // One attribute for another, alone in its role: it was renamed.
        #expect(drift.renamed == [ColumnDrift.Change(before: "Ville", after: "Vendeur")])
        #expect(drift.removed.isEmpty && drift.isOfSameExport)
    }

    @Test func `another export is not a changed one`() {
        let other = columns([("Id", "id"), ("Date", "created_at"), ("Texte", "verbatim")])
        #expect(!ColumnDrift(before: columns(Self.before), after: other).isOfSameExport)
    }

    @Test func `another survey of the same vendor is not a changed one`() {
        let around = ["StartDate", "EndDate", "Status", "Progress", "ResponseId", "RecordedDate", "UserLanguage"].map {
            ($0, "segment")
        }
        let (first, second) = (
            around + [("Q1", "answer nps 0–10"), ("Q2", "verbatim"), ("Q3", "answer choice")],
            around + [("Q1", "answer csat 1–5"), ("Q4_1", "answer rating 1–7"), ("Q4_2", "answer rating 1–7")]
        )
        #expect(!ColumnDrift(before: columns(first), after: columns(second)).isOfSameExport)
        // One question more, one reworded: the same survey.
        let edited =
            around + [("Q1", "answer nps 0–10"), ("Q2_bis", "verbatim"), ("Q3", "answer choice"), ("Q5", "verbatim")]
        #expect(ColumnDrift(before: columns(first), after: columns(edited)).isOfSameExport)
    }

    @Test(arguments: [("COMMENTAIRE ", "verbatim"), ("Votre avis", "verbatim")])
    func `a column under another name is a renaming`(name: String, role: String) {
        var after = Self.before
        after[4] = (name, role)
        let drift = ColumnDrift(before: columns(Self.before), after: columns(after))
        #expect(drift.renamed == [ColumnDrift.Change(before: "Commentaire", after: name)])
        #expect(drift.added.isEmpty && drift.removed.isEmpty)
    }

    @Test func `a column read differently is said with both readings`() throws {
        var after = Self.before
        after[1].1 = "answer nps 0–10"
        let drift = ColumnDrift(before: columns(Self.before), after: columns(after))
        let decision = drift.decision(since: 3)
        #expect(decision.code == ColumnDrift.code)
        #expect(
            decision.text.en
                == "the columns changed since batch 3: read differently: Note (1 à 5) (answer csat 1–5 → answer nps 0–10)"
        )
        #expect(decision.text.fr.contains("depuis le lot 3"))
    }
}
