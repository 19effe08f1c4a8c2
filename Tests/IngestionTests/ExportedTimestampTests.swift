import Feedback
import Testing

@testable import Ingestion

@Suite struct ExportedTimestampTests {
    @Test(arguments: [
        ("1772439161", "2026-03-02T08:12:41Z"), ("1772439161000", "2026-03-02T08:12:41Z"),
        ("1772439161000000", "2026-03-02T08:12:41Z"), ("1772439161000000000", "2026-03-02T08:12:41Z"),
        ("1772439161.5", "2026-03-02T08:12:41.500Z"), ("Mon Mar 02 09:12:41 +0100 2026", "2026-03-02T08:12:41Z"),
        ("2026-03-02T09:12:41+01:00", "2026-03-02T08:12:41Z"), ("2026-03-02 08:12:41", "2026-03-02T08:12:41Z"),
        ("20260302", nil), ("hier", nil), ("", nil), ("Mon Foo 02 09:12:41 +0100 2026", nil),
        ("99999999999999999999", nil), ("1772439161.5e99", nil),
    ])
    func `a moment is read in each way exports write it`(text: String, expected: String?) {
        #expect(Timestamp(exported: text)?.iso8601 == expected)
    }
}
