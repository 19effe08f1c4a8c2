import Feedback
import Foundation
import Testing

@testable import Ingestion

/// Totals of public sample exports, counted by hand in their source. Skipped where the files are not at hand.
@Suite(.enabled(if: RealReviewExportsTests.isThere)) struct RealSessionExportsTests {
    private struct Totals: Equatable {
        var sessions = 0
        var pageViews = 0
        var goals = 0
        var seconds = 0
        var rejected = 0
    }

    private func read(_ file: String, as format: String) throws -> (totals: Totals, sessions: [Session]) {
        let path = RealReviewExportsTests.folder.appending(path: file).path
        let plan = try Importer.plan(path: path, options: FormatRun.options)
        #expect(plan.format == format)
        var reader = try plan.makeReader()
        var (totals, sessions) = (Totals(), [Session]())
        while let record = try reader.next() {
            switch record {
            case .session(let session, _):
                sessions.append(session)
                totals.sessions += 1
                totals.pageViews += session.pageViews
                totals.goals += session.count(.goal)
                totals.seconds += Int((session.endedAt.milliseconds - session.startedAt.milliseconds) / 1000)
            case .rejected: totals.rejected += 1
            default: break
            }
        }
        return (totals, sessions)
    }

    /// The sums of `actions`, `goalConversions` and `visitDuration` over the visits of each file.
    @Test(arguments: [
        ("customdimensions_getLastVisitsDetails_year.xml", 5, 7, 5, 725),
        ("test_allSites__Live.getLastVisitsDetails_day.xml", 4, 14, 0, 1),
        ("test_filterLimitOne__Live.getLastVisitsDetails_day.xml", 1, 1, 0, 0),
        ("test_csvExport__Live.getLastVisitsDetails_day.csv", 2, 2, 0, 542),
    ])
    func `Matomo's totals are the file's`(file: String, sessions: Int, pages: Int, goals: Int, seconds: Int) throws {
        let (totals, visits) = try read("matomo-visits/" + file, as: "matomo-visits")
        #expect(totals == Totals(sessions: sessions, pageViews: pages, goals: goals, seconds: seconds))
        #expect(Set(visits.map(\.sessionID)).count == sessions)
    }

    /// 46 distinct `domain_sessionid`; 50 page view rows, one of them held twice; three events twice in all.
    @Test func `Snowplow's totals are the file's, events held twice counted once`() throws {
        let (totals, sessions) = try read("snowplow-events/snowplow_web_events.csv", as: "snowplow-events")
        #expect((totals.sessions, totals.pageViews, totals.rejected) == (46, 49, 0))
        #expect(sessions.allSatisfy { $0.visitorID != nil && $0.country != nil })
    }

    @Test func `the server log is one scanner's visit with its 800 requests`() throws {
        let (totals, sessions) = try read("access-log/w3af_first800.log", as: "access-log")
        #expect((totals.sessions, totals.rejected) == (1, 0))
        #expect(sessions[0].startedAt.iso8601.hasPrefix("2016-12-22T19:32:31"))
    }

    @Test func `a Unomi request is its session with its view`() throws {
        let (totals, sessions) = try read("apache-unomi/viewEvent.json", as: "unomi-events")
        #expect(totals == Totals(sessions: 1, pageViews: 1))
        #expect((sessions[0].sessionID, sessions[0].exitPage) == ("test-session-id", "/test-page"))
    }
}
