/// What each player adds to a whole, averaged over every order they could come in.
///
/// - Parameter worth: the worth of each coalition, by its bits; that of none first. Its count is a power of two.
/// - Returns: one value a player; they add up to the worth of all less that of none.
/// - Source: L. S. Shapley, "A Value for n-Person Games", 1953.
/// - Complexity: players times 2 to the players.
public func shapleyValues(worth: [Double]) -> [Double] {
    let players = worth.count.trailingZeroBitCount
    precondition(worth.count == 1 << players, "one worth a coalition")
    // |S|! (n − |S| − 1)! / n!, by the size of S.
    var weights = [Double](repeating: 1, count: max(1, players))
    for size in 0..<players {
        var ways = 1.0
        for index in 0..<size { ways *= Double(players - 1 - index) / Double(index + 1) }
        weights[size] = 1 / (ways * Double(players))
    }
    return (0..<players).map { player in
        var sum = 0.0
        for coalition in worth.indices where coalition & (1 << player) == 0 {
            sum += weights[coalition.nonzeroBitCount] * (worth[coalition | 1 << player] - worth[coalition])
        }
        return sum
    }
}
