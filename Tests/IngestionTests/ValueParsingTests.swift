import Feedback
import TestSupport
import Testing

@testable import Ingestion

@Suite struct DateParserTests {
    @Test(arguments: [
        ("2026-03-02", DateStyle.yearFirst, "2026-03-02T00:00:00Z"),
        ("2026/03/02 9:12:41 AM UTC+1", .yearFirst, "2026-03-02T08:12:41Z"),
        ("2026-03-02_09-12-41", .yearFirst, "2026-03-02T09:12:41Z"),
        ("2026-03-02_09:12", .yearFirst, "2026-03-02T09:12:00Z"),
        ("2026-Mar-02 09:12", .yearFirst, "2026-03-02T09:12:00Z"), ("2026 mars 2", .yearFirst, "2026-03-02T00:00:00Z"),
        ("2026-03-02T08:12:41.5Z", .yearFirst, "2026-03-02T08:12:41.500Z"),
        ("02/03/2026 09:12", .dayFirst, "2026-03-02T09:12:00Z"),
        ("02/03/2026 09:12", .monthFirst, "2026-02-03T09:12:00Z"),
        ("3/2/2026 9:12:41 PM", .monthFirst, "2026-03-02T21:12:41Z"),
        ("02.03.26", .dayFirst, "2026-03-02T00:00:00Z"), ("2 mars 2026 à 09:12", .dayFirst, "2026-03-02T09:12:00Z"),
        ("1er août 2025", .dayFirst, "2025-08-01T00:00:00Z"),
        ("March 2, 2026 12:05 AM", .dayFirst, "2026-03-02T00:05:00Z"),
        ("16-Jan-18", .dayFirst, "2018-01-16T00:00:00Z"),
        ("Mon, 02 Mar 2026 09:12:41 +0100", .dayFirst, "2026-03-02T08:12:41Z"),
        ("Mon Mar 02 09:12:41 +0000 2026", .dayFirst, "2026-03-02T09:12:41Z"),
        ("2026-03-02 09h12", .yearFirst, "2026-03-02T09:12:00Z"),
        ("12 févr. 2026", .dayFirst, "2026-02-12T00:00:00Z"), ("8/31/17 13:40", .monthFirst, "2017-08-31T13:40:00Z"),
        ("2026-03-02 10:00 PDT", .yearFirst, "2026-03-02T17:00:00Z"), ("46083.5", .excelSerial, "2026-03-02T12:00:00Z"),
        ("1772439161", .epochSeconds, "2026-03-02T08:12:41Z"),
        ("1772439161000", .epochMilliseconds, "2026-03-02T08:12:41Z"),
        ("1772439161000000", .epochMicroseconds, "2026-03-02T08:12:41Z"),
        ("juin 3, 2026", .dayFirst, "2026-06-03T00:00:00Z"),
        ("juil. 3 2026", .dayFirst, "2026-07-03T00:00:00Z"),
        ("2026-03", .yearFirst, "2026-03-01T00:00:00Z"), ("2026/3", .dayFirst, "2026-03-01T00:00:00Z"),
        ("03/2026", .monthFirst, "2026-03-01T00:00:00Z"), ("mars 2026", .dayFirst, "2026-03-01T00:00:00Z"),
        ("March 2026", .yearFirst, "2026-03-01T00:00:00Z"), ("févr.-2026", .dayFirst, "2026-02-01T00:00:00Z"),
        ("Date de l'expérience : août 2025", .dayFirst, "2025-08-01T00:00:00Z"),
    ])
    func `dates are read as people and tools write them`(text: String, style: DateStyle, expected: String) {
        #expect(DateParser(style: style, zone: nil).timestamp(text)?.iso8601 == expected)
    }

    @Test(arguments: [
        ("31/02/2026", DateStyle.dayFirst), ("13/13/2026", .dayFirst), ("yesterday", .dayFirst),
        ("2026-03-02 25:00", .yearFirst),
        ("2026.3", .yearFirst), ("2026-13", .yearFirst), ("1234-05", .yearFirst), ("mars 26", .dayFirst),
        ("03/26", .dayFirst),
        ("2026 03", .yearFirst), ("mars", .dayFirst), ("2026", .yearFirst),
        ("12", .dayFirst), ("", .dayFirst), ("2026-03-02 trailing words", .yearFirst), ("14/03/2026", .monthFirst),
        ("99030299999999999", .epochSeconds), ("99030299999999999", .epochMilliseconds),
        ("999999999999999999999", .epochMicroseconds), ("-99030299999999999", .epochSeconds),
    ])
    func `what is no date of the style gives nothing`(text: String, style: DateStyle) {
        #expect(DateParser(style: style, zone: nil).timestamp(text) == nil)
    }

