/// The name that takes the fewest changed letters, when that is at most half of it.
package func nearest(to name: String, among known: [String]) -> String? {
    let best = known.map { ($0, editDistance(Array(name.lowercased().utf8), Array($0.lowercased().utf8))) }
        .min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let (near, distance) = best, distance <= max(1, near.utf8.count / 2) else { return nil }
    return near
}

/// How many letters are changed, added, left out or swapped with their neighbour.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [Array(0...right.count)]
    for (index, byte) in left.enumerated() {
        var row = [index + 1]
        for (column, other) in right.enumerated() {
            var best = min(rows[index][column + 1], row[column]) + 1
            best = min(best, rows[index][column] + (byte == other ? 0 : 1))
            if index > 0, column > 0, byte == right[column - 1], left[index - 1] == other {
                best = min(best, rows[index - 1][column - 1] + 1)
            }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[left.count][right.count]
}
