/// Days as spreadsheets count them, written as ISO 8601 writes them.
struct SerialDate {
    /// Whether days count from 1904 instead of 1900.
    var isFrom1904 = false

    /// Appends `2026-03-02 09:12:41` (without the time when there is none and `withTime` is false).
    ///
    /// - Returns: false for a number that is no date: nothing is appended.
    func append(_ serial: Double, withTime: Bool, to output: inout [UInt8]) -> Bool {
        guard serial >= 0, serial < 2_958_466 else { return false }
        var milliseconds = Int((serial * 86_400_000).rounded())
        // Serials are doubles: a whole second may be off by some.
        let stray = milliseconds % 1000
        if stray <= 2 { milliseconds -= stray } else if stray >= 998 { milliseconds += 1000 - stray }
        var days = milliseconds / 86_400_000
        let rest = milliseconds % 86_400_000
        if isFrom1904 {
            days += 1462
        } else if days < 60 {
            // Day 60 is 29 February 1900, which never was: before it, counting starts a day later.
            days += 1
        }
        Self.appendDay(days - 25_569, to: &output)
        guard withTime || rest > 0 else { return true }
        output.append(0x20)
        Self.appendTime(rest, to: &output)
        return true
    }

    /// Appends `26:30:00`: a length, or a time of day.
    static func appendDuration(_ serial: Double, to output: inout [UInt8]) -> Bool {
        guard serial >= 0, serial < 100_000 else { return false }
        appendTime(Int((serial * 86_400).rounded()) * 1000, to: &output)
        return true
    }

    /// - Parameter milliseconds: at least 0.
    private static func appendTime(_ milliseconds: Int, to output: inout [UInt8]) {
        let seconds = milliseconds / 1000
        appendNumber(seconds / 3600, digits: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        appendNumber(seconds / 60 % 60, digits: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        appendNumber(seconds % 60, digits: 2, to: &output)
        guard milliseconds % 1000 > 0 else { return }
        output.append(UInt8(ascii: "."))
        appendNumber(milliseconds % 1000, digits: 3, to: &output)
    }

    /// - Parameter day: days since 1970.
    /// - Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2021, `civil_from_days`.
    private static func appendDay(_ day: Int, to output: inout [UInt8]) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        appendNumber(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), digits: 4, to: &output)
        output.append(UInt8(ascii: "-"))
        appendNumber(month, digits: 2, to: &output)
        output.append(UInt8(ascii: "-"))
        appendNumber(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, digits: 2, to: &output)
    }

    private static func appendNumber(_ number: Int, digits: Int, to output: inout [UInt8]) {
        var scale = 1
        for _ in 1..<digits { scale *= 10 }
        while number / scale >= 10 { scale *= 10 }
        while scale > 0 {
            output.append(0x30 + UInt8(number / scale % 10))
            scale /= 10
        }
    }
}