    @Test(arguments: [
        ("Europe/Paris", "2026-07-01 12:00", "2026-07-01T10:00:00Z"),
        ("Europe/Paris", "2026-01-01 12:00", "2026-01-01T11:00:00Z"),
        ("Europe/Paris", "2026-03-29 03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Paris", "2026-03-29 01:59", "2026-03-29T00:59:00Z"),
        ("America/New_York", "2026-03-08 03:00", "2026-03-08T07:00:00Z"),
        ("+01:00", "2026-07-01 12:00", "2026-07-01T11:00:00Z"),
        ("UTC+2", "2026-07-01 12:00", "2026-07-01T10:00:00Z"),
    ])
    func `a zone gives local times their moment, summer time included`(zone: String, text: String, expected: String)
        throws
    {
        let rule: TimeZoneRule? = TimeZoneRule(zone)
        #expect(rule != nil)
        let parser = DateParser(style: .yearFirst, zone: rule)
        #expect(parser.timestamp(text)?.iso8601 == expected)
    }

    @Test(arguments: [
        (["03/04/2026", "25/04/2026"], DateStyle.dayFirst), (["03/04/2026", "04/25/2026"], .monthFirst),
        (["3/1/2026 9:00 AM", "3/2/2026 9:00 AM"], .monthFirst), (["01.02.2026", "02.02.2026"], .dayFirst),
        (["2026-03-02"], .yearFirst), (["46083.5", "46084.25"], .excelSerial),
        (["1772439161", "1772439162"], .epochSeconds),
        (["03/01/2026", "03/02/2026", "03/05/2026", "03/07/2026", "03/09/2026"], .monthFirst),
        (["01/02/2026"], .dayFirst),
    ])
    func `day and month are told apart by the column, not by the cell`(cells: [String], expected: DateStyle) {
        var evidence = DateEvidence()
        for cell in cells { evidence.add(cell) }
        #expect(evidence.style.style == expected)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `a written date reads back`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let date = CalendarDate(dayNumber: .random(in: 3_652...36_524, using: &random))
        let (year, month, day) = date.components
        let texts: [(String, DateStyle)] = [
            ("\(day)/\(month)/\(year)", .dayFirst), ("\(month)/\(day)/\(year)", .monthFirst), ("\(date)", .yearFirst),
        ]
        for (text, style) in texts {
            #expect(DateParser(style: style, zone: nil).timestamp(text)?.date == date)
        }
    }
}

@Suite struct NumberTests {
    @Test(arguments: [
        ("12", 12.0), ("-3", -3), ("4,5", 4.5), ("4.5", 4.5), ("1 234,56", 1234.56), ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1,234,567", 1_234_567), ("1\u{00A0}234", 1234), ("1\u{202F}234,5", 1234.5), ("733480,00", 733_480),
        (" 7 ", 7),
    ])
    func `numbers are read in French and English style`(text: String, expected: Double) {
        #expect(parsedNumber(text) == expected)
    }

    @Test(arguments: ["", "abc", "12 rue", "0x1p3", "nan", "1e400", "12-13", "--3", "1 23", "+"])
    func `what is no number gives nothing`(text: String) { #expect(parsedNumber(text) == nil) }

    @Test(
        arguments: [
            ("4", 4.0, nil), ("4,5/5", 4.5, 5.0), ("4 sur 5", 4, 5), ("4.5 out of 5", 4.5, 5), ("80%", 80, 100),
            ("80 %", 80, 100),
            ("★★★★☆", 4, 5), ("⭐⭐⭐", 3, nil), ("5 - Extremely likely", 5, nil), ("10 = Très probable", 10, nil),
            ("Très probable (10)", 10, nil), ("4 étoiles", 4, nil), ("4 out of 5 stars", 4, 5),
        ] as [(String, Double, Double?)])
    func `ratings are read with their label or their maximum`(text: String, points: Double, maximum: Double?) {
        let cell = RatingCell(text.utf8Span.span)
        #expect(cell?.points == points)
        #expect(cell?.maximum == maximum)
    }

    @Test(arguments: ["30 - 44", "bon", "", "12/03/2026", "10:15", "3 fois sur 2 semaines depuis 2019"])
    func `ranges, dates and words are no ratings`(text: String) { #expect(RatingCell(text.utf8Span.span) == nil) }
}

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("<p>Bonjour&nbsp;!</p><p>Merci</p>", "Bonjour !\nMerci"), ("l&#39;appli", "l'appli"),
        ("délai < 2 jours", "délai < 2 jours"),
        ("A &amp;lt; B", "A &lt; B"), ("a<br/>b", "a\nb"), ("R&D", "R&D"), ("prix &euro;", "prix €"),
        ("&#xE9;t&eacute;", "été"),
    ])
    func `markup goes and words stay`(html: String, expected: String) {
        #expect(plainText(fromHTML: html) == expected)
    }
}
