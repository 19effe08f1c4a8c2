/// Rounds terms so that what is printed adds up to the printed sum, to the last digit.
///
/// Each term is off by less than one unit of the last place: the terms nearest to their other rounding give way.
///
/// - Parameter sum: what the terms add up to, but for the error of floating point.
func balanced(_ terms: [Double], sum: Double, places: Int = 3) -> [Double] {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = terms.map { $0 * scale }
    var whole = scaled.map { $0.rounded() }
    var missing = (sum * scale).rounded() - whole.reduce(0, +)
    let step: Double = missing < 0 ? -1 : 1
    let order = scaled.indices.sorted { (scaled[$0] - whole[$0]) * step > (scaled[$1] - whole[$1]) * step }
    for index in order {
        guard missing * step >= 1 else { break }
        whole[index] += step
        missing -= step
    }
    return whole.map { $0 / scale }
}
