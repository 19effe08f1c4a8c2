/// What the codes of a column stand for: labels of choices, points of a rating.
struct CodeBook: Hashable, Sendable {
    /// The label of each code, letter case apart.
    var labels: [String: String] = [:]
    /// The points of each answer in words, in the form ``comparableHeader(_:)`` gives: "good" is 1.
    var points: [String: Double] = [:]
    /// The points of each answer in signs, as written: "++" is 5.
    var signs: [String: Double] = [:]
    /// The labels of a row of ticked boxes, "01001", one a digit.
    var boxes: [String] = []

    func label(_ code: String) -> String? {
        if !boxes.isEmpty, code.utf8.count == boxes.count, code.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) {
            return zip(code.utf8, boxes).filter { $0.0 == 0x31 }.map(\.1).joined(separator: "; ")
        }
        return labels[code] ?? labels[code.lowercased()]
    }

    func points(_ answer: String) -> Double? {
        signs.isEmpty ? points[comparableHeader(answer)] : signs[answer.trimmed]
    }
}
