import Feedback

/// A time alone, in a column beside the one that holds the day.
enum TimeOfDay {
    /// Milliseconds after midnight of `22:03`, `9:05:30`, `10:03 PM`, `9h05` and a spreadsheet's fraction of a day; `nil`
    /// for anything else.
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        if text.hasPrefix("0."), let share = Double(text), share < 1 { return Int64((share * 86_400).rounded()) * 1000 }
        var (parts, digits, index) = ([Int](), 0, 0)
        var current = 0
        while index < bytes.count, parts.count < 3 {
            if bytes[index].isDigit, digits < 2 {
                current = current * 10 + Int(bytes[index] - 0x30)
                digits += 1
            } else if digits > 0, bytes[index] == 0x3A || bytes[index] | 0x20 == 0x68 {
                parts.append(current)
                (current, digits) = (0, 0)
            } else {
                break
            }
            index += 1
        }
        if digits > 0 { parts.append(current) }
        guard parts.count >= 2, parts[0] < 24, parts.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        switch String(decoding: Array(bytes[index...]).trimmed, as: UTF8.self).lowercased() {
        case "": break
        case "am", "a.m.": if parts[0] == 12 { parts[0] = 0 }
        case "pm", "p.m.": if parts[0] < 12 { parts[0] += 12 }
        default: return nil
        }
        return Int64(parts[0] * 3600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : 0)) * 1000
    }

    /// The moment on that day; a day that has a time already keeps it.
    static func add(_ time: Int64, to day: Timestamp) -> Timestamp {
        let local = day.milliseconds + Int64(day.offsetMinutes ?? 0) * 60_000
        guard local % 86_400_000 == 0 else { return day }
        return Timestamp(milliseconds: day.milliseconds + time, offsetMinutes: day.offsetMinutes)
    }
}
