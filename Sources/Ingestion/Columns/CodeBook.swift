/// What the codes of a column stand for: labels of choices, points of a rating.
struct CodeBook: Hashable, Sendable {
    /// The label of each code, letter case apart.
    var labels: [String: String] = [:]
    /// The points of each answer in words, in the form ``comparableHeader(_:)`` gives: "good" is 1.
    var points: [String: Double] = [:]

    func label(_ code: String) -> String? { labels[code] ?? labels[code.lowercased()] }

    func points(_ answer: String) -> Double? { points[comparableHeader(answer)] }
}
