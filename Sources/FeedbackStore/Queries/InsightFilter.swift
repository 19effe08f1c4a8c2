/// Which feedback a question is about. Every condition set must hold; an empty filter is everything stored.
public struct InsightFilter: Hashable, Sendable, Codable {
    /// First and last day, as days since 1970-01-01. An item without a date is left out as soon as one of them is set.
    public var since: Int?
    public var until: Int?
    /// A step of the default journey; `""` for items without one.
    public var step: String?
    public var friction: String?
    public var channel: String?
    public var language: String?
    public var source: String?
    public var segments: [SegmentCondition]

    public init(
        since: Int? = nil, until: Int? = nil, step: String? = nil, friction: String? = nil, channel: String? = nil,
        language: String? = nil, source: String? = nil, segments: [SegmentCondition] = []
    ) {
        self.since = since
        self.until = until
        self.step = step
        self.friction = friction
        self.channel = channel
        self.language = language
        self.source = source
        self.segments = segments
    }

    /// Sets the condition `--where key=value` names; a key that is no dimension is a segment.
    public mutating func require(_ key: String, _ value: String) {
        switch InsightDimension(key) {
        case .step: step = value
        case .friction: friction = value
        case .channel: channel = value
        case .language: language = value
        case .source: source = value
        default: segments.append(SegmentCondition(name: key, value: value))
        }
    }

    /// The same filter over other days.
    public func over(_ days: ClosedRange<Int>) -> InsightFilter {
        var filter = self
        (filter.since, filter.until) = (days.lowerBound, days.upperBound)
        return filter
    }
}

public struct SegmentCondition: Hashable, Sendable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// What results are broken down by.
public enum InsightDimension: Hashable, Sendable, CustomStringConvertible {
    case step, friction, channel, language, source
    /// An attribute of the item: `device`, `country`, `city`, `browser`, `product`, `app_version`, `touchpoint`, `kind`,
    /// or any other name the export brought.
    case segment(String)
    /// The step in the journey model with this code, where the default model's ``step`` is not meant.
    case journey(String)

    /// Those that are counted daily; the others are read from the items.
    public static let standard: [InsightDimension] = [.step, .friction, .channel, .language, .source]

    public init(_ name: String) {
        switch name.lowercased() {
        case "step": self = .step
        case "friction": self = .friction
        case "channel": self = .channel
        case "language": self = .language
        case "source": self = .source
        default: self = .segment(name)
        }
    }

    public var description: String {
        switch self {
        case .step: "step"
        case .friction: "friction"
        case .channel: "channel"
        case .language: "language"
        case .source: "source"
        case .segment(let name): name
        case .journey(let code): "journey \(code)"
        }
    }
}
