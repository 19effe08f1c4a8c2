public import Feedback

extension Period {
    /// Reads a date or a period as a person writes it, in English or French.
    ///
    /// - `2026-09-14`, `2026-09-14T08:00:00Z`; `14/09/2026`; `2026-09`; `2026`; `2026-Q3`, `2026-T3`; `2026-W14`, `2026-S14`
    /// - `30d`, `30 jours`, `4w`, `4 semaines`, `3m`, `3 mois`, `1y`, `1 an`: that many days up to `today`
    /// - `today`, `hier`; `last month`, `mois dernier`, `this week`, `cette année`…
    /// - `A..B`: from the first day of A to the last day of B
    ///
    /// - Throws: ``InsightError/badDate(_:)``.
    public init(_ text: String, today: CalendarDate) throws(InsightError) {
        if let dots = text.range(ofDots: ()) {
            let from = try Period(String(text[..<dots.lowerBound]), today: today)
            let to = try Period(String(text[dots.upperBound...]), today: today)
            guard from.first <= to.last else { throw .badDate(text) }
            self.init(from.first, to.last)
            return
        }
        let words = Self.words(of: text)
        guard
            let period = Self.date(words) ?? Self.lastDays(words, today) ?? Self.named(words, today)
                ?? Self.timestamp(text)
        else { throw .badDate(text) }
        self = period
    }

