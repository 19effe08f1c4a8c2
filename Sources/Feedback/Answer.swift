/// What kind of answer a field holds.
public enum AnswerKind: String, CaseIterable, Sendable, Codable {
    case nps, csat, ces, rating, choice, text, number, boolean, date

    /// Whether a score can be computed from answers of this kind.
    public var isRating: Bool { self == .nps || self == .csat || self == .ces || self == .rating }
}

/// The scale a rating was given on.
public struct RatingScale: Hashable, Sendable, Codable, CustomStringConvertible {
    public enum Direction: String, Sendable, Codable {
        case higherIsBetter = "up"
        case lowerIsBetter = "down"
    }

    public var minimum: Double
    public var maximum: Double
    public var direction: Direction

    public init(_ minimum: Double, _ maximum: Double, _ direction: Direction = .higherIsBetter) {
        self.minimum = minimum
        self.maximum = maximum
        self.direction = direction
    }

    public static let nps = RatingScale(0, 10)
    public static let csat = RatingScale(1, 5)
    public static let stars = RatingScale(1, 5)
    /// CES 2.0, "made it easy": 7 is best.
    public static let ces = RatingScale(1, 7)
    /// CES 1.0, "how much effort": 1 is best.
    public static let effort = RatingScale(1, 5, .lowerIsBetter)
    public static let thumb = RatingScale(0, 1)

    public func contains(_ value: Double) -> Bool { value >= minimum && value <= maximum }

    /// - Returns: 0 (worst) to 1 (best).
    public func normalised(_ value: Double) -> Double {
        let share = (value - minimum) / (maximum - minimum)
        return direction == .higherIsBetter ? share : 1 - share
    }

    /// The rating a normalised value stands for.
    public func rating(normalised value: Double) -> Double {
        minimum + (direction == .higherIsBetter ? value : 1 - value) * (maximum - minimum)
    }

    public var description: String { "\(shortest(minimum))–\(shortest(maximum))" }
}

/// One answer of an item.
public struct Answer: Hashable, Sendable, Codable {
    public var field: String
    public var question: String?
    public var kind: AnswerKind
    public var scale: RatingScale?
    /// The value as the export wrote it.
    public var given: String
    /// 0 (worst) to 1 (best) for ratings on a ``scale``, the number itself for `number`, 0 or 1 for `boolean`, else `nil`.
    public var value: Double?

    public init(
        field: String, question: String? = nil, kind: AnswerKind, scale: RatingScale? = nil, given: String,
        value: Double? = nil
    ) {
        self.field = field
        self.question = question
        self.kind = kind
        self.scale = scale
        self.given = given
        self.value = value
    }

    /// A rating on a declared scale.
    ///
    /// - Throws: ``RatingError`` when `points` is off the scale: a wrong value, or a wrong declaration.
    public static func rating(
        field: String, question: String? = nil, kind: AnswerKind, scale: RatingScale, given: String, points: Double
    ) throws(RatingError) -> Answer {
        guard scale.contains(points) else { throw .offScale(points, scale: scale) }
        return Answer(
            field: field, question: question, kind: kind, scale: scale, given: given, value: scale.normalised(points))
    }
}

public enum RatingError: Error, Hashable, Sendable, CustomStringConvertible {
    case offScale(Double, scale: RatingScale)

    public var description: String {
        switch self {
        case .offScale(let points, let scale):
            "rating \(shortest(points)) is not from \(shortest(scale.minimum)) to \(shortest(scale.maximum))"
        }
    }
}

/// `3` for 3.0, `3.5` for 3.5.
func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
}
