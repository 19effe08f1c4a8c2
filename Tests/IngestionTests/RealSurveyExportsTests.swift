import Feedback
import Foundation
import Ingestion
import Testing

private let exportsFolder: String? = {
    let data = ProcessInfo.processInfo.environment["VOC_DATA"] ?? "../shared/data"
    let folder = "\(data)/../exports"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
}()

/// Counts on real exports, which stay outside the repository; skipped where they are not.
@Suite(.enabled(if: exportsFolder != nil)) struct RealSurveyExportsTests {
    struct Expected: CustomTestStringConvertible {
        var file: String
        var format: String
        var items: Int
        var dropped = 0
        var rejected = 0
        var dated: Int
        var texts: ClosedRange<Int>
        var testDescription: String { file }
    }

    @Test(arguments: [
        Expected(
            file: "qualtrics-csv/qualtRics_sample_legacy_2header.csv", format: "qualtrics-csv", items: 1, dated: 1,
            texts: 1...1),
        Expected(
            file: "qualtrics-csv/Sample_Survey_Insights_3header.csv", format: "qualtrics-csv", items: 0, dropped: 5,
            dated: 0, texts: 0...0),
        Expected(
            file: "qualtrics-csv/Text_Entry_Components.csv", format: "qualtrics-csv", items: 0, dropped: 15, dated: 0,
            texts: 0...0),
        Expected(
            file: "surveymonkey-csv/food_world_cup_nonutf8.csv", format: "surveymonkey-csv", items: 1373, dated: 0,
            texts: 0...0),
        Expected(
            file: "surveymonkey-csv/thanksgiving_nonutf8_1header.csv", format: "surveymonkey-csv", items: 1058,
            dated: 0, texts: 463...463),
        Expected(
            file: "surveymonkey-csv/weather_check.csv", format: "surveymonkey-csv", items: 928, dated: 0,
            texts: 175...175),
        Expected(
            file: "typeform-csv/OSMI_2017_typeform.csv", format: "typeform-csv", items: 756, dated: 756,
            texts: 2500...3500),
        Expected(
            file: "typeform-csv/OSMI_2020_typeform.csv", format: "typeform-csv", items: 180, dated: 0, texts: 600...900),
        Expected(
            file: "google-forms-csv/OSMI_2014_google_forms.csv", format: "google-forms-csv", items: 1260, dated: 1260,
            texts: 162...165),
        Expected(
            file: "google-play-console-csv/reviews_didacticjesusgame_202511_utf16le_bom.csv", format: "google-play-csv",
            items: 3, dated: 3, texts: 2...2),
        Expected(file: "fr-semicolon-csv/visualisation.csv", format: "table", items: 500, dated: 500, texts: 0...0),
        Expected(
            file: "fr-semicolon-csv/visualisation.DERIVED-cp1252-crlf.csv", format: "table", items: 500, dated: 500,
            texts: 0...0),
        Expected(
            file: "fr-semicolon-csv/reponses.csv", format: "table", items: 52, rejected: 30, dated: 52, texts: 0...52),
        Expected(
            file: "text-nonutf8-csv/McDonalds-Yelp-Sentiment-DFE.csv", format: "table", items: 1525, dated: 1525,
            texts: 1525...1525),
        Expected(
            file: "text-nonutf8-csv/IPhoneReview.csv", format: "table", items: 2000, dated: 2000, texts: 2000...2000),
    ])
    func `a real export is read to its last record`(expected: Expected) throws {
        let run = try ImportFixture(path: "\(exportsFolder ?? "")/\(expected.file)")
        #expect(run.plan.format == expected.format)
        #expect(
            (run.items.count, run.drops.count, run.rejections.count) == (
                expected.items, expected.dropped, expected.rejected
            ))
        #expect(run.items.count { $0.createdAt != nil } == expected.dated)
        #expect(expected.texts.contains(run.items.reduce(0) { $0 + $1.verbatims.count }))
    }

    @Test func `a file of either encoding gives the same answers`() throws {
        let folder = exportsFolder ?? ""
        let utf8 = try ImportFixture(path: "\(folder)/fr-semicolon-csv/visualisation.csv")
        let windows = try ImportFixture(path: "\(folder)/fr-semicolon-csv/visualisation.DERIVED-cp1252-crlf.csv")
        #expect(utf8.items == windows.items)
    }

    @Test(arguments: ["nasty-csv", "nasty-csv-french", "limesurvey"])
    func `no nasty file crashes: each is read or refused with a fix in both languages`(name: String) throws {
        let folder = "\(exportsFolder ?? "")/\(name)"
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            do {
                _ = try ImportFixture(path: "\(folder)/\(file)")
            } catch let error as ImportError {
                #expect(!error.what.en.isEmpty && !error.fix.fr.isEmpty)
            }
        }
    }
}