    /// Lower case, without accents, split at blanks and apostrophes.
    private static func words(of text: String) -> [String] {
        var key: [UInt8] = []
        WordKey.append(Array(text.utf8)[...], to: &key)
        let blanks: Set<UInt8> = [0x20, 0x09, UInt8(ascii: "'")]
        return key.split(whereSeparator: blanks.contains).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func timestamp(_ text: String) -> Period? {
        Timestamp(iso8601: text).map { Period(days: $0.localDayNumber...$0.localDayNumber) }
    }

    private static func date(_ words: [String]) -> Period? {
        guard words.count == 1, let text = words.first else { return nil }
        let slashed = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        if slashed.count == 3, let day = slashed[0], let month = slashed[1], let year = slashed[2], year >= 1000 {
            return CalendarDate(year: year, month: month, day: day).map { Period($0, $0) }
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, first.utf8.count == 4, let year = Int(first), year > 0 else { return nil }
        switch parts.count {
        case 1: return span(year, 1, months: 12)
        case 2: return part(parts[1], of: year)
        case 3:
            guard let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
            return CalendarDate(year: year, month: month, day: day).map { Period($0, $0) }
        default: return nil
        }
    }

    /// `09`, `q3`, `t3`, `w14`, `s14`.
    private static func part(_ text: String, of year: Int) -> Period? {
        if let month = Int(text) { return span(year, month, months: 1) }
        guard let number = Int(text.dropFirst()) else { return nil }
        switch text.first {
        case "q", "t": return (1...4).contains(number) ? span(year, number * 3 - 2, months: 3) : nil
        case "w", "s": return week(number, of: year)
        default: return nil
        }
    }

    /// The ISO week: week 1 holds 4 January.
    private static func week(_ number: Int, of year: Int) -> Period? {
        guard let january4 = CalendarDate(year: year, month: 1, day: 4), (1...53).contains(number) else { return nil }
        let monday = CalendarDate(dayNumber: january4.monday.dayNumber + (number - 1) * 7)
        let thursday = CalendarDate(dayNumber: monday.dayNumber + 3)
        guard thursday.components.year == year else { return nil }
        return Period(days: monday.dayNumber...monday.dayNumber + 6)
    }

    private static func span(_ year: Int, _ month: Int, months: Int) -> Period? {
        let next = year * 12 + month - 1 + months
        guard let first = CalendarDate(year: year, month: month, day: 1),
            let end = CalendarDate(year: next / 12, month: next % 12 + 1, day: 1)
        else { return nil }
        return Period(days: first.dayNumber...end.dayNumber - 1)
    }

    /// `30d`, `4 semaines`, `last 3 months`, `3 derniers mois`.
    private static func lastDays(_ words: [String], _ today: CalendarDate) -> Period? {
        let fillers: Set<String> = [
            "last", "past", "the", "les", "dernier", "derniers", "derniere", "dernieres", "ago",
        ]
        var text = words.filter { !fillers.contains($0) }.joined()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), (1...10_000).contains(count) else { return nil }
        text.removeFirst(digits.count)
        switch unit(text) {
        case .day: return Period(days: today.dayNumber - count + 1...today.dayNumber)
        case .week: return Period(days: today.dayNumber - 7 * count + 1...today.dayNumber)
        case .month: return Period(days: monthsBefore(today, count).dayNumber + 1...today.dayNumber)
        case .quarter: return Period(days: monthsBefore(today, 3 * count).dayNumber + 1...today.dayNumber)
        case .year: return Period(days: monthsBefore(today, 12 * count).dayNumber + 1...today.dayNumber)
        case nil: return nil
        }
    }

    /// The same day of an earlier month, or that month's last day.
    private static func monthsBefore(_ day: CalendarDate, _ months: Int) -> CalendarDate {
        let parts = day.components
        let index = parts.year * 12 + parts.month - 1 - months
        guard let month = span(index / 12, index % 12 + 1, months: 1) else { return day }
        return CalendarDate(dayNumber: min(month.first.dayNumber + parts.day - 1, month.last.dayNumber))
    }

    private enum Unit { case day, week, month, quarter, year }

    private static func unit(_ text: String) -> Unit? {
        switch text {
        case "d", "day", "days", "j", "jour", "jours": .day
        case "w", "wk", "week", "weeks", "sem", "semaine", "semaines": .week
        case "m", "mo", "month", "months", "mois": .month
        case "q", "quarter", "quarters", "trimestre", "trimestres": .quarter
        case "y", "yr", "year", "years", "a", "an", "ans", "annee", "annees": .year
        default: nil
        }
    }

    /// `today`, `last month`, `le mois dernier`, `cette semaine`.
    private static func named(_ words: [String], _ today: CalendarDate) -> Period? {
        let day = today.dayNumber
        switch words.joined(separator: " ") {
        case "today", "aujourd hui", "now", "maintenant": return Period(days: day...day)
        case "yesterday", "hier": return Period(days: day - 1...day - 1)
        default: break
        }
        let past: Set<String> = [
            "last", "previous", "dernier", "derniere", "passe", "passee", "precedent", "precedente",
        ]
        let current: Set<String> = ["this", "current", "ce", "cet", "cette", "courant", "courante"]
        let units = words.compactMap(unit)
        let rest = words.filter { unit($0) == nil && $0 != "le" && $0 != "la" && $0 != "l" && $0 != "the" }
        guard units.count == 1, rest.count == 1 else { return nil }
        if current.contains(rest[0]) { return whole(units[0], around: today) }
        guard past.contains(rest[0]), let now = whole(units[0], around: today) else { return nil }
        return whole(units[0], around: CalendarDate(dayNumber: now.first.dayNumber - 1))
    }

    private static func whole(_ unit: Unit, around day: CalendarDate) -> Period? {
        let (year, month, _) = day.components
        switch unit {
        case .day: return Period(day, day)
        case .week: return Period(days: day.monday.dayNumber...day.monday.dayNumber + 6)
        case .month: return span(year, month, months: 1)
        case .quarter: return span(year, (month - 1) / 3 * 3 + 1, months: 3)
        case .year: return span(year, 1, months: 12)
        }
    }
}

extension String {
    /// Where `..` stands.
    fileprivate func range(ofDots: Void) -> Range<String.Index>? {
        let bytes = utf8
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let next = bytes.index(after: index)
            if next < bytes.endIndex, bytes[index] == UInt8(ascii: "."), bytes[next] == UInt8(ascii: ".") {
                return index..<bytes.index(after: next)
            }
            index = next
        }
        return nil
    }
}
