import Glibc

/// What agreement and disagreement of the fields are worth, for each profile of the answers.
///
/// Given a visit, an answer's value is that of the visit, or, at the field's rate of errors *w*, any value at the rate *u* it
/// has among visits. So agreement on a value is worth (1 − *w*)/*u* + *w*, which is the term-frequency adjustment, and
/// disagreement *w*. Fields that depend on each other (a city and its country) are not counted twice: each profile's odds
/// are divided by what a visit taken at random is worth to it.
///
/// - Source: I. Fellegi, A. Sunter, "A Theory for Record Linkage", JASA 64 (1969); W. Winkler, "Frequency-Based Matching in
///   Fellegi-Sunter Model of Record Linkage", US Census Bureau RR2000/06.
struct FieldWeights {
    private static let fields = LinkField.allCases.count

    struct Weights {
        var agree = SIMD8<Float>(repeating: 1)
        var disagree = SIMD8<Float>(repeating: 1)
        /// What a visit taken at random is worth.
        var chance: Float = 1
    }

    /// By profile of the answers.
    private(set) var weights: [Weights] = []
    /// By field and class: the rate among visits.
    private(set) var rates: [[Double]] = []
    private let profiles: [LinkProfile]
    /// By profile and set of fields: the rate of visits that agree on all of them.
    private var joint: [Float] = []

    init(items: LinkProfiles, visits: LinkProfiles) {
        profiles = items.values
        for field in 0..<Self.fields { rates.append(Self.rates(of: field, items, visits)) }
        joint = Self.joint(items, visits)
    }

    private static func rates(of field: Int, _ items: LinkProfiles, _ visits: LinkProfiles) -> [Double] {
        let values = (items.values + visits.values).map { Int($0[field]) }
        var (counts, total) = ([Double](repeating: 0, count: (values.max() ?? 0) + 1), 0.0)
        for index in visits.values.indices where visits.values[index][field] != 0 {
            counts[Int(visits.values[index][field])] += Double(visits.counts[index])
            total += Double(visits.counts[index])
        }
        return counts.map { ($0 + 0.5) / (total + 0.5 * Double(counts.count)) }
    }

    private static func joint(_ items: LinkProfiles, _ visits: LinkProfiles) -> [Float] {
        let sets = 1 << fields
        var joint = [Float](repeating: 1, count: items.values.count * sets)
        for set in 1..<sets {
            var mask = LinkProfile()
            for field in 0..<fields where set & (1 << field) != 0 { mask[field] = -1 }
            var (counts, total) = ([LinkProfile: Int](), 0)
            for index in visits.values.indices {
                let masked = visits.values[index] & mask
                guard isComplete(masked, set) else { continue }
                counts[masked, default: 0] += visits.counts[index]
                total += visits.counts[index]
            }
            for index in items.values.indices {
                let masked = items.values[index] & mask
                guard isComplete(masked, set) else { continue }
                joint[index * sets + set] = Float(counts[masked] ?? 0) / Float(max(1, total))
            }
        }
        return joint
    }

    private static func isComplete(_ profile: LinkProfile, _ set: Int) -> Bool {
        for field in 0..<fields where set & (1 << field) != 0 && profile[field] == 0 { return false }
        return true
    }

    mutating func update(errors: [Double]) {
        weights = profiles.indices.map { weights(of: profiles[$0], number: $0, errors) }
    }

    private func weights(of profile: LinkProfile, number: Int, _ errors: [Double]) -> Weights {
        var weights = Weights()
        for field in 0..<Self.fields where profile[field] != 0 {
            weights.agree[field] = Float((1 - errors[field]) / rates[field][Int(profile[field])] + errors[field])
            weights.disagree[field] = Float(errors[field])
        }
        weights.chance = chance(of: profile, number: number, errors)
        return weights
    }

    /// The mean worth of a visit, over all sets of fields it may agree on.
    private func chance(of profile: LinkProfile, number: Int, _ errors: [Double]) -> Float {
        let sets = 1 << Self.fields
        var sum = 0.0
        for set in 0..<sets {
            var worth = Double(joint[number * sets + set])
            for field in 0..<Self.fields {
                let isIn = set & (1 << field) != 0
                if profile[field] == 0 {
                    if isIn { worth = 0 }
                } else if isIn {
                    worth *= (1 - errors[field]) / rates[field][Int(profile[field])]
                } else {
                    worth *= errors[field]
                }
            }
            sum += worth
        }
        return Float(max(sum, 1e-6))
    }

    /// How many times likelier the answer's values are given this visit than given none.
    @inline(__always)
    func worth(_ weights: Weights, _ item: LinkProfile, _ visit: LinkProfile) -> Float {
        var lanes = weights.disagree.replacing(with: weights.agree, where: item .== visit)
        lanes.replace(with: 1, where: visit .== 0)
        return lanes[0] * lanes[1] * lanes[2] * lanes[3] * lanes[4]
    }
}
