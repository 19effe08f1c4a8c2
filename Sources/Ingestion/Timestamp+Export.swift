import Feedback

/// The ways JSON and log exports write a moment.
extension Timestamp {
    /// ISO 8601, a Unix time in s, ms, µs or ns, or `Thu Nov 03 08:50:26 +0000 2022`, or
    /// `Thu, 3 Nov 2022 08:50:26 +0000`.
    init?(exported text: String) {
        if let moment = Timestamp(iso8601: text) ?? Timestamp(unixTime: text) ?? Timestamp(post: text) {
            self = moment
        } else {
            return nil
        }
    }

    /// Digits alone, with or without decimals; the unit follows from how many there are, which is clear for 1973 to 2286.
    init?(unixTime text: String) {
        let whole = text.utf8.prefix { $0 != UInt8(ascii: ".") }
        // `1234567890.5e99` is a number too.
        guard whole.allSatisfy(\.isDigit), text.utf8.dropFirst(whole.count + 1).allSatisfy(\.isDigit),
            let value = Int64(String(Substring(whole)))
        else { return nil }
        switch whole.count {
        case 9, 10: self.init(milliseconds: Int64((Double(text) ?? 0) * 1000), offsetMinutes: 0)
        case 12, 13: self.init(milliseconds: value, offsetMinutes: 0)
        case 15, 16: self.init(milliseconds: value / 1000, offsetMinutes: 0)
        case 18, 19: self.init(milliseconds: value / 1_000_000, offsetMinutes: 0)
        default: return nil
        }
    }

    /// `Thu Nov 03 08:50:26 +0000 2022`, or as feeds and mails write it: `Thu, 3 Nov 2022 08:50:26 +0000`.
    private init?(post text: String) {
        var words = text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        if words.count == 6, words[0].utf8.last == UInt8(ascii: ",") {
            words = [words[0], words[2], words[1], words[4], words[5], words[3]]
        }
        guard words.count == 6, let month = monthNumber(words[1]), let day = Int(words[2]), let year = Int(words[5]),
            let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        self.init(iso8601: "\(date)T\(words[3])\(words[4])")
    }
}

/// 1 for `Jan`: logs and posts have English month names in every country.
func monthNumber(_ name: some StringProtocol) -> Int? {
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].firstIndex(
        of: name.lowercased()
    )
    .map { $0 + 1 }
}
