extension Terminal {
    /// Says that rows of very small groups are left out; nothing when none is.
    func printWithheld(_ count: Int?) {
        guard let count, count > 0 else { return }
        print(
            text(
                "Left out: \(count) rows that so few people are behind that they could be named.",
                "Non montrées : \(count) lignes, trop peu de personnes derrière pour ne pas les désigner."))
    }
}
