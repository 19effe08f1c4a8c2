internal import Feedback

/// What to add to UTC: a fixed offset, or one that follows the European or American summer time of today.
enum TimeZoneRule: Hashable, Sendable {
    case fixed(Int16)
    case european(standard: Int16)
    case american(standard: Int16)

    /// `+01:00`, `-0530`, `UTC`, `UTC+2`, `Europe/Paris`, `America/New_York`…
    init?(_ name: String) {
        if let rule = namedZones[name.lowercased()] {
            self = rule
            return
        }
        var text = name.uppercased()
        for prefix in ["UTC", "GMT"] where text.hasPrefix(prefix) { text = String(text.dropFirst(3)) }
        if text.isEmpty || text == "Z" {
            self = .fixed(0)
        } else if let moment = Timestamp(iso8601: "2000-01-01T00:00\(paddedOffset(text))"),
            let offset = moment.offsetMinutes
        {
            self = .fixed(offset)
        } else {
            return nil
        }
    }

    /// Minutes east of UTC at a wall-clock time. The hour that occurs twice in autumn counts as summer time.
    func offset(atLocal wall: Timestamp) -> Int16 {
        switch self {
        case .fixed(let minutes): return minutes
        case .european(let standard):
            // Clocks change at 01:00 UTC on the last Sundays of March and October.
            let year = wall.date.components.year
            let change = Int64(60 + Int(standard)) * 60_000
            let start = lastSunday(month: 3, year: year) + change
            let end = lastSunday(month: 10, year: year) + change + 3_600_000
            return (start..<end).contains(wall.milliseconds) ? standard + 60 : standard
        case .american(let standard):
            // At 02:00 on the second Sunday of March and the first of November.
            let year = wall.date.components.year
            let start = firstSunday(month: 3, year: year) + 7 * 86_400_000 + 7_200_000
            let end = firstSunday(month: 11, year: year) + 7_200_000
            return (start..<end).contains(wall.milliseconds) ? standard + 60 : standard
        }
    }
}

/// `+1` and `+0100` become `+01` and `+0100`.
private func paddedOffset(_ text: String) -> String {
    let digits = text.utf8.dropFirst().prefix { $0.isDigit }.count
    return digits == 1 ? "\(text.prefix(1))0\(text.dropFirst())" : text
}

private func lastSunday(month: Int, year: Int) -> Int64 {
    let last = CalendarDate(year: year, month: month, day: 31)!.dayNumber
    return Int64(last - (CalendarDate(dayNumber: last).weekday + 1) % 7) * 86_400_000
}

private func firstSunday(month: Int, year: Int) -> Int64 {
    let first = CalendarDate(year: year, month: month, day: 1)!.dayNumber
    return Int64(first + 6 - CalendarDate(dayNumber: first).weekday) * 86_400_000
}

private let namedZones: [String: TimeZoneRule] = {
    var zones: [String: TimeZoneRule] = [:]
    func add(_ rule: TimeZoneRule, _ names: String...) { for name in names { zones[name] = rule } }
    add(.european(standard: 0), "europe/london", "europe/dublin", "europe/lisbon", "atlantic/canary", "wet")
    add(
        .european(standard: 60), "europe/paris", "europe/berlin", "europe/madrid", "europe/rome", "europe/brussels",
        "europe/amsterdam", "europe/zurich", "europe/vienna", "europe/luxembourg", "europe/monaco", "europe/copenhagen",
        "europe/stockholm", "europe/oslo", "europe/warsaw", "europe/prague", "europe/budapest", "cet")
    add(
        .european(standard: 120), "europe/athens", "europe/helsinki", "europe/bucharest", "europe/kiev", "europe/kyiv",
        "eet")
    add(
        .american(standard: -300), "america/new_york", "america/toronto", "america/montreal", "america/detroit",
        "us/eastern")
    add(.american(standard: -360), "america/chicago", "america/winnipeg", "us/central")
    add(.american(standard: -420), "america/denver", "america/edmonton", "us/mountain")
    add(.american(standard: -480), "america/los_angeles", "america/vancouver", "us/pacific")
    add(.american(standard: -240), "america/halifax")
    add(.fixed(-420), "america/phoenix")
    add(.fixed(0), "utc", "gmt", "etc/utc", "africa/abidjan", "africa/dakar")
    add(.fixed(60), "africa/algiers", "africa/tunis", "africa/casablanca")
    add(.fixed(330), "asia/kolkata", "asia/calcutta")
    add(.fixed(480), "asia/shanghai", "asia/singapore")
    add(.fixed(540), "asia/tokyo")
    add(.fixed(240), "indian/reunion")
    add(.fixed(-240), "america/martinique", "america/guadeloupe")
    return zones
}()
