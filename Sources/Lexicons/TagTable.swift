/// The constants of a ``TagModel`` side by side, eight categories at a time, so that an attitude is weighed for all of them
/// at once.
package struct TagTable: Sendable {
    /// Columns rounded up to whole lanes.
    package static func width(of columns: Int) -> Int {
        (columns + TagWeights.lane - 1) / TagWeights.lane * TagWeights.lane
    }

    /// By column, in eights: what ``TagModel/Tag`` holds.
    package private(set) var bias: [SIMD8<Float>]
    package private(set) var tone: [SIMD8<Float>]
    package private(set) var praising: [SIMD8<Float>]
    package private(set) var positive: [SIMD8<Float>]
    package private(set) var negative: [SIMD8<Float>]
    package private(set) var neutral: [SIMD8<Float>]
    /// What no constant says of a mixed text.
    package private(set) var mixed: [SIMD8<Float>]
    /// By category: the z from which on a tag stands; no z reaches that of a category the model does not weigh, nor that of
    /// an area.
    package private(set) var limits: [Float]
    /// By area: the z from which on it stands; empty when the model weighs none.
    package private(set) var areaLimits: [Float] = []

    init(_ model: TagModel) {
        let lanes = Self.width(of: model.tags.count) / 8
        let zeros = [SIMD8<Float>](repeating: .zero, count: lanes)
        // What the model does not weigh is never likely.
        bias = [SIMD8<Float>](repeating: SIMD8(repeating: -1000), count: lanes)
        (tone, praising) = (zeros, zeros)
        (positive, negative, neutral, mixed) = (zeros, zeros, zeros, zeros)
        limits = Array(repeating: .infinity, count: lanes * 8)
        for (category, tag) in model.tags.enumerated() where model.isWeighed[category] {
            let (lane, place) = (category >> 3, category & 7)
            (bias[lane][place], tone[lane][place], praising[lane][place]) = (tag.bias, tag.tone, tag.praising)
            (positive[lane][place], negative[lane][place]) = (tag.positive, tag.negative)
            neutral[lane][place] = tag.neutral
            if category < model.categoryCount {
                limits[category] = tag.limit
            } else {
                let area = category - Int(model.categoryCount)
                areaLimits += repeatElement(.infinity, count: max(area + 1 - areaLimits.count, 0))
                areaLimits[area] = tag.limit
            }
        }
    }
}
